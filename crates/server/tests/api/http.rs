//! What HTTP asks of every operation: methods, the head alone, headers of one value, schemes in any case (RFC 9110), and queries that
//! hold nothing unknown.

use std::collections::BTreeSet;

use tempfile::TempDir;
use tutti_testkit::contract::operations;
use tutti_testkit::{Client, Method, Options, Team, TestApp, TestResponse};
use tutti_types::paths;

use crate::jobs::until_at_rest;
use crate::world::{self, Scope};

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE",
];

/// A folder with pages, as the browser's half is built.
fn pages() -> TempDir {
    let pages = tempfile::tempdir().unwrap();
    let assets = pages.path().join("assets/1");
    std::fs::create_dir_all(&assets).unwrap();
    std::fs::write(assets.join("app.js"), "// nothing").unwrap();
    std::fs::write(pages.path().join("index.html"), "<!doctype html>").unwrap();
    pages
}

async fn team(pages: &TempDir) -> Team {
    let options = Options {
        web_dir: Some(pages.path().to_owned()),
        ..Options::default()
    };
    Team::on(TestApp::with(options).await).await
}

/// The methods of a path by the OpenAPI file.
fn methods(path: &str) -> BTreeSet<String> {
    let mut methods: BTreeSet<String> = operations()
        .iter()
        .filter(|operation| operation.path == path)
        .map(|operation| operation.method.to_string())
        .collect();
    if methods.contains("GET") {
        methods.insert("HEAD".to_owned());
    }
    methods.insert("OPTIONS".to_owned());
    methods
}

#[tokio::test]
async fn a_path_tells_the_methods_it_has_and_takes_no_other() {
    let pages = pages();
    let team = team(&pages).await;
    let nobody = team.app.anonymous();
    let ids = world::target(&team, &operations()[0], 0).await;
    let mut asked: Vec<(String, BTreeSet<String>)> = operations()
        .iter()
        .map(|operation| {
            let path = world::path(operation, &ids);
            let path = path.split('?').next().unwrap().to_owned();
            (path, methods(&operation.path))
        })
        .collect();
    let read: BTreeSet<String> = ["GET", "HEAD", "OPTIONS"].map(str::to_owned).into();
    for file in [
        "/",
        "/assets/1/app.js",
        "/boards/x",
        "/api/openapi.json",
        "/api/docs/",
    ] {
        asked.push((file.to_owned(), read.clone()));
    }
    for (path, allowed) in asked {
        let list = allowed.iter().cloned().collect::<Vec<_>>().join(", ");
        for name in METHODS {
            let method: Method = name.parse().unwrap();
            if allowed.contains(name) && name != "OPTIONS" {
                continue;
            }
            // Whoever asks: which methods there are is written in the OpenAPI file.
            let answer = nobody.call(method, path.clone()).send().await;
            let status = if name == "OPTIONS" { 204 } else { 405 };
            assert_eq!(answer.status, status, "{name} {path}: {}", answer.text);
            assert_eq!(answer.header("allow"), Some(list.as_str()), "{name} {path}");
        }
    }
    for nowhere in ["/api/v1/nothing", "/api/v1", "/nothing.js"] {
        for name in ["GET", "POST", "OPTIONS"] {
            let call = nobody.call(name.parse().unwrap(), nowhere);
            call.refused(404).await;
        }
    }
}

/// What HEAD must have in common with GET: all but what names the one request.
fn same_head(get: &TestResponse, head: &TestResponse, what: &str) {
    assert_eq!(head.status, get.status, "{what}");
    assert_eq!(head.text, "", "{what}");
    let headers = |answer: &TestResponse| {
        let mut headers = answer.headers.clone();
        for own in ["x-request-id", "date"] {
            headers.remove(own);
        }
        let mut headers: Vec<String> = headers.iter().map(|(n, v)| format!("{n}: {v:?}")).collect();
        headers.sort();
        headers
    };
    assert_eq!(headers(head), headers(get), "{what}");
}

