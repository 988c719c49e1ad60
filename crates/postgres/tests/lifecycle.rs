//! Starts a real PostgreSQL, uses it, kills its holder, starts anew, stops.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::Integer;
// Linked for the sake of libpq.
use openssl_sys as _;
use pq_sys as _;
use tutti_postgres::{Embedded, Error, Options, remove};

const HOLD: &str = "TUTTI_TEST_HOLD";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = Integer)]
    n: i32,
}

fn number(postgres: &Embedded, statement: &str) -> i32 {
    let mut connection = PgConnection::establish(&postgres.url("tutti")).unwrap();
    diesel::sql_query(statement)
        .get_result::<Number>(&mut connection)
        .unwrap()
        .n
}

fn run(postgres: &Embedded, statement: &str) {
    let mut connection = PgConnection::establish(&postgres.url("tutti")).unwrap();
    diesel::sql_query(statement)
        .execute(&mut connection)
        .unwrap();
}

/// Not a test but the process that is killed: this program started again with `HOLD` set.
#[test]
fn holder() {
    let Some(dir) = env::var_os(HOLD) else { return };
    let postgres = Embedded::start(&Options::new(dir)).unwrap();
    run(&postgres, "INSERT INTO kept VALUES (2)");
    println!("holding {}", postgres.pid());
    thread::sleep(Duration::from_secs(60));
}

fn hold(dir: &Path) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "holder", "--nocapture"])
        .env(HOLD, dir)
        .stdout(Stdio::piped());
    command.spawn().unwrap()
}

fn wait_for_line(child: &mut Child, beginning: &str) -> String {
    use std::io::BufRead;
    let lines = std::io::BufReader::new(child.stdout.as_mut().unwrap()).lines();
    lines
        .map(Result::unwrap)
        .find(|l| l.contains(beginning))
        .unwrap()
}

#[test]
fn it_survives_its_holder() {
    let dir = tempfile::tempdir().unwrap();
    survive(&dir.path().join("with space, comma and 'quote'"));
}

#[test]
fn it_finds_a_place_when_the_folder_is_closed_to_its_account() {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
    survive(&dir.path().join("data"));
}

