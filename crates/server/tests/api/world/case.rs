//! What the tests over all operations know of one of them.

use serde_json::Value;

use super::Ids;

/// Where an operation's right is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anybody may.
    Public,
    /// Whoever is signed in may, about themself.
    Own,
    /// Of the workspace as a whole.
    Workspace,
    /// Of something on a board.
    Board,
    /// Of a member.
    Member,
}

/// What has to be so before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// All is there.
    There,
    /// The board lies in the trash.
    BoardTrashed,
    /// The column lies in the trash.
    ColumnTrashed,
    /// The task lies in the trash.
    TaskTrashed,
    /// The person is on the board.
    Listed,
}

/// Makes a body over some things.
pub type Body = fn(&Ids) -> Value;

/// An operation: who may call it, a request of it, and how it names what may be another workspace's.
pub struct Case {
    pub id: &'static str,
    pub scope: Scope,
    pub before: Before,
    pub query: &'static str,
    pub body: Option<Body>,
    /// Whether it leaves the board another one than it was, so that each request wants one of its own.
    pub uses_up_board: bool,
    /// What whoever may call it is answered in place of a success: what the request names is not there.
    pub answers: Option<u16>,
    /// Each place of the body where an id of a workspace's thing may stand, with a body that is accepted and has one there. The
    /// mixed paths put another workspace's in its place.
    pub ids: &'static [(&'static str, Body)],
}

impl Case {
    pub const fn new(id: &'static str, scope: Scope) -> Self {
        Self {
            id,
            scope,
            before: Before::There,
            query: "",
            body: None,
            uses_up_board: false,
            answers: None,
            ids: &[],
        }
    }

    pub const fn body(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    pub const fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    pub const fn before(mut self, before: Before) -> Self {
        self.before = before;
        self
    }

    pub const fn uses_up_board(mut self) -> Self {
        self.uses_up_board = true;
        self
    }

    pub const fn answers(mut self, status: u16) -> Self {
        self.answers = Some(status);
        self
    }

    pub const fn ids(mut self, ids: &'static [(&'static str, Body)]) -> Self {
        self.ids = ids;
        self
    }
}
