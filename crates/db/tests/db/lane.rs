//! Writes that wait together share a transaction, and none of them suffers for another.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use diesel::connection::SimpleConnection;
use futures_util::future::{join, join_all, poll_immediate};
use tokio::time::timeout;
use tutti_db::gate::{Committed, Member, Op, Principal, Publish, Slice, SystemUse, Tx};
use tutti_db::models::{session, user};
use tutti_db::{Error, Gate, commands, pool};
use tutti_testkit::Database;
use tutti_testkit::pace::DEADLINE;
use tutti_types::events::EventKind;
use tutti_types::me::MeWhat;
use tutti_types::tasks::CreateTask;
use tutti_types::workspaces::CreateWorkspace;
use tutti_types::{BoardId, ErrorCode, UserId, WorkspaceId};

/// Remembers what was told, in order: events, and revisions of people.
#[derive(Default)]
struct Heard(Mutex<Vec<(i64, EventKind)>>, Mutex<Vec<i64>>);

impl Publish for Heard {
    fn committed(&self, committed: Committed) {
        let people = committed.people.iter().map(|(_, rev, _)| *rev);
        self.1.lock().unwrap().extend(people);
        let events = committed
            .streams
            .into_iter()
            .flat_map(|(_, _, events)| events);
        let mut heard = self.0.lock().unwrap();
        heard.extend(events.map(|event| (event.seq, event.kind)));
    }
}

pub struct Stage {
    pub database: Database,
    pub gate: Gate,
    heard: Arc<Heard>,
    pub person: Principal,
    pub ws: WorkspaceId,
    pub board: BoardId,
}

/// A workspace with its founder, behind a gate.
pub async fn stage() -> Stage {
    let database = Database::new();
    let (pool, roles) = pool::connect(&database.url, 4).unwrap();
    assert!(roles);
    let heard = Arc::new(Heard::default());
    let gate = Gate::new(pool, roles, Arc::clone(&heard) as Arc<dyn Publish>);
    let person = gate.system(SystemUse::Authentication, |tx| {
        let user = user::create(tx.conn, UserId::new(), "mira@example.com", "Mira", "hash")?;
        let session_id = session::create(tx.conn, user.id, "test", None, b"hash")?;
        Ok(Principal {
            user_id: user.id,
            session_id,
        })
    });
    let person = person.await.unwrap();
    let ws = WorkspaceId::new();
    let founded = gate.me(person, Some(ws), None, move |tx| {
        let request: CreateWorkspace = serde_json::from_str(r#"{"name": "Larkfield"}"#).unwrap();
        commands::workspace::create(tx, person.user_id, ws, &request)
    });
    founded.await.unwrap();
    let board = gate.read(person, ws, |conn, me| {
        Ok(tutti_db::views::snapshot::load(conn, me)?.boards[0].id)
    });
    Stage {
        board: board.await.unwrap(),
        database,
        gate,
        heard,
        person,
        ws,
    }
}

pub fn task(board: BoardId, title: &str) -> CreateTask {
    serde_json::from_value(serde_json::json!({"board_id": board, "title": title})).unwrap()
}

#[tokio::test]
async fn one_that_fails_does_not_fail_its_neighbours() {
    let stage = stage().await;
    let told_before = stage.heard.0.lock().unwrap().len();
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let board = stage.board;
    // The first one holds the lane, so that all others wait for one transaction.
    let mut first = Box::pin(
        stage
            .gate
            .write(stage.person, stage.ws, None, move |tx, me| {
                let _ = released.lock().unwrap().recv();
                commands::task::create(tx, me, task(board, "First"))
            }),
    );
    assert!(poll_immediate(&mut first).await.is_none());
    let mut others = Vec::new();
    for n in 0..12 {
        let mut write = Box::pin(
            stage
                .gate
                .write(stage.person, stage.ws, None, move |tx, me| {
                    let made = commands::task::create(tx, me, task(board, &format!("T{n}")))?;
                    match n {
                        3 => Err(Error::not_found()),
                        7 => Err(Error::forbidden()),
                        _ => Ok(made),
                    }
                }),
        );
        assert!(poll_immediate(&mut write).await.is_none());
        others.push(write);
    }
    drop(release);
    assert_eq!(first.await.unwrap().number, 1);
    let mut numbers = Vec::new();
    for (n, outcome) in join_all(others).await.into_iter().enumerate() {
        match (n, outcome) {
            (3, Err(Error::Refused(refusal))) => assert_eq!(refusal.code, ErrorCode::NotFound),
            (7, Err(Error::Refused(refusal))) => assert_eq!(refusal.code, ErrorCode::Forbidden),
            (_, Ok(made)) => numbers.push(made.number),
            (n, other) => panic!("{n}: {other:?}"),
        }
    }
    assert_eq!(
        numbers,
        (2..=11).collect::<Vec<i64>>(),
        "in the order they came, without a hole"
    );
    let heard = stage.heard.0.lock().unwrap();
    let seqs: Vec<i64> = heard[told_before..].iter().map(|(seq, _)| *seq).collect();
    assert_eq!(
        seqs.len(),
        11,
        "each told once, and none of what was rolled back"
    );
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1));
}

