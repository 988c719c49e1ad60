//! What is forgotten, and what is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use serde_json::json;
use tutti_db::commands::jobs::KINDS;
use tutti_db::gate::{Committed, Publish};
use tutti_db::jobs::{self, Next, Node, Ran};
use tutti_db::{Gate, connection, pool};
use tutti_testkit::{Database, Team};
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, Role, WorkspaceId, paths};

/// Nobody listens.
struct Unheard;

impl Publish for Unheard {
    fn committed(&self, _: Committed) {}
}

/// Does every chore to its end, with what it leaves to others, by the rights the server does them with.
async fn keep_house(url: &str) {
    let (pool, roles) = pool::connect(url, 2).unwrap();
    assert!(roles);
    let gate = Gate::new(pool, roles, Arc::new(Unheard));
    jobs::schedule(&gate, KINDS).await.unwrap();
    connection::establish(url)
        .unwrap()
        .batch_execute("UPDATE jobs SET run_at = now() WHERE key IS NOT NULL")
        .unwrap();
    let (node, mut slices) = (Node::new(), 0);
    while let Some(job) = jobs::claim(&gate, KINDS, &node, 1).await.unwrap().pop() {
        let what = job.kind().name();
        match jobs::run(&gate, job).await {
            Ran::Done(Next::More) => slices += 1,
            Ran::Done(Next::Done) | Ran::Rests => {}
            failed => panic!("{what}: {failed:?}"),
        }
        assert!(slices < 10, "{what} comes to no end");
    }
}

#[tokio::test]
async fn tokens_and_sessions_that_nobody_can_use_are_forgotten() {
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
         INSERT INTO refresh_tokens (token_hash, session_id) SELECT sha256('lapsed'), id FROM sessions WHERE user_agent = 'lapsed';
         INSERT INTO password_resets (user_id, token_hash, expires_at) SELECT id, sha256('x'), now() - interval '1 second' FROM users;
         INSERT INTO users (id, email, name) VALUES ('0190a0a0-0000-7000-8000-000000000002', 'b@example.com', 'B');
         INSERT INTO password_resets (user_id, token_hash, expires_at) SELECT id, sha256('y'), now() + interval '1 hour' FROM users WHERE name = 'B'",
    );
    keep_house(&database.url).await;
    let left = database.rows("SELECT user_agent FROM sessions ORDER BY user_agent");
    let named = ["alive", "just ended", "just lapsed"].map(|name| json!({ "user_agent": name }));
    assert_eq!(left, named);
    let left = database.rows(
        "SELECT n FROM unnest('{1,2,3,4}'::int[]) n JOIN refresh_tokens ON token_hash = sha256(n::text::bytea) ORDER BY n",
    );
    assert_eq!(left, [json!({"n": 1}), json!({"n": 3})]);
    assert_eq!(database.number("SELECT count(*) FROM refresh_tokens"), 2);
    let links = database.rows("SELECT name FROM password_resets JOIN users ON id = user_id");
    assert_eq!(links, [json!({"name": "B"})]);
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
    let history = "SELECT count(*) FROM activity_log WHERE subject_name = 'Older'";
    assert_eq!(database.number(history), 1);
    keep_house(&database.url).await;
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
    // Whatever somebody holds is left for the next time.
    keep_house(&database.url).await;
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(database.number("SELECT count(*) FROM tasks"), 2);
}

/// A board, and a column of each board, that were deleted so many days ago: with tasks, their people, and tasks that were in the trash
/// before. The board has something in every table that hangs on boards.
async fn boards_and_columns(days: u8) -> (Team, Arc<Database>, BoardId) {
    let mut team = Team::start().await;
    let launch = team.board("Launch", Some(&[])).await;
    for board in [&launch, &team.board] {
        let task = team.task_on(board.id, "Stays").await;
        let body = json!({"assignee_ids": [team.owner.id()]});
        let _: Task = team.owner.patch(paths::task(team.ws, task.id), &body).await;
        let gone = team.task_on(board.id, "Gone").await;
        team.owner.delete(paths::task(team.ws, gone.id)).await;
        let [first, second] = [0, 1].map(|n| board.columns[n].id);
        let path = paths::column_into(team.ws, board.id, first, second);
        team.owner.delete(path).await;
    }
    team.owner.delete(paths::board(team.ws, launch.id)).await;
    team.app.stop().await;
    let database = Arc::clone(&team.app.database);
    for table in ["tasks", "columns", "boards"] {
        database.run(&format!(
            "UPDATE {table} SET deleted_at = now() - interval '{days} days' WHERE deleted_at IS NOT NULL"
        ));
    }
    (team, database, launch.id)
}

