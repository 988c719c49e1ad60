//! What another queue left behind, and what waits for its workspace: what is sent then, and what is not.

use super::*;
use crate::boards::Intent as Boards;
use crate::boards::{ColumnCreate, TaskCreate};

#[test]
fn what_another_queue_left_is_sent_once_and_in_its_time() {
    let ws = WorkspaceId::new();
    let task = TaskId::new();
    let at = |at, key, title| Op {
        at: Timestamp::from_micros(at),
        ..op(key, titled(task, title))
    };
    let mut left = Queue::new(ws);
    left.push(at(1, "first", "One"), 0);
    left.push(at(3, "third", "Three"), 0);
    left.due(0);
    let mut queue = Queue::new(ws);
    queue.push(at(2, "second", "Two"), 0);
    queue.push(at(3, "third", "Three"), 0);
    let taken = queue.adopt(left, 9, Timestamp::from_micros(4));
    assert_eq!(taken.outdated, 0);
    assert_eq!(taken.ops.len(), 1, "the third was here");
    let order: Vec<&str> = queue.ops().map(|op| op.key.as_str()).collect();
    assert_eq!(order, ["first", "second", "third"]);
    assert_eq!(
        keys(&queue.due(9)),
        ["first"],
        "what was in flight there is sent again"
    );
}

#[test]
fn what_was_refused_elsewhere_is_not_taken_over() {
    let ws = WorkspaceId::new();
    let mut left = Queue::new(ws);
    left.push(op("refused", titled(TaskId::new(), "One")), 0);
    left.push(op("open", titled(TaskId::new(), "Two")), 0);
    left.due(0);
    assert!(matches!(
        left.settle("refused", reply(403, ""), 0),
        Settled::Refused(_)
    ));
    let mut queue = Queue::new(ws);
    let taken = queue.adopt(left, 0, Timestamp::from_micros(0));
    assert_eq!(taken.outdated, 0, "it was told already");
    let left: Vec<&str> = queue.entries().iter().map(|e| e.op.key.as_str()).collect();
    assert_eq!(left, ["open"]);
}

#[test]
fn the_text_of_a_refused_new_task_is_taken_over_however_old_it_is() {
    let ws = WorkspaceId::new();
    let mut left = Queue::new(ws);
    let create = json!({"board_id": BoardId::new(), "title": "Not lost"});
    let intent = Intent::from(TaskCreate {
        task: TaskId::new(),
        create: serde_json::from_value(create).unwrap(),
    });
    left.push(op("new", intent), 0);
    left.due(0);
    left.settle("new", reply(409, ""), 0);
    let mut queue = Queue::new(ws);
    let days = Timestamp::from_micros(0).plus_seconds(3 * 24 * 60 * 60);
    let taken = queue.adopt(left, 0, days);
    assert_eq!((taken.ops.len(), taken.outdated), (0, 0));
    assert_eq!(queue.waiting(), 0);
    assert!(queue.due(0).is_empty(), "nobody asked for it");
    let refused = queue.refused_copies().map(|(key, intent)| match intent {
        Intent::Boards(Boards::TaskCreate(new)) => (key, new.create.title.as_str()),
        _ => panic!("it is another: {intent:?}"),
    });
    assert_eq!(refused.collect::<Vec<_>>(), [("new", "Not lost")]);
    assert!(queue.retry("new", 1).is_some());
    assert_eq!(queue.refused_copies().count(), 0);
    assert_eq!(keys(&queue.due(1)), ["new"]);
}

#[test]
fn what_may_have_been_done_a_day_ago_is_not_sent_again() {
    let ws = WorkspaceId::new();
    let mut left = Queue::new(ws);
    left.push(op("sent", titled(TaskId::new(), "One")), 0);
    left.due(0);
    left.push(op("never sent", titled(TaskId::new(), "Two")), 0);
    let hours = |n: i64| Timestamp::from_micros(0).plus_seconds(n * 60 * 60);

    let mut soon = Queue::new(ws);
    let taken = soon.adopt(left.clone(), 0, hours(23));
    assert_eq!((taken.ops.len(), taken.outdated), (2, 0));

    let mut late = Queue::new(ws);
    let taken = late.adopt(left, 0, hours(23).plus_seconds(1));
    assert_eq!((taken.ops.len(), taken.outdated), (1, 1));
    assert_eq!(keys(&late.due(0)), ["never sent"]);
}

#[test]
fn what_is_made_under_its_own_id_is_sent_however_old_it_is() {
    let ws = WorkspaceId::new();
    let board = BoardId::new();
    let task = TaskId::new();
    let create = json!({"board_id": board, "title": "Written on a train"});
    let new_task = Intent::from(TaskCreate {
        task,
        create: serde_json::from_value(create).unwrap(),
    });
    let new_column = Intent::from(ColumnCreate {
        board,
        column: ColumnId::new(),
        create: serde_json::from_value(json!({"name": "Later", "category": "todo"})).unwrap(),
    });
    let mut left = Queue::new(ws);
    left.push(op("task", new_task), 0);
    left.push(op("column", new_column), 0);
    assert_eq!(left.due(0).len(), 2, "both were tried, without a network");
    let days = Timestamp::from_micros(0).plus_seconds(3 * 24 * 60 * 60);

    let mut queue = Queue::new(ws);
    let taken = queue.adopt(left, 0, days);
    assert_eq!((taken.ops.len(), taken.outdated), (2, 0));
    assert_eq!(keys(&queue.due(0)), ["task", "column"]);
}

#[test]
fn a_text_that_met_another_out_of_sight_waits_until_both_can_be_shown() {
    let task = TaskId::new();
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(task, "Mine")), 0);
    queue.due(0);
    let Settled::Conflict(conflict) = queue.settle("1", reply(412, &stale("Theirs")), 0) else {
        panic!("nobody was told");
    };
    queue.hold(op("1", conflict.intent), 0);
    queue.push(op("2", moved(task, None)), 0);
    assert!(queue.due(9).is_empty() && queue.next_at().is_none());
    assert_eq!(queue.waiting(), 2, "it is not lost");

    let days = Timestamp::from_micros(0).plus_seconds(3 * 24 * 60 * 60);
    let mut next = Queue::new(queue.workspace_id());
    let kept = serde_json::to_string(&queue).unwrap();
    let taken = next.adopt(serde_json::from_str(&kept).unwrap(), 0, days);
    assert_eq!((taken.ops.len(), taken.outdated), (2, 0));
    next.release(10);
    assert_eq!(keys(&next.due(10)), ["1"]);
}
