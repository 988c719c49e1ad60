//! What is told of a board's changes, and to whom.

use tutti_types::activity::Subject;
use tutti_types::boards::Board;
use tutti_types::events::{Audience, BoardChanged, BoardGone, EventKind};
use tutti_types::permissions::may_read_board;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Permission, Timestamp, UserId};

use crate::commands::Changes;
use crate::error::Result;
use crate::gate::{ActivityEntry, Tx};
use crate::models::board::BoardRow;
use crate::models::member;

fn entry(board: &Board, changes: &Changes) -> ActivityEntry {
    ActivityEntry {
        subject: Subject::board(board.id, &*board.name),
        room: Some(Room::board(board.id)),
        changes: changes.0.clone(),
    }
}

fn whole(tx: &mut Tx<'_>, kind: EventKind, board: &mut Board, changes: Changes) {
    board.changed_seq = tx.next_seq();
    let entry = entry(board, &changes);
    let data = BoardChanged {
        board: board.clone(),
        changes: changes.0,
    };
    tx.emit(kind, Audience::board(board.id), &data, entry);
}

/// A board is new.
pub(super) fn created(tx: &mut Tx<'_>, board: &mut Board) {
    whole(tx, EventKind::BoardCreated, board, Changes::default());
}

/// A board is out of the trash, where it lay since. What is on it is loaded by who sees it.
pub(super) fn restored(tx: &mut Tx<'_>, board: &mut Board, since: Option<Timestamp>) {
    let mut changes = Changes::default();
    changes.field("deleted_at", &since, &None);
    whole(tx, EventKind::BoardCreated, board, changes);
}

/// A board changed. Whoever sees it only now gets it by the same event, since rights apply in the order of the stream.
pub(super) fn updated(tx: &mut Tx<'_>, old: &Board, now: &mut Board) {
    let mut changes = Changes::default();
    changes.field("name", &old.name, &now.name);
    changes.field("color", &old.color, &now.color);
    changes.field("visibility", &old.visibility, &now.visibility);
    changes.field("member_ids", &old.member_ids, &now.member_ids);
    whole(tx, EventKind::BoardUpdated, now, changes);
}

/// A board is in the trash: ids only.
pub(super) fn deleted(tx: &mut Tx<'_>, board: &BoardRow) {
    let kind = EventKind::BoardDeleted;
    ended(tx, kind, Audience::board(board.id), board.id, &board.name);
}

/// A board can be restored no longer. Who sees every board is told, as they have it in the feed; nobody else still knows of it.
pub(super) fn purged(tx: &mut Tx<'_>, board_id: BoardId, name: &str) {
    let readers = Audience::May(Permission::BoardsReadAll);
    ended(tx, EventKind::BoardPurged, readers, board_id, name);
}

fn ended(tx: &mut Tx<'_>, kind: EventKind, audience: Audience, board_id: BoardId, name: &str) {
    let entry = ActivityEntry {
        subject: Subject::board(board_id, name),
        room: Some(Room::board(board_id)),
        changes: Vec::new(),
    };
    tx.emit(kind, audience, &BoardGone { board_id }, entry);
}

/// A board leaves the sight of some people: ids only, before what takes it from them.
pub(crate) fn gone(tx: &mut Tx<'_>, board_id: BoardId, users: &[UserId]) {
    if !users.is_empty() {
        let audience = Audience::Users(users.to_vec());
        tx.emit_gone(EventKind::BoardGone, audience, &BoardGone { board_id });
    }
}

/// A board comes into the sight of somebody whose role changed: whole, after what brings it to them. Nothing of the board changed,
/// so it has no entry.
pub(crate) fn gained(tx: &mut Tx<'_>, board: &BoardRow, user: UserId) {
    let data = BoardChanged {
        board: board.clone().into(),
        changes: Vec::new(),
    };
    tx.emit_gone(EventKind::BoardUpdated, Audience::Users(vec![user]), &data);
}

/// Who saw a board before a change of it and does not after.
pub(super) fn losers(tx: &mut Tx<'_>, before: &BoardRow, after: &BoardRow) -> Result<Vec<UserId>> {
    let mut losers = Vec::new();
    if (before.visibility, &before.member_ids) == (after.visibility, &after.member_ids) {
        return Ok(losers);
    }
    for person in member::all(tx.conn, before.workspace_id)? {
        let sees = |board: &BoardRow| {
            let listed = board.member_ids.contains(&person.user_id);
            may_read_board(person.rights(), board.visibility, listed)
        };
        if sees(before) && !sees(after) {
            losers.push(person.user_id);
        }
    }
    Ok(losers)
}
