//! What the operator is told of an address that people come by and that Tutti does not know of.

use serde_json::json;
use tutti_testkit::Database;
use tutti_types::paths;

use crate::program::Program;

/// What a page of an origin is answered that tries to sign somebody in whom nobody knows.
async fn sign_in(url: &str, origin: &str) -> u16 {
    let call = tutti_testkit::http().post(format!("{url}{}", paths::LOGIN));
    let answer = call
        .header("content-type", "application/json")
        .header("origin", origin)
        .body(json!({"email": "a@example.com", "password": "no password"}).to_string())
        .send()
        .await;
    answer.unwrap().status().as_u16()
}

#[tokio::test]
async fn who_listens_everywhere_is_reached_from_here_and_told_which_setting_opens_it_to_others() {
    let database = Database::new();
    for (public_url, lines) in [("", 1), ("http://tutti.example:8080", 0)] {
        let program = Program::new()
            .with("DATABASE_URL", &database.url)
            .with("TUTTI_ADDR", "0.0.0.0:0")
            .with("TUTTI_PUBLIC_URL", public_url);
        let running = program.serve();
        let (_, port) = running.url.rsplit_once(':').unwrap();
        let here = format!("http://127.0.0.1:{port}");
        let (from_here, from_elsewhere) = if lines == 1 { (401, 403) } else { (403, 401) };
        assert_eq!(sign_in(&here, &here).await, from_here);
        for _ in 0..3 {
            let status = sign_in(&here, "http://tutti.example:8080").await;
            assert_eq!(status, from_elsewhere);
        }
        let log = running.stop();
        let told = log.matches("TUTTI_PUBLIC_URL is not set").count();
        assert_eq!(told, lines, "{log}");
        let refused = if lines == 1 {
            "http://tutti.example:8080"
        } else {
            &here
        };
        let line = format!("a page of {refused} was refused");
        assert_eq!(log.matches(&line).count(), 1, "{log}");
        assert_eq!(log.matches("TUTTI_ALLOWED_ORIGINS").count(), 1, "{log}");
    }
}

#[tokio::test]
async fn what_is_no_origin_is_not_written_to_the_log() {
    let database = Database::new();
    let program = Program::new().with("DATABASE_URL", &database.url);
    let running = program.serve();
    for origin in ["null", "no origin", "http://x.example/secret?path"] {
        assert_eq!(sign_in(&running.url, origin).await, 403);
    }
    for n in 0..20 {
        let origin = format!("http://{n}.example");
        assert_eq!(sign_in(&running.url, &origin).await, 403);
    }
    let log = running.stop();
    assert!(
        !log.contains("no origin") && !log.contains("secret"),
        "{log}"
    );
    assert_eq!(log.matches("was refused").count(), 10, "{log}");
}
