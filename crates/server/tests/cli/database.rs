//! Databases that cannot be worked with.

use diesel::connection::SimpleConnection;
use tutti_db::connection;
use tutti_testkit::{Database, cluster};

use crate::program::{Program, complained};

/// What is said of an address.
fn said(url: &str) -> String {
    let program = Program::new().with("DATABASE_URL", url);
    let output = program.run(&["serve"]);
    let said = complained(&output);
    assert!(!output.status.success(), "{said}");
    assert!(
        said.starts_with("tutti: DATABASE_URL: the database "),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn a_database_that_cannot_be_reached_is_told_with_a_remedy_and_without_its_password() {
    let own = cluster::url();
    let (login, server) = own.split_once('@').unwrap();
    let (user, password) = login.rsplit_once(':').unwrap();
    for url in [
        "postgresql://u:hunter2@127.0.0.1:1/db".to_owned(),
        "postgresql://u:hunter2@nowhere.invalid/db".to_owned(),
        "host=127.0.0.1 port=1 user=u password='hunter2'".to_owned(),
        format!("{user}:hunter2@{server}"),
        format!("{user}:hun%40ter2%2F@{server}"),
        cluster::with_database(own, "hunter2_no_such"),
    ] {
        let said = said(&url);
        assert!(
            said.contains("cannot be reached") && said.contains("see that"),
            "{said}"
        );
        assert!(!said.contains(password), "{said}");
        // The name of a database is no secret.
        assert!(
            !said.contains("hunter2") || url.ends_with("hunter2_no_such"),
            "{said}"
        );
        assert!(!said.contains("hun@ter2"), "{said}");
    }
}

#[test]
fn a_database_that_cannot_be_used_is_told_with_what_to_do() {
    let database = Database::empty();
    let name = database.rows("SELECT current_database() AS name")[0]["name"].clone();
    let name = name.as_str().unwrap();
    database.run(&format!(
        "ALTER DATABASE {name} SET default_transaction_read_only = on"
    ));
    let read_only = said(&database.url);
    assert!(
        read_only.contains("takes no writes") && read_only.contains("name the primary"),
        "{read_only}"
    );
    database.run(&format!(
        "SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only"
    ));

    // A user who owns nothing, and may make nothing.
    let user = format!("nobody_{name}");
    database.run(&format!("CREATE ROLE {user} LOGIN PASSWORD 'hunter2'"));
    let (_, server) = database.url.split_once('@').unwrap();
    let owned_by_another = said(&format!("postgresql://{user}:hunter2@{server}"));
    database.run(&format!("DROP ROLE {user}"));
    assert!(
        owned_by_another.contains("cannot be brought up to date"),
        "{owned_by_another}"
    );
    assert!(
        owned_by_another.contains("its user owns it") && owned_by_another.contains("has room"),
        "{owned_by_another}"
    );

    // As a pooler in transaction mode does it: two connections that are open at once are one to PostgreSQL.
    database.run(&format!(
        "CREATE FUNCTION pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT 1';
         ALTER DATABASE {name} SET search_path = public, pg_catalog"
    ));
    let pooled = said(&database.url);
    assert!(
        pooled.contains("pooler") && pooled.contains("set its pool_mode to session"),
        "{pooled}"
    );

    let latin = format!("latin_{name}");
    database.run(&format!(
        "CREATE DATABASE {latin} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
    ));
    let encoding = said(&cluster::with_database(&database.url, &latin));
    database.run(&format!("DROP DATABASE {latin} WITH (FORCE)"));
    assert!(
        encoding.contains("LATIN1") && encoding.contains("ENCODING 'UTF8'"),
        "{encoding}"
    );
}

#[test]
fn a_database_from_before_the_first_release_is_refused_and_nothing_is_written_to_it() {
    let database = Database::empty();
    database.run(
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now());
         INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000001'), ('20261130000020')",
    );
    let said = said(&database.url);
    assert!(
        said.contains("`cargo xtask up --fresh`") && said.contains("empty it or name another one"),
        "{said}"
    );
    let things = "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
                       + (SELECT count(*) FROM pg_namespace WHERE nspname IN ('gate', 'stream'))
                       + (SELECT count(*) FROM __diesel_schema_migrations)";
    assert_eq!(database.number(things), 3, "its one table and two rows");
}

#[test]
fn what_is_wrong_with_our_own_is_told_with_the_folder_it_is_in() {
    let program = Program::new();
    let running = program.serve();
    let url = tutti_postgres::url_of_running(&program.path("data/postgres"), "tutti").unwrap();
    let mut connection = connection::establish(&url).unwrap();
    connection
        .batch_execute("ALTER DATABASE tutti SET default_transaction_read_only = on")
        .unwrap();
    drop(connection);
    running.stop();
    let said = complained(&program.run(&["migrate"]));
    let last = said.lines().last().unwrap();
    assert!(
        last.starts_with("tutti: TUTTI_DATA_DIR: the database takes no writes"),
        "{said}"
    );
}
