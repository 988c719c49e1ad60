//! Jobs are added with their change, done once however many want them, and given up when nothing helps.

mod ends;
mod scans;
mod slices;
mod stand;
mod workspace;

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use futures_util::future::{join_all, poll_immediate};
use tokio::time::timeout;
use tutti_db::Error;
use tutti_db::gate::SystemUse;
use tutti_db::jobs::{self, Later, Next, Ran};
use tutti_testkit::pace::DEADLINE;
use tutti_types::Timestamp;

use stand::{Count, Fail, KINDS, Note, Stand};

#[tokio::test]
async fn those_who_claim_at_once_get_each_job_once() {
    let stand = Stand::new();
    stand.add((0..200).map(Note)).await;
    let workers = (0..4).map(|_| async {
        let worker = stand.another();
        let mut ids = Vec::new();
        loop {
            let claimed = jobs::claim(&worker.gate, KINDS, &worker.node, 7).await;
            let claimed = claimed.unwrap();
            if claimed.is_empty() {
                return ids;
            }
            for job in claimed {
                ids.push(job.id());
                let ran = jobs::run(&worker.gate, job).await;
                assert!(matches!(ran, Ran::Done(Next::Done)), "{ran:?}");
            }
        }
    });
    let claimed: Vec<_> = join_all(workers).await.concat();
    assert_eq!(claimed.len(), 200);
    assert_eq!(claimed.iter().collect::<BTreeSet<_>>().len(), 200);
    let noted: BTreeSet<_> = stand.notes().into_iter().collect();
    assert_eq!((noted.len(), stand.notes().len()), (200, 200));
    assert_eq!(stand.jobs(), 0, "what is done is gone");
}

#[tokio::test]
async fn a_lease_that_is_over_is_another_workers_and_no_longer_the_firsts() {
    let stand = Stand::new();
    stand.add([Note(1)]).await;
    let slow = stand.claim().await.unwrap();
    assert!(stand.another().claim().await.is_none(), "it is leased");
    stand
        .database
        .run("UPDATE jobs SET leased_until = now() - interval '1 second'");
    let other = stand.another();
    let quick = other.claim().await.unwrap();
    assert_eq!(slow.id(), quick.id());
    assert!(matches!(jobs::run(&stand.gate, slow).await, Ran::Lost));
    assert!(stand.notes().is_empty());
    let ran = jobs::run(&other.gate, quick).await;
    assert!(matches!(ran, Ran::Done(Next::Done)), "{ran:?}");
    assert_eq!(stand.notes(), [1]);
}

