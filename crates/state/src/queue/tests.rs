mod adopted;

use super::*;
use crate::answer::Answer;
use crate::boards::{Began, TaskMove, TaskUpdate};
use serde_json::json;
use tutti_types::columns::Category;
use tutti_types::tasks::{MoveTask, Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp};

fn op(key: &str, intent: Intent) -> Op {
    Op {
        key: key.to_owned(),
        at: Timestamp::from_micros(0),
        intent,
    }
}

fn titled(task: TaskId, title: &str) -> Intent {
    Intent::from(TaskUpdate {
        task,
        patch: UpdateTask {
            title: Some(title.parse().unwrap()),
            ..UpdateTask::default()
        },
        began: Some(Began {
            version: 3,
            title: "Old".into(),
            description: String::new(),
        }),
    })
}

fn moved(task: TaskId, before: Option<TaskId>) -> Intent {
    Intent::from(TaskMove {
        task,
        to: MoveTask {
            board_id: None,
            column_id: ColumnId::new(),
            before,
            after: None,
        },
    })
}

fn keys(requests: &[Request]) -> Vec<&str> {
    requests.iter().map(|r| r.key.as_str()).collect()
}

fn reply(status: u16, body: &str) -> Reply<'_> {
    Reply {
        status,
        retry_after_s: None,
        body,
    }
}

/// A 412 whose `current` is a task of version 7 with this title.
fn stale(title: &str) -> String {
    let mut current = Task::blank(
        TaskId::new(),
        WorkspaceId::new(),
        BoardId::new(),
        ColumnId::new(),
        Category::Todo,
        Timestamp::from_micros(0),
    );
    current.title = title.to_owned();
    current.version = 7;
    current.changed_seq = 7;
    json!({
        "type": "", "title": "", "status": 412, "detail": "", "code": "version_conflict", "request_id": "",
        "current": current,
    })
    .to_string()
}

#[test]
fn one_thing_goes_in_order_and_several_side_by_side() {
    let (a, b, c) = (TaskId::new(), TaskId::new(), TaskId::new());
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(a, "New")), 0);
    queue.push(op("2", moved(a, None)), 0);
    queue.push(op("3", moved(b, Some(a))), 0);
    queue.push(op("4", moved(c, None)), 0);
    assert_eq!(
        keys(&queue.due(0)),
        ["1", "4"],
        "2 waits for 1, and 3 for where 2 goes"
    );
    assert_eq!(
        queue.settle("1", reply(204, ""), 0).answer(),
        Some(Answer::Done)
    );
    assert_eq!(keys(&queue.due(0)), ["2"]);
    queue.settle("2", reply(404, "{}"), 0);
    assert_eq!(
        keys(&queue.due(0)),
        ["3"],
        "what was refused holds up nobody"
    );
    assert_eq!(queue.entry("2").map(|e| e.state), Some(State::Refused));
}

#[test]
fn what_comes_to_one_end_of_a_column_goes_in_order() {
    let (here, there) = (ColumnId::new(), ColumnId::new());
    let to_end_of = |column_id| {
        Intent::from(TaskMove {
            task: TaskId::new(),
            to: MoveTask {
                board_id: None,
                column_id,
                before: None,
                after: None,
            },
        })
    };
    let mut queue = Queue::new(WorkspaceId::new());
    for (key, column) in [("1", here), ("2", here), ("3", there)] {
        queue.push(op(key, to_end_of(column)), 0);
    }
    assert_eq!(keys(&queue.due(0)), ["1", "3"], "2 stands after 1");
    queue.settle("1", reply(200, "{}"), 0);
    assert_eq!(keys(&queue.due(0)), ["2"]);
}

#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_key() {
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", moved(TaskId::new(), None)), 0);
    let first = queue.due(0);
    let Settled::Again(at) = queue.settle("1", reply(0, ""), 10) else {
        panic!("given up");
    };
    assert!(at > 10 && queue.next_at() == Some(at));
    assert!(queue.due(at - 1).is_empty());
    assert_eq!(queue.due(at), first);
    let later = Reply {
        retry_after_s: Some(7),
        ..reply(503, "")
    };
    assert!(matches!(
        queue.settle("1", later, 100),
        Settled::Again(7_100)
    ));
    queue.wake(200);
    assert_eq!(queue.due(200), first);
    assert!(matches!(queue.settle("2", later, 100), Settled::Unknown));
}

