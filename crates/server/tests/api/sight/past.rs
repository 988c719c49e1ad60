//! What was true after each act, as the database has it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tutti_testkit::Team;
use tutti_types::events::Audience;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Permission, Rights, Role, TaskId, UserId};

#[derive(Clone, Debug, Deserialize)]
struct PastMember {
    user_id: UserId,
    role: Role,
    permissions: Option<Vec<String>>,
    suspended: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Board {
    id: BoardId,
    visibility: Visibility,
    member_ids: Vec<UserId>,
}

#[derive(Clone, Debug, Deserialize)]
struct Home {
    id: TaskId,
    board_id: BoardId,
}

/// The people, the living boards, and where each task is or was last.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The newest position then.
    pub head: i64,
    people: BTreeMap<UserId, PastMember>,
    boards: BTreeMap<BoardId, Board>,
    pub homes: BTreeMap<TaskId, BoardId>,
    /// Those of the tasks that are not gone for good.
    kept: BTreeSet<TaskId>,
}

/// Rows of a query.
pub fn rows<T: DeserializeOwned>(team: &Team, query: &str) -> Vec<T> {
    let rows = team.app.database.rows(query).into_iter();
    rows.map(|row| serde_json::from_value(row).unwrap())
        .collect()
}

impl Moment {
    fn load(team: &Team) -> Self {
        let ws = team.ws;
        let people = rows::<PastMember>(
            team,
            &format!(
                "SELECT m.user_id, m.role, r.permissions, m.suspended_at IS NOT NULL AS suspended
                 FROM workspace_members m LEFT JOIN roles r ON r.id = m.custom_role_id WHERE m.workspace_id = '{ws}'"
            ),
        );
        let boards = rows::<Board>(team, &format!(
            "SELECT b.id, b.visibility, ARRAY(SELECT m.user_id FROM board_members m WHERE m.board_id = b.id) AS member_ids
             FROM boards b WHERE b.workspace_id = '{ws}' AND b.deleted_at IS NULL"
        ));
        let homes = rows::<Home>(
            team,
            &format!("SELECT id, board_id FROM tasks WHERE workspace_id = '{ws}'"),
        );
        Self {
            head: team.seq(),
            people: people.into_iter().map(|p| (p.user_id, p)).collect(),
            boards: boards.into_iter().map(|b| (b.id, b)).collect(),
            kept: homes.iter().map(|h| h.id).collect(),
            homes: homes.into_iter().map(|h| (h.id, h.board_id)).collect(),
        }
    }

    /// What somebody may do; `None` for who is not here.
    pub fn rights(&self, user: UserId) -> Option<Rights> {
        let person = self.people.get(&user).filter(|person| !person.suspended);
        person.map(|person| Rights::of_member(person.role, person.permissions.as_deref()))
    }
    /// Whether somebody is here, and holds this.
    pub fn may(&self, user: UserId, permission: Permission) -> bool {
        self.rights(user)
            .is_some_and(|rights| rights.may(permission))
    }
    /// Whether somebody is a member, locked out or not.
    pub fn knows(&self, user: UserId) -> bool {
        self.people.contains_key(&user)
    }
    pub fn sees(&self, user: UserId, board: BoardId) -> bool {
        match (self.rights(user), self.boards.get(&board)) {
            (Some(rights), Some(board)) => {
                let listed = board.member_ids.contains(&user);
                may_read_board(rights, board.visibility, listed)
            }
            _ => false,
        }
    }
    /// Whether a task is there, be it in the trash, and somebody sees its board.
    pub fn finds(&self, user: UserId, task: TaskId) -> bool {
        self.kept.contains(&task) && self.sees(user, self.homes[&task])
    }
    pub fn boards(&self) -> Vec<BoardId> {
        self.boards.keys().copied().collect()
    }
    /// Whether somebody is one of an audience; who sees a board, of that too.
    fn is_of(&self, user: UserId, audience: &Audience) -> bool {
        if self.rights(user).is_none() {
            return false;
        }
        match audience {
            Audience::Everyone => true,
            Audience::May(permission) => self.may(user, *permission),
            Audience::Room(room) => room.as_board().is_some_and(|board| self.sees(user, board)),
            Audience::Users(users) => users.contains(&user),
        }
    }
}