#[tokio::test]
async fn one_that_runs_longer_than_its_lease_is_left_to_who_runs_it() {
    let stand = Stand::new();
    stand.add([Note(1)]).await;
    let slow = stand.claim().await.unwrap();
    stand
        .database
        .run("UPDATE jobs SET leased_until = now() - interval '1 second'");
    // Connected before it waits, which it does for two seconds at most.
    let another = stand.another();
    // It waits in the middle of its work, and its lease is over.
    let mut other = stand.database.connect();
    other
        .batch_execute("BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let gate = stand.gate.clone();
    let running = tokio::spawn(async move { jobs::run(&gate, slow).await });
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'notes'::regclass";
    while stand.database.number(waits) == 0 {
        assert!(!running.is_finished(), "it did not wait");
        tokio::task::yield_now().await;
    }
    assert!(another.claim().await.is_none());
    other.batch_execute("COMMIT").unwrap();
    let ran = running.await.unwrap();
    assert!(matches!(ran, Ran::Done(Next::Done)), "{ran:?}");
    assert_eq!(stand.notes(), [1]);
}

#[tokio::test]
async fn a_job_is_added_with_its_change_or_not_at_all() {
    let stand = Stand::new();
    let refused = stand.gate.system(SystemUse::Housekeeping, |tx| {
        tx.later(Note(1))?;
        Err::<(), _>(Error::forbidden())
    });
    assert!(matches!(refused.await, Err(Error::Refused(_))));
    assert_eq!(stand.jobs(), 0);
    assert!(poll_immediate(stand.gate.enqueued()).await.is_none());
    // A commit wakes this node's worker, also one that was busy then; a transaction without jobs wakes nobody.
    stand.add([Note(1), Note(2)]).await;
    timeout(DEADLINE, stand.gate.enqueued()).await.unwrap();
    assert!(poll_immediate(stand.gate.enqueued()).await.is_none());
    stand.add::<Note>([]).await;
    assert!(poll_immediate(stand.gate.enqueued()).await.is_none());
}

#[tokio::test]
async fn one_key_is_one_job_that_waits_and_one_that_was_begun() {
    let stand = Stand::new();
    let keyed = |n| Later::from(Note(n)).key("note");
    stand.add([keyed(1), keyed(2)]).await;
    assert_eq!(stand.jobs(), 1);
    let job = stand.claim().await.unwrap();
    // It may not see the change that wants this one, which waits for its end.
    stand.add([keyed(3), keyed(4)]).await;
    assert_eq!(stand.jobs(), 2);
    let other = stand.another();
    assert!(other.claim().await.is_none());
    jobs::run(&stand.gate, job).await;
    assert_eq!(stand.notes(), [1]);
    stand.run_all().await;
    assert_eq!(stand.notes(), [1, 3]);
    assert_eq!(stand.jobs(), 0);
}

#[tokio::test]
async fn one_that_fails_or_goes_on_keeps_the_next_of_its_key_waiting() {
    let stand = Stand::new();
    let wanted = || Later::from(Note(9)).key("key");
    // Five slices, each behind what waits.
    stand.add([Later::from(Count(7)).key("key")]).await;
    stand.run().await.unwrap();
    stand.add([wanted()]).await;
    assert_eq!(stand.run_all().await, 5);
    assert_eq!(stand.notes(), [7, 7, 7, 7, 7, 9]);

    stand.add([Later::from(Fail(1)).key("key")]).await;
    stand.run().await.unwrap();
    // Its first pause is so short that it may be over too early.
    stand
        .database
        .run("UPDATE jobs SET run_at = run_at + interval '1 hour'");
    stand.add([wanted(), wanted()]).await;
    assert_eq!(
        stand.run_all().await,
        0,
        "the first waits for its next attempt"
    );
    stand
        .database
        .run("UPDATE jobs SET state = 'dead' WHERE kind = 'test.fail'");
    assert_eq!(stand.run_all().await, 0, "the first is the operator's");
    stand.database.run("DELETE FROM jobs WHERE state = 'dead'");
    assert_eq!(stand.run_all().await, 1);
}

#[tokio::test]
async fn nothing_is_done_before_its_time() {
    let stand = Stand::new();
    let hence = Timestamp::now().plus_seconds(3_600);
    let since = Timestamp::now().plus_seconds(-3_600);
    stand.add([Later::from(Note(1)).at(hence)]).await;
    stand.add([Later::from(Note(2))]).await;
    stand.add([Later::from(Note(3)).at(since)]).await;
    // What waited longest comes first.
    let first = stand.claim().await.unwrap();
    jobs::run(&stand.gate, first).await;
    assert_eq!(stand.notes(), [3]);
    stand.run_all().await;
    assert_eq!(stand.notes(), [3, 2]);
    stand
        .database
        .run("UPDATE jobs SET run_at = run_at - interval '61 minutes'");
    stand.run_all().await;
    assert_eq!(stand.notes(), [3, 2, 1]);
}

#[tokio::test]
async fn a_kind_that_a_node_does_not_know_waits_for_one_that_does() {
    let stand = Stand::new();
    stand.database.run(
        "INSERT INTO jobs (id, kind, payload) VALUES (gen_random_uuid(), 'of_tomorrow', '{}')",
    );
    stand.add([Note(1)]).await;
    stand.run_all().await;
    assert_eq!(stand.notes(), [1]);
    let left = "SELECT count(*) FROM jobs WHERE kind = 'of_tomorrow' AND state = 'waiting' AND attempts = 0";
    assert_eq!(stand.database.number(left), 1);
}
