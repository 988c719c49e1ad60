//! The OpenAPI file.

use std::collections::BTreeSet;

use serde_json::Value;
use tutti_testkit::contract::{document, operations};
use tutti_testkit::{Method, Options, TestApp};
use tutti_types::ErrorCode;
use tutti_types::columns::MAX_WIP_LIMIT;
use tutti_types::events::MAX_EVENTS;
use tutti_types::invitations::MAX_DAYS;
use tutti_types::page::{MAX_CURSOR, MAX_LIMIT};
use tutti_types::tasks::{MAX_ASSIGNEES, MAX_BULK};
use tutti_types::text::TaskTitle;
use tutti_types::workspaces::FORMER;

#[test]
fn the_file_that_is_checked_in_is_the_one_the_code_makes() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");
    let kept = std::fs::read_to_string(file).unwrap();
    assert!(
        kept == tutti_server::openapi::json().unwrap(),
        "run `cargo xtask openapi`"
    );
}

#[test]
fn every_operation_is_described() {
    let mut ids = BTreeSet::new();
    for operation in operations() {
        let method = operation.method.as_str().to_lowercase();
        let described = &document()["paths"][&operation.path][method];
        assert!(ids.insert(&operation.id), "{} twice", operation.id);
        for field in ["operationId", "summary", "tags", "x-permission"] {
            assert!(
                !described[field].is_null(),
                "{} has no {field}",
                operation.id
            );
        }
        if let Some(body) = described.get("requestBody") {
            let content = &body["content"]["application/json"];
            assert!(
                !content["example"].is_null(),
                "{} has no example",
                operation.id
            );
            let schema = content["schema"]["$ref"].as_str().unwrap();
            let name = schema.rsplit('/').next().unwrap();
            let closed = &document()["components"]["schemas"][name]["additionalProperties"];
            assert_eq!(*closed, Value::Bool(false), "{name} takes any field");
        }
        for (status, answer) in described["responses"].as_object().unwrap() {
            if status.starts_with('4')
                || status.starts_with('5') && operation.path.starts_with("/api")
            {
                let shared = answer["$ref"].as_str().map(|at| at.trim_start_matches('#'));
                let answer = shared.map_or(answer, |at| document().pointer(at).unwrap());
                let problem = &answer["content"]["application/problem+json"];
                assert!(
                    !problem.is_null(),
                    "{} {status} is no problem",
                    operation.id
                );
            }
        }
    }
    assert!(ids.len() > 40, "{}", ids.len());
}

#[test]
fn what_is_referred_to_is_there() {
    fn refs<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|value| refs(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| refs(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    refs(document(), &mut found);
    assert!(!found.is_empty());
    let there = |pointer: &&str| {
        document()
            .pointer(pointer.trim_start_matches('#'))
            .is_some()
    };
    let missing: BTreeSet<_> = found
        .into_iter()
        .filter(|pointer| !there(pointer))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_is_one_of_some_words_is_told_so() {
    let schemas = &document()["components"]["schemas"];
    let color = "#/components/schemas/Color";
    for thing in ["Board", "Column"] {
        let told = schemas[thing]["properties"]["color"].to_string();
        assert!(told.contains(color), "{thing}: {told}");
    }
    let frames = schemas["ServerFrame"]["oneOf"].as_array().unwrap().iter();
    let mut reasons = frames.map(|frame| &frame["properties"]["reason"]);
    let reason = reasons.find(|reason| !reason.is_null()).unwrap();
    for words in [
        reason,
        &schemas["FieldError"]["properties"]["code"],
        &schemas["Alive"]["properties"]["status"],
        &schemas["Readiness"]["properties"]["database"],
        &schemas["Readiness"]["properties"]["writes"],
    ] {
        assert!(words["enum"].is_array(), "{words}");
    }
}

#[test]
fn what_any_request_may_be_answered_stands_at_every_operation() {
    for operation in operations() {
        for status in [400, 405, 408, 422, 431] {
            let told = operation.statuses.contains(&status);
            assert!(told, "{} {status}", operation.id);
        }
    }
}

#[tokio::test]
async fn the_file_and_its_reference_are_served() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let file = client.call(Method::GET, "/api/openapi.json").send().await;
    assert_eq!(&file.expect(200).json::<Value>(), document());
    let page = client.call(Method::GET, "/api/docs/").send().await;
    page.expect(200);
    for elsewhere in ["src=\"http", "href=\"http", "//cdn", "unpkg"] {
        assert!(!page.text.contains(elsewhere), "{elsewhere}");
    }
    for nothing in ["/api/docs/nope.js", "/api/docs/no/such/page"] {
        let answer = client.call(Method::GET, nothing).send().await;
        assert_eq!(answer.expect(404).problem().code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn the_cookie_it_names_is_the_one_that_is_set() {
    let told = &document()["components"]["securitySchemes"]["refresh_cookie"];
    let set = async |public_url: Option<String>| {
        let options = Options {
            public_url,
            ..Options::default()
        };
        let mira = TestApp::with(options).await.person("Mira").await;
        mira.cookie.unwrap().split('=').next().unwrap().to_owned()
    };
    let secure = set(Some("https://tutti.example.com".to_owned())).await;
    assert_eq!(told["name"], secure);
    // One by http has the installation's name besides, which no file can tell.
    let named = set(None).await;
    let (before, installation) = named.split_at(named.find('_').unwrap() + 1);
    let described = told["description"].as_str().unwrap();
    assert!(!installation.is_empty() && described.contains(&format!("`{before}`")));
}

#[tokio::test]
async fn it_says_how_it_is_doing() {
    let app = TestApp::start().await;
    for path in ["/livez", "/readyz"] {
        app.anonymous()
            .call(Method::GET, path)
            .send()
            .await
            .expect(200);
    }
}

/// The bounds of each property and parameter of some name, wherever it stands, as `minimum` or `maxItems` calls them.
fn bounds(value: &Value, name: &str, bound: &str, found: &mut BTreeSet<i64>) {
    let children: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => {
            let property = fields.get("properties").and_then(|all| all.get(name));
            let parameter = fields.get("schema").filter(|_| value["name"] == name);
            let bounded = [property, parameter].into_iter().flatten();
            found.extend(bounded.filter_map(|schema| schema[bound].as_i64()));
            fields.values().collect()
        }
        _ => Vec::new(),
    };
    for child in children {
        bounds(child, name, bound, found);
    }
}

#[test]
fn its_bounds_are_those_of_the_types() {
    // They are written as literals there, since the attributes take no constants.
    let of_lists = [i64::from(MAX_LIMIT), i64::from(MAX_EVENTS)];
    let one = |n: usize| vec![i64::try_from(n).unwrap()];
    for (name, bound, expected) in [
        ("limit", "maximum", of_lists.to_vec()),
        ("cursor", "maxLength", one(MAX_CURSOR)),
        ("q", "maxLength", one(TaskTitle::MAX)),
        ("assignee_ids", "maxItems", one(MAX_ASSIGNEES)),
        ("ids", "maxItems", one(MAX_BULK)),
        ("former_slugs", "maxItems", one(FORMER)),
        ("former_prefixes", "maxItems", one(FORMER)),
        ("wip_limit", "maximum", vec![i64::from(MAX_WIP_LIMIT)]),
        ("expires_in_days", "maximum", vec![i64::from(MAX_DAYS)]),
    ] {
        let mut found = BTreeSet::new();
        bounds(document(), name, bound, &mut found);
        assert_eq!(found, expected.into_iter().collect(), "{bound} of {name}");
    }
}
