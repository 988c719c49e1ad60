//! What lies on the table between two acts, as the database has it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tutti_testkit::Team;
use tutti_types::columns::Category;
use tutti_types::members::UpdateMember;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::tasks::Priority;
use tutti_types::{BoardId, ColumnId, Patch, Rights, Role, RoleId, TaskId, UserId};

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Card {
    pub id: TaskId,
    pub board_id: BoardId,
    pub column_id: ColumnId,
    pub position: String,
    pub version: i64,
    pub title: String,
    pub description: String,
    pub priority: Priority,
    pub assignee_ids: Vec<UserId>,
    pub trashed: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ColumnNow {
    pub id: ColumnId,
    pub board_id: BoardId,
    pub position: String,
    pub category: Category,
    pub wip_limit: Option<usize>,
    pub version: i64,
    pub lives: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BoardNow {
    pub id: BoardId,
    pub visibility: Visibility,
    pub member_ids: Vec<UserId>,
    pub created_by: UserId,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct MemberNow {
    pub user_id: UserId,
    pub role: Role,
    pub custom_role_id: Option<RoleId>,
    pub permissions: Option<Vec<String>>,
    pub suspended: bool,
}

impl MemberNow {
    pub fn rights(&self) -> Rights {
        Rights::of_member(self.role, self.permissions.as_deref())
    }

    /// What they may do once they are given another role; `None` for a role that is not there.
    pub fn rights_with(&self, table: &Table, given: &UpdateMember) -> Option<Rights> {
        match (given.role, given.custom_role_id) {
            (None, Patch::Keep) => Some(self.rights()),
            (Some(role), Patch::Keep) if role == self.role => Some(self.rights()),
            (Some(role), Patch::Keep) => Some(role.rights()),
            (role, Patch::Clear) => Some(role.unwrap_or(self.role).rights()),
            (_, Patch::Set(id)) => {
                let role = table.roles.iter().find(|role| role.id == id)?;
                Some(Rights::of_member(role.base, Some(&role.permissions)))
            }
        }
    }
}

/// A custom role.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CustomRole {
    pub id: RoleId,
    pub base: Role,
    pub permissions: Vec<String>,
}

/// A card that the deletion of its column moved.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Moved {
    pub column_id: ColumnId,
    pub task_id: TaskId,
    pub moved_to: ColumnId,
}

/// The living boards with all on them, the trash and the deleted columns too, and the members.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub boards: Vec<BoardNow>,
    /// By place.
    pub columns: Vec<ColumnNow>,
    /// By number.
    pub cards: Vec<Card>,
    pub people: Vec<MemberNow>,
    pub roles: Vec<CustomRole>,
    /// By place in the column that was deleted.
    pub moved: Vec<Moved>,
    /// The boards in the trash, and what is on them.
    pub trash: Vec<BoardNow>,
    pub buried: Vec<Card>,
    /// The newest position of the stream.
    pub head: i64,
}

/// The living cards of each living column, in order.
pub type Orders = BTreeMap<ColumnId, Vec<TaskId>>;

fn rows<T: DeserializeOwned>(team: &Team, query: &str) -> Vec<T> {
    let rows = team.app.database.rows(query).into_iter();
    rows.map(|row| serde_json::from_value(row).unwrap())
        .collect()
}

/// The tasks that events after a position are about, but those that only say that one left a board.
pub fn told_since(team: &Team, head: i64) -> Vec<TaskId> {
    let ids = team.app.database.rows(&format!(
        "SELECT coalesce(data::jsonb -> 'task' ->> 'id', data::jsonb ->> 'task_id') AS id FROM stream.events
         WHERE workspace_id = '{}' AND seq > {head} AND kind LIKE 'task.%' AND kind <> 'task.gone'",
        team.ws
    ));
    let ids = ids.iter().map(|row| row["id"].as_str().unwrap());
    ids.map(|id| id.parse().unwrap()).collect()
}

