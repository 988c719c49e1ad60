//! What is told of a task's changes.

use tutti_types::activity::Subject;
use tutti_types::events::{Audience, EventKind, TaskChanged, TaskGone, TaskLocation};
use tutti_types::rooms::Room;
use tutti_types::tasks::Task;

use crate::commands::Changes;
use crate::gate::{ActivityEntry, Tx};
use crate::models::task::{TaskRow, note_edits};

fn entry(task: &Task, changes: &Changes) -> ActivityEntry {
    ActivityEntry {
        subject: Subject::task(task.id, &*task.title),
        room: Some(Room::board(task.board_id)),
        changes: changes.0.clone(),
    }
}

fn whole(
    tx: &mut Tx<'_>,
    kind: EventKind,
    task: &mut Task,
    changed: Vec<String>,
    from: Option<TaskLocation>,
    changes: Changes,
) {
    task.changed_seq = tx.next_seq();
    let entry = entry(task, &changes);
    let data = TaskChanged {
        task: task.clone(),
        changed,
        from,
        changes: changes.0,
    };
    tx.emit(kind, Audience::board(task.board_id), &data, entry);
}

/// A task is new.
pub(super) fn created(tx: &mut Tx<'_>, task: &mut Task) {
    whole(
        tx,
        EventKind::TaskCreated,
        task,
        Vec::new(),
        None,
        Changes::default(),
    );
}

/// A task is out of the trash.
pub(super) fn restored(tx: &mut Tx<'_>, task: &mut Task) {
    whole(
        tx,
        EventKind::TaskRestored,
        task,
        Vec::new(),
        None,
        Changes::default(),
    );
}

/// A task changed: `task.moved` where only its place did, else `task.updated`.
pub(super) fn updated(tx: &mut Tx<'_>, old: &Task, new: &mut Task) {
    let mut changes = Changes::default();
    note_edits(&mut changes, old, new);
    let kind = if changes.0.is_empty() {
        EventKind::TaskMoved
    } else {
        EventKind::TaskUpdated
    };
    changes.field("status", &old.status, &new.status);
    changes.field("column_id", &old.column_id, &new.column_id);
    changes.field("board_id", &old.board_id, &new.board_id);
    let mut changed = changes.names();
    if old.position != new.position {
        changed.push("position".to_owned());
    }
    let from = TaskLocation {
        board_id: old.board_id,
        column_id: old.column_id,
    };
    whole(tx, kind, new, changed, Some(from), changes);
}

/// A task went to the trash: ids only.
pub(super) fn deleted(tx: &mut Tx<'_>, task: &TaskRow) {
    let data = TaskGone {
        board_id: task.board_id,
        task_id: task.id,
    };
    let entry = ActivityEntry {
        subject: Subject::task(task.id, &*task.title),
        room: Some(Room::board(task.board_id)),
        changes: Vec::new(),
    };
    tx.emit(
        EventKind::TaskDeleted,
        Audience::board(task.board_id),
        &data,
        entry,
    );
}

/// A task leaves a board: first those who saw it there are told, ids only, then whoever sees the other board gets it whole.
pub(super) fn left_board(tx: &mut Tx<'_>, task: &TaskRow) {
    let data = TaskGone {
        board_id: task.board_id,
        task_id: task.id,
    };
    tx.emit_gone(EventKind::TaskGone, Audience::board(task.board_id), &data);
}
