//! How the server ends.

use tutti_testkit::Database;

use crate::program::Program;

#[tokio::test]
async fn it_ends_well_while_connections_are_being_opened() {
    let database = Database::new();
    let program = Program::new().with("DATABASE_URL", &database.url);
    for _ in 0..30 {
        // At its start the pool opens its first connections, in threads of its own that nobody waits for.
        let running = program.serve();
        let ready = tutti_testkit::http().get(format!("{}/livez", running.url));
        assert_eq!(ready.send().await.unwrap().status(), 200);
        running.stop();
    }
}
