//! The request of an op, ready to be sent.

use serde::Serialize;
use tutti_types::columns::CreateColumn;
use tutti_types::tasks::{CreateTask, ExpectedTexts, UpdateTask};
use tutti_types::text::{Markdown, TaskTitle};
use tutti_types::{WorkspaceId, paths};

use super::Entry;
use crate::overlay::{Began, Intent};

/// After so many stale versions only the texts are compared: somebody changes the rest of the task all the time.
const MOST_STALE: u32 = 2;

/// A request as plain data. It is sent with the access token of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
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
    pub(super) fn of(ws: WorkspaceId, entry: &Entry) -> Self {
        let op = &entry.op;
        let guard = Guard::of(entry);
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
                let patch = UpdateTask {
                    expected: guard.texts,
                    ..patch.clone()
                };
                ("PATCH", paths::task(ws, *task), json(&patch))
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
            Intent::DeleteColumn { board, column, to } => {
                let path = match to {
                    Some(to) => paths::column_into(ws, *board, *column, *to),
                    None => paths::column(ws, *board, *column),
                };
                ("DELETE", path, None)
            }
            Intent::RestoreColumn { board, column } => {
                ("POST", paths::column_restore(ws, *board, *column), None)
            }
            Intent::UpdateBoard { board, patch } => {
                ("PATCH", paths::board(ws, *board), json(patch))
            }
            Intent::DeleteBoard { board } => ("DELETE", paths::board(ws, *board), None),
            Intent::RestoreBoard { board } => ("POST", paths::board_restore(ws, *board), None),
        };
        Self {
            method,
            path,
            body,
            key: op.key.clone(),
            if_match: guard.version.map(|version| format!("\"{version}\"")),
        }
    }
}

/// What keeps a text from overwriting another that its writer has not seen. Of any other field the later writer wins.
#[derive(Default)]
struct Guard {
    /// The version of the task, for `If-Match`.
    version: Option<i64>,
    /// The texts themselves. They make the request longer, but no change of anything else makes them stale.
    texts: Option<ExpectedTexts>,
}

impl Guard {
    fn of(entry: &Entry) -> Self {
        let Intent::UpdateTask {
            patch,
            began: Some(began),
            ..
        } = &entry.op.intent
        else {
            return Self::default();
        };
        if patch.title.is_none() && patch.description.is_keep() {
            return Self::default();
        }
        match texts(patch, began).filter(|_| entry.stale >= MOST_STALE) {
            Some(texts) => Self {
                version: None,
                texts: Some(texts),
            },
            None => Self {
                version: Some(entry.version.unwrap_or(began.version)),
                texts: None,
            },
        }
    }
}

/// What the texts held that the patch writes; none where a text is older than today's rule for it.
fn texts(patch: &UpdateTask, began: &Began) -> Option<ExpectedTexts> {
    let mut texts = ExpectedTexts::default();
    if patch.title.is_some() {
        texts.title = Some(TaskTitle::parse(&began.title).ok()?);
    }
    if !patch.description.is_keep() {
        texts.description = Some(Markdown::parse(&began.description).ok()?);
    }
    Some(texts)
}
