//! The path of each operation, once, for the server's routes, the browser and the test clients.

use std::fmt::Display;

use crate::{BoardId, ColumnId, InvitationId, SessionId, TaskId, UserId, WorkspaceId};

/// Before every path here.
pub const BASE: &str = "/api/v1";

/// `POST`
pub const REGISTER: &str = "/api/v1/auth/register";
/// `POST`
pub const LOGIN: &str = "/api/v1/auth/login";
/// `POST`, with the cookie
pub const REFRESH: &str = "/api/v1/auth/refresh";
/// `POST`, with the cookie
pub const LOGOUT: &str = "/api/v1/auth/logout";
/// `GET`
pub const AUTH_OPTIONS: &str = "/api/v1/auth/options";
/// `POST`
pub const PASSWORD_RESET: &str = "/api/v1/auth/password/reset";
/// `GET`, `PATCH`
pub const ME: &str = "/api/v1/me";
/// `GET ?after=`
pub const ME_CHANGES: &str = "/api/v1/me/changes";
/// `POST`
pub const ME_PASSWORD: &str = "/api/v1/me/password";
/// `GET`, `DELETE`
pub const ME_SESSIONS: &str = "/api/v1/me/sessions";
/// `GET`, `POST`
pub const WORKSPACES: &str = "/api/v1/workspaces";
/// The socket.
pub const REALTIME: &str = "/api/v1/realtime";

/// `DELETE`
#[must_use]
pub fn me_session(id: SessionId) -> String {
    format!("{ME_SESSIONS}/{id}")
}
/// `GET`
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("{BASE}/invitations/{token}")
}
/// `POST`
#[must_use]
pub fn invitation_accept(token: &str) -> String {
    format!("{BASE}/invitations/{token}/accept")
}
/// `GET`, `PATCH`, `DELETE`
#[must_use]
pub fn workspace(ws: WorkspaceId) -> String {
    format!("{WORKSPACES}/{ws}")
}
/// `POST`: takes it out of the trash.
#[must_use]
pub fn workspace_restore(ws: WorkspaceId) -> String {
    format!("{WORKSPACES}/{ws}/restore")
}

fn within(ws: WorkspaceId, rest: impl Display) -> String {
    format!("{WORKSPACES}/{ws}/{rest}")
}
/// `GET`
#[must_use]
pub fn snapshot(ws: WorkspaceId) -> String {
    within(ws, "snapshot")
}
/// `GET ?epoch=&after=&limit=`
#[must_use]
pub fn events(ws: WorkspaceId) -> String {
    within(ws, "events")
}
/// `GET`
#[must_use]
pub fn activity(ws: WorkspaceId) -> String {
    within(ws, "activity")
}
/// `GET`
#[must_use]
pub fn members(ws: WorkspaceId) -> String {
    within(ws, "members")
}
/// `PATCH`, `DELETE`
#[must_use]
pub fn member(ws: WorkspaceId, user: UserId) -> String {
    within(ws, format_args!("members/{user}"))
}
/// `GET`, `POST`
#[must_use]
pub fn invitations(ws: WorkspaceId) -> String {
    within(ws, "invitations")
}
/// `DELETE`
#[must_use]
pub fn workspace_invitation(ws: WorkspaceId, id: InvitationId) -> String {
    within(ws, format_args!("invitations/{id}"))
}
/// `POST`
#[must_use]
pub fn invitation_resend(ws: WorkspaceId, id: InvitationId) -> String {
    within(ws, format_args!("invitations/{id}/resend"))
}
/// `GET`, `POST`
#[must_use]
pub fn boards(ws: WorkspaceId) -> String {
    within(ws, "boards")
}
/// `GET`, `PATCH`, `DELETE`
#[must_use]
pub fn board(ws: WorkspaceId, board: BoardId) -> String {
    within(ws, format_args!("boards/{board}"))
}
/// `POST`
#[must_use]
pub fn board_restore(ws: WorkspaceId, board: BoardId) -> String {
    within(ws, format_args!("boards/{board}/restore"))
}
/// `PUT`, `DELETE`
#[must_use]
pub fn board_member(ws: WorkspaceId, board: BoardId, user: UserId) -> String {
    within(ws, format_args!("boards/{board}/members/{user}"))
}
/// `GET`, `POST`
#[must_use]
pub fn columns(ws: WorkspaceId, board: BoardId) -> String {
    within(ws, format_args!("boards/{board}/columns"))
}
/// `PATCH`, `DELETE`
#[must_use]
pub fn column(ws: WorkspaceId, board: BoardId, column: ColumnId) -> String {
    within(ws, format_args!("boards/{board}/columns/{column}"))
}
/// `POST`
#[must_use]
pub fn column_move(ws: WorkspaceId, board: BoardId, column: ColumnId) -> String {
    within(ws, format_args!("boards/{board}/columns/{column}/move"))
}
/// `DELETE`, with its tasks moved to another column
#[must_use]
pub fn column_into(ws: WorkspaceId, board: BoardId, column: ColumnId, to: ColumnId) -> String {
    within(ws, format_args!("boards/{board}/columns/{column}?to={to}"))
}
/// `POST`
#[must_use]
pub fn column_restore(ws: WorkspaceId, board: BoardId, column: ColumnId) -> String {
    within(ws, format_args!("boards/{board}/columns/{column}/restore"))
}
/// `GET`
#[must_use]
pub fn trash(ws: WorkspaceId) -> String {
    within(ws, "trash")
}
/// `GET`, `POST`
#[must_use]
pub fn tasks(ws: WorkspaceId) -> String {
    within(ws, "tasks")
}
/// `POST`
#[must_use]
pub fn tasks_bulk(ws: WorkspaceId) -> String {
    within(ws, "tasks/bulk")
}
/// `GET`, `PATCH`, `DELETE`
#[must_use]
pub fn task(ws: WorkspaceId, task: TaskId) -> String {
    within(ws, format_args!("tasks/{task}"))
}
/// `POST`
#[must_use]
pub fn task_move(ws: WorkspaceId, task: TaskId) -> String {
    within(ws, format_args!("tasks/{task}/move"))
}
/// `POST`
#[must_use]
pub fn task_restore(ws: WorkspaceId, task: TaskId) -> String {
    within(ws, format_args!("tasks/{task}/restore"))
}
