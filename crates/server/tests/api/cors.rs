//! Calls from pages of other origins.

use serde_json::json;
use tutti_testkit::{Method, Options, Team, TestApp};
use tutti_types::paths;

const ALLOWED: &str = "https://tools.example.com";
const FOREIGN: &str = "https://evil.example.com";

async fn team() -> Team {
    let options = Options {
        allowed_origins: vec![ALLOWED.to_owned()],
        ..Options::default()
    };
    Team::on(TestApp::with(options).await).await
}

#[tokio::test]
async fn a_page_of_an_allowed_origin_calls_with_a_token() {
    let team = team().await;
    let asked = team
        .app
        .anonymous()
        .call(Method::OPTIONS, paths::tasks(team.ws))
        .header("origin", ALLOWED)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization")
        .send()
        .await;
    asked.expect(204);
    let header = |name: &str| asked.header(&format!("access-control-allow-{name}"));
    assert_eq!(header("origin"), Some(ALLOWED));
    assert_eq!(header("methods"), Some("GET, HEAD, OPTIONS, POST"));
    assert!(header("headers").is_some_and(|names| names.contains("authorization")));
    assert_eq!(header("credentials"), None);
    let made = team
        .owner
        .call(Method::POST, paths::tasks(team.ws))
        .header("origin", ALLOWED)
        .json(&json!({"board_id": team.board.id, "title": "From elsewhere"}))
        .send()
        .await;
    made.expect(201);
    assert_eq!(made.header("access-control-allow-origin"), Some(ALLOWED));
    let exposed = made.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains("etag") && exposed.contains("retry-after"));
    assert_eq!(made.header("vary"), Some("Origin"));
    // A page must be able to read why it was refused, too.
    let refused = team.app.anonymous().call(Method::GET, paths::ME);
    let refused = refused.header("origin", ALLOWED).send().await;
    refused.expect(401);
    assert_eq!(refused.header("access-control-allow-origin"), Some(ALLOWED));
}

#[tokio::test]
async fn a_page_of_another_origin_may_read_nothing() {
    let team = team().await;
    for origin in [
        FOREIGN,
        "null",
        "https://tools.example.com.evil.example.com",
        "http://tools.example.com",
    ] {
        for method in [Method::OPTIONS, Method::GET] {
            let call = team.owner.call(method, paths::ME);
            let answer = call.header("origin", origin).send().await;
            let told = answer.headers.keys().map(ToString::to_string);
            let told: Vec<_> = told.filter(|n| n.starts_with("access-control-")).collect();
            assert!(told.is_empty(), "{origin} was told {told:?}");
        }
    }
}
