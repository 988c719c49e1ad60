//! A workspace with people in it.

use reqwest::Method;
use serde_json::{Value, json};
use tutti_types::boards::{Board, BoardDetail};
use tutti_types::columns::Category;
use tutti_types::events::{Event, Events};
use tutti_types::invitations::InvitationLink;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{
    BoardId, ColumnId, Permission, Role, RoleId, TaskId, UserId, WorkspaceId, paths,
};

use crate::app::{TestApp, email};
use crate::client::Client;

/// A server with one workspace, its owner, and the board that came with it.
pub struct Team {
    /// The server.
    pub app: TestApp,
    /// Who made the workspace.
    pub owner: Client,
    pub ws: WorkspaceId,
    /// Its first board, which is open.
    pub board: BoardDetail,
}

impl Team {
    /// A new one.
    pub async fn start() -> Self {
        Self::on(TestApp::start().await).await
    }

    /// A new one on a server.
    pub async fn on(app: TestApp) -> Self {
        let owner = app.person("Olga Owner").await;
        let made: Workspace = owner
            .post(paths::WORKSPACES, &json!({"name": "Larkfield"}))
            .await;
        let ws = made.id;
        let board = first_board(&owner, ws).await;
        Self {
            app,
            owner,
            ws,
            board,
        }
    }

    /// A new person with this role, by an invitation of the owner's. Its name is the role's.
    pub async fn join(&self, role: Role) -> Client {
        let name = match role {
            Role::Owner => "Otto Owner",
            Role::Admin => "Ada Admin",
            Role::Member => "Mia Member",
            Role::Guest => "Gus Guest",
        };
        self.join_as(name, role).await
    }

    /// A new guest, who is on the first board.
    pub async fn guest(&self) -> Client {
        let guest = self.join(Role::Guest).await;
        let path = paths::board_member(self.ws, self.board.id, guest.id());
        let _: Value = self.owner.put(path).await;
        guest
    }

    /// A new person with this name and role.
    pub async fn join_as(&self, name: &str, role: Role) -> Client {
        let link = self.invite(name, role).await;
        let person = self.app.double(&self.owner, name).await;
        let token = token_of(&link);
        let _: Value = person.act(paths::invitation_accept(&token)).await;
        person
    }

    /// A custom role, made past the API.
    #[must_use]
    pub fn custom_role(&self, base: Role, permissions: &[Permission]) -> RoleId {
        let id = RoleId::new();
        let names = permissions.iter().map(|permission| permission.as_str());
        let names = names.collect::<Vec<_>>().join(",");
        self.app.database.run(&format!(
            "INSERT INTO roles (workspace_id, id, name, base, permissions) VALUES ('{}', '{id}', '{id}', '{base}', '{{{names}}}')",
            self.ws
        ));
        id
    }

    /// A new person with this name and a custom role of their own.
    pub async fn join_custom(&self, name: &str, base: Role, permissions: &[Permission]) -> Client {
        let person = self.join_as(name, base).await;
        let role = json!({"custom_role_id": self.custom_role(base, permissions)});
        let _: Value = self
            .owner
            .patch(paths::member(self.ws, person.id()), &role)
            .await;
        person
    }

    /// An invitation for somebody of this name.
    pub async fn invite(&self, name: &str, role: Role) -> InvitationLink {
        self.owner
            .post(
                paths::invitations(self.ws),
                &json!({"email": email(name), "role": role}),
            )
            .await
    }

    /// Somebody else with a workspace of their own, and its first board.
    pub async fn stranger(&self) -> (Client, WorkspaceId, BoardDetail) {
        let stranger = self.app.double(&self.owner, "Stan Stranger").await;
        let made: Workspace = stranger
            .post(paths::WORKSPACES, &json!({"name": "Elsewhere"}))
            .await;
        let board = first_board(&stranger, made.id).await;
        (stranger, made.id, board)
    }

    /// A new board of the owner's, private where people are named.
    pub async fn board(&self, name: &str, private_to: Option<&[UserId]>) -> BoardDetail {
        let visibility = if private_to.is_some() {
            "private"
        } else {
            "open"
        };
        let made: Board = self
            .owner
            .post(
                paths::boards(self.ws),
                &json!({"name": name, "visibility": visibility}),
            )
            .await;
        for user in private_to.unwrap_or_default() {
            let _: Value = self
                .owner
                .put(paths::board_member(self.ws, made.id, *user))
                .await;
        }
        self.load(made.id).await
    }

    /// A board as the owner sees it now.
    pub async fn load(&self, board: BoardId) -> BoardDetail {
        self.owner.get(paths::board(self.ws, board)).await
    }

    /// The first board's column of a category.
    #[must_use]
    pub fn column(&self, category: Category) -> ColumnId {
        column(&self.board, category)
    }

    /// A new task at the end of the first board's first column.
    pub async fn task(&self, title: &str) -> Task {
        self.task_on(self.board.id, title).await
    }

    /// A new task at the end of a board's first column.
    pub async fn task_on(&self, board: BoardId, title: &str) -> Task {
        self.owner
            .post(
                paths::tasks(self.ws),
                &json!({"board_id": board, "title": title}),
            )
            .await
    }

    /// The same on the first board, by somebody who is one of a crowd.
    pub async fn task_in_a_crowd(&self, title: &str) -> Task {
        let call = self.owner.call(Method::POST, paths::tasks(self.ws));
        call.json(&json!({"board_id": self.board.id, "title": title}))
            .in_a_crowd()
            .ok()
            .await
    }

    /// The titles in a column, in order, as the database has them.
    #[must_use]
    pub fn order(&self, column: ColumnId) -> Vec<TaskId> {
        let query = format!(
            "SELECT id FROM tasks WHERE column_id = '{column}' AND deleted_at IS NULL ORDER BY position"
        );
        let rows = self.app.database.rows(&query);
        rows.iter()
            .map(|row| row["id"].as_str().unwrap().parse().unwrap())
            .collect()
    }

    /// The newest position of the stream.
    #[must_use]
    pub fn seq(&self) -> i64 {
        self.app.database.number(&format!(
            "SELECT seq FROM streams WHERE workspace_id = '{}'",
            self.ws
        ))
    }

    /// Every event after a position, as somebody sees them.
    pub async fn events(&self, who: &Client, after: i64) -> Vec<Event> {
        let snapshot: Snapshot = who.get(paths::snapshot(self.ws)).await;
        let path = format!(
            "{}?epoch={}&after={after}",
            paths::events(self.ws),
            snapshot.epoch
        );
        let page: Events = who.get(path).await;
        assert!(!page.resync && !page.more);
        page.events
    }

    /// The kinds of the events that a person sees of what happens in `work`.
    pub async fn kinds<F: Future>(&self, who: &Client, work: F) -> Vec<String> {
        let before = self.seq();
        work.await;
        let events = self.events(who, before).await;
        events.into_iter().map(|event| event.kind).collect()
    }
}

/// The board that came with a workspace.
async fn first_board(owner: &Client, ws: WorkspaceId) -> BoardDetail {
    let snapshot: Snapshot = owner.get(paths::snapshot(ws)).await;
    owner.get(paths::board(ws, snapshot.boards[0].id)).await
}

/// A board's first column of a category.
#[must_use]
pub fn column(board: &BoardDetail, category: Category) -> ColumnId {
    let mut columns = board.columns.iter();
    columns.find(|c| c.category == category).unwrap().id
}

/// The token of an invitation's link.
#[must_use]
pub fn token_of(link: &InvitationLink) -> String {
    link.link.split_once('#').unwrap().1.to_owned()
}
