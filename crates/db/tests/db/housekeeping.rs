//! What is forgotten, and what is not.

use std::sync::Arc;
use std::thread;

use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use serde_json::json;
use tutti_db::models::housekeeping::CHORES;
use tutti_testkit::{Database, Team};

/// Does every chore, which are small here, with the rights the server does them with.
fn keep_house(mut connection: PgConnection) {
    connection.batch_execute("SET ROLE tutti_system").unwrap();
    for (what, chore) in CHORES {
        assert!(!chore(&mut connection).unwrap(), "{what} has more to do");
    }
}

#[test]
fn tokens_and_sessions_that_nobody_can_use_are_forgotten() {
    let database = Database::new();
    database.run(
        "INSERT INTO users (id, email, name) VALUES ('0190a0a0-0000-7000-8000-000000000001', 'a@example.com', 'A');
         INSERT INTO sessions (id, user_id, user_agent, expires_at, revoked_at)
            SELECT gen_random_uuid(), u.id, s.agent, now() + s.expires, now() - s.revoked FROM users u, (VALUES
                ('alive', '1 day'::interval, NULL::interval), ('just lapsed', '-1 hour', NULL), ('lapsed', '-25 hours', NULL),
                ('just ended', '1 day', '1 hour'), ('ended', '1 day', '31 days')) s (agent, expires, revoked);
         INSERT INTO refresh_tokens (token_hash, session_id, created_at, spent_at)
            SELECT sha256(t.n::text::bytea), s.id, now() - t.made, now() - t.spent FROM sessions s, (VALUES
                (1, '29 days'::interval, NULL::interval), (2, '31 days', NULL), (3, '60 days', '29 days'), (4, '60 days', '31 days')) t (n, made, spent)
            WHERE s.user_agent = 'alive';
         INSERT INTO refresh_tokens (token_hash, session_id) SELECT sha256('lapsed'), id FROM sessions WHERE user_agent = 'lapsed'",
    );
    keep_house(database.connect());
    let left = database.rows("SELECT user_agent FROM sessions ORDER BY user_agent");
    let named = ["alive", "just ended", "just lapsed"].map(|name| json!({ "user_agent": name }));
    assert_eq!(left, named);
    let left = database.rows(
        "SELECT n FROM unnest('{1,2,3,4}'::int[]) n JOIN refresh_tokens ON token_hash = sha256(n::text::bytea) ORDER BY n",
    );
    assert_eq!(left, [json!({"n": 1}), json!({"n": 3})]);
    assert_eq!(database.number("SELECT count(*) FROM refresh_tokens"), 2);
}

/// A workspace with tasks that were deleted so many days ago, and no server any more that keeps house by itself.
async fn deleted(tasks: &[(&str, u8)]) -> Arc<Database> {
    let mut team = Team::start().await;
    team.task("Living").await;
    for (title, _) in tasks {
        team.task(title).await;
    }
    team.app.stop().await;
    team.app.database.run("INSERT INTO task_assignees (workspace_id, task_id, user_id, place) SELECT t.workspace_id, t.id, m.user_id, 0 FROM tasks t JOIN workspace_members m USING (workspace_id)");
    for (title, days) in tasks {
        team.app.database.run(&format!(
            "UPDATE tasks SET deleted_at = now() - interval '{days} days' WHERE title = '{title}'"
        ));
    }
    Arc::clone(&team.app.database)
}

#[tokio::test]
async fn the_trash_is_emptied_after_thirty_days() {
    let database = deleted(&[("Younger", 29), ("Older", 31)]).await;
    let history = "SELECT count(*) FROM activity_log WHERE subject = 'Older'";
    assert_eq!(database.number(history), 1);
    keep_house(database.connect());
    let left = database.rows("SELECT title FROM tasks ORDER BY title");
    let titled = ["Living", "Younger"].map(|title| json!({ "title": title }));
    assert_eq!(left, titled);
    assert_eq!(database.number(history), 1);
}

#[tokio::test]
async fn a_task_that_is_restored_at_that_moment_stays() {
    let database = deleted(&[("Wanted", 31)]).await;
    let mut other = database.connect();
    other
        .batch_execute("BEGIN; UPDATE tasks SET deleted_at = NULL WHERE title = 'Wanted'")
        .unwrap();
    let connection = database.connect();
    let chores = thread::spawn(move || keep_house(connection));
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while database.number(waits) == 0 {
        assert!(!chores.is_finished(), "nobody waited");
    }
    other.batch_execute("COMMIT").unwrap();
    chores.join().unwrap();
    assert_eq!(database.number("SELECT count(*) FROM tasks"), 2);
}
