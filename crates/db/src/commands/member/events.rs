//! What is told of members. The person a change is about gets its event too, whatever their role: the hub sees to that.

use tutti_types::activity::Subject;
use tutti_types::events::{Audience, EventKind, MemberChanged, MemberGone};
use tutti_types::members::Member;
use tutti_types::{Permission, UserId, WorkspaceId};

use super::introduce::tell_guests;
use crate::commands::Changes;
use crate::error::Result;
use crate::gate::{ActivityEntry, Tx};
use crate::models::member::MemberRow;

fn whole(tx: &mut Tx<'_>, kind: EventKind, member: &Member, changes: Changes) {
    let mut member = member.clone();
    member.changed_seq = Some(tx.next_seq());
    let entry = ActivityEntry {
        subject: Subject::member(member.user_id, &*member.name),
        room: None,
        changes: changes.0.clone(),
    };
    let data = MemberChanged {
        member,
        changes: changes.0,
    };
    tx.emit(kind, Audience::May(Permission::PeopleReadAll), &data, entry);
}

/// Somebody is a member now. A guest may know them: what they made before they left is theirs again.
pub(crate) fn joined(tx: &mut Tx<'_>, workspace: WorkspaceId, member: &Member) -> Result<()> {
    whole(tx, EventKind::MemberJoined, member, Changes::default());
    tell_guests(tx, workspace, member, &[])
}

/// A member has another role, is locked out or back in. Guests know no roles.
pub(super) fn updated(tx: &mut Tx<'_>, old: &Member, now: &Member) {
    let mut changes = Changes::default();
    changes.field("role", &old.role, &now.role);
    changes.field("custom_role_id", &old.custom_role_id, &now.custom_role_id);
    changes.field("permissions", &old.permissions, &now.permissions);
    changes.field("suspended", &old.suspended, &now.suspended);
    whole(tx, EventKind::MemberUpdated, now, changes);
}

/// Somebody left or was removed, which the entry tells apart by who it was. The members are told, by ids only, and by an event of
/// their own, without an entry, the `guests` who knew them: to the others neither the name nor the id may be told.
pub(super) fn removed(tx: &mut Tx<'_>, member: &MemberRow, guests: Vec<UserId>) {
    let data = MemberGone {
        user_id: member.user_id,
    };
    let mut changes = Changes::default();
    changes.field("user_id", &Some(member.user_id), &None);
    let entry = ActivityEntry {
        subject: Subject::member(member.user_id, &*member.name),
        room: None,
        changes: changes.0,
    };
    tx.emit(
        EventKind::MemberRemoved,
        Audience::May(Permission::PeopleReadAll),
        &data,
        entry,
    );
    if !guests.is_empty() {
        tx.emit_gone(EventKind::MemberRemoved, Audience::Users(guests), &data);
    }
}
