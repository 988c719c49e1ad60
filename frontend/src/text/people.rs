//! What the people of a workspace are told about each other.

use tutti_types::Role;

pub use super::ui::CANCEL;
use super::{Words, say, typed};

pub const TITLE: &str = "Members";
pub const LIST: &str = "People of this workspace";
pub const INVITE: &str = "Invite people";
pub const FIND: &str = "Find a member";
pub const FIND_HINT: &str = "Name or e-mail";
pub const ANY_ROLE: &str = "Any role";
pub const ROLE: &str = "Role";
pub const ROLE_FILTER: &str = "Show only this role";
pub const NAME: &str = "Name";
pub const JOINED: &str = "Joined";
pub const ACTIONS: &str = "Actions";
pub const YOU: &str = " (you)";
pub const SUSPENDED: &str = "Suspended";
pub const ONLY_OWNER: &str = "The only owner. Make someone else an owner first.";
pub const NOBODY_FOUND: &str = "No members found";
pub const NOBODY_FOUND_TEXT: &str = "Try another name, e-mail address or role.";
pub const CLEAR: &str = "Clear filters";
pub const ONLY_YOU: &str = "Only you so far";
pub const ONLY_YOU_TEXT: &str = "Boards come alive with the people who work on them.";

pub const SUSPEND: &str = "Suspend";
pub const UNSUSPEND: &str = "Unsuspend";
pub const REMOVE: &str = "Remove from workspace";
pub const REMOVE_NOW: &str = "Remove";
pub const REMOVE_TEXT: &str = "They lose access at once, open windows included, and are taken off their tasks and boards. Their work stays. You can invite them again.";

pub const PENDING: &str = "Pending invitations";
pub const PENDING_FAILED: &str = "The invitations did not load";
pub const PENDING_NONE: &str = "Nobody is waiting to join.";
pub const EMAIL: &str = "E-mail";
pub const INVITED_BY: &str = "Invited by";
pub const EXPIRES: &str = "Expires";
pub const COPY_LINK: &str = "Copy link";
pub const NEW_LINK: &str = "New link";
pub const REVOKE: &str = "Revoke";
pub const REVOKED: &str = "Invitation revoked";
pub const LINK_COPIED: &str = "Link copied";
pub const LINK_RENEWED: &str = "New link copied";
pub const LINK_RENEWED_TEXT: &str = "The earlier link no longer works.";

pub const INVITE_EMAIL: &str = "E-mail address";
pub const INVITE_EMAIL_MISSING: &str = "Enter the e-mail address of the person to invite.";
pub const INVITE_DAYS: &str = "The link works for";
pub const INVITE_MAKE: &str = "Create invitation";
pub const INVITE_LINK: &str = "Invitation link";
pub const INVITE_LINK_HINT: &str = "Send it yourself: this server sends no mail. It works for this e-mail address only. If it is lost, make a new one under Pending invitations.";
pub const INVITE_REPLACED: &str = "The earlier link for this e-mail address no longer works.";
pub const INVITE_MORE: &str = "Invite another";
pub const DONE: &str = "Done";
pub const ALREADY_MEMBER: &str = "Someone with this e-mail address is already a member.";

/// `Invite people to Larkfield`
pub fn invite_to(workspace: &str) -> Words {
    say(format!(
        "Invite people to {workspace}",
        workspace = typed(workspace)
    ))
}

/// `Invitation link for noor@larkfield.example`
pub fn link_of(email: &str) -> Words {
    say(format!("{INVITE_LINK} for {email}", email = typed(email)))
}

/// `7 days`
pub fn days(days: u8) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}

/// What a role is called.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Guest => "Guest",
        Role::Member => "Member",
        Role::Admin => "Admin",
        Role::Owner => "Owner",
    }
}

/// A role of the workspace's own.
pub const CUSTOM_ROLE: &str = "Custom role";

/// `Member, in 6 days`
pub fn role_until(of: Role, when: &str) -> Words {
    say(format!("{}, {when}", role(of)))
}

/// What a role may.
pub const fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Guest => "Sees only what they are added to",
        Role::Member => "Works on every open board",
        Role::Admin => "Manages members and settings",
        Role::Owner => "May also delete the workspace",
    }
}

/// `Role of Theo Brandt`
pub fn role_of(name: &str) -> String {
    format!("Role of {name}")
}

/// `More for Theo Brandt`
pub fn more_for(name: &str) -> Words {
    say(format!("More for {name}", name = typed(name)))
}

/// `Theo Brandt is an admin now`
pub fn role_changed(name: &str, to: Role) -> Words {
    let article = match to {
        Role::Owner | Role::Admin => "an",
        Role::Member | Role::Guest => "a",
    };
    let name = typed(name);
    say(format!("{name} is {article} {to} now"))
}

/// `The role of Theo Brandt was not changed`
pub fn role_kept(name: &str) -> Words {
    say(format!(
        "The role of {name} was not changed",
        name = typed(name)
    ))
}

/// `Theo Brandt is suspended`, `Theo Brandt is unsuspended`
pub fn suspended(name: &str, is: bool) -> Words {
    let name = typed(name);
    say(if is {
        format!("{name} is suspended")
    } else {
        format!("{name} is unsuspended")
    })
}

/// `Remove Theo Brandt?`
pub fn remove_title(name: &str) -> Words {
    say(format!("Remove {name}?", name = typed(name)))
}

/// `Theo Brandt was removed`
pub fn removed(name: &str) -> Words {
    say(format!("{name} was removed", name = typed(name)))
}

/// `Revoke the invitation of noor@larkfield.example`
pub fn revoke_of(email: &str) -> String {
    format!("Revoke the invitation of {email}")
}

/// `Copy the link for noor@larkfield.example`
pub fn link_for(label: &str, email: &str) -> String {
    format!("{label} for {email}")
}
