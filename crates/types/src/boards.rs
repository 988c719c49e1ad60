//! Boards.

use serde::{Deserialize, Serialize};

use crate::columns::Column;
use crate::permissions::Visibility;
use crate::tasks::Task;
use crate::text::{BoardName, Color};
use crate::{BoardId, Epoch, Timestamp, UserId, WorkspaceId};

/// How many cards of a column of category done a board's answer holds; the rest comes by pages.
pub const DONE_CARDS: i64 = 200;
/// How many boards a workspace holds at most.
pub const MAX_BOARDS: i64 = 200;

/// A board, without what is on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    pub id: BoardId,
    /// The id of its workspace.
    pub workspace_id: WorkspaceId,
    pub name: String,
    /// The colour of its square in the sidebar.
    #[cfg_attr(feature = "openapi", schema(value_type = Color))]
    pub color: String,
    /// Who sees it.
    pub visibility: Visibility,
    /// The people added to it: with admins all who see a private board, and the guests of an open one.
    pub member_ids: Vec<UserId>,
    /// Rises with each change of the board itself, not of what is on it.
    pub version: i64,
    /// The position in the workspace's stream at which it last changed, the same here and in its event: within an epoch the newer wins.
    pub changed_seq: i64,
    /// Who made it; absent where the account is gone.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was put in the trash; absent for the living.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// Who put it there; absent where the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_by: Option<UserId>,
}

/// `GET /workspaces/{ws}/boards/{board}`: the board with its columns and cards, and the position they are of.
// Only the board's own fields pass through serde's buffer for what is flattened: columns and cards are fields known here, and are
// read in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardDetail {
    /// The board itself.
    #[serde(flatten)]
    pub board: Board,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its cards, by column and order; of a column of category done the first 200.
    pub tasks: Vec<Task>,
    /// The stream's life the position is of.
    pub epoch: Epoch,
    /// Events up to this position are contained.
    pub seq: i64,
}

impl std::ops::Deref for BoardDetail {
    type Target = Board;
    fn deref(&self) -> &Board {
        &self.board
    }
}

/// The query of `GET /workspaces/{ws}/boards`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct BoardQuery {
    /// `true`: those in the trash that one may restore, last deleted first, instead of the living.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Items in the page, 1 to 100; 50 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::cursor"
    )]
    #[cfg_attr(feature = "openapi", param(max_length = 512))]
    pub cursor: Option<String>,
}

/// `POST /workspaces/{ws}/boards`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateBoard {
    /// The client's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<BoardId>,
    pub name: BoardName,
    /// Open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Blue where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// `PATCH /workspaces/{ws}/boards/{board}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateBoard {
    /// The new name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = BoardName))]
    pub name: Option<BoardName>,
    /// Who sees it. Whoever makes a board private is added to it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Visibility))]
    pub visibility: Option<Visibility>,
    /// The new colour.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Color))]
    pub color: Option<Color>,
}