#[test]
fn a_stale_version_is_sent_anew_where_the_text_is_the_one_the_edit_began_from() {
    let task = TaskId::new();
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(task, "Mine")), 0);
    assert_eq!(queue.due(0)[0].if_match.as_deref(), Some("\"3\""));
    assert!(matches!(
        queue.settle("1", reply(412, &stale("Old")), 5),
        Settled::Again(5)
    ));
    assert_eq!(queue.due(5)[0].if_match.as_deref(), Some("\"7\""));
    let Settled::Conflict(conflict) = queue.settle("1", reply(412, &stale("Theirs")), 9) else {
        panic!("nobody was told");
    };
    let text = &conflict.texts[0];
    assert_eq!(
        (
            text.began.as_str(),
            text.mine.as_str(),
            text.theirs.as_str()
        ),
        ("Old", "Mine", "Theirs")
    );
    assert_eq!(queue.waiting(), 0);
}

#[test]
fn changes_of_everything_but_the_text_never_hold_a_text_up() {
    let task = TaskId::new();
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(task, "Mine")), 0);
    let mut now = 0;
    for round in 0..200 {
        let request = &queue.due(now)[0];
        assert_eq!(request.key, "1", "round {round}");
        if round >= 2 {
            // From here on nothing but the text is compared, and a server that does so does not refuse.
            let body: serde_json::Value =
                serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
            assert_eq!(body, json!({"title": "Mine", "expected": {"title": "Old"}}));
            assert_eq!(request.if_match, None);
        }
        // Even one that refuses is asked again, in peace.
        let Settled::Again(at) = queue.settle("1", reply(412, &stale("Old")), now) else {
            panic!("dropped in round {round}");
        };
        assert!(round < 4 || at >= now + 500, "round {round}");
        now = at;
    }
    queue.due(now);
    assert!(matches!(
        queue.settle("1", reply(412, &stale("Theirs")), now),
        Settled::Conflict(_)
    ));
}

#[test]
fn a_text_that_follows_ones_own_change_knows_its_version() {
    let task = TaskId::new();
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(task, "First")), 0);
    queue.push(op("2", titled(task, "Second")), 0);
    queue.due(0);
    let answer = |version: i64| {
        let refusal: serde_json::Value = serde_json::from_str(&stale("First")).unwrap();
        let mut now = refusal["current"].clone();
        now["id"] = json!(task);
        now["version"] = json!(version);
        now["changed_seq"] = json!(version);
        now.to_string()
    };
    queue.settle("1", reply(200, &answer(4)), 0);
    assert_eq!(queue.due(0)[0].if_match.as_deref(), Some("\"4\""));

    // Somebody else came in between: what they did has not been seen here.
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(task, "First")), 0);
    queue.push(op("2", titled(task, "Second")), 0);
    queue.due(0);
    queue.settle("1", reply(412, &stale("Old")), 0);
    queue.due(0);
    queue.settle("1", reply(200, &answer(8)), 0);
    assert_eq!(queue.due(0)[0].if_match.as_deref(), Some("\"3\""));
}

#[test]
fn a_queue_survives_a_reload() {
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", titled(TaskId::new(), "Mine")), 50);
    let sent = queue.due(50);
    let kept = serde_json::to_string(&queue).unwrap();
    let mut queue: Queue = serde_json::from_str(&kept).unwrap();
    queue.revive(3);
    assert_eq!(queue.ops().count(), 1);
    assert_eq!(queue.due(3), sent, "the server may not have seen it");
}

#[test]
fn a_refused_change_can_be_tried_again_or_forgotten() {
    let mut queue = Queue::new(WorkspaceId::new());
    queue.push(op("1", moved(TaskId::new(), None)), 0);
    queue.due(0);
    let body =
        r#"{"type":"","title":"","status":409,"detail":"full","code":"wip_limit","request_id":""}"#;
    let Settled::Refused(Some(problem)) = queue.settle("1", reply(409, body), 0) else {
        panic!("not refused");
    };
    assert_eq!(problem.code, tutti_types::ErrorCode::WipLimit);
    assert_eq!(queue.waiting(), 0);
    assert!(queue.retry("1", 1).is_some());
    assert_eq!(keys(&queue.due(1)), ["1"]);
    assert!(queue.forget("1").is_none(), "it is on its way");
    queue.settle("1", reply(409, body), 0);
    assert!(queue.forget("1").is_some());
}

impl Settled {
    fn answer(self) -> Option<Answer> {
        match self {
            Self::Done(answer) => Some(answer),
            _ => None,
        }
    }
}
