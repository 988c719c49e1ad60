//! Columns of a board.

use serde_json::json;

use super::{Before, Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("createColumn", Scope::Board)
        .body(|ids| json!({"name": format!("Column {}", ids.n), "category": "todo"}))
        .uses_up_board(),
    Case::new("listColumns", Scope::Board),
    Case::new("updateColumn", Scope::Board)
        .body(|ids| json!({"name": format!("Name {}", ids.n)}))
        .uses_up_board(),
    Case::new("moveColumn", Scope::Board)
        .body(|_| json!({}))
        .uses_up_board()
        .ids(&[
            ("before", |ids| json!({"before": ids.other_column})),
            ("after", |ids| json!({"after": ids.other_column})),
        ]),
    Case::new("deleteColumn", Scope::Board).uses_up_board(),
    Case::new("restoreColumn", Scope::Board)
        .before(Before::ColumnTrashed)
        .uses_up_board(),
];
