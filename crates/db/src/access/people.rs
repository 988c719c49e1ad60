//! Proofs about people: members, and who is invited to become one.

use std::collections::{BTreeMap, HashSet};

use diesel::PgConnection;
use tutti_types::members::{FormerMember, Member as MemberDto};
use tutti_types::{InvitationId, Permission, Rights, Role, RoleId, UserId};

use super::{Granted, Whole, reads, workspace};
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::board::{self, BoardRow};
use crate::models::invitation::{self, InvitationRow};
use crate::models::member::{self, MemberRow};
use crate::models::role::{self, RoleRow};

/// The role that somebody is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewRole {
    /// A built-in one. Who has a custom one that is based on it has it already, and keeps that.
    BuiltIn(Role),
    /// A custom one.
    Custom(RoleRow),
    /// The built-in one that is named, else the base of the custom one they have; no custom one.
    NoCustom(Option<Role>),
}

impl NewRole {
    /// The role a member has with it, and the custom one that is based on that.
    #[must_use]
    pub fn of(&self, member: &MemberRow) -> (Role, Option<RoleId>) {
        match self {
            Self::BuiltIn(role) if *role == member.role => (member.role, member.custom_role_id),
            Self::BuiltIn(role) => (*role, None),
            Self::Custom(role) => (role.base, Some(role.id)),
            Self::NoCustom(role) => (role.unwrap_or(member.role), None),
        }
    }

    /// What a member may do with it.
    #[must_use]
    pub fn rights(&self, member: &MemberRow) -> Rights {
        match self {
            Self::BuiltIn(role) if *role == member.role => member.rights(),
            Self::BuiltIn(role) => role.rights(),
            Self::Custom(role) => role.rights(),
            Self::NoCustom(role) => role.unwrap_or(member.role).rights(),
        }
    }
}

/// What somebody wants to do to a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberAct {
    /// Give them a role, lock them out or let them back in.
    Change {
        /// The role, where it is to be set.
        role: Option<NewRole>,
        /// Whether being locked out is to be set.
        suspension: bool,
    },
    /// Take them out of the workspace; of oneself it is leaving.
    Remove,
}

/// May the member do this to another, or to themself? Locks the other.
///
/// # Errors
/// `not_found` for who is no member, and for a guest who does not know of them; `forbidden`.
pub fn member(
    conn: &mut PgConnection,
    me: &Member,
    user: UserId,
    act: &MemberAct,
) -> Result<Granted<MemberRow>> {
    let known = acquaintances(conn, me)?.is_none_or(|known| known.contains(&user));
    let subject = member::lock(conn, me.workspace_id(), user)?
        .filter(|_| known)
        .ok_or_else(Error::not_found)?;
    if !allowed(me.rights(), &subject, user == me.user_id(), act) {
        return Err(Error::forbidden());
    }
    Ok(Granted {
        grantee: me.into(),
        subject,
    })
}

/// Whether somebody who holds `mine` may do this to a member, who may be themself.
fn allowed(mine: Rights, member: &MemberRow, myself: bool, act: &MemberAct) -> bool {
    let theirs = member.rights();
    match act {
        MemberAct::Change { role, suspension } => {
            let to = role.as_ref().map_or(theirs, |role| role.rights(member));
            mine.may_change(theirs, to) && (!suspension || mine.may_remove(theirs))
        }
        MemberAct::Remove => myself || mine.may_remove(theirs),
    }
}

/// A custom role that the member may give. It does not change until the transaction ends. The right comes first: who may change
/// nobody learns of no role.
///
/// # Errors
/// `forbidden`; `validation_failed` naming `custom_role_id` for one that is not there.
pub fn role(conn: &mut PgConnection, me: &Member, id: RoleId) -> Result<RoleRow> {
    me.require(Permission::MembersManage)?;
    role::lock(conn, me.workspace_id(), id)?
        .ok_or_else(|| Error::invalid("custom_role_id", "must be a role of this workspace"))
}

/// The people a member may know of; `None` where that is everybody.
///
/// # Errors
/// Where the database fails.
pub fn acquaintances(conn: &mut PgConnection, me: &Member) -> Result<Option<HashSet<UserId>>> {
    if me.rights().may(Permission::PeopleReadAll) {
        return Ok(None);
    }
    let mut boards = board::all(conn, me.workspace_id())?;
    boards.retain(|board| reads(me, board));
    let known = known_on(conn, me, &boards)?;
    let left = known.left.into_iter().map(|person| person.user_id);
    Ok(Some(known.here.into_iter().chain(left).collect()))
}

/// The people a guest knows.
pub(crate) struct Known {
    /// Those who are here.
    pub(crate) here: HashSet<UserId>,
    /// Those who have left.
    pub(crate) left: Vec<FormerMember>,
}

/// The people a guest may know of by these boards: themself, who was added to them or made them, and who works or acts there.
///
/// # Errors
/// Where the database fails.
pub(crate) fn known_on(conn: &mut PgConnection, me: &Member, boards: &[BoardRow]) -> Result<Known> {
    let listed = boards
        .iter()
        .flat_map(|b| b.member_ids.iter().copied().chain(b.created_by));
    let mut known = Known {
        here: listed.chain([me.user_id()]).collect(),
        left: Vec::new(),
    };
    let ids = boards.iter().map(|board| board.id).collect();
    let mut left = BTreeMap::new();
    for (_, user_id, former) in member::acting_on(conn, me.workspace_id(), ids)? {
        match former {
            Some(name) => _ = left.insert(user_id, name),
            None => _ = known.here.insert(user_id),
        }
    }
    let left = left.into_iter();
    known.left = left
        .map(|(user_id, name)| FormerMember { user_id, name })
        .collect();
    Ok(known)
}

/// A member as another one is told of them.
#[must_use]
pub fn told(reader: &Member, person: MemberRow) -> MemberDto {
    let knows_all = reader.rights().may(Permission::PeopleReadAll);
    if knows_all || person.user_id == reader.user_id() {
        person.into()
    } else {
        person.by_name()
    }
}

/// May the member invite somebody as this?
///
/// # Errors
/// `forbidden`.
pub fn invite(me: &Member, role: Role) -> Result<Granted<Whole>> {
    if me.rights().may_invite(role.rights()) {
        workspace(me, Permission::InvitationsManage)
    } else {
        Err(Error::forbidden())
    }
}

/// May the member change this invitation, which waits? Locks it. The right comes first: who lacks it learns of none.
///
/// # Errors
/// `forbidden`; `not_found`, also for one that waits no longer.
pub fn invitation(
    conn: &mut PgConnection,
    me: &Member,
    id: InvitationId,
) -> Result<Granted<InvitationRow>> {
    me.require(Permission::InvitationsManage)?;
    let subject = invitation::lock(conn, me.workspace_id(), id)?
        .filter(|invitation| invitation.waiting)
        .ok_or_else(Error::not_found)?;
    Ok(Granted {
        grantee: me.into(),
        subject,
    })
}

#[cfg(test)]
mod tests;
