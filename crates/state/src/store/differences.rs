//! Whether two stores hold the same, for *old snapshot + events = new snapshot*.

use std::fmt::Debug;

use tutti_types::BoardId;
use tutti_types::tasks::Task;

use super::Store;
use super::truth::{Cards, Part, Truth};

impl Store {
    /// What differs in the two views, a sentence each. Boards are compared deeply where both have loaded them; descriptions
    /// where both know them; the order of people and of boards is not part of the comparison.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        // Whoever adds a field says here whether two views have to agree on it. Compared as they are shown:
        let Self {
            truth:
                truth @ Truth {
                    workspace: _,
                    me: _,
                    members: _,
                    boards: _,
                    columns: _,
                    tasks: _,
                    gone: _,
                    parts: _,
                    // Of what was once there, and of cards that came before their board:
                    names: _,
                    removed: _,
                    early: _,
                    apart: _,
                },
            cursor: _,
            // What its person does and has read:
            overlays: _,
            shown: _,
            feed: _,
            gap_after: _,
            given: _,
            clock: _,
            reloaded: _,
        } = self;
        let mut found = Vec::new();
        differ(&mut found, "workspace", self.workspace(), other.workspace());
        differ(&mut found, "gone", &self.gone(), &other.gone());
        differ(&mut found, "me", self.me(), other.me());
        let (mut ours, mut theirs) = (self.members(), other.members());
        ours.sort_by_key(|member| member.user_id);
        theirs.sort_by_key(|member| member.user_id);
        differ(&mut found, "members", &ours, &theirs);
        let (mut ours, mut theirs) = (self.boards(), other.boards());
        ours.sort_by_key(|board| board.id);
        theirs.sort_by_key(|board| board.id);
        differ(&mut found, "boards", &ours, &theirs);
        self.strange_parts("the first", &mut found);
        other.strange_parts("the second", &mut found);
        for board in ours {
            if truth.is_loaded(board.id) && other.truth.is_loaded(board.id) {
                self.board_differences(other, board.id, &mut found);
            }
        }
        found
    }

    /// Fails with every difference, each on its line.
    ///
    /// # Panics
    /// Where the two views differ: it is an assertion for tests.
    pub fn assert_same(&self, other: &Self) {
        let found = self.differences(other);
        assert!(found.is_empty(), "the stores differ:\n{}", found.join("\n"));
    }

    /// A part that is loaded is of a board that is known: of one that is out of sight nothing is kept.
    fn strange_parts(&self, which: &str, found: &mut Vec<String>) {
        for (id, part) in &self.truth.parts {
            if part.loaded && self.truth.boards.iter().all(|board| board.id != *id) {
                found.push(format!("part of {id}: {which} holds it without its board"));
            }
        }
    }

    fn board_differences(&self, other: &Self, board: BoardId, found: &mut Vec<String>) {
        let parts = self.truth.parts.get(&board);
        if let Some((ours, theirs)) = parts.zip(other.truth.parts.get(&board)) {
            part_differences(ours, theirs, board, found);
        }
        let (ours, theirs) = (self.columns(board), other.columns(board));
        differ(found, &format!("columns of {board}"), &ours, &theirs);
        for column in ours {
            differ(
                found,
                &format!("column {column}"),
                &self.column(column),
                &other.column(column),
            );
            differ(
                found,
                &format!("cards of {column}"),
                &self.order(column),
                &other.order(column),
            );
            differ(
                found,
                &format!("count of {column}"),
                &self.count(column),
                &other.count(column),
            );
            let cards = self.truth.columns.get(&column);
            if let Some((ours, theirs)) = cards.zip(other.truth.columns.get(&column)) {
                held_differences(ours, theirs, found);
            }
            for id in self.order(column) {
                if let (Some(mine), Some(yours)) = (self.task(*id), other.task(*id)) {
                    let (mine, yours) = comparable(mine, yours);
                    differ(found, &format!("task {id}"), &mine, &yours);
                }
            }
        }
    }
}

/// What two loaded parts have to agree on: whether they want another load, and which columns they hold, in which order.
fn part_differences(ours: &Part, theirs: &Part, board: BoardId, found: &mut Vec<String>) {
    let Part {
        stale,
        columns,
        // Both are.
        loaded: _,
        // Of how and when it was loaded, and is loaded again:
        seq: _,
        installed: _,
        guessed: _,
        loading: _,
    } = ours;
    differ(found, &format!("stale {board}"), stale, &theirs.stale);
    let what = format!("columns held of {board}");
    differ(found, &what, columns, &theirs.columns);
}

/// What two loaded parts have to agree on of one of their columns: which of its cards they hold, and how many they do not.
fn held_differences(ours: &Cards, theirs: &Cards, found: &mut Vec<String>) {
    let Cards {
        column,
        order,
        hidden,
    } = ours;
    let id = column.id;
    differ(found, &format!("column held {id}"), column, &theirs.column);
    differ(found, &format!("cards held of {id}"), order, &theirs.order);
    differ(found, &format!("hidden of {id}"), hidden, &theirs.hidden);
}

/// Without the description, where one of the two does not know it.
fn comparable(a: &Task, b: &Task) -> (Task, Task) {
    if a.description.is_some() && b.description.is_some() {
        (a.clone(), b.clone())
    } else {
        (a.clone().into_card(), b.clone().into_card())
    }
}

fn differ<T: PartialEq + Debug + ?Sized>(found: &mut Vec<String>, what: &str, a: &T, b: &T) {
    if a != b {
        found.push(format!("{what}: {a:?} is not {b:?}"));
    }
}
