use super::*;
use crate::boards::{TaskDelete, TaskRestore};
use tutti_types::TaskId;

fn deletion(key: &str, task: TaskId) -> Op {
    Op {
        key: key.to_owned(),
        at: Timestamp::from_micros(0),
        intent: Intent::from(TaskDelete { task }),
    }
}

fn step(workspace: WorkspaceId, key: &str, task: TaskId) -> Step {
    let undo = Intent::from(TaskRestore { task, card: None });
    Step {
        workspace,
        key: key.to_owned(),
        undo: vec![(key.to_owned(), undo)],
    }
}

#[test]
fn what_waits_in_any_workspace_is_due() {
    let (a, b) = (WorkspaceId::new(), WorkspaceId::new());
    let mut outbox = Outbox::default();
    outbox.queue_mut(a).push(deletion("in a", TaskId::new()), 0);
    outbox.queue_mut(b).push(deletion("in b", TaskId::new()), 5);
    assert_eq!((outbox.waiting(), outbox.next_at()), (2, Some(0)));
    let due = outbox.due(5);
    let mut sent: Vec<_> = due.iter().map(|(ws, r)| (*ws, r.key.as_str())).collect();
    sent.sort_by_key(|(_, key)| *key);
    assert_eq!(sent, [(a, "in a"), (b, "in b")]);
    let of_its_own =
        |(ws, request): &(WorkspaceId, Request)| request.path.contains(&ws.to_string());
    assert!(due.iter().all(of_its_own), "{due:?}");
}

#[test]
fn a_step_back_is_taken_where_the_thing_was_done() {
    let (a, b) = (WorkspaceId::new(), WorkspaceId::new());
    let (in_a, in_b) = (TaskId::new(), TaskId::new());
    let mut outbox = Outbox::default();
    outbox.keep_step(step(a, "one", in_a));
    outbox.keep_step(step(b, "two", in_b));
    assert!(outbox.last_step(WorkspaceId::new()).is_none());
    let last = outbox.last_step(a).unwrap();
    let keys = outbox.take_back(last, 0, Timestamp::from_micros(0), || "back".to_owned());
    assert_eq!(keys, ["back"]);
    let due = outbox.due(0);
    let (ws, request) = due.first().unwrap();
    assert_eq!((*ws, request.key.as_str()), (a, "back"));
    assert!(
        request.path.ends_with(&format!("{in_a}/restore")),
        "{}",
        request.path
    );
    assert!(outbox.step_of("one").is_none(), "a step is taken once");
    outbox.forget_step("two");
    assert!(
        outbox.step_of("two").is_none(),
        "what was refused is no step"
    );
}
