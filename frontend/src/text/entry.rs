//! What the screens before a workspace say: signing in and up, the first workspace, an invitation.

use tutti_types::Role;

use super::{Words, say, typed};

pub const LINE: &str = "Everyone plays\ntogether.";
pub const SIGN_OUT: &str = "Sign out";

pub const EMAIL: &str = "E-mail";
pub const EMAIL_MISSING: &str = "Enter your e-mail address.";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_MISSING: &str = "Enter your password.";
pub const NEW_PASSWORD_MISSING: &str = "Choose a password of at least 10 characters.";
pub const PASSWORD_HINT: &str =
    "At least 10 characters. A few words in a row are easy to remember and hard to guess.";
pub const EMAIL_BOUND: &str = "Your invitation is for this address.";
pub const NAME: &str = "Your name";
pub const NAME_HINT: &str = "As your colleagues will see it.";
pub const NAME_MISSING: &str = "Enter your name.";

pub const SESSION_ENDED: &str = "Your session has ended. Sign in again to continue.";
pub const SIGN_IN_TITLE: &str = "Sign in to Tutti";
pub const SIGN_IN: &str = "Sign in";
pub const NO_ACCOUNT: &str = "New here? ";
pub const TO_SIGN_UP: &str = "Create an account";
pub const FORGOTTEN: &str = "Forgot password?";
pub const FORGOTTEN_TEXT: &str =
    "Ask whoever runs this server for a link to set a new one. They get it with";
/// What makes the link, on the server.
pub const RESET_COMMAND: &str = "tutti admin reset-link";
pub const RESET_TITLE: &str = "Choose a new password";
pub const RESET_LEDE: &str = "Saving it signs you out everywhere.";
pub const RESET: &str = "Save password";
pub const RESET_DONE: &str = "Your new password is set";
pub const RESET_DONE_TEXT: &str = "Sign in with it.";
pub const RESET_LAPSED_TITLE: &str = "This link no longer works";
pub const RESET_LAPSED: &str = "It was used, replaced by a newer one, or is older than an hour. Your password has not changed.";
pub const RESET_NO_TOKEN: &str = "Open the whole link, including the part after the #.";
pub const NEW_PASSWORD: &str = "New password";
pub const WRONG_PAIR: &str = "E-mail and password do not match.";

pub const SIGN_UP_TITLE: &str = "Create your account";
pub const SIGN_UP: &str = "Create account";
pub const HAS_ACCOUNT: &str = "Have an account? ";
pub const TO_SIGN_IN: &str = "Sign in";
pub const EMAIL_TAKEN: &str = "This e-mail address already has an account. Sign in instead.";
pub const INVITED_TITLE: &str = "Accounts here are by invitation";
pub const INVITED_TEXT: &str =
    "Ask an admin of your team to invite you, then open the link they send you.";
pub const NO_ACCOUNT_INVITED: &str =
    "New here? Accounts are by invitation: ask an admin of your team.";
pub const INVITATION_REFUSED: &str = "Your invitation does not work here. It was used or revoked, has expired, or is for another e-mail address.";
pub const CLOSED_TITLE: &str = "Sign-up is closed here";
pub const CLOSED_TEXT: &str = "Ask whoever runs this server for an account.";
pub const CLOSED_NO_ACCOUNT: &str =
    "Sign-up is closed here. If you need an account, ask whoever runs this server.";
pub const COOKIES_BLOCKED: &str = "Cookies are blocked for this site. You can sign in, but will have to again after a few minutes and whenever the page is loaded.";
pub const STORAGE_BLOCKED: &str =
    "This browser stores nothing for this site. Unsent changes are lost when you close the page.";

pub const WORKSPACE_TITLE: &str = "Create your workspace";
pub const WORKSPACE_LEDE: &str =
    "One place for your team's boards and people. You can change all of this later.";