/// How many rows of each table are of a workspace, of those that have any; jobs apart.
fn rows_of(database: &Database, workspace: WorkspaceId) -> BTreeMap<String, i64> {
    let tables = database.rows(
        "SELECT table_schema || '.' || table_name AS name FROM information_schema.columns
         WHERE column_name = 'workspace_id' AND table_schema IN ('public', 'stream') AND table_name NOT IN ('jobs', 'room_readers') AND table_name !~ '^events_'",
    );
    let names = tables.iter().map(|table| table["name"].as_str().unwrap());
    let rows = |name: &str| {
        database.number(&format!(
            "SELECT count(*) FROM {name} WHERE workspace_id = '{workspace}'"
        ))
    };
    let counted = names.map(|name| (name.to_owned(), rows(name)));
    counted.filter(|(_, rows)| *rows > 0).collect()
}

/// A workspace with something in every table, deleted so many days ago, beside another one.
async fn workspace(days: u8) -> (Team, Arc<Database>, WorkspaceId) {
    let mut team = Team::start().await;
    let (ws, owner) = (team.ws, team.owner.id());
    let (_, other, _) = team.stranger().await;
    let leaver = team.join(Role::Member).await;
    team.owner.delete(paths::member(ws, leaver.id())).await;
    team.invite("Ina Invited", Role::Member).await;
    let board = team.board("Launch", Some(&[])).await;
    let task = team.task("Moves").await;
    let body = json!({"assignee_ids": [owner]});
    let _: Task = team.owner.patch(paths::task(ws, task.id), &body).await;
    let there = json!({"board_id": board.id, "column_id": board.columns[0].id});
    let _: Task = team.owner.post(paths::task_move(ws, task.id), &there).await;
    let [first, second] = [0, 1].map(|n| team.board.columns[n].id);
    team.task("Moved with its column").await;
    let path = paths::column_into(ws, team.board.id, first, second);
    team.owner.delete(path).await;
    let in_trash = team.task_on(board.id, "In the trash").await;
    team.owner.delete(paths::task(ws, in_trash.id)).await;
    team.owner.delete(paths::board(ws, board.id)).await;
    team.owner.delete(paths::workspace(ws)).await;
    team.app.stop().await;
    let database = Arc::clone(&team.app.database);
    database.run(&format!(
        "INSERT INTO roles (workspace_id, id, name, base, permissions) VALUES ('{ws}', gen_random_uuid(), 'Role', 'member', '{{}}');
         INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT workspace_id, gen_random_uuid(), board_id, id, 1000 + n, 'T', 'low', 'Z' || lpad(n::text, 5, '0') || 'V' FROM columns, generate_series(1, 1200) n
            WHERE id = '{second}';
         INSERT INTO stream.handed (workspace_id, seq, room, readers) VALUES ('{ws}', 1, 'room:channel:{ws}', 'private:');
         UPDATE workspaces SET deleted_at = now() - interval '{days} days' WHERE id = '{ws}'"
    ));
    // What lies in its trash is past its time either way.
    for table in ["tasks", "columns", "boards"] {
        database.run(&format!(
            "UPDATE {table} SET deleted_at = now() - interval '40 days' WHERE deleted_at IS NOT NULL"
        ));
    }
    (team, database, other)
}

#[tokio::test]
async fn a_deleted_workspace_is_kept_whole_for_thirty_days() {
    let (mut team, database, _) = workspace(29).await;
    let before = rows_of(&database, team.ws);
    // A job that another node had added.
    database.run(&format!(
        "INSERT INTO jobs (id, kind, key, workspace_id, payload) SELECT gen_random_uuid(), 'board.purge', 'board.purge:' || id, workspace_id,
            json_build_object('workspace_id', workspace_id, 'board_id', id) FROM boards WHERE deleted_at IS NOT NULL AND workspace_id = '{}'",
        team.ws
    ));
    keep_house(&database.url).await;
    assert_eq!(rows_of(&database, team.ws), before);
    let rests = "SELECT count(*) FROM jobs WHERE kind = 'board.purge' AND state = 'waiting' AND run_at > now()";
    assert_eq!(database.number(rests), 1);
    // Once it is restored, its jobs go on.
    team.app.up().await;
    let _: Workspace = team.owner.act(paths::workspace_restore(team.ws)).await;
    team.app.stop().await;
    database.run("UPDATE jobs SET run_at = now()");
    keep_house(&database.url).await;
    assert_eq!(
        database.number(
            "SELECT count(*) FROM boards WHERE purged_at IS NULL AND deleted_at IS NOT NULL"
        ),
        0
    );
}

