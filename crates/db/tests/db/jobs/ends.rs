//! How a job ends that cannot be done.

use serde_json::json;
use tutti_db::gate::SystemUse;
use tutti_db::jobs::{self, ATTEMPTS, Ran, pause};
use tutti_db::models::job::overview::{self, State};
use tutti_types::JobId;

use super::stand::{CHORE, Fail, KINDS, Note, Stand};

/// Lets whatever waits for its next attempt have it now.
const NOW: &str = "UPDATE jobs SET run_at = now() WHERE state = 'waiting'";

#[tokio::test]
async fn one_that_fails_waits_longer_each_time_and_is_dead_in_the_end() {
    let stand = Stand::new();
    stand.add([Fail(1)]).await;
    for attempt in 1..=ATTEMPTS {
        stand.database.run(NOW);
        let before = stand
            .database
            .rows("SELECT extract(epoch FROM now())::float8 AS at")[0]["at"]
            .as_f64()
            .unwrap();
        let Some(Ran::Failed { dead, .. }) = stand.run().await else {
            panic!("attempt {attempt}");
        };
        assert_eq!(dead, attempt == ATTEMPTS);
        let row = &stand.database.rows(
            "SELECT state, attempts, length(last_error) AS said, leased_by,
                extract(epoch FROM run_at)::float8 AS next, extract(epoch FROM run_at - now())::float8 AS wait_s FROM jobs",
        )[0];
        let wait_s = row["wait_s"].as_f64().unwrap();
        let (least, most) = (pause(attempt, 1.0), pause(attempt, 0.0));
        assert!(wait_s <= most.as_secs_f64(), "{wait_s}");
        // Some of it has passed already; since it was begun nothing has.
        let pause_s = row["next"].as_f64().unwrap() - before;
        assert!(pause_s > least.as_secs_f64(), "{pause_s}");
        assert_eq!(row["attempts"], attempt);
        assert_eq!(row["said"], 500);
        assert_eq!(row["leased_by"], json!(null));
        assert_eq!(row["state"], if dead { "dead" } else { "waiting" });
        // The first pauses are so short that they may be over by now.
        stand
            .database
            .run("UPDATE jobs SET run_at = run_at + interval '1 hour'");
        assert!(stand.run().await.is_none(), "it waits");
    }
    assert!(stand.notes().is_empty(), "what failed wrote nothing");
    // What is dead is tried no more, whatever the time.
    stand
        .database
        .run("UPDATE jobs SET run_at = now() - interval '1 day'");
    assert!(stand.run().await.is_none());
}

#[tokio::test]
async fn one_that_takes_its_process_with_it_is_dead_too() {
    let stand = Stand::new();
    stand.add([Note(1)]).await;
    for _ in 0..ATTEMPTS {
        // Its process ends, and the lease with it.
        drop(stand.claim().await.unwrap());
        stand
            .database
            .run("UPDATE jobs SET leased_until = now() - interval '1 second'");
    }
    let ran = stand.run().await;
    assert!(
        matches!(ran, Some(Ran::Failed { dead: true, .. })),
        "{ran:?}"
    );
    assert!(stand.notes().is_empty());
}

#[tokio::test]
async fn one_that_comes_every_so_often_comes_however_often_it_fails() {
    let stand = Stand::new();
    for _ in 0..3 {
        jobs::schedule(&stand.gate, KINDS).await.unwrap();
    }
    let soon = "SELECT count(*) FROM jobs WHERE run_at BETWEEN now() + interval '59 minutes' AND now() + interval '1 hour'";
    assert_eq!(stand.jobs(), 1);
    assert!(matches!(stand.run().await, Some(Ran::Done(_))));
    assert_eq!(stand.database.number(soon), 1, "it has a next time");
    jobs::schedule(&stand.gate, KINDS).await.unwrap();
    assert_eq!(stand.jobs(), 1);
    assert!(
        matches!(stand.run().await, Some(Ran::Done(_))),
        "whoever starts does not wait for it"
    );
    stand.database.run("INSERT INTO notes (n) VALUES (1)");
    for attempt in 1..=ATTEMPTS {
        stand.database.run(NOW);
        let ran = stand.run().await;
        assert!(
            matches!(ran, Some(Ran::Failed { dead: false, .. })),
            "{attempt}: {ran:?}"
        );
    }
    assert_eq!(stand.database.number(soon), 1);
    let row = stand.database.rows(
        "SELECT kind, state, attempts, last_error LIKE '%there is a note%' AS told FROM jobs",
    );
    let waits = json!({"kind": CHORE.name(), "state": "waiting", "attempts": 0, "told": true});
    assert_eq!(row, [waits]);
    stand.database.run(&format!("DELETE FROM notes; {NOW}"));
    assert!(matches!(stand.run().await, Some(Ran::Done(_))));
}

#[tokio::test]
async fn what_is_dead_is_listed_tried_again_and_dropped() {
    let stand = Stand::new();
    stand.add([Note(1), Note(2)]).await;
    stand.database.run(
        "UPDATE jobs SET state = 'dead', attempts = 10, last_error = 'why' WHERE payload = '1'",
    );
    let list = |state| {
        let list = stand.gate.system(SystemUse::Operator, move |tx| {
            Ok(overview::list(tx.conn, state, 10)?)
        });
        async { list.await.unwrap() }
    };
    let dead = list(State::Dead).await;
    let waiting = list(State::Waiting).await;
    assert_eq!(
        (dead.len(), waiting.len(), list(State::Running).await.len()),
        (1, 1, 0)
    );
    assert_eq!(dead[0].last_error.as_deref(), Some("why"));
    let act = async |id: JobId, retry: bool| {
        let act = stand.gate.system(SystemUse::Operator, move |tx| {
            Ok(match retry {
                true => overview::retry(tx.conn, id)?,
                false => overview::drop_dead(tx.conn, id)?,
            })
        });
        act.await.unwrap()
    };
    for retry in [true, false] {
        assert!(!act(waiting[0].id, retry).await, "it is not dead");
        assert!(!act(JobId::new(), retry).await, "there is none");
    }
    assert!(act(dead[0].id, true).await);
    stand.run_all().await;
    let mut notes = stand.notes();
    notes.sort_unstable();
    assert_eq!(notes, [1, 2]);
    stand.add([Note(3)]).await;
    stand.database.run("UPDATE jobs SET state = 'dead'");
    let dead = list(State::Dead).await;
    assert!(act(dead[0].id, false).await);
    assert_eq!(stand.jobs(), 0);
}
