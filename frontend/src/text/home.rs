//! Coming in.

use super::{Words, say, typed};

pub const NO_SERVER: &str = "Tutti does not answer";
pub const NO_SERVER_TEXT: &str =
    "The server may be restarting, or you may be offline. Nothing is lost.";
pub const NOT_LOADED: &str = "The workspace did not load";
pub const TASK_NOT_FOUND: &str = "The task could not be looked up";
pub const NO_BOARDS: &str = "No boards yet";
pub const NO_BOARDS_TEXT: &str = "A board holds tasks in columns. Make the first one.";
pub const NO_BOARDS_GUEST_TEXT: &str = "Once someone adds you to a board, it appears here.";
pub const NEW_BOARD: &str = "New board";

pub const LOST_TEXT: &str = "You were removed or suspended. Your work there is kept. If this is a mistake, ask an admin there to give you access again.";
pub const DELETED_TEXT: &str = "Its boards and tasks went with it.";
pub const BACK_TEXT: &str = "Someone gave you access again.";
pub const MAKE_ANOTHER: &str = "Create a workspace";

/// One lost a workspace.
pub fn lost(name: &str) -> Words {
    say(format!(
        "You are no longer a member of {name}",
        name = typed(name)
    ))
}

/// A workspace ended.
pub fn deleted(name: &str) -> Words {
    say(format!("{name} was deleted", name = typed(name)))
}

/// One may come in again.
pub fn back(name: &str) -> Words {
    say(format!(
        "You are a member of {name} again",
        name = typed(name)
    ))
}

pub fn go_to(name: &str) -> Words {
    say(format!("Go to {name}", name = typed(name)))
}

/// `You have a custom role in Larkfield now`
pub fn custom_role_now(workspace: &str) -> Words {
    say(format!(
        "You have a custom role in {} now",
        typed(workspace)
    ))
}

/// *You are a guest of Larkfield now*, by the role's name.
pub fn role_now(role: &str, workspace: &str) -> Words {
    let role = role.to_lowercase();
    let article = if role.starts_with(['a', 'o']) {
        "an"
    } else {
        "a"
    };
    let workspace = typed(workspace);
    say(format!("You are {article} {role} of {workspace} now"))
}
