//! Two servers over one database, which know nothing of each other.

mod crossing;
mod twice;

use std::sync::Arc;

use tutti_testkit::{Client, Database, Options, Team, TestApp};

/// A workspace that people write to through two nodes.
struct Nodes {
    team: Team,
    second: TestApp,
    /// The owner at the second node.
    there: Client,
}

impl Nodes {
    async fn start() -> Self {
        let database = Arc::new(Database::new());
        // PostgreSQL looks for a deadlock before anybody has waited too long, so that each is counted.
        database.run(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''10ms''', current_database()); END $$",
        );
        let first = TestApp::over(Arc::clone(&database), Options::default()).await;
        let team = Team::on(first).await;
        let second = TestApp::over(database, Options::default()).await;
        let there = second.log_in("Olga Owner").await;
        Self {
            team,
            second,
            there,
        }
    }

    /// The owner at each of the nodes.
    const fn owners(&self) -> [&Client; 2] {
        [&self.team.owner, &self.there]
    }

    fn number(&self, query: &str) -> i64 {
        self.team.app.database.number(query)
    }
}
