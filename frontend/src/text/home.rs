//! Coming in.

pub const NO_SERVER: &str = "Tutti does not answer";
pub const NO_SERVER_TEXT: &str =
    "The server may be restarting, or the network is away. Nothing is lost.";
pub const TRY_AGAIN: &str = "Try again";
pub const NOT_LOADED: &str = "The workspace did not load";
pub const NO_BOARDS: &str = "No boards yet";
pub const NO_BOARDS_TEXT: &str = "A board holds tasks in columns. Make the first one.";
pub const NO_BOARDS_GUEST_TEXT: &str = "Once somebody adds you to a board, it appears here.";
pub const NEW_BOARD: &str = "New board";

/// One lost a workspace.
pub fn lost(name: &str) -> String {
    format!("You are no longer in {name}")
}
