//! What the settings say: a workspace's and one's own.

use tutti_types::trash::TRASH_DAYS;

pub use super::ui::CANCEL;
use super::{Words, say, typed};

pub const TITLE: &str = "Settings";
pub const WORKSPACE: &str = "Workspace";
pub const YOU: &str = "You";
pub const GENERAL: &str = "General";
pub const MEMBERS: &str = "Members";
pub const PROFILE: &str = "Profile";
pub const NAME: &str = "Name";
pub const NAME_MISSING: &str = "Give the workspace a name.";
pub const SLUG: &str = "Workspace URL";
pub const SLUG_MISSING: &str = "Enter a URL of lowercase letters, digits and hyphens.";
pub const SLUG_HINT: &str = "If you change it, links to the old URL still work.";
pub const SLUG_TAKEN: &str = "Another workspace has this URL. Choose another.";
pub const TASK_PREFIX: &str = "Task prefix";
pub const TASK_PREFIX_HINT: &str =
    "2 to 5 letters. If you change it, tasks are still found by their old keys.";
pub const TASK_PREFIX_MISSING: &str = "Enter 2 to 5 letters from A to Z.";
pub const SAVE: &str = "Save changes";
pub const SAVED: &str = "Workspace saved";
pub const NOT_SAVED_YET: &str =
    "Your changes are not saved yet. They are kept here until you come back.";
pub const NOT_SAVED: &str = "Your changes to the settings were not saved";
pub const READ_ONLY: &str = "Only workspace admins can change this.";
pub const DANGER: &str = "Delete this workspace";

/// What becomes of a workspace that is deleted.
pub fn danger_hint() -> Words {
    say(format!(
        "Everyone loses access to it, its boards and its tasks immediately. For {TRASH_DAYS} days an owner can restore it."
    ))
}

pub const DELETE: &str = "Delete workspace";
pub const TYPE_NAME_MISSING: &str = "Type the name to confirm.";
pub const TYPE_NAME_WRONG: &str = "That is not the name. Type it exactly as shown above.";
pub const LEAVE: &str = "Leave this workspace";
pub const LEAVE_HINT: &str = "You lose access at once. Someone must invite you to come back.";
pub const LEAVE_NOW: &str = "Leave workspace";
pub const LAST_OWNER: &str = "You are the only owner. Make someone else an owner first.";

pub const ACCOUNT: &str = "Your account";
pub const YOUR_NAME: &str = "Name";
pub const YOUR_NAME_MISSING: &str = "Enter your name.";
pub const YOUR_EMAIL: &str = "E-mail";
pub const YOUR_EMAIL_HINT: &str = "You sign in with it. Colleagues see it.";
pub const PROFILE_SAVED: &str = "Profile saved";
pub const SIGNING_IN: &str = "Sign-in";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_HINT: &str = "Changing it ends all other sessions.";
pub const CHANGE: &str = "Change";
pub const PASSWORD_CHANGE: &str = "Change password";
pub const PASSWORD_CURRENT: &str = "Current password";
pub const PASSWORD_CURRENT_MISSING: &str = "Enter your current password.";
pub const PASSWORD_NEW: &str = "New password";
pub const PASSWORD_ENDS: &str = "You stay signed in here, and are signed out everywhere else.";
pub const PASSWORD_FORGOTTEN: &str = "I forgot it";
pub const PASSWORD_CHANGED: &str = "Password changed";
pub const PASSWORD_CHANGED_TEXT: &str = "You were signed out everywhere else.";
pub const APPEARANCE: &str = "Appearance";
pub const THEME: &str = "Theme";
pub const THEME_HINT: &str = "Kept in this browser.";
pub const THEME_SYSTEM: &str = "System";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";
pub const SESSIONS: &str = "Where you are signed in";
pub const SESSIONS_FAILED: &str = "The list did not load";
pub const SESSION_BROWSER: &str = "Browser";
/// A browser or program that does not say what it is.
pub const SESSION_UNNAMED: &str = "Unknown browser";
pub const SESSION_ADDRESS: &str = "IP address";
pub const SESSION_SEEN: &str = "Last active";
pub const SESSION_HERE: &str = "This browser";
pub const SESSION_END: &str = "Sign out";
pub const SESSION_ENDED: &str = "Signed out there";
pub const SESSIONS_END: &str = "Sign out everywhere else";
pub const SESSIONS_ENDED: &str = "Signed out everywhere else";
pub const SIGN_OUT_HERE: &str = "Sign out of this browser";
pub const ACTIONS: &str = "Actions";

/// `Delete Larkfield?`
pub fn delete_title(workspace: &str) -> Words {
    say(format!("Delete {workspace}?", workspace = typed(workspace)))
}

/// `Leave Larkfield?`
pub fn leave_title(workspace: &str) -> Words {
    say(format!("Leave {workspace}?", workspace = typed(workspace)))
}

/// `Larkfield was deleted`
pub fn deleted(workspace: &str) -> Words {
    say(format!(
        "{workspace} was deleted",
        workspace = typed(workspace)
    ))
}

/// `You left Larkfield`
pub fn left(workspace: &str) -> Words {
    say(format!(
        "You left {workspace}",
        workspace = typed(workspace)
    ))
}

/// `Sign out of Firefox on Linux`
pub fn end_session(browser: &str) -> String {
    format!("Sign out of {browser}")
}
