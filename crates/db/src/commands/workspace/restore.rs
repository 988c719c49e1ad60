//! Taking a workspace out of the trash.

use serde_json::{Value, json};
use tutti_types::activity::{Change, Subject};
use tutti_types::events::{Audience, EventKind, WorkspaceChanged};
use tutti_types::workspaces::Workspace;
use tutti_types::{UserId, WorkspaceId};

use super::touch_all;
use crate::access;
use crate::error::{Error, Result};
use crate::gate::{ActivityEntry, Tx};
use crate::if_match::IfMatch;
use crate::models::{member, workspace};

/// Takes a workspace out of the trash, with its members and all in it, through the me door opened for it: nobody is a living member of
/// it. Its stream begins another life, since its end was told to all. One that is not in the trash is answered as it is.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`.
pub fn restore(
    tx: &mut Tx<'_>,
    person: UserId,
    id: WorkspaceId,
    if_match: &IfMatch,
) -> Result<Workspace> {
    // Before anything is waited for: a stranger holds nobody up.
    if member::find(tx.conn, id, person)?.is_none() {
        return Err(Error::not_found());
    }
    workspace::join_lane(tx.conn, id)?;
    let Some(trashed) = access::trashed_workspace(tx.conn, person, id)? else {
        let living: Workspace = workspace::find(tx.conn, id)?.into();
        if_match.require(living.version, || &living)?;
        return Ok(living);
    };
    if_match.require(trashed.version, || Workspace::from((**trashed).clone()))?;
    let mut now: Workspace = workspace::restore(tx.conn, &trashed)?.into();
    now.changed_seq = tx.next_seq();
    let changes = vec![Change {
        field: "deleted_at".to_owned(),
        from: json!(trashed.deleted_at),
        to: Value::Null,
    }];
    let entry = ActivityEntry {
        subject: Subject::workspace(now.id, &*now.name),
        room: None,
        changes: changes.clone(),
    };
    let workspace = now.clone();
    tx.emit(
        EventKind::WorkspaceUpdated,
        Audience::Everyone,
        &WorkspaceChanged { workspace, changes },
        entry,
    );
    tx.renew_stream();
    touch_all(tx, id)?;
    Ok(now)
}
