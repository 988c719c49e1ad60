//! What the frame around the screens says.

use tutti_types::trash::TRASH_DAYS;

pub use super::ui::CANCEL;
use super::{Words, say, typed};

pub const SKIP: &str = "Skip to content";
pub const WORKSPACE: &str = "Workspace";
pub const YOUR_WORKSPACES: &str = "Your workspaces";
pub const NEW_WORKSPACE: &str = "New workspace";
pub const DELETED_WORKSPACES: &str = "Deleted";
pub const SUSPENDED_WORKSPACES: &str = "Suspended";
/// After a workspace's name, for who does not see the group it stands in.
pub const IS_SUSPENDED: &str = "suspended";
pub const SUSPENDED_TEXT: &str = "Your work there is kept. An admin there can unsuspend you.";
pub const BOARDS: &str = "Boards";
pub const NEW_BOARD: &str = "New board";
pub const MEMBERS: &str = "Members";
pub const INVITE: &str = "Invite people";
pub const SETTINGS: &str = "Settings";
pub const YOU: &str = "You";
pub const NO_BOARDS: &str = "No boards yet";
pub const NO_BOARDS_GUEST: &str = "No boards shared with you yet";
pub const TOGGLE_SIDEBAR: &str = "Toggle sidebar";
pub const OPEN_NAVIGATION: &str = "Open navigation";
pub const NAVIGATION: &str = "Navigation";
pub const MAIN_NAVIGATION: &str = "Main";
pub const HELP: &str = "Keyboard shortcuts";

pub const NO_ACCESS_PAGE: &str = "Not found · Tutti";
pub const NO_ACCESS_TITLE: &str = "Nothing here for you";
pub const NO_ACCESS_TEXT: &str = "The link may be wrong, or you may not have access. If someone sent it to you, ask them to add you.";
pub const NOT_FOUND: &str = "Not found";
pub const NOT_FOUND_TITLE: &str = "This page does not exist";
pub const NOT_FOUND_TEXT: &str = "The link may be mistyped, or from an earlier version.";
pub const NO_BOARD_TEXT: &str = "This board does not exist, or you have no access to it. If someone sent you the link, ask them to add you.";
pub const LOST_BOARD_TEXT: &str = "You were removed from it, or it was made private. To see it again, ask someone on it or a workspace admin to add you.";
pub const DELETED_BOARD_ASK: &str =
    "If you need it, ask its creator or an admin of the workspace to restore it.";
pub const RESTORE_BOARD: &str = "Restore board";
pub const TO_BOARDS: &str = "Go to the other boards";
pub const TO_START: &str = "Go to your workspaces";
pub const WORKSPACES_FAILED: &str = "Your workspaces did not load";

pub const BOARD_NAME: &str = "Name";
pub const BOARD_NAME_MISSING: &str = "Give the board a name.";
pub const BOARD_WHO: &str = "Visibility";
pub const BOARD_OPEN: &str = "Open";
pub const BOARD_OPEN_HINT: &str = "Every member, and guests who are added.";
pub const BOARD_PRIVATE: &str = "Private";
pub const BOARD_PRIVATE_HINT: &str = "You, people you add, and workspace admins.";
pub const BOARD_COLOR: &str = "Colour";
pub const CREATE_BOARD: &str = "Create board";

/// A board that was open is not one's own any longer.
pub fn lost_board(name: &str) -> Words {
    say(format!(
        "You no longer have access to {name}",
        name = typed(name)
    ))
}

/// A board that was open is no more.
pub fn deleted_board(name: &str) -> Words {
    say(format!("{name} was deleted", name = typed(name)))
}

/// What becomes of a board that was deleted.
pub fn deleted_board_text() -> String {
    format!("It is kept for {TRASH_DAYS} days with all its columns and tasks.")
}

/// *Deleted by Nora, 5 min ago.*, and what that means.
pub fn deletion(deleted: &Words, rest: &str) -> Words {
    say(format!("{}. {rest}", deleted.as_marked()))
}

/// `Larkfield, switch workspace`
pub fn switch_from(workspace: &str) -> Words {
    say(format!(
        "{workspace}, switch workspace",
        workspace = typed(workspace)
    ))
}

/// `You are suspended in Larkfield`
pub fn suspended_in(name: &str) -> Words {
    say(format!("You are suspended in {name}", name = typed(name)))
}

/// `Restore Larkfield`
pub fn restore_workspace(name: &str) -> Words {
    say(format!("Restore {name}", name = typed(name)))
}

/// `Larkfield restored`
pub fn workspace_restored(name: &str) -> Words {
    say(format!("{name} restored", name = typed(name)))
}

/// `Larkfield could not be restored`
pub fn not_restored(name: &str) -> Words {
    say(format!("{name} could not be restored", name = typed(name)))
}
