//! `tutti admin reset-link`

use serde_json::json;
use tutti_types::paths;

use crate::program::{Program, complained, printed};

const EMAIL: &str = "mira@example.com";
const OLD: &str = "correct horse battery";
const NEW: &str = "staple the battery horse";

async fn post(url: &str, path: &str, body: serde_json::Value) -> u16 {
    let call = tutti_testkit::http().post(format!("{url}{path}"));
    let answer = call
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    answer.status().as_u16()
}

/// The token of the link that the command prints, and nothing else.
fn token(program: &Program) -> String {
    let output = program.run(&["admin", "reset-link", "Mira@Example.com"]);
    assert!(output.status.success(), "{}", complained(&output));
    let link = printed(&output);
    let token = link.strip_prefix("https://tutti.example/reset#");
    let token = token.unwrap_or_else(|| panic!("{link}")).trim_end();
    assert_eq!(token.len(), 43, "256 bits in base64: {link}");
    let told = complained(&output);
    assert!(told.contains(EMAIL) && !told.contains(token), "{told}");
    token.to_owned()
}

#[tokio::test]
async fn it_works_beside_a_server_with_a_database_of_its_own_and_without_one() {
    let program = Program::new().with("TUTTI_PUBLIC_URL", "https://tutti.example/");
    let elsewhere = program.run(&["admin", "reset-link", EMAIL]);
    assert!(!elsewhere.status.success());
    let why = complained(&elsewhere);
    assert!(why.contains("there is no database in"), "{why}");
    assert!(why.contains("TUTTI_DATA_DIR"), "{why}");

    let running = program.serve();
    let url = running.url.clone();
    let account = json!({"email": EMAIL, "password": OLD, "name": "Mira"});
    assert_eq!(post(&url, paths::REGISTER, account).await, 201);
    let replaced = token(&program);
    let beside = token(&program);
    let reset = |token: &str, password: &str| {
        post(
            &url,
            paths::PASSWORD_RESET,
            json!({"token": token, "password": password}),
        )
    };
    assert_eq!(reset(&replaced, NEW).await, 409);
    assert_eq!(reset(&beside, NEW).await, 204);
    let log_in = |password: &str| {
        post(
            &url,
            paths::LOGIN,
            json!({"email": EMAIL, "password": password}),
        )
    };
    assert_eq!(log_in(OLD).await, 401);
    assert_eq!(log_in(NEW).await, 200);
    for (email, says) in [
        (
            "nobody@example.com",
            "no account has the e-mail address nobody@example.com",
        ),
        ("mira", "mira is not an e-mail address"),
    ] {
        let output = program.run(&["admin", "reset-link", email]);
        assert!(!output.status.success());
        assert!(
            complained(&output).contains(says),
            "{}",
            complained(&output)
        );
        assert!(printed(&output).is_empty());
    }

    // The same with the server stopped: the link is there when it comes back.
    drop(running);
    let without = token(&program);
    let running = program.serve();
    let url = running.url.clone();
    let body = json!({"token": without, "password": OLD});
    assert_eq!(post(&url, paths::PASSWORD_RESET, body).await, 204);
}
