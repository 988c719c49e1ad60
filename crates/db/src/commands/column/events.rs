//! What is told of a column's changes.

use tutti_types::activity::{Subject, SubjectKind};
use tutti_types::columns::Column;
use tutti_types::events::{Audience, ColumnChanged, ColumnGone, EventKind};
use tutti_types::rooms::Room;
use tutti_types::{SubjectId, Timestamp};

use crate::commands::Changes;
use crate::gate::{ActivityEntry, Tx};
use crate::models::column::ColumnRow;

fn whole(tx: &mut Tx<'_>, kind: EventKind, column: &mut Column, changes: Changes) {
    column.changed_seq = tx.next_seq();
    let entry = ActivityEntry {
        subject: Subject::column(column.id, &*column.name),
        room: Some(Room::board(column.board_id)),
        changes: changes.0.clone(),
    };
    let data = ColumnChanged {
        column: column.clone(),
        changes: changes.0,
    };
    tx.emit(kind, Audience::board(column.board_id), &data, entry);
}

/// A column is new.
pub(super) fn created(tx: &mut Tx<'_>, column: &mut Column) {
    whole(tx, EventKind::ColumnCreated, column, Changes::default());
}

/// A column is out of the trash, where it lay since.
pub(super) fn restored(tx: &mut Tx<'_>, column: &mut Column, since: Option<Timestamp>) {
    let mut changes = Changes::default();
    changes.field("deleted_at", &since, &None);
    whole(tx, EventKind::ColumnCreated, column, changes);
}

/// A column changed, or stands elsewhere.
pub(super) fn updated(tx: &mut Tx<'_>, old: &Column, now: &mut Column) {
    let mut changes = Changes::default();
    changes.field("name", &old.name, &now.name);
    changes.field("category", &old.category, &now.category);
    changes.field("color", &old.color, &now.color);
    changes.field("wip_limit", &old.wip_limit, &now.wip_limit);
    changes.field("position", &old.position, &now.position);
    whole(tx, EventKind::ColumnUpdated, now, changes);
}

/// A column has another rank and stands where it stood: others were spread with it. That is no news, so it has no entry.
pub(super) fn spread(tx: &mut Tx<'_>, mut column: Column) {
    column.changed_seq = tx.next_seq();
    let (board, id) = (column.board_id, column.id);
    let data = ColumnChanged {
        column,
        changes: Vec::new(),
    };
    let changed = (SubjectKind::Column, SubjectId(id.0));
    tx.emit_quietly(
        EventKind::ColumnUpdated,
        Audience::board(board),
        &data,
        changed,
    );
}

/// A column is in the trash: ids only.
pub(super) fn deleted(tx: &mut Tx<'_>, column: &ColumnRow) {
    let data = ColumnGone {
        board_id: column.board_id,
        column_id: column.id,
    };
    let entry = ActivityEntry {
        subject: Subject::column(column.id, &*column.name),
        room: Some(Room::board(column.board_id)),
        changes: Vec::new(),
    };
    tx.emit(
        EventKind::ColumnDeleted,
        Audience::board(column.board_id),
        &data,
        entry,
    );
}
