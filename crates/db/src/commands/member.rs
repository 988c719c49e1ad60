//! Commands on members.

mod events;
mod introduce;
mod sight;

use tutti_types::me::MeWhat;
use tutti_types::members::{Member as MemberDto, UpdateMember};
use tutti_types::{ErrorCode, Patch, Permission, UserId};

use crate::access::{self, MemberAct, NewRole};
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
/// first, those that it brings after. What they were assigned to stays theirs: with a role of before they go on where they were.
///
/// # Errors
/// `not_found`, `forbidden`, `last_owner`; `validation_failed` for a custom role that is not there, or not based on the `role` beside it.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    user: UserId,
    request: UpdateMember,
) -> Result<MemberDto> {
    // No board may be made while it is worked out which ones they see, and nobody introduced as what they were before.
    workspace::lock(tx.conn, me.workspace_id())?;
    let asked = new_role(tx, me, &request)?;
    let act = MemberAct::Change {
        role: asked.clone(),
        suspension: request.suspended.is_some(),
    };
    let member = access::member(tx.conn, me, user, &act)?;
    let role = asked.filter(|role| role.of(&member) != (member.role, member.custom_role_id));
    let suspended = request
        .suspended
        .filter(|suspended| *suspended != member.suspended);
    if role.is_none() && suspended.is_none() {
        return Ok(access::told(me, member.into_subject()));
    }
    if suspended == Some(true) && user == me.user_id() {
        return Err(Error::refused(
            ErrorCode::Forbidden,
            "You cannot suspend yourself.",
        ));
    }
    let rights = role.as_ref().map(|role| role.rights(&member));
    if rights.is_some() || suspended == Some(true) {
        require_another_owner(tx, me, &member)?;
    }
    let sight = match rights {
        Some(rights) => Sight::changed(tx, &member, rights)?,
        None => Sight::default(),
    };
    let role = role.map(|role| role.of(&member));
    let now = member::update(tx.conn, &member, role, suspended)?;
    let told = !member.suspended && !now.suspended;
    sight.tell_lost(tx, user, told);
    let mut answer = access::told(me, now.clone());
    if let Some(seq) = &mut answer.changed_seq {
        *seq = tx.next_seq();
    }
    updated(tx, &member.into_subject().into(), &now.into());
    sight.tell_gained(tx, user, told);
    tx.touch_person(user, MeWhat::Workspaces);
    Ok(answer)
}

/// The role that is asked for, if one is.
fn new_role(tx: &mut Tx<'_>, me: &Member, request: &UpdateMember) -> Result<Option<NewRole>> {
    match (request.role, request.custom_role_id) {
        (role, Patch::Keep) => Ok(role.map(NewRole::BuiltIn)),
        (role, Patch::Clear) => Ok(Some(NewRole::NoCustom(role))),
        (role, Patch::Set(id)) => {
            let custom = access::role(tx.conn, me, id)?;
            match role {
                Some(role) if role != custom.base => Err(Error::invalid(
                    "custom_role_id",
                    "must be a role that is based on `role`",
                )),
                _ => Ok(Some(NewRole::Custom(custom))),
            }
        }
    }
}

/// Removes a member, or leaves. They are out of every board and task with it, which one event tells to each. Invitations they made
/// stay, and are of no use: who invited is asked for again when one is accepted.
///
/// # Errors
/// `not_found`, `forbidden`, `last_owner`.
pub fn remove(tx: &mut Tx<'_>, me: &Member, user: UserId) -> Result<()> {
    workspace::lock(tx.conn, me.workspace_id())?;
    let member = access::member(tx.conn, me, user, &MemberAct::Remove)?;
    require_another_owner(tx, me, &member)?;
    // Once these are held, no later event of a board or task can still name them.
    board::lock_all(tx.conn, me.workspace_id())?;
    task::lock_all_of(tx.conn, me.workspace_id(), user)?;
    let guests = guests_who_know(tx, me.workspace_id(), user)?;
    tx.touch_person(user, MeWhat::Workspaces);
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
        "Make someone else an owner first.",
    ))
}