impl Table {
    /// Ordered by what the server gives out in turn, so that the same dice pick the same things again.
    pub fn load(team: &Team) -> Self {
        let boards = |state: &str| {
            let ws = team.ws;
            format!("boards b WHERE b.workspace_id = '{ws}' AND b.deleted_at IS {state}")
        };
        let of = |boards: &str| {
            rows(team, &format!(
                "SELECT b.id, b.visibility, b.created_by, b.version,
                    ARRAY(SELECT m.user_id FROM board_members m WHERE m.board_id = b.id ORDER BY m.user_id) AS member_ids
                 FROM {boards} ORDER BY b.id"
            ))
        };
        let cards = |boards: &str| {
            rows(team, &format!(
                "SELECT id, board_id, column_id, position, version, title, description, priority,
                    deleted_at IS NOT NULL AS trashed,
                    ARRAY(SELECT a.user_id FROM task_assignees a WHERE a.task_id = t.id ORDER BY a.place) AS assignee_ids
                 FROM tasks t WHERE board_id IN (SELECT b.id FROM {boards}) ORDER BY number"
            ))
        };
        let (living, trash) = (boards("NULL"), boards("NOT NULL"));
        Self {
            boards: of(&living),
            columns: rows(team, &format!(
                "SELECT id, board_id, position, category, wip_limit, version, deleted_at IS NULL AS lives
                 FROM columns WHERE board_id IN (SELECT b.id FROM {living}) ORDER BY board_id, position, id"
            )),
            cards: cards(&living),
            head: team.seq(),
            people: rows(team, &format!(
                "SELECT m.user_id, m.role, m.custom_role_id, r.permissions, m.suspended_at IS NOT NULL AS suspended
                 FROM workspace_members m LEFT JOIN roles r ON r.id = m.custom_role_id
                 WHERE m.workspace_id = '{}' ORDER BY m.user_id",
                team.ws
            )),
            roles: rows(team, "SELECT id, base, permissions FROM roles ORDER BY id"),
            moved: rows(team, "SELECT column_id, task_id, moved_to FROM moved_cards ORDER BY column_id, position"),
            trash: of(&trash),
            buried: cards(&trash),
        }
    }

    pub fn card(&self, id: TaskId) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }
    pub fn board(&self, id: BoardId) -> Option<&BoardNow> {
        self.boards.iter().find(|board| board.id == id)
    }
    pub fn person(&self, id: UserId) -> Option<&MemberNow> {
        self.people.iter().find(|person| person.user_id == id)
    }
    /// A column, living or deleted.
    pub fn column(&self, id: ColumnId) -> Option<&ColumnNow> {
        self.columns.iter().find(|column| column.id == id)
    }
    /// The living columns of a board, by place.
    pub fn columns_of(&self, board: BoardId) -> impl Iterator<Item = &ColumnNow> {
        let of_board = move |column: &&ColumnNow| column.lives && column.board_id == board;
        self.columns.iter().filter(of_board)
    }
    pub fn first_of(&self, board: BoardId, category: Option<Category>) -> Option<ColumnId> {
        let wanted = |c: &&ColumnNow| category.is_none_or(|category| c.category == category);
        self.columns_of(board).find(wanted).map(|column| column.id)
    }
    pub fn status(&self, card: &Card) -> Option<Category> {
        self.column(card.column_id).map(|column| column.category)
    }

    /// Whether somebody sees a board, or would if they were not locked out.
    pub fn sees(&self, user: UserId, board: BoardId) -> bool {
        self.board(board)
            .is_some_and(|board| self.would_see(user, board))
    }

    /// The same of a board that may be in the trash.
    pub fn would_see(&self, user: UserId, board: &BoardNow) -> bool {
        self.person(user).is_some_and(|person| {
            let listed = board.member_ids.contains(&user);
            may_read_board(person.rights(), board.visibility, listed)
        })
    }

    /// The cards that come back with a column, in order.
    pub fn coming_back(&self, column: ColumnId) -> Vec<TaskId> {
        let moved = self.moved.iter().filter(|moved| moved.column_id == column);
        let stays = |moved: &&Moved| {
            let card = self.card(moved.task_id);
            card.is_some_and(|card| !card.trashed && card.column_id == moved.moved_to)
        };
        moved.filter(stays).map(|moved| moved.task_id).collect()
    }

    pub fn orders(&self) -> Orders {
        let living = self.columns.iter().filter(|column| column.lives);
        let mut orders: Orders = living.map(|column| (column.id, Vec::new())).collect();
        orders.extend(in_order(&self.cards));
        orders
    }
}

/// Living cards in the order of their columns.
pub fn in_order(cards: &[Card]) -> Orders {
    let mut cards: Vec<&Card> = cards.iter().filter(|card| !card.trashed).collect();
    cards.sort_by(|a, b| a.position.cmp(&b.position));
    let mut orders = Orders::new();
    for card in cards {
        orders.entry(card.column_id).or_default().push(card.id);
    }
    orders
}