fn survive(path: &Path) {
    let postgres = Embedded::start(&Options::new(path)).unwrap();
    run(&postgres, "CREATE TABLE kept (n int)");
    run(&postgres, "INSERT INTO kept VALUES (1)");
    assert_eq!(
        number(
            &postgres,
            "SELECT (current_setting('fsync') = 'on')::int AS n"
        ),
        1
    );
    assert_eq!(
        number(&postgres, "SELECT (lower('ÄΩ') = 'äω')::int AS n"),
        1,
        "letters beyond ASCII"
    );

    // Whoever has no password stays outside, and a second one is told of the first.
    let stranger = postgres.url("tutti").replace("tutti:", "tutti:x");
    assert!(PgConnection::establish(&stranger).is_err());
    assert!(matches!(
        Embedded::start(&Options::new(path)),
        Err(Error::Locked { .. })
    ));

    let elsewhere = postgres.data_dir().to_owned();
    postgres.stop().unwrap();

    let log = || String::from_utf8_lossy(&fs::read(elsewhere.join("log")).unwrap()).into_owned();
    let before = log().len();
    let mut holder = hold(path);
    let line = wait_for_line(&mut holder, "holding");
    let old: i32 = line.rsplit(' ').next().unwrap().parse().unwrap();
    holder.kill().unwrap(); // SIGKILL
    holder.wait().unwrap();

    let postgres = Embedded::start(&Options::new(path)).unwrap();
    // What was left over ended when it was first told to, and was not told more harshly.
    let told = log().split_off(before);
    assert!(
        told.contains("received fast shutdown request") && !told.contains("immediate shutdown"),
        "{told}"
    );
    assert_ne!(postgres.pid(), old);
    assert_eq!(number(&postgres, "SELECT sum(n)::int AS n FROM kept"), 3);

    // The postmaster dies: that is noticed, and a new one recovers.
    let pid = rustix::process::Pid::from_raw(postgres.pid()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    while postgres.check().is_ok() {
        thread::sleep(Duration::from_millis(5));
    }
    drop(postgres);
    let postgres = Embedded::start(&Options::new(path)).unwrap();
    assert_eq!(number(&postgres, "SELECT sum(n)::int AS n FROM kept"), 3);
    postgres.stop().unwrap();

    // A lost password is replaced, and a stranger's process number in the lock file does not bar the way.
    fs::remove_file(elsewhere.join("password")).unwrap();
    let stale = format!(
        "{}\n{}\n0\n5432\n\n\n  1 1\n",
        std::os::unix::process::parent_id(),
        elsewhere.join("data").display()
    );
    fs::write(elsewhere.join("data/postmaster.pid"), stale).unwrap();
    let postgres = Embedded::start(&Options::new(path)).unwrap();
    assert_eq!(number(&postgres, "SELECT sum(n)::int AS n FROM kept"), 3);
    postgres.stop().unwrap();

    fs::write(elsewhere.join("data/PG_VERSION"), "9\n").unwrap();
    let error = Embedded::start(&Options::new(path)).unwrap_err();
    assert!(matches!(error, Error::OtherMajor { .. }), "{error}");
    if elsewhere.file_name() != path.file_name() {
        fs::remove_dir_all(elsewhere).unwrap();
    }
}

#[test]
fn a_removed_database_is_made_anew_and_one_in_use_stays() {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let path = dir.path().join("postgres");
    let mut options = Options::new(&path);
    options.test = true;
    let postgres = Embedded::start(&options).unwrap();
    run(&postgres, "CREATE TABLE kept (n int)");
    let home = postgres.data_dir().to_owned();
    let refused = remove(&path).unwrap_err();
    assert!(matches!(refused, Error::Locked { .. }), "{refused}");
    assert_eq!(number(&postgres, "SELECT count(*)::int AS n FROM kept"), 0);
    postgres.stop().unwrap();

    // A process that holds its folder as a postmaster does, and belongs to no Tutti.
    let mut left_over = Command::new("sleep");
    let mut left_over = left_over
        .arg("60")
        .current_dir(home.join("data"))
        .spawn()
        .unwrap();
    let pid_file = home.join("data/postmaster.pid");
    fs::write(&pid_file, format!("{}\n", left_over.id())).unwrap();
    if cfg!(target_os = "linux") {
        let refused = remove(&path).unwrap_err();
        assert!(matches!(refused, Error::InUse { .. }), "{refused}");
        assert!(left_over.try_wait().unwrap().is_none(), "it goes on");
    }
    left_over.kill().unwrap();
    left_over.wait().unwrap();

    assert_eq!(remove(&path).unwrap(), Some(home.join("data")));
    assert!(!home.join("data").exists() && !home.join("data.new").exists());
    assert_eq!(remove(&path).unwrap(), None);
    let postgres = Embedded::start(&options).unwrap();
    let kept = "SELECT (to_regclass('kept') IS NOT NULL)::int AS n";
    assert_eq!(number(&postgres, kept), 0);
    postgres.stop().unwrap();
}

#[test]
fn a_test_trades_safety_for_speed() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = Options::new(dir.path().join("fast"));
    options.test = true;
    let postgres = Embedded::start(&options).unwrap();
    assert_eq!(
        number(
            &postgres,
            "SELECT (current_setting('fsync') = 'off')::int AS n"
        ),
        1
    );
    assert_eq!(
        number(
            &postgres,
            "SELECT current_setting('max_connections')::int AS n"
        ),
        400
    );
    drop(postgres);
    // The same folder in earnest is safe again.
    let postgres = Embedded::start(&Options::new(dir.path().join("fast"))).unwrap();
    assert_eq!(
        number(
            &postgres,
            "SELECT (current_setting('fsync') = 'on')::int AS n"
        ),
        1
    );
}
