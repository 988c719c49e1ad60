//! What somebody can do.

use serde_json::{Value, json};
use tutti_testkit::contract::operation;
use tutti_testkit::{Call, Client, Method, TestResponse};
use tutti_types::boards::{CreateBoard, UpdateBoard};
use tutti_types::columns::{CreateColumn, MoveColumn, UpdateColumn};
use tutti_types::members::UpdateMember;
use tutti_types::tasks::{BulkResult, BulkTasks, CreateTask, MoveTask, Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, Permission, Rights, TaskId, UserId, WorkspaceId, paths};

use super::table::Table;

/// The version somebody believes a thing to have.
pub type Seen = Option<i64>;

#[derive(Clone, Debug)]
pub enum Act {
    Create(CreateTask),
    Patch(TaskId, UpdateTask, Seen),
    Move(TaskId, MoveTask, Seen),
    Delete(TaskId, Seen),
    Restore(TaskId),
    Bulk(BulkTasks),
    CreateColumn(BoardId, CreateColumn),
    UpdateColumn(BoardId, ColumnId, UpdateColumn, Seen),
    MoveColumn(BoardId, ColumnId, MoveColumn),
    DeleteColumn(BoardId, ColumnId, Option<ColumnId>),
    RestoreColumn(BoardId, ColumnId),
    CreateBoard(CreateBoard),
    UpdateBoard(BoardId, UpdateBoard, Seen),
    DeleteBoard(BoardId),
    RestoreBoard(BoardId),
    AddToBoard(BoardId, UserId),
    TakeOffBoard(BoardId, UserId),
    UpdateMember(UserId, UpdateMember),
    RemoveMember(UserId),
}

/// What becomes of some tasks, whether one was asked for or many.
pub enum Change<'a> {
    Patch(&'a UpdateTask),
    Move(MoveTask),
    Delete,
    Restore,
}

/// The operations that are played. What changes something and is not here says why in `random.rs`.
pub const PLAYED: [&str; 19] = [
    "createTask",
    "updateTask",
    "moveTask",
    "deleteTask",
    "restoreTask",
    "bulkTasks",
    "createColumn",
    "updateColumn",
    "moveColumn",
    "deleteColumn",
    "restoreColumn",
    "createBoard",
    "updateBoard",
    "deleteBoard",
    "restoreBoard",
    "addBoardMember",
    "removeBoardMember",
    "updateMember",
    "removeMember",
];

impl Act {
    pub async fn send(&self, who: &Client, ws: WorkspaceId) -> TestResponse {
        let answer = self.call(who, ws).send().await;
        let (method, path) = answer.what.split_once(' ').unwrap();
        let asked = &operation(&method.parse().unwrap(), path).unwrap().id;
        assert!(PLAYED.contains(&asked.as_str()), "{asked} is played");
        answer
    }

    fn call(&self, who: &Client, ws: WorkspaceId) -> Call {
        let call = |method, path: String| who.call(method, path);
        let post = |path, body: Value| call(Method::POST, path).json(&body);
        let patch =
            |path, body: Value, seen| with_version(call(Method::PATCH, path).json(&body), seen);
        match self {
            Self::Create(new) => post(paths::tasks(ws), json!(new)),
            Self::Patch(id, body, seen) => patch(paths::task(ws, *id), json!(body), *seen),
            Self::Move(id, to, seen) => {
                with_version(post(paths::task_move(ws, *id), json!(to)), *seen)
            }
            Self::Delete(id, seen) => {
                with_version(call(Method::DELETE, paths::task(ws, *id)), *seen)
            }
            Self::Restore(id) => call(Method::POST, paths::task_restore(ws, *id)),
            Self::Bulk(request) => post(paths::tasks_bulk(ws), json!(request)),
            Self::CreateColumn(board, new) => post(paths::columns(ws, *board), json!(new)),
            Self::UpdateColumn(board, id, body, seen) => {
                patch(paths::column(ws, *board, *id), json!(body), *seen)
            }
            Self::MoveColumn(board, id, to) => post(paths::column_move(ws, *board, *id), json!(to)),
            Self::DeleteColumn(board, id, None) => {
                call(Method::DELETE, paths::column(ws, *board, *id))
            }
            Self::DeleteColumn(board, id, Some(to)) => {
                call(Method::DELETE, paths::column_into(ws, *board, *id, *to))
            }
            Self::RestoreColumn(board, id) => {
                call(Method::POST, paths::column_restore(ws, *board, *id))
            }
            Self::CreateBoard(new) => post(paths::boards(ws), json!(new)),
            Self::UpdateBoard(id, body, seen) => patch(paths::board(ws, *id), json!(body), *seen),
            Self::DeleteBoard(id) => call(Method::DELETE, paths::board(ws, *id)),
            Self::RestoreBoard(id) => call(Method::POST, paths::board_restore(ws, *id)),
            Self::AddToBoard(id, user) => call(Method::PUT, paths::board_member(ws, *id, *user)),
            Self::TakeOffBoard(id, user) => {
                call(Method::DELETE, paths::board_member(ws, *id, *user))
            }
            Self::UpdateMember(user, body) => patch(paths::member(ws, *user), json!(body), None),
            Self::RemoveMember(user) => call(Method::DELETE, paths::member(ws, *user)),
        }
    }

    /// The tasks it is about and what becomes of them, where it is about some that are there.
    pub fn change(&self) -> Option<(Vec<TaskId>, Change<'_>)> {
        Some(match self {
            Self::Patch(id, patch, _) => (vec![*id], Change::Patch(patch)),
            Self::Move(id, to, _) => (vec![*id], Change::Move(*to)),
            Self::Delete(id, _) => (vec![*id], Change::Delete),
            Self::Restore(id) => (vec![*id], Change::Restore),
            Self::Bulk(request) => {
                let change = match (&request.patch, request.r#move) {
                    (Some(patch), _) => Change::Patch(patch),
                    (None, Some(to)) => Change::Move(to),
                    (None, None) if request.delete => Change::Delete,
                    (None, None) => Change::Restore,
                };
                (request.ids.clone(), change)
            }
            _ => return None,
        })
    }

    /// The tasks that an answer gives.
    pub fn answered(&self, answer: &TestResponse) -> Vec<Task> {
        match self {
            Self::Create(_) | Self::Patch(..) | Self::Move(..) | Self::Restore(_) => {
                vec![answer.json()]
            }
            Self::Bulk(_) => answer.json::<BulkResult>().items,
            _ => Vec::new(),
        }
    }

    /// Who is told by it to load anew, or is away: who leaves, is locked out or let in, and who knows
    /// other people than before.
    pub fn sends_away(&self, table: &Table) -> Option<UserId> {
        match self {
            Self::RemoveMember(user) => Some(*user),
            Self::UpdateMember(user, request) => {
                let person = table.person(*user)?;
                let knows_all = |rights: Rights| rights.may(Permission::PeopleReadAll);
                let (was, is) = (person.rights(), person.rights_with(table, request)?);
                let knows_others = knows_all(was) != knows_all(is);
                (knows_others || request.suspended.is_some()).then_some(*user)
            }
            _ => None,
        }
    }
}

fn with_version(call: Call, seen: Seen) -> Call {
    match seen {
        Some(version) => call.if_match(version),
        None => call,
    }
}