pub const WORKSPACE_NAME: &str = "Name";
pub const WORKSPACE_NAME_MISSING: &str = "Give your workspace a name, such as your team's.";
pub const SLUG: &str = "Workspace URL";
pub const SLUG_MISSING: &str = "Enter a URL of lowercase letters, digits and hyphens.";
pub const SLUG_HINT: &str = "Lowercase letters, digits and hyphens.";
pub const SLUG_TAKEN: &str = "Another workspace has this URL. Choose another.";
pub const FIRST_BOARD: &str = "First board";
pub const BOARD_PRODUCT: &str = "Product";
pub const BOARD_SPRINT: &str = "Sprint";
pub const BOARD_BLANK: &str = "Blank";
/// What the first board is called that begins as a sprint.
pub const BOARD_NAME_SPRINT: &str = "Sprint 1";
/// And one that begins blank.
pub const BOARD_NAME_BLANK: &str = "Board";
/// Tasks on the first board, to try things on.
pub const SAMPLE_INVITE: &str = "Invite your team";
pub const SAMPLE_WRITE: &str = "Write the first task";
pub const SAMPLE_DRAG: &str = "Drag this card to Done";
pub const CREATE_WORKSPACE: &str = "Create workspace";
pub const NEW_WORKSPACE: &str = "New workspace";
pub const BACK: &str = "Back";

pub const ACCEPT: &str = "Accept and join";
pub const SWITCH_ACCOUNT: &str = "Use another account";
pub const TO_MY_WORKSPACES: &str = "Go to your workspaces";
pub const JOINING: &str = "Joining";
pub const LAPSED_TITLE: &str = "This invitation can no longer be used";
pub const LAPSED_TEXT: &str =
    "It was used or revoked, or has expired. Ask whoever sent it for a new link.";
pub const NO_TOKEN_TITLE: &str = "This link is not complete";
pub const NO_TOKEN_TEXT: &str =
    "Open the whole link of your invitation, including the part after the #.";
pub const INVITE_FAILED_TITLE: &str = "The invitation did not load";

/// `You joined Larkfield`
pub fn joined(workspace: &str) -> Words {
    say(format!("You joined {}", typed(workspace)))
}

/// `Join Larkfield`
pub fn join(workspace: &str) -> Words {
    say(format!("Join {workspace}", workspace = typed(workspace)))
}

/// `Mira Solano invited you as a member.`
pub fn invited(by: Option<&str>, role: Role) -> Words {
    let by = by.map_or_else(|| "Someone who has since left".to_owned(), typed);
    say(format!("{by} invited you as {}.", a_role(role)))
}

/// `The invitation is for mira@larkfield.example. You are signed in as theo@larkfield.example.`
pub fn other_account(bound_to: &str, signed_in: &str) -> Words {
    say(format!(
        "The invitation is for {bound_to}. You are signed in as {signed_in}.",
        bound_to = typed(bound_to),
        signed_in = typed(signed_in)
    ))
}

/// `The invitation is for mira@larkfield.example.`
pub fn bound_to(email: &str) -> Words {
    say(format!(
        "The invitation is for {email}, and works for that e-mail address only.",
        email = typed(email)
    ))
}

/// The same where nobody may make an account.
pub fn bound_to_account(email: &str) -> Words {
    say(format!(
        "The invitation is for {email}. Sign in with the account of that e-mail address.",
        email = typed(email)
    ))
}

/// `Signed in as mira@larkfield.example`
pub fn signed_in_as(email: &str) -> Words {
    say(format!("Signed in as {email}", email = typed(email)))
}

fn a_role(role: Role) -> &'static str {
    match role {
        Role::Guest => "a guest",
        Role::Member => "a member",
        Role::Admin => "an admin",
        Role::Owner => "an owner",
    }
}

#[cfg(test)]
mod tests {
    use tutti_types::text::NewPassword;

    use super::*;

    #[test]
    fn a_password_is_as_long_as_the_wire_wants_it() {
        let least = format!("t least {} characters.", NewPassword::MIN);
        for text in [NEW_PASSWORD_MISSING, PASSWORD_HINT] {
            assert!(text.contains(&least), "{text}");
        }
    }
}