#[tokio::test]
async fn after_thirty_days_nothing_of_it_is_left_and_nothing_of_others_goes() {
    let (team, database, other) = workspace(31).await;
    let ws = team.ws;
    let of_other = rows_of(&database, other);
    let tables: Vec<String> = rows_of(&database, ws).into_keys().collect();
    let all = database.number(
        "SELECT count(*) FROM information_schema.columns
         WHERE column_name = 'workspace_id' AND table_schema IN ('public', 'stream') AND table_name NOT IN ('jobs', 'room_readers') AND table_name !~ '^events_'",
    );
    assert_eq!(
        i64::try_from(tables.len()).unwrap(),
        all,
        "something of every table: {tables:?}"
    );
    keep_house(&database.url).await;
    assert_eq!(rows_of(&database, ws), BTreeMap::new());
    let there = format!("SELECT count(*) FROM workspaces WHERE id = '{ws}'");
    assert_eq!(database.number(&there), 0);
    assert_eq!(rows_of(&database, other), of_other);
    assert_eq!(
        database.number("SELECT count(*) FROM jobs WHERE kind = 'workspace.purge'"),
        0
    );
}

/// What has rows of a board that is gone for good, and why.
const OUTLIVES_A_BOARD: [(&str, &str); 2] = [
    ("boards", "by its row the audit log's entries are read"),
    (
        "moved_tasks",
        "by it, too: it says on which board a task was last",
    ),
];

/// How many rows each table has that hangs on boards: by foreign keys, over however many tables, or by a `board_id`. Of one board, or of
/// all.
fn on_boards(database: &Database, board: Option<BoardId>) -> BTreeMap<String, i64> {
    let hanging = HangingTables::load(database);
    let rows = |table: &String| {
        let of_board = board.map(|board| hanging.rows_of(table, board));
        let condition = of_board.unwrap_or_else(|| "true".to_owned());
        database.number(&format!("SELECT count(*) FROM {table} WHERE {condition}"))
    };
    let tables = hanging.0.keys();
    tables.map(|table| (table.clone(), rows(table))).collect()
}

/// Each table that hangs on boards, with its columns that lead there and the table and column they lead to.
struct HangingTables(BTreeMap<String, Vec<(String, String, String)>>);

impl HangingTables {
    fn load(database: &Database) -> Self {
        let links = database.rows(
            "WITH RECURSIVE links AS (
                SELECT conrelid AS child, a.attname AS by, confrelid AS parent, f.attname AS to_column FROM pg_constraint,
                    unnest(conkey, confkey) AS k (here, there)
                    JOIN pg_attribute a ON a.attnum = here JOIN pg_attribute f ON f.attnum = there
                WHERE contype = 'f' AND a.attrelid = conrelid AND f.attrelid = confrelid AND a.attname <> 'workspace_id' AND conrelid <> confrelid
                UNION SELECT attrelid, attname, 'boards'::regclass::oid, 'id'::name FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                WHERE attname = 'board_id' AND NOT attisdropped AND relkind IN ('r', 'p') AND NOT relispartition
            ), hanging AS (
                SELECT 'boards'::regclass::oid AS id UNION SELECT child FROM links JOIN hanging ON parent = id
            )
            SELECT id::regclass::text AS name, by, parent::regclass::text AS parent, to_column FROM hanging
            LEFT JOIN links ON child = id AND parent IN (SELECT id FROM hanging)",
        );
        let mut tables = BTreeMap::<String, Vec<_>>::new();
        for link in links {
            let text = |name: &str| link[name].as_str().map(str::to_owned);
            let leads = tables.entry(text("name").unwrap()).or_default();
            leads.extend(
                text("by")
                    .zip(text("parent"))
                    .zip(text("to_column"))
                    .map(|((by, parent), to)| (by, parent, to)),
            );
        }
        Self(tables)
    }

    /// The condition on a table's rows by which they are of a board.
    fn rows_of(&self, table: &str, board: BoardId) -> String {
        if table == "boards" {
            return format!("id = '{board}'");
        }
        let leads = &self.0[table];
        // What names the board itself is asked for that alone.
        if leads.iter().any(|(by, ..)| by == "board_id") {
            return format!("board_id = '{board}'");
        }
        let each = leads.iter().map(|(by, parent, to)| {
            let of_parent = self.rows_of(parent, board);
            format!("{by} IN (SELECT {to} FROM {parent} WHERE {of_parent})")
        });
        each.collect::<Vec<_>>().join(" OR ")
    }
}

