//! The request of an op, ready to be sent.

use serde::Serialize;
use tutti_types::columns::CreateColumn;
use tutti_types::tasks::CreateTask;
use tutti_types::{Patch, WorkspaceId, paths};

use crate::overlay::{Intent, Op};

/// A request as plain data. It is sent with the access token of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// The JSON body.
    pub body: Option<String>,
    /// The header `Idempotency-Key`.
    pub key: String,
    /// The header `If-Match`, quotes included.
    pub if_match: Option<String>,
}

fn json<T: Serialize>(body: &T) -> Option<String> {
    // Plain structs of texts and ids: writing them cannot fail.
    serde_json::to_string(body).ok()
}

impl Request {
    pub(crate) fn of(ws: WorkspaceId, op: &Op, version: Option<i64>) -> Self {
        let (method, path, body) = match &op.intent {
            Intent::CreateTask { task, create } => {
                let id = Some(*task);
                let create = CreateTask {
                    id,
                    ..create.clone()
                };
                ("POST", paths::tasks(ws), json(&create))
            }
            Intent::UpdateTask { task, patch, .. } => {
                ("PATCH", paths::task(ws, *task), json(patch))
            }
            Intent::MoveTask { task, to } => ("POST", paths::task_move(ws, *task), json(to)),
            Intent::DeleteTask { task } => ("DELETE", paths::task(ws, *task), None),
            Intent::RestoreTask { task, .. } => ("POST", paths::task_restore(ws, *task), None),
            Intent::CreateColumn {
                board,
                column,
                create,
            } => {
                let id = Some(*column);
                let create = CreateColumn {
                    id,
                    ..create.clone()
                };
                ("POST", paths::columns(ws, *board), json(&create))
            }
            Intent::UpdateColumn {
                board,
                column,
                patch,
            } => ("PATCH", paths::column(ws, *board, *column), json(patch)),
            Intent::MoveColumn { board, column, to } => {
                ("POST", paths::column_move(ws, *board, *column), json(to))
            }
            Intent::DeleteColumn { board, column } => {
                ("DELETE", paths::column(ws, *board, *column), None)
            }
            Intent::UpdateBoard { board, patch } => {
                ("PATCH", paths::board(ws, *board), json(patch))
            }
        };
        Self {
            method,
            path,
            body,
            key: op.key.clone(),
            if_match: if_match(&op.intent, version).map(|version| format!("\"{version}\"")),
        }
    }
}

/// Texts only: of any other field the later writer wins.
fn if_match(intent: &Intent, version: Option<i64>) -> Option<i64> {
    match intent {
        Intent::UpdateTask {
            patch,
            began: Some(began),
            ..
        } if patch.title.is_some() || !matches!(patch.description, Patch::Keep) => {
            Some(version.unwrap_or(began.version))
        }
        _ => None,
    }
}
