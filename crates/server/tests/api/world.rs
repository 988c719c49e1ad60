//! One request for every operation of the OpenAPI file, over things that can be swapped for others: what the tests over all
//! operations are made of. An operation that is not here fails them.

use serde_json::{Value, json};
use tutti_testkit::app::{PASSWORD, email};
use tutti_testkit::contract::Operation;
use tutti_testkit::team::{column, token_of};
use tutti_testkit::{Call, Client, Team};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::{Category, Column};
use tutti_types::{
    BoardId, ColumnId, InvitationId, Role, SessionId, TaskId, UserId, WorkspaceId, paths,
};

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
    Person,
}

/// What stands in the paths and bodies of requests.
#[derive(Clone, Debug)]
pub struct Ids {
    pub ws: WorkspaceId,
    pub board: BoardId,
    pub column: ColumnId,
    pub task: TaskId,
    pub user: UserId,
    pub invitation: InvitationId,
    pub session: SessionId,
    pub token: String,
    /// Makes names that must differ.
    pub n: usize,
}

/// The scope of an operation.
pub fn scope(id: &str) -> Scope {
    match id {
        "livez" | "readyz" | "register" | "login" | "refresh" | "logout" | "previewInvitation"
        | "realtime" | "getAuthOptions" | "resetPassword" => Scope::Public,
        "getMe"
        | "updateMe"
        | "getMyChanges"
        | "listSessions"
        | "deleteSession"
        | "deleteOtherSessions"
        | "changePassword"
        | "createWorkspace"
        | "listWorkspaces"
        | "acceptInvitation" => Scope::Own,
        "getWorkspace" | "updateWorkspace" | "deleteWorkspace" | "restoreWorkspace"
        | "getSnapshot" | "listEvents" | "listActivity" | "listMembers" | "createInvitation"
        | "listInvitations" | "revokeInvitation" | "resendInvitation" | "createBoard"
        | "listBoards" | "listTasks" | "listTrash" => Scope::Workspace,
        "updateMember" | "removeMember" => Scope::Person,
        "getBoard" | "updateBoard" | "deleteBoard" | "addBoardMember" | "removeBoardMember"
        | "createColumn" | "listColumns" | "updateColumn" | "moveColumn" | "deleteColumn"
        | "restoreBoard" | "restoreColumn" | "bulkTasks" | "createTask" | "getTask"
        | "updateTask" | "deleteTask" | "moveTask" | "restoreTask" => Scope::Board,
        other => panic!("{other} has no place in this table: say here who may call it"),
    }
}

/// The path of an operation over these things.
pub fn path(operation: &Operation, ids: &Ids) -> String {
    let mut path = operation.path.clone();
    for (name, id) in [
        ("{ws}", ids.ws.to_string()),
        ("{board}", ids.board.to_string()),
        ("{column}", ids.column.to_string()),
        ("{task}", ids.task.to_string()),
        ("{user}", ids.user.to_string()),
        ("{token}", ids.token.clone()),
        ("{invitation}", ids.invitation.to_string()),
        ("{id}", ids.session.to_string()),
    ] {
        path = path.replace(name, &id);
    }
    assert!(
        !path.contains('{'),
        "{path} names something that is not here yet"
    );
    match operation.id.as_str() {
        "listEvents" => format!("{path}?epoch=0190a0a0-0000-7000-8000-000000000000&after=0"),
        _ => path,
    }
}

/// The body of an operation over these things.
pub fn body(operation: &Operation, ids: &Ids) -> Option<Value> {
    let n = ids.n;
    let body = match operation.id.as_str() {
        "register" => {
            json!({"email": format!("new{n}@example.com"), "password": PASSWORD, "name": "New"})
        }
        "login" => json!({"email": email("Olga Owner"), "password": PASSWORD}),
        "resetPassword" => json!({"token": "none", "password": PASSWORD}),
        "changePassword" => json!({"current_password": PASSWORD, "new_password": PASSWORD}),
        "updateMe" => json!({"name": format!("Name {n}")}),
        "createWorkspace" | "createBoard" => json!({"name": format!("New {n}")}),
        "updateWorkspace" | "updateBoard" | "updateColumn" => json!({"name": format!("Name {n}")}),
        "updateMember" => json!({"role": "member"}),
        "createInvitation" => json!({"email": format!("guest{n}@example.com"), "role": "guest"}),
        "createColumn" => json!({"name": format!("Column {n}"), "category": "todo"}),
        "moveColumn" => json!({}),
        "bulkTasks" => json!({"ids": [ids.task], "patch": {"title": format!("Title {n}")}}),
        "createTask" => json!({"board_id": ids.board, "title": format!("Task {n}")}),
        "updateTask" => json!({"title": format!("Title {n}")}),
        "moveTask" => json!({"column_id": ids.column}),
        _ => return None,
    };
    Some(body)
}

/// The request of an operation over these things.
pub fn request(operation: &Operation, ids: &Ids, who: &Client) -> Call {
    let call = who.call(operation.method.clone(), path(operation, ids));
    match body(operation, ids) {
        Some(body) => call.json(&body),
        None => call,
    }
}

/// Fresh things on the team's first board, or on one of their own where the operation would use it up.
pub async fn target(team: &Team, operation: &Operation, n: usize) -> Ids {
    let uses_up = matches!(
        operation.id.as_str(),
        "deleteBoard" | "restoreBoard" | "createColumn"
    );
    if uses_up || operation.path.contains("{column}") {
        let board = team.board(&format!("Own {n}"), None).await;
        return fresh(team, &board, operation, n).await;
    }
    fresh(team, &team.board, operation, n).await
}

/// Fresh things on a board, as an operation needs them.
pub async fn fresh(team: &Team, board: &BoardDetail, operation: &Operation, n: usize) -> Ids {
    let id = operation.id.as_str();
    let task = team.task_on(board.id, "Target").await.id;
    if id == "restoreTask" {
        team.owner.delete(paths::task(team.ws, task)).await;
    }
    let column = if matches!(
        id,
        "updateColumn" | "deleteColumn" | "moveColumn" | "restoreColumn"
    ) {
        let new = json!({"name": "Target", "category": "todo"});
        let made: Column = team
            .owner
            .post(paths::columns(team.ws, board.id), &new)
            .await;
        if id == "restoreColumn" {
            let path = paths::column(team.ws, board.id, made.id);
            team.owner.delete(path).await;
        }
        made.id
    } else {
        column(board, Category::Done)
    };
    let user = if operation.path.contains("{user}") {
        let person = team.join_as(&format!("Target {n}"), Role::Member).await;
        if id == "removeBoardMember" {
            let path = paths::board_member(team.ws, board.id, person.id());
            let _: Value = team.owner.put(path).await;
        }
        person.id()
    } else {
        team.owner.id()
    };
    if id == "restoreBoard" {
        team.owner.delete(paths::board(team.ws, board.id)).await;
    }
    let (invitation, token) = if operation.path.contains("invitations/") {
        let link = team.invite(&format!("Invited {n}"), Role::Guest).await;
        (link.invitation.id, token_of(&link))
    } else {
        (InvitationId::new(), "none".to_owned())
    };
    Ids {
        ws: team.ws,
        board: board.id,
        column,
        task,
        user,
        invitation,
        session: SessionId::new(),
        token,
        n,
    }
}
