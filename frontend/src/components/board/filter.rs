//! What of a board is shown. The filter stands in the address, so that a view is a link and Back leads to the one before.

use std::fmt::Display;
use std::str::FromStr;

use tutti_types::UserId;
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task};

/// Whose tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// One's own, whoever follows the link.
    Me,
    /// Those that nobody works on.
    Nobody,
    /// A person's.
    Person(UserId),
}

/// What is left when not all is shown: each part that asks for anything must hold, by any of what it asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A piece of the title or key, in whatever case.
    pub text: String,
    /// Who works on it.
    pub people: Vec<Who>,
    /// How urgent it is.
    pub priorities: Vec<Priority>,
    /// Its status.
    pub statuses: Vec<Category>,
}

impl Filter {
    /// The filter of an address, by its query's fields. What is not understood asks for nothing.
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            text: field("q").unwrap_or_default(),
            people: list(field("who")),
            priorities: list(field("priority")),
            statuses: list(field("status")),
        }
    }

    /// The fields of the address's query, which [`Filter::read`] reads.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let text = self.text.trim();
        let fields = [
            ("q", text.to_owned()),
            ("who", joined(&self.people)),
            ("priority", joined(&self.priorities)),
            ("status", joined(&self.statuses)),
        ];
        let asks = |(_, value): &(&str, String)| !value.is_empty();
        fields.into_iter().filter(asks).collect()
    }

    /// Whether it leaves all in.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.people.is_empty()
            && self.priorities.is_empty()
            && self.statuses.is_empty()
    }

    /// Whether only one's own tasks are asked for.
    pub fn is_mine(&self) -> bool {
        self.people == [Who::Me]
    }

    /// Asks for one's own tasks and nobody else's, or again for everybody's.
    pub fn toggle_mine(&mut self) {
        self.people = if self.is_mine() {
            Vec::new()
        } else {
            vec![Who::Me]
        };
    }

    /// Whether a task is shown to `me`.
    pub fn passes(&self, task: &Task, me: UserId) -> bool {
        let whose = |who: &Who| match who {
            Who::Me => task.assignee_ids.contains(&me),
            Who::Nobody => task.assignee_ids.is_empty(),
            Who::Person(user) => task.assignee_ids.contains(user),
        };
        (self.people.is_empty() || self.people.iter().any(whose))
            && (self.priorities.is_empty() || self.priorities.contains(&task.priority))
            && (self.statuses.is_empty() || self.statuses.contains(&task.status))
            && self.has_text(task)
    }

    fn has_text(&self, task: &Task) -> bool {
        let text = self.text.trim().to_lowercase();
        text.is_empty()
            || task.title.to_lowercase().contains(&text)
            || task.key.to_lowercase().contains(&text)
    }
}

/// Takes a choice in, or out where it was in.
pub fn toggle<T: PartialEq>(chosen: &mut Vec<T>, one: T) {
    match chosen.iter().position(|other| *other == one) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(one),
    }
}

fn list<T: FromStr + PartialEq>(value: Option<String>) -> Vec<T> {
    let mut list = Vec::new();
    for one in value.iter().flat_map(|value| value.split(',')) {
        if let Ok(one) = one.parse()
            && !list.contains(&one)
        {
            list.push(one);
        }
    }
    list
}

fn joined<T: Display>(list: &[T]) -> String {
    let words: Vec<String> = list.iter().map(ToString::to_string).collect();
    words.join(",")
}

impl Display for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Me => f.write_str("me"),
            Self::Nobody => f.write_str("nobody"),
            Self::Person(user) => user.fmt(f),
        }
    }
}

impl FromStr for Who {
    type Err = <UserId as FromStr>::Err;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "me" => Ok(Self::Me),
            "nobody" => Ok(Self::Nobody),
            id => id.parse().map(Self::Person),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, WorkspaceId};

    fn task(title: &str, people: &[UserId]) -> Task {
        let mut task = Task::blank(
            TaskId::new(),
            WorkspaceId::new(),
            BoardId::new(),
            ColumnId::new(),
            Category::Todo,
            Timestamp::from_micros(0),
        );
        task.key = "LRK-7".to_owned();
        task.title = title.to_owned();
        task.priority = Priority::High;
        task.assignee_ids = people.to_vec();
        task
    }

    fn of(query: &[(&str, &str)]) -> Filter {
        let field = |name: &str| {
            let found = query.iter().find(|(field, _)| *field == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Filter::read(field)
    }

    #[test]
    fn an_address_says_what_it_was_made_of() {
        let user = UserId::new();
        let filter = Filter {
            text: "week, view & more".to_owned(),
            people: vec![Who::Me, Who::Nobody, Who::Person(user)],
            priorities: vec![Priority::High, Priority::Low],
            statuses: vec![Category::InProgress],
        };
        let fields = filter.fields();
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(of(&pairs), filter);
        assert!(Filter::default().fields().is_empty());
        assert!(of(&[("q", "  ")]).is_empty());
    }

    #[test]
    fn what_is_not_understood_asks_for_nothing() {
        let filter = of(&[
            ("who", "me,somebody,me"),
            ("priority", "urgent"),
            ("x", "y"),
        ]);
        assert_eq!(filter.people, [Who::Me]);
        assert!(filter.priorities.is_empty());
    }

    #[test]
    fn each_part_must_hold_by_any_of_its_choices() {
        let (me, other) = (UserId::new(), UserId::new());
        let (mine, nobodys) = (task("Mine", &[me]), task("Nobody's", &[]));
        let person = other.to_string();
        for (query, passes) in [
            (vec![], [true, true]),
            (vec![("who", "me")], [true, false]),
            (vec![("who", "nobody")], [false, true]),
            (vec![("who", "me,nobody")], [true, true]),
            (vec![("who", person.as_str())], [false, false]),
            (vec![("q", "MINE")], [true, false]),
            (vec![("q", "lrk-7")], [true, true]),
            (vec![("priority", "high,low")], [true, true]),
            (vec![("priority", "low")], [false, false]),
            (vec![("status", "todo"), ("who", "me")], [true, false]),
            (vec![("status", "done"), ("who", "me")], [false, false]),
        ] {
            let filter = of(&query);
            let found = [&mine, &nobodys].map(|task| filter.passes(task, me));
            assert_eq!(found, passes, "{query:?}");
        }
    }

    #[test]
    fn only_mine_are_mine_alone() {
        for (who, wanted) in [
            ("", vec![Who::Me]),
            ("nobody", vec![Who::Me]),
            ("me,nobody", vec![Who::Me]),
            ("me", vec![]),
        ] {
            let mut filter = of(&[("who", who)]);
            filter.toggle_mine();
            assert_eq!(filter.people, wanted, "{who}");
            assert_eq!(filter.is_mine(), !wanted.is_empty());
        }
    }

    #[test]
    fn a_choice_is_taken_in_and_out() {
        let mut chosen = vec![1];
        toggle(&mut chosen, 2);
        toggle(&mut chosen, 1);
        assert_eq!(chosen, [2]);
    }
}
