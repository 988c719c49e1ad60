//! The second wall: row-level security, forced, and roles that own nothing.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use tutti_testkit::{Database, Team};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn tables(connection: &mut PgConnection) -> Vec<String> {
    let names: Vec<Name> = sql_query(
        "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname IN ('public', 'stream') AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE '\\_\\_%'",
    )
    .load(connection)
    .unwrap();
    names.into_iter().map(|row| row.name).collect()
}

/// How many rows a role sees of a table; none where it may not look at all.
fn seen(connection: &mut PgConnection, table: &str) -> i64 {
    connection.batch_execute("SAVEPOINT look").unwrap();
    let count =
        sql_query(format!("SELECT count(*) AS n FROM {table}")).get_result::<Count>(connection);
    connection.batch_execute("ROLLBACK TO look").unwrap();
    match count {
        Ok(count) => count.n,
        Err(error) => {
            assert!(
                error.to_string().contains("permission denied"),
                "{table}: {error}"
            );
            0
        }
    }
}

#[test]
fn every_table_is_behind_the_wall_and_nobody_of_ours_owns_one() {
    let database = Database::new();
    let open = database.rows(
        "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
         WHERE nspname IN ('public', 'stream') AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE '\\_\\_%'
           AND NOT (relrowsecurity AND relforcerowsecurity)",
    );
    assert!(open.is_empty(), "{open:#?}");
    // A partition has no policy of its own, so no role may come to it past its parent.
    let sideways = database.rows(
        "SELECT c.oid::regclass::text AS name, r.rolname FROM pg_class c, pg_roles r
         WHERE relispartition AND relkind = 'r' AND rolname IN ('tutti_app', 'tutti_system') AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')",
    );
    assert!(sideways.is_empty(), "{sideways:#?}");
    let strong = database.number(
        "SELECT count(*) FROM pg_roles r WHERE rolname IN ('tutti_app', 'tutti_system')
           AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid))",
    );
    assert_eq!(strong, 0);
    let secrets = database.number("SELECT (has_table_privilege('tutti_app', 'credentials', 'SELECT') OR has_table_privilege('tutti_app', 'refresh_tokens', 'SELECT')
        OR has_table_privilege('tutti_app', 'password_resets', 'SELECT'))::int");
    assert_eq!(secrets, 0, "the app's role reads no secret");
}

#[tokio::test]
async fn without_the_settings_of_a_request_the_apps_role_sees_nothing() {
    let team = Team::start().await;
    team.task("T").await;
    team.invite("Jonas", tutti_types::Role::Member).await;
    let mut connection = team.app.database.connect();
    let tables = tables(&mut connection);
    assert!(tables.len() >= 18, "{tables:?}");
    connection.batch_execute("BEGIN").unwrap();
    let filled = tables
        .iter()
        .filter(|table| seen(&mut connection, table) > 0)
        .count();
    assert!(filled >= 14, "there is something to be seen: {filled}");
    connection
        .batch_execute("SET LOCAL ROLE tutti_app")
        .unwrap();
    for table in &tables {
        assert_eq!(seen(&mut connection, table), 0, "{table}");
    }
    // It cannot make itself the system either.
    connection
        .batch_execute("SET LOCAL tutti.door = 'system'")
        .unwrap();
    for table in &tables {
        assert_eq!(seen(&mut connection, table), 0, "{table}");
    }
}

