//! Who is not signed in hears that and nothing else, whatever else is wrong with their request.

use serde_json::json;
use tutti_testkit::contract::{Operation, operations};
use tutti_testkit::{Call, Client, Team};
use tutti_types::ErrorCode;

use crate::world::{self, Ids, Scope};

/// A fault of a request, and the request with it.
type Faulty<'a> = (String, Box<dyn Fn(&Client) -> Call + 'a>);

/// Requests of an operation that each have one fault, and one that has many.
fn faulty<'a>(operation: &'a Operation, ids: &Ids) -> Vec<Faulty<'a>> {
    let whole = world::path(operation, ids);
    let bare = whole.split('?').next().unwrap().to_owned();
    let body = world::body(operation, ids);
    let method = &operation.method;
    let call = move |who: &Client, path: &str| who.call(method.clone(), path);
    let mut all: Vec<Faulty<'a>> = Vec::new();
    let mut add = |what: String, make: Box<dyn Fn(&Client) -> Call + 'a>| all.push((what, make));
    let mut paths = vec![
        ("no query".to_owned(), bare.clone()),
        ("an unknown field".to_owned(), format!("{bare}?nothing=1")),
    ];
    for field in operation.parameters().iter().filter(|p| p.is_in("query")) {
        let name = field.name;
        paths.push((format!("a wrong {name}"), format!("{bare}?{name}=%00")));
        let twice = format!("{bare}?{name}=1&{name}=2");
        paths.push((format!("{name} twice"), twice));
    }
    let names = operation.path.split('/').enumerate();
    for (at, name) in names.filter(|(_, part)| part.starts_with('{')) {
        let mut parts: Vec<&str> = bare.split('/').collect();
        parts[at] = "nothing";
        paths.push((format!("no id as {name}"), parts.join("/")));
    }
    for (what, path) in paths {
        let body = body.clone();
        add(
            what,
            Box::new(move |who| body.iter().fold(call(who, &path), Call::json)),
        );
    }
    for (name, values) in [
        ("if-match", &["7"][..]),
        ("if-none-match", &["7"]),
        ("idempotency-key", &[""]),
        ("idempotency-key", &["one", "two"]),
        ("content-encoding", &["gzip"]),
        ("content-type", &["text/plain"]),
        ("content-type", &["application/json", "text/plain"]),
        ("origin", &["https://one.example", "https://two.example"]),
    ] {
        let (body, whole) = (body.clone(), whole.clone());
        let make = move |who: &Client| {
            let brings_type = name != "content-type";
            let body = body.iter().filter(|_| brings_type);
            let call = body.fold(call(who, &whole), Call::json);
            values
                .iter()
                .fold(call, |call, value| call.header(name, value))
        };
        add(format!("{name}: {values:?}"), Box::new(make));
    }
    for (what, body) in [
        ("no JSON", "{".to_owned()),
        ("another type", "[]".to_owned()),
        ("unknown fields", json!({"nothing": 1}).to_string()),
        ("more than a body holds", "x".repeat((1 << 20) + 1)),
    ] {
        let (whole, bare) = (whole.clone(), bare.clone());
        let of_one = body.clone();
        let one = move |who: &Client| call(who, &whole).body("application/json", of_one.clone());
        add(format!("a body with {what}"), Box::new(one));
        let many = move |who: &Client| {
            call(who, &format!("{bare}?nothing=1"))
                .body("text/plain", body.clone())
                .header("if-match", "7")
                .header("idempotency-key", "one")
                .header("idempotency-key", "two")
        };
        add(format!("all of it, and a body with {what}"), Box::new(many));
    }
    all
}

#[tokio::test]
async fn who_is_not_signed_in_hears_that_whatever_else_is_wrong() {
    let team = Team::start().await;
    let mut forged = team.app.anonymous();
    forged.token = Some("eyJhbGciOiJub25lIn0.e30.".to_owned());
    let ended = team.app.session(&team.owner).await;
    ended.log_out().await.expect(204);
    let strangers = [
        ("nobody", team.app.anonymous()),
        ("a forged token", forged),
        ("an ended session", ended),
    ];
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (n, operation) in operations().iter().enumerate() {
        if world::scope(&operation.id) == Scope::Public {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let before = team.app.database.fingerprint();
        for (what, request) in faulty(operation, &ids) {
            for (who, client) in &strangers {
                tried += 1;
                let answer = request(client).send().await;
                if answer.status != 401 || answer.problem().code != ErrorCode::Unauthenticated {
                    let id = &operation.id;
                    wrong.push(format!("{id} with {what} by {who}: {}", answer.text));
                }
            }
        }
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 2_000, "{tried}");
}
