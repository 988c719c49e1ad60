//! Every screen's queries over 20 000 tasks, as the app's role and through its policies: each table is read by an index, and no
//! more of it than the screen needs.
//!
//! PostgreSQL itself counts scans and the rows they read. Its figures are complete once the server's connections are closed, so
//! the server is stopped after each screen.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::contract::{operation, operations};
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, Team};
use tutti_types::columns::Category;
use tutti_types::snapshot::Snapshot;
use tutti_types::{Role, TaskId, paths};

use crate::world;

/// Rows that one screen may read of any table: a board of a thousand cards with all that hangs on it, a few times over.
const MOST_ROWS: i64 = 12_000;

/// Rows that a replay of 200 events among 20 000 may read: each where it is, and once more as it is.
const MOST_EVENTS: i64 = 600;

/// Tables that stay small here, and why. Of what has few rows a screen may read all.
const SMALL: [(&str, &str); 2] = [
    ("instance", "it has one row"),
    (
        "jobs",
        "what is added is done and gone; a job that rests is not read by screens",
    ),
];

/// Twenty boards with a thousand tasks each, their people, their history.
fn fill(team: &Team, member: &Client) {
    let (ws, board) = (team.ws, team.board.id);
    let (owner, member) = (team.owner.id(), member.id());
    let done = team.column(Category::Done);
    let todo = team.column(Category::Todo);
    team.app.database.run(&format!(
        // First, since the checks of foreign keys keep the plan they made when the tables were empty.
        "SET enable_seqscan = off;
         INSERT INTO users (id, email, name) SELECT gen_random_uuid(), 'p' || n || '@example.com', 'P' FROM generate_series(1, 3000) n;
         INSERT INTO sessions (id, user_id, user_agent, expires_at) SELECT gen_random_uuid(), id, '', now() + interval '1 day' FROM users;
         INSERT INTO workspace_members (workspace_id, user_id, role)
            SELECT '{ws}', id, 'member' FROM users WHERE email LIKE 'p%@example.com' LIMIT 200;
         INSERT INTO workspaces (id, name, slug, task_prefix) SELECT gen_random_uuid(), 'W', 'w-' || n, 'WWW' FROM generate_series(1, 3000) n;
         INSERT INTO streams (workspace_id, epoch) SELECT id, gen_random_uuid() FROM workspaces WHERE slug LIKE 'w-%';
         INSERT INTO workspace_members (workspace_id, user_id, role)
            SELECT w.id, u.id, 'owner' FROM (SELECT id, row_number() OVER () AS n FROM workspaces WHERE slug LIKE 'w-%') w
            JOIN (SELECT id, row_number() OVER () AS n FROM users WHERE email LIKE 'p%@example.com') u USING (n);
         INSERT INTO boards (workspace_id, id, name, color, visibility) SELECT '{ws}', gen_random_uuid(), 'B' || n, 'blue', 'open' FROM generate_series(1, 19) n;
         INSERT INTO boards (workspace_id, id, name, color, visibility, deleted_at)
            SELECT '{ws}', gen_random_uuid(), 'D' || n, 'blue', 'open', now() - n * interval '1 minute' FROM generate_series(1, 1000) n;
         INSERT INTO columns (workspace_id, id, board_id, name, category, position, deleted_at)
            SELECT '{ws}', gen_random_uuid(), '{board}', 'D' || n, 'todo', 'V', now() - n * interval '1 minute' FROM generate_series(1, 1000) n;
         INSERT INTO columns (workspace_id, id, board_id, name, category, position)
            SELECT '{ws}', gen_random_uuid(), id, 'C', 'todo', 'V' FROM boards WHERE workspace_id = '{ws}' AND id <> '{board}' AND deleted_at IS NULL;
         INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT '{ws}', gen_random_uuid(), c.board_id, c.id, 100000 + row_number() OVER (), 'T', 'low', 'V' || lpad(n::text, 5, '0') || 'V'
            FROM columns c, generate_series(1, 1000) n WHERE c.name = 'C';
         INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT '{ws}', gen_random_uuid(), '{board}', CASE WHEN n % 2 = 0 THEN '{done}'::uuid ELSE '{todo}'::uuid END,
                50000 + n, 'T', 'high', 'V' || lpad(n::text, 5, '0') || 'V' FROM generate_series(1, 1000) n;
         -- One in ten is due, one of these in a hundred before November.
         UPDATE tasks SET due_at = CASE WHEN number % 1000 = 0 THEN '2026-10-01Z'::timestamptz ELSE '2026-12-01Z' END + number * interval '1 minute'
            WHERE number % 10 = 0;
         INSERT INTO task_assignees (workspace_id, task_id, user_id, place)
            SELECT workspace_id, id, CASE WHEN number % 200 = 0 THEN '{member}'::uuid ELSE '{owner}'::uuid END, 0 FROM tasks;
         INSERT INTO invitations (workspace_id, id, email, role, token_hash, invited_by, expires_at)
            SELECT '{ws}', gen_random_uuid(), 'i' || n || '@example.com', 'guest', sha256(n::text::bytea), '{owner}', now() + interval '1 day'
            FROM generate_series(1, 400) n;
         INSERT INTO stream.events (workspace_id, seq, at, kind, audience, data)
            SELECT '{ws}', 1000 + n, now(), 'column.deleted',
                CASE WHEN n % 100 = 0 THEN 'everyone' ELSE 'room:board:00000000-0000-7000-8000-00000000beef' END,
                json_build_object('board_id', '{board}', 'column_id', gen_random_uuid())::text
            FROM generate_series(1, 20000) n;
         INSERT INTO activity_log (workspace_id, seq, at, actor_kind, actor_id, kind, audience, room_kind, room_id, subject_kind, subject_id, subject_name, changes,
                prev_hash, hash)
            SELECT '{ws}', 1000 + n, now(), 'person', '{owner}', 'task.updated', 'room:board:{board}', 'board', '{board}', 'task', gen_random_uuid(), 'S', '[]', '', ''
            FROM generate_series(1, 20000) n;
         UPDATE streams SET seq = 21000 WHERE workspace_id = '{ws}';
         INSERT INTO board_members (workspace_id, board_id, user_id)
            SELECT b.workspace_id, b.id, m.user_id FROM boards b JOIN workspace_members m USING (workspace_id)
            WHERE workspace_id = '{ws}' AND b.name IN ('B1', 'B2') ON CONFLICT DO NOTHING;
         INSERT INTO former_members (workspace_id, user_id, name)
            SELECT '{ws}', id, name FROM users u WHERE NOT EXISTS (SELECT FROM workspace_members m WHERE m.workspace_id = '{ws}' AND m.user_id = u.id)
            LIMIT 1000;
         INSERT INTO roles (workspace_id, id, name, base, permissions)
            SELECT '{ws}', gen_random_uuid(), 'R' || n, 'member', '{{}}' FROM generate_series(1, 400) n;
         -- Over many columns: if all were of one, an index of the workspace's cards would do as well as that of a column's.
         INSERT INTO moved_cards (workspace_id, column_id, task_id, position, moved_to)
            SELECT t.workspace_id, d.id, t.id, t.position, t.column_id FROM tasks t, columns d
            WHERE t.number BETWEEN 50001 AND 50400 AND d.workspace_id = t.workspace_id AND d.name = 'D' || (1 + t.number % 40);
         INSERT INTO moved_tasks (workspace_id, task_id, board_id)
            SELECT workspace_id, id, board_id FROM tasks WHERE number BETWEEN 100001 AND 101000;
         INSERT INTO workspace_counters (workspace_id) SELECT id FROM workspaces WHERE slug LIKE 'w-%';
         INSERT INTO stream.handed (workspace_id, seq, room, readers)
            SELECT '{ws}', 1000 + n, 'room:channel:' || gen_random_uuid(), 'private:' FROM generate_series(1, 400) n;
         INSERT INTO idempotency_keys (user_id, key, request_hash) SELECT '{owner}', 'k' || n, '' FROM generate_series(1, 1000) n;
         INSERT INTO account_log (user_id, n, at, kind, prev_hash, hash) SELECT '{owner}', 1000 + n, now(), 'session.created', '', '' FROM generate_series(1, 1000) n;
         INSERT INTO refresh_tokens (token_hash, session_id) SELECT sha256(id::text::bytea), id FROM sessions WHERE user_agent = '' ON CONFLICT DO NOTHING;
         INSERT INTO credentials (user_id, password_hash) SELECT id, 'none' FROM users WHERE email LIKE 'p%@example.com' ON CONFLICT DO NOTHING;
         INSERT INTO password_resets (user_id, token_hash, expires_at)
            SELECT id, sha256(id::text::bytea), now() + interval '1 day' FROM users WHERE email LIKE 'p%@example.com';
         DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_seqscan = off', current_database()); END $$;"
    ));
    team.app.database.run("ANALYZE");
    let few = team.app.database.rows(
        "SELECT c.relname AS name FROM pg_class c
         WHERE relnamespace IN ('public'::regnamespace, 'stream'::regnamespace) AND relkind IN ('r', 'p') AND NOT relispartition
           AND relname NOT LIKE '\\_\\_%'
           AND 300 >= (SELECT coalesce(sum(n_live_tup), 0) FROM pg_stat_user_tables
                WHERE relid = c.oid OR relid IN (SELECT p.relid FROM pg_partition_tree(c.oid) p))",
    );
    let few: BTreeSet<&str> = few
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    let small: BTreeSet<&str> = SMALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        few, small,
        "more than 300 rows of each other table are put above"
    );
}

