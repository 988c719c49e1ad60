//! Commands on a person's own things.

use tutti_types::activity::{Change, Subject};
use tutti_types::events::{Audience, EventKind, MemberChanged};
use tutti_types::me::{Me, MeWhat, UpdateMe};
use tutti_types::{Permission, UserId};

use super::member::tell_guests;
use crate::error::Result;
use crate::gate::{ActivityEntry, Tx};
use crate::models::{member, user, workspace};

/// Changes a person's profile. Each workspace they are in hears of it, in the same transaction; one that has locked them out too,
/// since its members still see them.
///
/// # Errors
/// Where the database fails.
pub fn update(tx: &mut Tx<'_>, id: UserId, request: &UpdateMe) -> Result<Me> {
    let old = user::find(tx.conn, id)?;
    let Some(name) = request
        .name
        .as_ref()
        .filter(|name| name.as_str() != old.name)
    else {
        return Ok(old.into());
    };
    let workspaces = user::memberships(tx.conn, id)?;
    for workspace in &workspaces {
        // Nobody is introduced to a guest by the old name meanwhile.
        workspace::lock(tx.conn, *workspace)?;
    }
    let mut memberships = Vec::with_capacity(workspaces.len());
    for workspace in workspaces {
        // An event must not say a role that is none any more.
        let row = member::lock(tx.conn, workspace, id)?;
        memberships.extend(row.map(|row| (workspace, row)));
    }
    user::rename(tx.conn, id, name.as_str())?;
    let changes = vec![Change {
        field: "name".to_owned(),
        from: old.name.into(),
        to: name.as_str().into(),
    }];
    for (workspace, mut row) in memberships {
        name.as_str().clone_into(&mut row.name);
        tx.act_as(Some(id), Some(workspace));
        row.changed_seq = tx.next_seq();
        let entry = ActivityEntry {
            subject: Subject::member(id, &*row.name),
            room: None,
            changes: changes.clone(),
        };
        let data = MemberChanged {
            member: row.into(),
            changes: changes.clone(),
        };
        tx.emit(
            EventKind::MemberUpdated,
            Audience::May(Permission::PeopleReadAll),
            &data,
            entry,
        );
        tell_guests(tx, workspace, &data.member, &changes)?;
    }
    tx.touch_person(id, MeWhat::Profile);
    let mut now = user::find(tx.conn, id)?;
    // What is raised at the end, and by nobody else: the row is held since it has the new name.
    now.rev += 1;
    Ok(now.into())
}
