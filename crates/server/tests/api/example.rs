//! The example workspace: five weeks of a real team.

use std::collections::BTreeSet;

use serde_json::json;
use tokio::time::timeout;
use tutti_server::seed;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Method, Options, TestApp};
use tutti_types::events::Events;
use tutti_types::me::MyWorkspace;
use tutti_types::members::{Member, hue};
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{Page, paths};

use crate::activity::links_broken;

#[tokio::test]
async fn its_people_worked_for_weeks_and_everything_tells_the_same_times() {
    let app = TestApp::with(Options {
        demo: true,
        ..Options::default()
    })
    .await;
    let number = |sql: &str| app.database.number(sql);

    assert!(number("SELECT extract(epoch FROM now() - min(at)) / 86400 FROM activity_log") >= 33);
    assert!(number("SELECT extract(epoch FROM now() - max(at)) / 60 FROM activity_log") < 15);
    assert_eq!(
        number(
            "SELECT count(DISTINCT actor_id) FROM activity_log WHERE at > now() - interval '8 hours'"
        ),
        5
    );
    let quiet = "SELECT count(*) FROM generate_series(0, 4) week WHERE NOT EXISTS
        (SELECT FROM activity_log WHERE at BETWEEN now() - interval '7 days' * (week + 1) AND now() - interval '7 days' * week)";
    assert_eq!(number(quiet), 0, "a week without work");
    let at_night = "SELECT count(*) FROM activity_log WHERE at < now() - interval '4 hours'
        AND (extract(isodow FROM at AT TIME ZONE 'UTC') > 5 OR extract(hour FROM at AT TIME ZONE 'UTC') NOT BETWEEN 7 AND 18)";
    assert_eq!(number(at_night), 0, "work at night or on a weekend");

    for table in ["activity_log", "stream.events"] {
        let back = format!(
            "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY seq) AS back FROM {table}) e WHERE back"
        );
        assert_eq!(
            number(&back),
            0,
            "the order of {table} is that of its times"
        );
    }
    let of_entries = "
        SELECT t.title FROM tasks t WHERE
            (t.created_at, t.created_by) <> (SELECT a.at, a.actor_id FROM activity_log a WHERE a.subject_id = t.id AND a.kind = 'task.created')
            OR t.updated_at <> (SELECT max(a.at) FROM activity_log a WHERE a.subject_id = t.id)
            OR t.deleted_at <> (SELECT max(a.at) FROM activity_log a WHERE a.subject_id = t.id AND a.kind = 'task.deleted')
        UNION ALL SELECT u.name FROM workspace_members m JOIN users u ON u.id = m.user_id WHERE m.role <> 'owner'
            AND m.joined_at NOT IN (SELECT a.at FROM activity_log a WHERE a.kind = 'member.joined' AND a.actor_id = m.user_id)
        UNION ALL SELECT b.name FROM boards b WHERE b.created_at > (SELECT min(t.created_at) FROM tasks t WHERE t.board_id = b.id)";
    let wrong = app.database.rows(of_entries);
    assert!(
        wrong.is_empty(),
        "rows of other times than their entries: {wrong:#?}"
    );
    let in_payloads = app.database.number(
        "SELECT count(*) FROM stream.events e WHERE e.kind = 'task.created' AND (e.data::json -> 'task' ->> 'created_at')::timestamptz <> e.at",
    );
    assert_eq!(in_payloads, 0);

    let signed_in = app.anonymous().call(Method::POST, paths::LOGIN);
    let body = json!({"email": "mira@example.com", "password": seed::PASSWORD});
    let mira = app.signed_in(&signed_in.json(&body).send().await);
    let mine: Page<MyWorkspace> = mira.get(paths::WORKSPACES).await;
    let ws = mine.items[0].id;
    assert_eq!(links_broken(&app.database, ws), 0);
    let trash: Page<Task> = mira.get(format!("{}?deleted=true", paths::tasks(ws))).await;
    assert_eq!(trash.items.len(), 2);
    let kinds = "SELECT count(DISTINCT c.category) FROM tasks t JOIN columns c ON c.id = t.column_id WHERE t.deleted_at IS NULL GROUP BY t.board_id";
    let categories = app.database.rows(kinds);
    assert_eq!(
        categories,
        vec![json!({"count": 4}); 3],
        "work in every state on every board"
    );

    let members: Page<Member> = mira.get(paths::members(ws)).await;
    let hues: BTreeSet<_> = members
        .items
        .iter()
        .map(|member| hue(member.user_id))
        .collect();
    assert_eq!(hues.len(), 5, "each person has a hue of their own");
    let due = |condition: &str| {
        let of = "SELECT count(*) FROM tasks t JOIN columns c ON c.id = t.column_id WHERE t.deleted_at IS NULL AND t.due_at";
        number(&format!("{of} {condition}"))
    };
    assert!(
        due("< now() - interval '1 day' AND c.category <> 'done'") >= 2,
        "something is overdue"
    );
    assert!(due("> now()") >= 4, "something is due soon");

    // What is older than the retention goes as it does anywhere, and whoever asks for it loads anew.
    let old = "SELECT count(*) FROM stream.events WHERE at < now() - interval '8 days'";
    let forgotten = async {
        while number(old) > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, forgotten).await.unwrap();
    let snapshot: Snapshot = mira.get(paths::snapshot(ws)).await;
    let from_the_start = format!("{}?epoch={}&after=0", paths::events(ws), snapshot.epoch);
    assert!(mira.get::<Events>(from_the_start).await.resync);
}