/// For each table how often it was read from end to end, and how many rows its indexes gave, once the server's connections have
/// handed in their figures.
async fn scans(team: &Team) -> BTreeMap<String, (i64, i64)> {
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let closed = async {
        while team.app.database.number(open) > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, closed).await.unwrap();
    let rows = team.app.database.rows(
        "SELECT relname AS name, seq_scan AS scans, coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_user_tables WHERE n_live_tup > 300",
    );
    let figure = |value: &serde_json::Value| value.as_i64().unwrap();
    rows.iter()
        .map(|row| {
            (
                row["name"].as_str().unwrap().to_owned(),
                (figure(&row["scans"]), figure(&row["rows"])),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_screen_reads_by_index_and_no_more_than_it_needs() {
    let mut team = Team::start().await;
    let member = team.join(Role::Member).await;
    // Who has to be told of whom else is renamed.
    team.guest().await;
    let task: TaskId = team.task("The one").await.id;
    // Before the events are there that no server has told.
    let mut targets = Vec::new();
    for (n, operation) in operations().iter().enumerate() {
        targets.push((operation, world::target(&team, operation, n).await));
    }
    fill(&team, &member);
    let snapshot: Snapshot = team.owner.get(paths::snapshot(team.ws)).await;
    let (ws, board, epoch) = (team.ws, team.board.id, snapshot.epoch);
    let (todo, done) = (team.column(Category::Todo), team.column(Category::Done));
    let tasks = paths::tasks(ws);
    let feed = paths::activity(ws);
    // A board on which next to nothing happened.
    let quiet = snapshot.boards.last().unwrap().clone();
    let owner = &team.owner.clone();
    let get = |path: String| (owner, Method::GET, path, None);
    let of_member = |path: String| (&member, Method::GET, path, None);
    let screens = [
        get(paths::ME.to_owned()),
        get(paths::ME_CHANGES.to_owned()),
        get(paths::ME_SESSIONS.to_owned()),
        get(paths::WORKSPACES.to_owned()),
        get(format!("{}?deleted=true", paths::WORKSPACES)),
        get(paths::workspace(ws)),
        get(paths::snapshot(ws)),
        get(paths::members(ws)),
        get(paths::invitations(ws)),
        get(paths::boards(ws)),
        get(format!("{}?deleted=true", paths::boards(ws))),
        get(paths::trash(ws)),
        get(format!("{}?board={board}", paths::trash(ws))),
        get(paths::board(ws, board)),
        get(paths::columns(ws, board)),
        get(paths::task(ws, task)),
        get(tasks.clone()),
        get(format!("{tasks}?board={board}")),
        get(format!("{tasks}?sort=due_at")),
        get(format!("{tasks}?board={board}&sort=due_at")),
        get(format!("{tasks}?due_before=2026-11-01T00:00:00Z")),
        get(format!(
            "{tasks}?due_before=2026-11-01T00:00:00Z&sort=due_at"
        )),
        get(format!("{tasks}?column={todo}")),
        get(format!("{tasks}?assignee={}", member.id())),
        get(format!("{tasks}?deleted=true")),
        get(format!("{tasks}?key=LRK-50500")),
        get(feed.clone()),
        get(format!("{feed}?board={board}")),
        get(format!("{feed}?task={task}")),
        get(format!("{feed}?actor={}", member.id())),
        of_member(feed.clone()),
        of_member(format!("{feed}?board={board}")),
        of_member(format!("{feed}?board={}", quiet.id)),
        of_member(format!("{feed}?task={task}")),
        of_member(format!("{feed}?actor={}", member.id())),
        get(format!("{}?epoch={epoch}&after=1000", paths::events(ws))),
        (
            owner,
            Method::POST,
            tasks,
            Some(json!({"board_id": board, "title": "New"})),
        ),
        (
            owner,
            Method::PATCH,
            paths::task(ws, task),
            Some(json!({"title": "Renamed", "assignee_ids": [member.id()]})),
        ),
        (
            owner,
            Method::POST,
            paths::task_move(ws, task),
            Some(json!({"column_id": done})),
        ),
        (
            owner,
            Method::PATCH,
            paths::task(ws, task),
            Some(json!({"status": "todo"})),
        ),
        (owner, Method::DELETE, paths::task(ws, task), None),
        (owner, Method::POST, paths::task_restore(ws, task), None),
        (
            owner,
            Method::DELETE,
            paths::column_into(ws, board, todo, done),
            None,
        ),
        (
            owner,
            Method::POST,
            paths::column_restore(ws, board, todo),
            None,
        ),
        (
            owner,
            Method::PATCH,
            paths::board(ws, board),
            Some(json!({"name": "Renamed"})),
        ),
        (owner, Method::DELETE, paths::board(ws, board), None),
        (owner, Method::POST, paths::board_restore(ws, board), None),
        (
            &member,
            Method::PATCH,
            paths::ME.to_owned(),
            Some(json!({"name": "Renamed"})),
        ),
        (
            owner,
            Method::PATCH,
            paths::member(ws, member.id()),
            Some(json!({"role": "admin"})),
        ),
        (owner, Method::DELETE, paths::workspace(ws), None),
        (owner, Method::POST, paths::workspace_restore(ws), None),
    ];
    let id_of = |method: &Method, path: &str| operation(method, path).unwrap().id.as_str();
    let named: BTreeSet<&str> = screens
        .iter()
        .map(|(_, method, path, _)| id_of(method, path))
        .collect();
    // Whatever has no screen above is asked for once, as `world` does, so that nothing is left out. Together these read no more than
    // one screen may.
    targets.retain(|(operation, _)| !named.contains(operation.id.as_str()));
    let rest = targets.into_iter().map(|(operation, ids)| {
        let (path, body) = (world::path(operation, &ids), world::body(operation, &ids));
        (owner, operation.method.clone(), path, body)
    });
    let rest: Vec<_> = rest.collect();
    team.app.stop().await;
    let mut wrong = Vec::new();
    let steps = screens.into_iter().map(|screen| vec![screen]);
    for step in steps.chain([rest]) {
        let before = scans(&team).await;
        team.app.up().await;
        let (mut asked, mut replays) = (Vec::new(), false);
        for (who, method, path, body) in step {
            // An access token may not last until the end.
            let who = team.app.same(who).await;
            let call = who.call(method.clone(), path.clone());
            let answer = body
                .iter()
                .fold(call, |call, body| call.json(body))
                .send()
                .await;
            let otherwise = world::case(id_of(&method, &path)).answers;
            let fine = answer.status < 300 || otherwise == Some(answer.status);
            assert!(fine, "{method} {path}: {}", answer.text);
            if path.starts_with(&paths::events(ws)) {
                replays = true;
                let told = answer.json::<Value>();
                let events = told["events"].as_array().unwrap().len();
                assert_eq!((events, &told["resync"]), (200, &json!(false)));
            }
            asked.push(format!("{method} {path}"));
        }
        let asked = asked.join(", ");
        team.app.stop().await;
        for (table, (scanned, read)) in scans(&team).await {
            let (scanned_before, read_before) = before.get(&table).copied().unwrap_or_default();
            // The hourly tidying up, which begins with the server, looks through all sessions.
            let tidied = i64::from(table == "sessions");
            if scanned > scanned_before + tidied {
                wrong.push(format!("{asked} reads {table} from end to end"));
            }
            let most = match table.starts_with("events") && replays {
                true => MOST_EVENTS,
                false => MOST_ROWS,
            };
            if read - read_before > most {
                wrong.push(format!(
                    "{asked} reads {} rows of {table}",
                    read - read_before
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
