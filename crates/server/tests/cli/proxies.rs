//! What the log says of a proxy that nobody named.

use serde_json::json;
use tutti_testkit::Database;
use tutti_types::paths;

use crate::program::Program;

#[tokio::test]
async fn a_proxy_that_is_not_trusted_is_named_once_with_the_setting() {
    let database = Database::new();
    for (trusted, lines) in [("", 1), ("127.0.0.1", 0)] {
        let program = Program::new()
            .with("DATABASE_URL", &database.url)
            .with("TUTTI_TRUSTED_PROXIES", trusted);
        let running = program.serve();
        for n in 0..3 {
            let call = tutti_testkit::http().post(format!("{}{}", running.url, paths::LOGIN));
            let answer = call
                .header("content-type", "application/json")
                .header("x-forwarded-for", format!("203.0.113.{n}"))
                .body(json!({"email": "a@example.com", "password": "no password"}).to_string())
                .send()
                .await;
            assert_eq!(answer.unwrap().status(), 401);
        }
        let log = running.stop();
        let told = log.matches("TUTTI_TRUSTED_PROXIES").count();
        assert_eq!(told, lines, "{log}");
        assert_eq!(log.contains("from 127.0.0.1"), lines == 1, "{log}");
    }
}