#[tokio::test]
async fn head_is_get_without_the_body_everywhere() {
    let pages = pages();
    let team = team(&pages).await;
    let nobody = team.app.anonymous();
    let mut compared = 0;
    for (n, operation) in operations().iter().enumerate() {
        if operation.method != "GET" {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let path = world::path(operation, &ids);
        let path = |query: &str| {
            let joint = if path.contains('?') { '&' } else { '?' };
            if query.is_empty() {
                path.clone()
            } else {
                format!("{path}{joint}{query}")
            }
        };
        for (who, query) in [(&team.owner, ""), (&nobody, ""), (&team.owner, "nothing=1")] {
            let get = who.call(Method::GET, path(query)).send().await;
            let head = who.call(Method::HEAD, path(query)).send().await;
            same_head(&get, &head, &format!("{} ?{query}", operation.id));
            compared += 1;
        }
    }
    for file in [
        "/",
        "/assets/1/app.js",
        "/nothing.js",
        "/api/v1/nothing",
        "/api/openapi.json",
        "/api/docs/",
        "/api/docs",
    ] {
        let get = nobody.call(Method::GET, file).send().await;
        let head = nobody.call(Method::HEAD, file).send().await;
        same_head(&get, &head, file);
        compared += 1;
    }
    assert!(compared > 60, "{compared}");
}

#[tokio::test]
async fn the_figures_have_a_head_too() {
    let options = Options {
        metrics: true,
        ..Options::default()
    };
    let app = TestApp::with(options).await;
    // What is counted stays as it is from one request to the next.
    until_at_rest(&app.database).await;
    let metrics = app.metrics();
    for (path, status) in [("/metrics", 200), ("/nothing", 404)] {
        let get = metrics.call(Method::GET, path).send().await;
        let head = metrics.call(Method::HEAD, path).send().await;
        same_head(get.expect(status), &head, path);
    }
    for (method, status) in [(Method::POST, 405), (Method::OPTIONS, 204)] {
        let answer = metrics.call(method, "/metrics").send().await;
        let allowed = answer.expect(status).header("allow");
        assert_eq!(allowed, Some("GET, HEAD, OPTIONS"));
    }
}

#[tokio::test]
async fn a_query_field_that_is_not_known_is_refused_everywhere() {
    let team = Team::start().await;
    let nobody = team.app.anonymous();
    for (n, operation) in operations().iter().enumerate() {
        let ids = world::target(&team, operation, n).await;
        let before = team.app.database.fingerprint();
        let path = world::path(operation, &ids);
        let joint = if path.contains('?') { '&' } else { '?' };
        let body = world::body(operation, &ids);
        let send = async |who: &Client, query: &str| {
            let call = who.call(operation.method.clone(), format!("{path}{joint}{query}"));
            match &body {
                Some(body) => call.json(body).send().await,
                None => call.send().await,
            }
        };
        for (query, field) in [
            ("nothing=1", "nothing"),
            ("Limit=1", "Limit"),
            ("limit%20=1", "limit "),
            ("a&b=2", "a"),
        ] {
            let answer = send(&team.owner, query).await;
            assert_eq!(
                answer.status, 422,
                "{} {query}: {}",
                operation.id, answer.text
            );
            assert_eq!(answer.problem().errors[0].field, field, "{}", operation.id);
            assert_eq!(answer.problem().errors[0].code, "unknown_field");
        }
        let status = if world::scope(&operation.id) == Scope::Public {
            422
        } else {
            401
        };
        send(&nobody, "nothing=1").await.expect(status);
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
    }
}

#[tokio::test]
async fn a_query_field_that_is_wrong_is_named() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        let parameters = operation.described()["parameters"].as_array().unwrap();
        let ids = world::target(&team, operation, n).await;
        let path = world::path(operation, &ids);
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query")
        {
            let name = parameter["name"].as_str().unwrap();
            let base = path.split('?').next().unwrap();
            let values: &[&str] = match name {
                // Any text is one to look for; what is no key is nobody's.
                "q" | "key" => &["%00"],
                "cursor" => &["", "x", "e30", "%00"],
                _ => &["", "%00", "nothing", "1e3", "99999999999999999999", "[]"],
            };
            for value in values {
                let call = team
                    .owner
                    .call(operation.method.clone(), format!("{base}?{name}={value}"));
                let answer = call.send().await;
                let what = format!("{} {name}={value}: {}", operation.id, answer.text);
                assert_eq!(answer.status, 400, "{what}");
                assert!(
                    answer.problem().detail.contains(name) || matches!(name, "q" | "key"),
                    "{what}"
                );
            }
            let twice = format!(
                "{path}{}{name}=1&{name}=1",
                if path.contains('?') { '&' } else { '?' }
            );
            team.owner
                .call(operation.method.clone(), twice)
                .refused(422)
                .await;
        }
    }
}

#[tokio::test]
async fn a_header_of_one_value_that_comes_twice_is_refused_everywhere() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        let ids = world::target(&team, operation, n).await;
        let before = team.app.database.fingerprint();
        let token = team.owner.token.clone().unwrap();
        for (name, first, second) in [
            ("authorization", "", format!("Bearer {token}").as_str()),
            ("authorization", "", "Bearer x"),
            ("idempotency-key", "one", "one"),
            ("idempotency-key", "one", "two"),
            ("content-type", "application/json", "application/json"),
            ("content-type", "application/json", "text/plain"),
        ] {
            let mut call = match world::body(operation, &ids) {
                // The body brings a Content-Type of its own.
                Some(body) if name != "content-type" => {
                    world::request(operation, &ids, &team.owner).json(&body)
                }
                _ => team
                    .owner
                    .call(operation.method.clone(), world::path(operation, &ids)),
            };
            if !first.is_empty() {
                call = call.header(name, first);
            }
            let problem = call.header(name, second).refused(400).await;
            assert!(
                problem.detail.contains(name),
                "{}: {}",
                operation.id,
                problem.detail
            );
        }
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
    }
}

#[tokio::test]
async fn the_scheme_of_a_token_is_read_in_any_case() {
    let team = Team::start().await;
    let token = team.owner.token.clone().unwrap();
    for (credentials, status) in [
        (format!("Bearer {token}"), 200),
        (format!("bearer {token}"), 200),
        (format!("BEARER   {token}"), 200),
        (format!("Bearer{token}"), 401),
        (format!("Basic {token}"), 401),
        (format!("Bearer {token} {token}"), 401),
        (format!("Bearer {token}, Bearer {token}"), 401),
        (token, 401),
        ("Bearer".to_owned(), 401),
    ] {
        let call = team.app.anonymous().call(Method::GET, paths::ME);
        let answer = call.header("authorization", &credentials).send().await;
        assert_eq!(answer.status, status, "{credentials:.20}");
    }
}
