//! Values of another shape than what they stand for: an array for an object, an object for a word. Over every place of every body
//! and frame that the OpenAPI file describes.

use serde_json::{Value, json};
use tutti_testkit::contract::walk::{SchemaNode, kind, nodes, put, resolve, sample};
use tutti_testkit::contract::{document, operations};
use tutti_testkit::{Team, TestSocket};
use tutti_types::realtime::close;

use crate::world;

/// Stands in a body where text goes that no [`Value`] can hold.
const HERE: &str = "\"what is wrong stands here\"";

/// What may not stand at a place, as JSON text.
fn wrong(place: &SchemaNode) -> Vec<String> {
    let SchemaNode {
        schema, nullable, ..
    } = place;
    let sample = sample(schema);
    let mut wrong: Vec<Value> = match kind(schema) {
        "object" => {
            let all = schema["properties"].as_object().unwrap().values();
            let in_order: Vec<Value> = all.map(self::sample).collect();
            let first = in_order[..1].to_vec();
            vec![
                json!([]),
                json!(first),
                json!(in_order),
                json!([sample]),
                json!("x"),
                json!(7),
                json!(true),
            ]
        }
        "array" => vec![
            json!({}),
            json!({"0": sample[0]}),
            json!("x"),
            json!(7),
            json!(true),
        ],
        "string" => vec![
            json!([sample]),
            json!({"x": sample}),
            json!([]),
            json!({}),
            json!(7),
            json!(true),
        ],
        "integer" => vec![
            json!([sample]),
            json!({"x": sample}),
            json!("1"),
            json!(1.5),
            json!(true),
        ],
        "boolean" => vec![
            json!([sample]),
            json!({"x": sample}),
            json!("true"),
            json!(0),
        ],
        other => panic!("{other}"),
    };
    if let Some(word) = schema["enum"].as_array().map(|words| &words[0]) {
        let word = word.as_str().unwrap();
        wrong.extend([
            json!({word: null}),
            json!({word: {}}),
            json!({word: []}),
            json!([word, null]),
            json!(0),
        ]);
    }
    if !nullable {
        wrong.push(Value::Null);
    }
    let texts = wrong.iter().map(Value::to_string);
    // No number of ours is so large, and half a surrogate pair is no text.
    texts
        .chain(["1e999".to_owned(), "\"\\ud800\"".to_owned()])
        .collect()
}

#[tokio::test]
async fn nothing_stands_for_what_it_is_not_in_any_body() {
    let team = Team::start().await;
    let mut failures = Vec::new();
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let Some(schema) = operation.body() else {
            continue;
        };
        let ids = world::target(&team, operation, n).await;
        let right = world::body(operation, &ids).unwrap();
        let before = team.app.database.fingerprint();
        for place in nodes(schema) {
            for wrong in wrong(&place) {
                let mut body = right.clone();
                put(
                    &mut body,
                    schema,
                    &place.path,
                    serde_json::from_str(HERE).unwrap(),
                );
                let body = body.to_string().replace(HERE, &wrong);
                let path = world::path(operation, &ids);
                let call = team.owner.call(operation.method.clone(), path);
                let answer = call.body("application/json", body.clone()).send().await;
                tried += 1;
                let named = answer.status == 422
                    && answer
                        .problem()
                        .errors
                        .iter()
                        .any(|error| error.field == place.path);
                if !named {
                    failures.push(format!("{} of {body}: {}", operation.id, answer.text));
                }
            }
        }
        if team.app.database.fingerprint() != before {
            failures.push(format!("{} changed something", operation.id));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {tried}:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(tried > 500, "{tried}");
}

#[tokio::test]
async fn a_field_that_comes_twice_is_refused_in_any_body() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        let Some(schema) = operation.body() else {
            continue;
        };
        let ids = world::target(&team, operation, n).await;
        let right = world::body(operation, &ids).unwrap();
        let before = team.app.database.fingerprint();
        for name in resolve(schema).0["properties"].as_object().unwrap().keys() {
            let mut body = right.clone();
            let value = sample(&resolve(schema).0["properties"][name]);
            put(&mut body, schema, name, value.clone());
            let twice = format!("{{{}:{value},{}", json!(name), &body.to_string()[1..]);
            let path = world::path(operation, &ids);
            let call = team.owner.call(operation.method.clone(), path);
            let call = call.body("application/json", twice.clone());
            let problem = call.refused(422).await;
            let named = problem.errors.iter().any(|error| error.field == *name);
            assert!(named, "{} of {twice}: {problem:?}", operation.id);
        }
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
    }
}

#[tokio::test]
async fn an_empty_array_is_no_empty_body() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        if operation.method == "GET" || operation.body().is_some() {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let before = team.app.database.fingerprint();
        for body in ["[]", "[[]]", "null", "\"\"", "0", "{\"x\":1}"] {
            let call = world::request(operation, &ids, &team.owner);
            call.body("application/json", body).refused(400).await;
        }
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
    }
}

/// The frames of the client, each with its schema and the least that it takes.
fn frames() -> Vec<(&'static Value, Value)> {
    let frames = &document()["components"]["schemas"]["ClientFrame"]["oneOf"];
    let each = frames.as_array().unwrap().iter();
    each.map(|schema| (schema, sample(schema))).collect()
}

#[tokio::test]
async fn nothing_stands_for_what_it_is_not_in_any_frame() {
    let team = Team::start().await;
    let mut tried = 0;
    for (schema, right) in frames() {
        let kind = right["type"].as_str().unwrap().to_owned();
        let mut texts = Vec::new();
        for place in nodes(schema) {
            for wrong in wrong(&place) {
                let mut frame = right.clone();
                put(
                    &mut frame,
                    schema,
                    &place.path,
                    serde_json::from_str(HERE).unwrap(),
                );
                texts.push(frame.to_string().replace(HERE, &wrong));
            }
        }
        let values: Vec<&Value> = right.as_object().unwrap().values().collect();
        texts.push(json!([kind, values]).to_string());
        texts.push(json!([kind, values[0]]).to_string());
        texts.push(format!("{{\"type\":\"{kind}\",{}", &right.to_string()[1..]));
        for text in texts {
            let mut socket = TestSocket::of(&team.owner).await;
            socket.send_text(text.clone()).await;
            assert_eq!(socket.closed().await, close::BAD_FRAME, "{text}");
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

#[tokio::test]
async fn each_frame_is_handled_by_its_family() {
    let team = Team::start().await;
    for (_, frame) in frames() {
        let mut socket = TestSocket::of(&team.owner).await;
        socket.send_text(frame.to_string()).await;
        // Neither the token of the sample nor its workspace is one of ours.
        if frame["type"] == "authenticate" {
            assert_eq!(socket.closed().await, close::UNAUTHENTICATED);
        } else {
            socket.settle(2).await;
        }
    }
}
