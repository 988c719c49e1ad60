//! Kinds of jobs of the tests' own, and workers for them.

use std::sync::Arc;
use std::time::Duration;

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};
use tutti_db::gate::{Committed, Publish, SystemUse, Tx};
use tutti_db::jobs::{self, Claimed, Job, Kind, Later, Next, Node, Ran};
use tutti_db::{Error, Gate, Result, pool};
use tutti_testkit::Database;
use tutti_types::{ErrorCode, WorkspaceId};

/// Notes its number.
#[derive(Serialize, Deserialize)]
pub struct Note(pub i64);

/// Notes its number and fails.
#[derive(Serialize, Deserialize)]
pub struct Fail(pub i64);

/// Notes its number in five slices.
#[derive(Serialize, Deserialize)]
pub struct Count(pub i64);

/// What happens an hour after the last time it was done, and fails while there is a note.
pub const CHORE: Kind = Kind::recurring("test.chore", Duration::from_secs(3_600), |tx| {
    tx.conn.batch_execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM notes) THEN RAISE 'there is a note'; END IF; END $$",
    )?;
    Ok(Next::Done)
});

pub const KINDS: &[Kind] = &[
    Kind::of::<Note>(),
    Kind::of::<Fail>(),
    Kind::of::<Count>(),
    CHORE,
];

fn note(tx: &mut Tx<'_>, n: i64) -> Result<()> {
    let insert = format!("INSERT INTO notes (n) VALUES ({n})");
    Ok(tx.conn.batch_execute(&insert)?)
}

impl Job for Note {
    const KIND: &'static str = "test.note";
    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }
    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        note(tx, self.0)?;
        Ok(Next::Done)
    }
}

impl Job for Fail {
    const KIND: &'static str = "test.fail";
    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }
    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        note(tx, self.0)?;
        let why = format!("never\0 {}", "x".repeat(2_000));
        Err(Error::refused(ErrorCode::Forbidden, why))
    }
}

impl Job for Count {
    const KIND: &'static str = "test.count";
    fn workspace(&self) -> Option<WorkspaceId> {
        None
    }
    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        note(tx, self.0)?;
        let all = sql::<BigInt>("SELECT count(*) FROM notes WHERE n = ").bind::<BigInt, _>(self.0);
        let all: i64 = all.get_result(tx.conn)?;
        Ok(if all < 5 { Next::More } else { Next::Done })
    }
}

/// Nobody listens.
struct Unheard;

impl Publish for Unheard {
    fn committed(&self, _: Committed) {}
}

/// A node over a database with a table of notes.
pub struct Stand {
    pub database: Arc<Database>,
    pub gate: Gate,
    pub node: Node,
}

impl Stand {
    pub fn new() -> Self {
        let database = Arc::new(Database::new());
        database.run("CREATE TABLE notes (at bigint GENERATED ALWAYS AS IDENTITY, n bigint); GRANT SELECT, INSERT ON notes TO tutti_system");
        Self::over(database)
    }

    /// Another node over the same.
    pub fn another(&self) -> Self {
        Self::over(self.database.clone())
    }

    fn over(database: Arc<Database>) -> Self {
        let (pool, roles) = pool::connect(&database.url, 2).unwrap();
        assert!(roles);
        Self {
            database,
            gate: Gate::new(pool, roles, Arc::new(Unheard)),
            node: Node::new(),
        }
    }

    /// Adds jobs, each in a transaction of its own, in this order.
    pub async fn add<J: Into<Later>>(&self, added: impl IntoIterator<Item = J>) {
        let added: Vec<Later> = added.into_iter().map(Into::into).collect();
        for later in added {
            let add = move |tx: &mut Tx<'_>| tx.later(later.clone());
            self.gate.system(SystemUse::Job, add).await.unwrap();
        }
    }

    /// Claims the next job.
    pub async fn claim(&self) -> Option<Claimed> {
        let claimed = jobs::claim(&self.gate, KINDS, &self.node, 1).await;
        claimed.unwrap().pop()
    }

    /// Runs the next job.
    pub async fn run(&self) -> Option<Ran> {
        let job = self.claim().await?;
        Some(jobs::run(&self.gate, job).await)
    }

    /// Runs whatever is due; tells how many slices that were.
    pub async fn run_all(&self) -> usize {
        let mut slices = 0;
        while self.run().await.is_some() {
            slices += 1;
        }
        slices
    }

    /// The numbers that were noted, in order.
    pub fn notes(&self) -> Vec<i64> {
        let rows = self.database.rows("SELECT n FROM notes ORDER BY at");
        rows.iter().map(|row| row["n"].as_i64().unwrap()).collect()
    }

    /// How many jobs there are.
    pub fn jobs(&self) -> i64 {
        self.database.number("SELECT count(*) FROM jobs")
    }
}