#[tokio::test]
async fn two_workspaces_do_not_wait_for_each_other() {
    let stage = stage().await;
    let second = WorkspaceId::new();
    let person = stage.person;
    let founded = stage.gate.me(person, Some(second), None, move |tx| {
        let request: CreateWorkspace = serde_json::from_str(r#"{"name": "Second"}"#).unwrap();
        commands::workspace::create(tx, person.user_id, second, &request)
    });
    founded.await.unwrap();
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let mut held = Box::pin(stage.gate.write(person, stage.ws, None, move |_, _| {
        let _ = released.lock().unwrap().recv();
        Ok(())
    }));
    assert!(poll_immediate(&mut held).await.is_none());
    let other = stage.gate.write(person, second, None, |tx, me| {
        let request = serde_json::from_str(r#"{"name": "Anew"}"#).unwrap();
        commands::workspace::update(tx, me, &request, &tutti_db::IfMatch::Any)
    });
    assert_eq!(other.await.unwrap().name, "Anew");
    drop(release);
    held.await.unwrap();
}

/// Makes seven tasks at once; tells how many transactions made them.
async fn transactions_of_seven(stage: &Stage) -> i64 {
    let board = stage.board;
    let create = |n: i32| {
        let write = stage
            .gate
            .write(stage.person, stage.ws, None, move |tx, me| {
                commands::task::create(tx, me, task(board, &format!("T{n}")))
            });
        Box::pin(write)
    };
    let mut writes: Vec<_> = (0..7).map(create).collect();
    // All are in the lane before anybody works it off.
    for write in &mut writes {
        assert!(poll_immediate(write).await.is_none());
    }
    for made in join_all(writes).await {
        made.unwrap();
    }
    let transactions = "SELECT count(DISTINCT xmin::text) FROM tasks";
    let count = stage.database.number(transactions);
    stage.database.run("DELETE FROM tasks");
    count
}

#[tokio::test]
async fn a_batch_gives_way_to_what_another_node_writes() {
    let stage = stage().await;
    assert_eq!(transactions_of_seven(&stage).await, 1, "together");
    let lane = format!("gate.lane('{}')", stage.ws);
    let mut other = stage.database.connect();
    let write = format!("BEGIN; SELECT pg_advisory_xact_lock_shared({lane})");
    other.batch_execute(&write).unwrap();
    assert_eq!(transactions_of_seven(&stage).await, 7, "one by one");
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(transactions_of_seven(&stage).await, 1, "together again");
}

#[tokio::test]
async fn a_single_write_waits_for_the_batch_of_another_node() {
    let stage = stage().await;
    let mut other = stage.database.connect();
    let batch = format!(
        "BEGIN; SELECT pg_advisory_xact_lock(gate.lane('{}'))",
        stage.ws
    );
    other.batch_execute(&batch).unwrap();
    let board = stage.board;
    let write = stage
        .gate
        .write(stage.person, stage.ws, None, move |tx, me| {
            commands::task::create(tx, me, task(board, "Waits"))
        });
    let end = async {
        let waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        while stage.database.number(waits) == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").unwrap();
    };
    let both = timeout(DEADLINE, join(write, end)).await.unwrap();
    assert_eq!(both.0.unwrap().title, "Waits");
}

#[tokio::test]
async fn what_two_requests_did_to_one_person_is_told_by_two_revisions() {
    let stage = stage().await;
    let (person, ws) = (stage.person, stage.ws);
    let touch = || {
        Box::pin(stage.gate.write(person, ws, None, move |tx, _| {
            tx.touch_person(person.user_id, MeWhat::Workspaces);
            Ok(())
        }))
    };
    let rev = || {
        let rev = format!("SELECT rev FROM users WHERE id = '{}'", person.user_id);
        stage.database.number(&rev)
    };
    let before = rev();
    stage.heard.1.lock().unwrap().clear();
    let mut both = [touch(), touch()];
    for touch in &mut both {
        assert!(poll_immediate(touch).await.is_none());
    }
    for done in join_all(both).await {
        done.unwrap();
    }
    assert_eq!(*stage.heard.1.lock().unwrap(), [before + 1, before + 2]);
    assert_eq!(rev(), before + 2);
}

#[tokio::test]
async fn a_request_in_slices_is_still_running_between_them() {
    let stage = stage().await;
    let (person, ws) = (stage.person, stage.ws);
    let op = Op {
        key: "slices".to_owned(),
        request_hash: [0; 32],
    };
    let is_last = Arc::new(AtomicBool::new(false));
    let last = Arc::clone(&is_last);
    let slice = move |_: &mut Tx<'_>, _: &Member, before| {
        last.store(before == 50, Ordering::Release);
        Ok(if before < 50 {
            Slice::More
        } else {
            Slice::Done(())
        })
    };
    let slices = stage
        .gate
        .write_in_slices(person, ws, Some(op.clone()), 60, slice);
    let repetitions = async {
        while !is_last.load(Ordering::Acquire) {
            let again = stage
                .gate
                .write(person, ws, Some(op.clone()), |_, _| Ok(()));
            match again.await {
                Err(Error::Refused(refusal)) => assert_eq!(refusal.code, ErrorCode::InProgress),
                other => panic!("it was let in between: {other:?}"),
            }
            tokio::task::yield_now().await;
        }
    };
    let both = timeout(DEADLINE, join(slices, repetitions)).await.unwrap();
    both.0.unwrap();
}

#[tokio::test]
async fn a_change_that_finds_no_end_is_ended() {
    let stage = stage().await;
    let slice = |_: &mut Tx<'_>, _: &Member, before| {
        assert!(before < 3, "{before}");
        Ok(Slice::<()>::More)
    };
    let slices = stage
        .gate
        .write_in_slices(stage.person, stage.ws, None, 3, slice);
    match timeout(DEADLINE, slices).await.unwrap() {
        Err(Error::Refused(refusal)) => assert_eq!(refusal.code, ErrorCode::LimitReached),
        other => panic!("{other:?}"),
    }
}