#[tokio::test]
async fn boards_and_columns_are_kept_for_thirty_days() {
    let (_team, database, board) = boards_and_columns(29).await;
    let (all, of_board) = (None, Some(board));
    let before = [all, of_board].map(|of| on_boards(&database, of));
    keep_house(&database.url).await;
    assert_eq!([all, of_board].map(|of| on_boards(&database, of)), before);
    let purged = "SELECT count(*) FROM boards WHERE purged_at IS NOT NULL";
    assert_eq!(database.number(purged), 0);
}

#[tokio::test]
async fn after_thirty_days_boards_and_columns_go_with_all_on_them() {
    let (mut team, database, board) = boards_and_columns(31).await;
    let outlives = |table: &str| OUTLIVES_A_BOARD.iter().any(|(name, _)| *name == table);
    for (table, rows) in on_boards(&database, Some(board)) {
        assert!(
            rows > 0 || outlives(&table),
            "{table} hangs on boards: put a row of it on the board above"
        );
    }
    keep_house(&database.url).await;
    for (table, rows) in on_boards(&database, Some(board)) {
        assert!(
            rows == 0 || outlives(&table),
            "{table} has {rows} rows left"
        );
    }
    // The other board has lost the column and the task that were in its trash.
    let mut left = on_boards(&database, None);
    left.retain(|_, rows| *rows > 0);
    let wanted = [
        ("boards", 2),
        ("columns", 3),
        ("task_assignees", 1),
        ("tasks", 1),
    ];
    let wanted = wanted.map(|(table, rows)| (table.to_owned(), rows));
    assert_eq!(left, BTreeMap::from(wanted));
    // What was done with the board is still told to who may read the audit log, and its end too, which was nobody's doing.
    team.app.up().await;
    let path = paths::board(team.ws, team.board.id);
    team.owner
        .call(tutti_testkit::Method::GET, path)
        .send()
        .await
        .expect(200);
    let page: tutti_types::Page<tutti_types::activity::Activity> =
        team.owner.get(paths::activity(team.ws)).await;
    let of_board = page
        .items
        .iter()
        .filter(|entry| entry.subject.name == "Launch");
    let told: Vec<_> = of_board.map(|e| (e.kind.as_str(), e.actor.id)).collect();
    let owner = Some(team.owner.id());
    assert_eq!(
        told,
        [
            ("board.purged", None),
            ("board.deleted", owner),
            ("board.created", owner)
        ]
    );
    let member = team.join(Role::Member).await;
    let page: tutti_types::Page<tutti_types::activity::Activity> =
        member.get(paths::activity(team.ws)).await;
    assert!(
        page.items
            .iter()
            .all(|entry| entry.subject.name != "Launch")
    );
}

#[tokio::test]
async fn readers_that_were_handed_over_stay_as_long_as_the_events() {
    let database = Database::new();
    let ws = "0190a0a0-0000-7000-8000-000000000001";
    database.run(&format!(
        "INSERT INTO stream.handed (workspace_id, seq, room, readers, at)
            SELECT '{ws}', n, 'room:channel:{ws}', 'private:', now() - make_interval(hours => n) FROM generate_series(1, 24 * 10) n"
    ));
    keep_house(&database.url).await;
    // Partitions go by whole days, so events of the eighth day may be there still.
    let oldest = database.number("SELECT max(seq) FROM stream.handed");
    assert_eq!(oldest, 24 * 9 - 1);
}
