//! The first thing a client loads of a workspace.

use diesel::PgConnection;
use tutti_types::Permission;
use tutti_types::snapshot::{MeHere, Snapshot};

use crate::access;
use crate::error::Result;
use crate::gate::Member;
use crate::models::{board, member, stream, workspace};

/// The snapshot as this member may see it, with its position. Call it in a transaction that sees one moment.
///
/// # Errors
/// Where the database fails.
pub fn load(conn: &mut PgConnection, me: &Member) -> Result<Snapshot> {
    let (epoch, seq) = stream::head(conn, me.workspace_id())?;
    let workspace = workspace::find(conn, me.workspace_id())?;
    let boards: Vec<_> = board::all(conn, me.workspace_id())?
        .into_iter()
        .filter(|b| access::reads(me, b))
        .collect();
    let mut members = member::all(conn, me.workspace_id())?;
    let former_members = if me.rights().may(Permission::PeopleReadAll) {
        member::former(conn, me.workspace_id())?
    } else {
        let known = access::known_on(conn, me, &boards)?;
        members.retain(|m| known.here.contains(&m.user_id));
        known.left
    };
    Ok(Snapshot {
        workspace: workspace.into(),
        me: MeHere {
            user_id: me.user_id(),
            role: me.role(),
            permissions: me.rights(),
        },
        members: members.into_iter().map(|m| access::told(me, m)).collect(),
        former_members,
        boards: boards.into_iter().map(Into::into).collect(),
        epoch,
        seq,
    })
}