#[tokio::test]
async fn with_one_workspace_opened_nothing_of_another_is_seen_or_written() {
    let team = Team::start().await;
    team.task("Ours").await;
    let (stranger, theirs, _) = team.stranger().await;
    let mut connection = team.app.database.connect();
    let tables = tables(&mut connection);
    connection
        .batch_execute(&format!(
            "BEGIN; SET LOCAL ROLE tutti_app; SET LOCAL tutti.workspaces = '{{{theirs}}}'; SET LOCAL tutti.person = '{}'",
            stranger.id()
        ))
        .unwrap();
    for table in tables {
        let column = match table.as_str() {
            "workspaces" => "id",
            "instance" | "credentials" | "refresh_tokens" | "password_resets" | "users"
            | "sessions" | "account_log" | "idempotency_keys" => continue,
            _ => "workspace_id",
        };
        let ours = seen(
            &mut connection,
            &format!("{table} WHERE {column} = '{}'", team.ws),
        );
        assert_eq!(ours, 0, "{table}");
    }
    assert_eq!(seen(&mut connection, "users"), 1, "only themself");
    for write in [
        format!(
            "UPDATE tasks SET title = 'taken' WHERE workspace_id = '{}'",
            team.ws
        ),
        format!("DELETE FROM boards WHERE workspace_id = '{}'", team.ws),
        format!(
            "UPDATE workspaces SET name = 'taken' WHERE id = '{}'",
            team.ws
        ),
    ] {
        assert_eq!(
            sql_query(&write).execute(&mut connection).unwrap(),
            0,
            "{write}"
        );
    }
    let join = format!(
        "INSERT INTO workspace_members (workspace_id, user_id, role) VALUES ('{}', '{}', 'owner')",
        team.ws,
        stranger.id()
    );
    let error = sql_query(&join)
        .execute(&mut connection)
        .unwrap_err()
        .to_string();
    assert!(error.contains("row-level security"), "{error}");
}

#[tokio::test]
async fn a_connection_that_goes_from_one_tenant_to_the_next_takes_nothing_along() {
    let app = tutti_testkit::TestApp::with(tutti_testkit::Options {
        connections: 2,
        ..tutti_testkit::Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let (stranger, theirs, board) = team.stranger().await;
    let task = team.task("Ours").await;
    let requests = (0..300).map(|n| {
        let (team, stranger, task, board) = (&team, &stranger, &task, &board);
        async move {
            match n % 3 {
                0 => {
                    let path = tutti_types::paths::task(team.ws, task.id);
                    team.owner
                        .call(tutti_testkit::Method::GET, path)
                        .in_a_crowd()
                        .send()
                        .await
                        .expect(200);
                }
                1 => {
                    let path = tutti_types::paths::board(theirs, board.id);
                    stranger
                        .call(tutti_testkit::Method::GET, path)
                        .in_a_crowd()
                        .send()
                        .await
                        .expect(200);
                }
                _ => {
                    let path = tutti_types::paths::task(theirs, task.id);
                    stranger
                        .call(tutti_testkit::Method::GET, path)
                        .in_a_crowd()
                        .refused(404)
                        .await;
                }
            }
        }
    });
    futures_util::future::join_all(requests).await;
}

/// Every statement names its workspace itself. A policy that is an equality on it too makes the planner take a large workspace for
/// a row or two, and read all of its tasks for one.
#[test]
fn no_policy_narrows_what_a_statement_narrows_already() {
    let database = Database::new();
    let tenants = database.number(
        "SELECT count(*) FROM pg_policies WHERE policyname = 'tenant' AND qual LIKE '%array_position%'",
    );
    assert!(tenants > 10, "{tenants}");
    let equal = database.rows(
        "SELECT tablename AS name FROM pg_policies WHERE policyname = 'tenant' AND tablename <> 'users'
           AND (qual ~ '\\mworkspace_id = ' OR qual ~ 'ANY \\(')",
    );
    assert!(equal.is_empty(), "{equal:#?}");
}

#[test]
fn plans_are_kept_from_their_first_time_on() {
    let database = Database::new();
    let (pool, _) = tutti_db::pool::connect(&database.url, 1).unwrap();
    let mut connection = pool.get().unwrap();
    connection
        .batch_execute("PREPARE kept (uuid[]) AS SELECT count(*) FROM tasks WHERE id = ANY ($1); EXECUTE kept ('{}'); EXECUTE kept ('{}')")
        .unwrap();
    let anew: Count =
        sql_query("SELECT custom_plans AS n FROM pg_prepared_statements WHERE name = 'kept'")
            .get_result(&mut connection)
            .unwrap();
    assert_eq!(anew.n, 0);
}
