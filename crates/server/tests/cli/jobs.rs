//! `tutti admin jobs`

use tokio::time::timeout;
use tutti_testkit::Database;
use tutti_testkit::pace::DEADLINE;

use crate::program::{Program, complained, printed};

const WAITS: &str = "0190a0a0-0000-7000-8000-000000000001";
const DEAD: &str = "0190a0a0-0000-7000-8000-000000000002";
const OTHER: &str = "0190a0a0-0000-7000-8000-000000000003";
const ABSENT: &str = "0190a0a0-0000-7000-8000-000000000009";

/// Jobs of a board that is not there: each is done as soon as it is tried.
fn stand() -> (Program, Database) {
    let database = Database::new();
    database.run(&format!(
        "INSERT INTO jobs (id, kind, workspace_id, payload, state, run_at, attempts, last_error)
            SELECT id, kind, '{ABSENT}', json_build_object('workspace_id', '{ABSENT}', 'board_id', '{ABSENT}'), state, now(), tried, why
            FROM (VALUES ('{WAITS}'::uuid, 'of_tomorrow', 'waiting', 0, NULL), ('{DEAD}', 'board.purge', 'dead', 10, E'it\\nfailed'),
                ('{OTHER}', 'board.purge', 'dead', 10, 'so did it')) j (id, kind, state, tried, why)"
    ));
    let program = Program::new().with("DATABASE_URL", &database.url);
    (program, database)
}

/// The lines that a list has, without what differs each time.
fn list(program: &Program, more: &[&str]) -> Vec<String> {
    let output = program.run(&[&["admin", "jobs", "list"], more].concat());
    assert!(output.status.success(), "{}", complained(&output));
    printed(&output).lines().map(str::to_owned).collect()
}

#[test]
fn what_waits_and_what_was_given_up_is_listed() {
    let (program, database) = stand();
    let all = list(&program, &[]);
    assert_eq!(all.len(), 3, "{all:?}");
    let dead = list(&program, &["--state", "dead"]);
    assert_eq!(dead, all[..2], "dead ones first");
    assert!(dead[0].starts_with(&format!("{DEAD}  dead     board.purge  10  ")));
    assert!(
        dead[0].ends_with(&format!("Z  {ABSENT}  it failed")),
        "{dead:?}"
    );
    let waiting = list(&program, &["--state", "waiting"]);
    assert_eq!(waiting, all[2..]);
    assert!(waiting[0].ends_with("  -"), "{waiting:?}");
    let running = program.run(&["admin", "jobs", "list", "--state", "running"]);
    assert!(running.status.success() && printed(&running).is_empty());
    assert_eq!(complained(&running), "There is no such job.\n");
    database.run("INSERT INTO jobs (id, kind, payload) SELECT gen_random_uuid(), 'of_tomorrow', '1' FROM generate_series(1, 200)");
    let many = program.run(&["admin", "jobs", "list"]);
    assert_eq!(printed(&many).lines().count(), 202);
    let more = "Of those that are waiting there may be more: 200 are listed.\n";
    assert_eq!(complained(&many), more);
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_or_dropped() {
    let (program, database) = stand();
    let running = program.serve();
    let dead = "SELECT count(*) FROM jobs WHERE state = 'dead'";
    let retried = program.run(&["admin", "jobs", "retry", DEAD]);
    assert!(retried.status.success(), "{}", complained(&retried));
    let left = format!("SELECT count(*) FROM jobs WHERE id = '{DEAD}'");
    let tried = async {
        while database.number(&left) > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, tried).await.expect("nobody tried it");
    assert_eq!(database.number(dead), 1);
    let dropped = program.run(&["admin", "jobs", "drop", OTHER]);
    assert!(dropped.status.success(), "{}", complained(&dropped));
    assert_eq!(database.number(dead), 0);
    drop(running);
}

#[test]
fn what_cannot_be_done_is_told_with_what_to_do() {
    let (program, database) = stand();
    let all = "SELECT count(*) FILTER (WHERE state = 'dead') * 100 + count(*) FROM jobs";
    for (arguments, says) in [
        (
            &["retry", "7"][..],
            "7 is not the id of a job; `tutti admin jobs list` shows them",
        ),
        (&["drop", "seven"], "seven is not the id of a job"),
        (
            &["retry", DEAD, WAITS],
            &format!(
                "no dead job has the id {WAITS}, and nothing was done; `tutti admin jobs list --state dead` lists"
            ),
        ),
        (
            &["drop", DEAD, ABSENT],
            &format!("no dead job has the id {ABSENT}"),
        ),
        (&["drop"], "write <ID>..."),
        (&["list", "--state", "lost"], "waiting, running, dead"),
    ] {
        let output = program.run(&[&["admin", "jobs"], arguments].concat());
        let said = complained(&output);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said.contains(says), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(printed(&output).is_empty());
    }
    assert_eq!(database.number(all), 203, "nothing was done by halves");
}