/// An event as it stands in the database.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    pub seq: i64,
    kind: String,
    audience: String,
    data: String,
    task: Option<TaskId>,
    board: Option<BoardId>,
    /// The board that it names and says nothing of.
    named: Option<BoardId>,
}

/// What an event is to somebody who has all from before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// They could read it then, and may today.
    Theirs,
    /// They could then, and may not today: its board was taken from them, which is told.
    Taken(BoardId),
    /// They could then, and its task has gone where they may not follow, of which nothing tells.
    Astray,
    /// They could not then, or are not due to be told.
    Foreign,
}

/// All of it.
pub struct Past {
    moments: Vec<Moment>,
}

impl Past {
    pub fn begin(team: &Team) -> Self {
        Self {
            moments: vec![Moment::load(team)],
        }
    }

    /// Looks at what an act came to.
    pub fn look(&mut self, team: &Team) {
        let mut moment = Moment::load(team);
        for (task, board) in &self.now().homes {
            // One that is gone for good was on this board last.
            moment.homes.entry(*task).or_insert(*board);
        }
        self.moments.push(moment);
    }

    pub fn now(&self) -> &Moment {
        self.moments.last().unwrap()
    }

    /// Every event, with the task it carries, or the board it is about.
    pub fn told(team: &Team) -> Vec<Told> {
        rows(team, &format!(
            "SELECT seq, kind, audience || coalesce(':' || array_to_string(people, ','), '') AS audience, data, data::jsonb -> 'task' ->> 'id' AS task,
                coalesce(data::jsonb -> 'board' ->> 'id', data::jsonb -> 'column' ->> 'board_id') AS board,
                data::jsonb ->> 'board_id' AS named
             FROM stream.events WHERE workspace_id = '{}' ORDER BY seq",
            team.ws
        ))
    }

    fn at(&self, seq: i64) -> &Moment {
        let at = self.moments.partition_point(|moment| moment.head < seq);
        &self.moments[at]
    }

    /// What an event is to somebody who has all up to `after`. They may be told of it where they have been here ever since, could read
    /// it when it happened, and may today; and may see today the board of what it carries.
    pub fn due(&self, user: UserId, after: i64, told: &Told) -> Due {
        let from = self.moments.partition_point(|moment| moment.head <= after);
        let to = self
            .moments
            .partition_point(|moment| moment.head < told.seq);
        let here = |moment: &Moment| moment.rights(user).is_some();
        let audience: Audience = told.audience.parse().unwrap();
        let (then, now) = (self.at(told.seq), self.now());
        let home = told.task.map(|task| now.homes[&task]).or(told.board);
        if !self.moments[from..=to].iter().all(here) || !then.is_of(user, &audience) {
            return Due::Foreign;
        }
        match audience {
            Audience::Room(room) if !now.is_of(user, &audience) => {
                Due::Taken(room.as_board().expect("a board"))
            }
            audience if !now.is_of(user, &audience) => Due::Foreign,
            _ if home.is_none_or(|board| now.sees(user, board)) => Due::Theirs,
            _ if told.task.is_some() => Due::Astray,
            // Of a board that was brought to them and taken again.
            _ => Due::Foreign,
        }
    }
}

impl Told {
    /// The marks of what it tells.
    pub fn marks(&self) -> BTreeSet<String> {
        marks(&self.data)
    }
    /// The room it happened in.
    pub fn room(&self) -> Option<Room> {
        match self.audience.parse() {
            Ok(Audience::Room(room)) => Some(room),
            _ => None,
        }
    }
    /// Whether it takes a board from its readers.
    pub fn takes(&self, board: BoardId) -> bool {
        let ends = ["board.gone", "board.deleted"].contains(&self.kind.as_str());
        ends && self.named == Some(board)
    }
}

/// A text that stands nowhere else.
pub fn mark(n: usize) -> String {
    format!("mk{n:05}")
}

/// The marks in a text.
pub fn marks(text: &str) -> BTreeSet<String> {
    let found = text
        .match_indices("mk")
        .filter_map(|(at, _)| text.get(at..at + 7));
    let is_mark = |mark: &&str| mark[2..].bytes().all(|byte| byte.is_ascii_digit());
    found.filter(is_mark).map(str::to_owned).collect()
}
