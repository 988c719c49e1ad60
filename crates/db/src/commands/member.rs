//! Commands on members.

mod events;
mod introduce;
mod sight;

use tutti_types::me::MeWhat;
use tutti_types::members::{Member as MemberDto, UpdateMember};
use tutti_types::{ErrorCode, Permission, UserId};

use crate::access::{self, MemberAct};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::models::member::{self, MemberRow};
use crate::models::{board, task, workspace};
pub(crate) use events::joined;
use events::{removed, updated};
use introduce::guests_who_know;
pub(crate) use introduce::{introduce, tell_guests};
use sight::Sight;

/// Gives a member another role, locks them out or lets them back in. Boards that another role takes from them are told to them
/// first, those that it brings after.
///
/// # Errors
/// `not_found`, `forbidden`, `last_owner`.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    user: UserId,
    request: UpdateMember,
) -> Result<MemberDto> {
    let act = MemberAct::Change {
        role: request.role,
        suspension: request.suspended.is_some(),
    };
    // No board may be made while it is worked out which ones they see, and nobody introduced as what they were before.
    workspace::lock(tx.conn, me.workspace_id())?;
    let member = access::member(tx.conn, me, user, act)?;
    let role = request.role.filter(|role| *role != member.role);
    let suspended = request
        .suspended
        .filter(|suspended| *suspended != member.suspended);
    if role.is_none() && suspended.is_none() {
        return Ok(access::told(me, member.into_subject()));
    }
    if suspended == Some(true) && user == me.user_id() {
        return Err(Error::refused(
            ErrorCode::Forbidden,
            "You cannot lock yourself out.",
        ));
    }
    if role.is_some() || suspended == Some(true) {
        require_another_owner(tx, me, &member)?;
    }
    let sight = match role {
        Some(role) => Sight::changed(tx, &member, role.rights())?,
        None => Sight::default(),
    };
    let now = member::update(tx.conn, &member, role, suspended)?;
    let told = !member.suspended && !now.suspended;
    sight.tell_lost(tx, user, told);
    let answer = access::told(me, now.clone());
    updated(tx, &member.into_subject().into(), &now.into());
    sight.tell_gained(tx, user, told);
    sight.unassign(tx, user)?;
    tx.touch_person(user, MeWhat::Workspaces)?;
    Ok(answer)
}

/// Removes a member, or leaves. They are out of every board and task with it, which one event tells to each. Invitations they made
/// stay, and are of no use: who invited is asked for again when one is accepted.
///
/// # Errors
/// `not_found`, `forbidden`, `last_owner`.
pub fn remove(tx: &mut Tx<'_>, me: &Member, user: UserId) -> Result<()> {
    workspace::lock(tx.conn, me.workspace_id())?;
    let member = access::member(tx.conn, me, user, MemberAct::Remove)?;
    require_another_owner(tx, me, &member)?;
    // Once these are held, no later event of a board or task can still name them.
    board::lock_all(tx.conn, me.workspace_id())?;
    task::lock_all_of(tx.conn, me.workspace_id(), user)?;
    let guests = guests_who_know(tx, me.workspace_id(), user)?;
    // While they are a member: after that the policies hide them from who removes them.
    tx.touch_person(user, MeWhat::Workspaces)?;
    member::remove(tx.conn, &member)?;
    removed(tx, &member, guests);
    Ok(())
}

/// Refuses where a member is the last owner who is not locked out. Asked of whoever stops being one.
fn require_another_owner(tx: &mut Tx<'_>, me: &Member, member: &MemberRow) -> Result<()> {
    if !member.rights().may(Permission::OwnersManage) || member.suspended {
        return Ok(());
    }
    let owners = member::lock_owners(tx.conn, me.workspace_id())?;
    if owners.iter().any(|owner| *owner != member.user_id) {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::LastOwner,
        "Make somebody else an owner first.",
    ))
}
