//! Tasks.

use serde_json::json;

use super::{Before, Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("createTask", Scope::Board)
        .body(|ids| json!({"board_id": ids.board, "title": format!("Task {}", ids.n)}))
        .ids(&[
            ("board_id", |ids| json!({"board_id": ids.board, "title": "T"})),
            (
                "column_id",
                |ids| json!({"board_id": ids.board, "title": "T", "column_id": ids.column}),
            ),
            (
                "before",
                |ids| json!({"board_id": ids.board, "title": "T", "column_id": ids.column, "before": ids.other_task}),
            ),
            (
                "assignee_ids[0]",
                |ids| json!({"board_id": ids.board, "title": "T", "assignee_ids": [ids.user]}),
            ),
        ]),
    Case::new("listTasks", Scope::Workspace),
    Case::new("getTask", Scope::Board),
    Case::new("updateTask", Scope::Board)
        .body(|ids| json!({"title": format!("Title {}", ids.n)}))
        .ids(&[(
            "assignee_ids[0]",
            |ids| json!({"assignee_ids": [ids.user]}),
        )]),
    Case::new("moveTask", Scope::Board)
        .body(|ids| json!({"column_id": ids.column}))
        .ids(&[
            (
                "board_id",
                |ids| json!({"board_id": ids.board, "column_id": ids.column}),
            ),
            ("column_id", |ids| json!({"column_id": ids.column})),
            (
                "before",
                |ids| json!({"column_id": ids.column, "before": ids.other_task}),
            ),
            (
                "after",
                |ids| json!({"column_id": ids.column, "after": ids.other_task}),
            ),
        ]),
    Case::new("bulkTasks", Scope::Board)
        .body(|ids| json!({"ids": [ids.task], "patch": {"title": format!("Title {}", ids.n)}}))
        .ids(&[
            (
                "ids[0]",
                |ids| json!({"ids": [ids.task], "patch": {"title": "T"}}),
            ),
            (
                "patch.assignee_ids[0]",
                |ids| json!({"ids": [ids.task], "patch": {"assignee_ids": [ids.user]}}),
            ),
            (
                "move.board_id",
                |ids| json!({"ids": [ids.task], "move": {"board_id": ids.board, "column_id": ids.column}}),
            ),
            (
                "move.column_id",
                |ids| json!({"ids": [ids.task], "move": {"column_id": ids.column}}),
            ),
            (
                "move.before",
                |ids| json!({"ids": [ids.task], "move": {"column_id": ids.column, "before": ids.other_task}}),
            ),
            (
                "move.after",
                |ids| json!({"ids": [ids.task], "move": {"column_id": ids.column, "after": ids.other_task}}),
            ),
        ]),
    Case::new("deleteTask", Scope::Board),
    Case::new("restoreTask", Scope::Board).before(Before::TaskTrashed),
];
