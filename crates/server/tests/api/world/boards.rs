//! Boards and who is on them.

use serde_json::json;

use super::{Before, Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("createBoard", Scope::Workspace)
        .body(|ids| json!({"name": format!("New {}", ids.n)})),
    Case::new("listBoards", Scope::Workspace),
    Case::new("getBoard", Scope::Board),
    Case::new("updateBoard", Scope::Board).body(|ids| json!({"name": format!("Name {}", ids.n)})),
    Case::new("deleteBoard", Scope::Board).uses_up_board(),
    Case::new("restoreBoard", Scope::Board)
        .before(Before::BoardTrashed)
        .uses_up_board(),
    Case::new("addBoardMember", Scope::Board),
    Case::new("removeBoardMember", Scope::Board).before(Before::Listed),
];
