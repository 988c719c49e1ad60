//! One request for every operation of the OpenAPI file, over things that can be swapped for others: what the tests over all
//! operations are made of. Each area has its cases in a file of its own. An operation that is in none of them fails these tests.

mod activity;
mod auth;
mod boards;
mod case;
mod columns;
mod health;
mod invitations;
mod me;
mod members;
mod realtime;
mod tasks;
mod trash;
mod workspaces;

use serde_json::{Value, json};
use tutti_testkit::contract::Operation;
use tutti_testkit::team::{column, token_of};
use tutti_testkit::{Call, Client, Team};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::{Category, Column};
use tutti_types::{
    BoardId, ColumnId, InvitationId, Role, RoleId, SessionId, TaskId, UserId, WorkspaceId, paths,
};

pub use case::{Before, Case, Scope};

/// Gives the areas to a macro. They are the tags of the OpenAPI file.
macro_rules! areas {
    ($take:ident) => {
        $take!(
            activity,
            auth,
            boards,
            columns,
            health,
            invitations,
            me,
            members,
            realtime,
            tasks,
            trash,
            workspaces
        );
    };
}
pub(crate) use areas;

macro_rules! listed {
    ($($area:ident),*) => {
        /// Every area by its name, with its cases.
        pub const AREAS: &[(&str, &[Case])] = &[$((stringify!($area), $area::CASES)),*];
    };
}
areas!(listed);

/// What stands in the paths and bodies of requests.
#[derive(Clone, Debug)]
pub struct Ids {
    pub ws: WorkspaceId,
    pub board: BoardId,
    pub column: ColumnId,
    /// Another column of the board.
    pub other_column: ColumnId,
    pub task: TaskId,
    /// Another task of the column. Only the mixed paths have one, and a role.
    pub other_task: TaskId,
    pub user: UserId,
    pub role: RoleId,
    pub invitation: InvitationId,
    pub session: SessionId,
    pub token: String,
    /// Makes names that must differ.
    pub n: usize,
}

/// What is known of an operation.
pub fn case(id: &str) -> &'static Case {
    let mut cases = AREAS.iter().flat_map(|(_, cases)| cases.iter());
    let case = cases.find(|case| case.id == id);
    case.unwrap_or_else(|| panic!("{id} has no case: say in its area's file who may call it"))
}

/// The scope of an operation.
pub fn scope(id: &str) -> Scope {
    case(id).scope
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
    match case(&operation.id).query {
        "" => path,
        query => format!("{path}?{query}"),
    }
}

/// The body of an operation over these things.
pub fn body(operation: &Operation, ids: &Ids) -> Option<Value> {
    case(&operation.id).body.map(|body| body(ids))
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
    if case(&operation.id).uses_up_board {
        let board = team.board(&format!("Own {n}"), None).await;
        return fresh(team, &board, operation, n).await;
    }
    fresh(team, &team.board, operation, n).await
}

/// Fresh things on a board, as an operation needs them.
pub async fn fresh(team: &Team, board: &BoardDetail, operation: &Operation, n: usize) -> Ids {
    let before = case(&operation.id).before;
    let task = team.task_on(board.id, "Target").await.id;
    if before == Before::TaskTrashed {
        team.owner.delete(paths::task(team.ws, task)).await;
    }
    let column = if operation.path.contains("{column}") {
        let new = json!({"name": "Target", "category": "todo"});
        let made: Column = team
            .owner
            .post(paths::columns(team.ws, board.id), &new)
            .await;
        if before == Before::ColumnTrashed {
            let path = paths::column(team.ws, board.id, made.id);
            team.owner.delete(path).await;
        }
        made.id
    } else {
        column(board, Category::Done)
    };
    let user = if operation.path.contains("{user}") {
        let person = team.join_as(&format!("Target {n}"), Role::Member).await;
        if before == Before::Listed {
            let path = paths::board_member(team.ws, board.id, person.id());
            let _: Value = team.owner.put(path).await;
        }
        person.id()
    } else {
        team.owner.id()
    };
    if before == Before::BoardTrashed {
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
        other_column: self::column(board, Category::Todo),
        task,
        other_task: TaskId::new(),
        user,
        role: RoleId::new(),
        invitation,
        session: SessionId::new(),
        token,
        n,
    }
}
