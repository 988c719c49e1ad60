//! The bounds of the OpenAPI file are those of the server: what is at them is taken, what is beyond them is refused by name.

use serde_json::{Value, json};
use tutti_testkit::contract::operations;
use tutti_testkit::contract::walk::{SchemaNode, kind, nodes, put, resolve, sample, text};
use tutti_testkit::{Team, TestResponse};
use url::form_urlencoded;

use crate::world;

/// Values at the bounds of a place, and values beyond them. Ids must be of something, so their lists are tried beyond only.
fn around(place: &SchemaNode) -> (Vec<Value>, Vec<Value>) {
    let schema = place.schema;
    let bound = |name: &str| schema[name].as_u64().map(|n| usize::try_from(n).unwrap());
    let (mut at, mut beyond) = (Vec::new(), Vec::new());
    match kind(schema) {
        "string" if schema["enum"].is_null() => {
            if let Some(least) = bound("minLength") {
                at.push(json!(text(schema, least)));
                beyond.push(json!(text(schema, least - 1)));
            }
            if let Some(most) = bound("maxLength") {
                at.push(json!(text(schema, most)));
                beyond.push(json!(text(schema, most + 1)));
                // Counted in code points: one beyond the sixteen bits counts as one.
                if schema["format"] != "idn-email" && schema["pattern"].is_null() {
                    let pair = ["🎻", "𝄞"].into_iter().cycle();
                    at.push(json!(pair.clone().take(most).collect::<String>()));
                    beyond.push(json!(pair.take(most + 1).collect::<String>()));
                }
            }
        }
        "integer" => {
            if let (Some(least), Some(most)) = (bound("minimum"), bound("maximum")) {
                at.extend([json!(least), json!(most)]);
                beyond.extend([json!(least - 1), json!(most + 1), json!(-1)]);
            }
        }
        "array" => {
            let items = |n: usize| Value::from(vec![sample(&schema["items"]); n]);
            beyond.extend(bound("minItems").map(|least| items(least - 1)));
            beyond.extend(bound("maxItems").map(|most| items(most + 1)));
        }
        _ => {}
    }
    (at, beyond)
}

fn names(answer: &TestResponse, path: &str) -> bool {
    answer.status == 422
        && answer
            .problem()
            .errors
            .iter()
            .any(|error| error.field.starts_with(path))
}

/// What a field of a query may hold and what not, as text.
fn around_in_query(name: &str, schema: &Value) -> (Vec<String>, Vec<String>) {
    let texts =
        |values: &[&str]| -> Vec<String> { values.iter().map(ToString::to_string).collect() };
    let (at, mut beyond): (Vec<String>, Vec<String>) = match kind(schema) {
        "integer" => {
            let bound = |name: &str| schema[name].as_i64().map(i128::from);
            // One without a bound is bounded by its size.
            let size = |n: i64| {
                assert_eq!(schema["format"], "int64", "{schema}");
                i128::from(n)
            };
            let least = bound("minimum").unwrap_or_else(|| size(i64::MIN));
            let most = bound("maximum").unwrap_or_else(|| size(i64::MAX));
            let texts = |numbers: [i128; 2]| numbers.map(|n| n.to_string()).to_vec();
            (texts([least, most]), texts([least - 1, most + 1]))
        }
        "boolean" => (texts(&["true", "false"]), texts(&["1", "True", "yes"])),
        "string" if schema["format"] == "uuid" => {
            let id = text(schema, 1);
            let beyond = vec![format!("{id}0"), id.replace('a', "g")];
            (vec![id], beyond)
        }
        "string" if schema["maxLength"].is_u64() => {
            let most = usize::try_from(schema["maxLength"].as_u64().unwrap()).unwrap();
            let text = |length: usize| {
                if schema["pattern"].is_null() {
                    "🎻".repeat(length)
                } else {
                    text(schema, length)
                }
            };
            // A cursor is made by no client, so none of its length is taken.
            let at = (name != "cursor").then(|| text(most));
            return (at.into_iter().collect(), vec![text(most + 1)]);
        }
        "string" => {
            let words = schema["enum"].as_array().into_iter().flatten();
            let words: Vec<String> = words
                .map(|word| word.as_str().unwrap().to_owned())
                .collect();
            let beyond = words.iter().map(|word| word.to_uppercase()).collect();
            (words, beyond)
        }
        other => panic!("{other} in a query"),
    };
    if !at.is_empty() {
        beyond.extend(texts(&["", "nothing"]));
    }
    (at, beyond)
}

/// The path of an operation with a field of its query set, whatever it was.
fn with_field(path: &str, name: &str, value: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(field, _)| field != name);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs).append_pair(name, value);
    format!("{path}?{}", query.finish())
}

/// A field of a query that cannot be read is 400; one that is not known is 422, as in a body.
#[tokio::test]
async fn what_is_at_a_bound_of_a_query_is_taken_and_what_is_beyond_refused() {
    let team = Team::start().await;
    let (mut failures, mut tried) = (Vec::new(), 0);
    for operation in operations() {
        for field in operation.parameters().iter().filter(|p| p.is_in("query")) {
            let (at, beyond) = around_in_query(field.name, resolve(field.schema()).0);
            let at = at.iter().map(|value| (value, true));
            for (value, taken) in at.chain(beyond.iter().map(|value| (value, false))) {
                tried += 1;
                let ids = world::target(&team, operation, tried).await;
                let mut path = with_field(&world::path(operation, &ids), field.name, value);
                if value == "position" {
                    // Only the tasks of one column have places.
                    path = with_field(&path, "column", &ids.column.to_string());
                }
                let call = team.owner.call(operation.method.clone(), path);
                let answer = call.send().await;
                let named = answer.status == 400
                    && answer
                        .problem()
                        .errors
                        .iter()
                        .any(|e| e.field == field.name);
                if named == taken {
                    let what = format!("{} {}={value}", operation.id, field.name);
                    failures.push(format!("{what}: {} {}", answer.status, answer.text));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {tried}:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(tried > 80, "{tried}");
}

#[tokio::test]
async fn what_is_at_a_bound_is_taken_and_what_is_beyond_refused() {
    let team = Team::start().await;
    let (mut failures, mut tried) = (Vec::new(), 0);
    for operation in operations() {
        let Some(schema) = operation.body() else {
            continue;
        };
        for place in nodes(schema) {
            let (at, beyond) = around(&place);
            let all = at
                .iter()
                .map(|v| (v, true))
                .chain(beyond.iter().map(|v| (v, false)));
            for (value, taken) in all {
                tried += 1;
                let ids = world::target(&team, operation, tried).await;
                let mut body = world::body(operation, &ids).unwrap();
                put(&mut body, schema, &place.path, value.clone());
                let answer = world::request(operation, &ids, &team.owner).json(&body);
                let answer = answer.send().await;
                // What is only not to be had, such as a slug or a place, is within the bounds.
                if names(&answer, &place.path) == taken {
                    let cut: String = value.to_string().chars().take(40).collect();
                    failures.push(format!(
                        "{} {} {cut}: {}",
                        operation.id, place.path, answer.text
                    ));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {tried}:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(tried > 80, "{tried}");
}

/// What is wrong with a request is told before it is looked for what it is about: a stranger hears the same of it as a member.
#[tokio::test]
async fn what_is_beyond_a_bound_is_told_to_strangers_too() {
    let team = Team::start().await;
    let (stranger, ..) = team.stranger().await;
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let Some(schema) = operation.body().filter(|_| operation.path.contains("{ws}")) else {
            continue;
        };
        let ids = world::target(&team, operation, n).await;
        let right = world::request(operation, &ids, &stranger).send().await;
        assert_eq!(right.status, 404, "{}: {}", operation.id, right.text);
        for place in nodes(schema) {
            for value in around(&place).1 {
                tried += 1;
                let mut body = world::body(operation, &ids).unwrap();
                put(&mut body, schema, &place.path, value);
                let answer = world::request(operation, &ids, &stranger).json(&body);
                let answer = answer.send().await;
                assert!(
                    names(&answer, &place.path),
                    "{} {}: {}",
                    operation.id,
                    place.path,
                    answer.text
                );
            }
        }
    }
    assert!(tried > 40, "{tried}");
}

/// PostgreSQL cannot keep NUL, nor even compare it.
#[tokio::test]
async fn a_nul_in_any_text_is_taken_or_refused_by_name() {
    let team = Team::start().await;
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let parameters = operation.described()["parameters"].as_array();
        let in_query = |parameter: &&Value| parameter["in"] == "query";
        let parameters = parameters.into_iter().flatten().filter(in_query);
        let mut requests: Vec<(String, Option<Value>)> = Vec::new();
        let ids = world::target(&team, operation, n).await;
        let path = world::path(operation, &ids);
        for name in parameters.map(|parameter| parameter["name"].as_str().unwrap()) {
            if !path.contains(&format!("{name}=")) {
                let joint = if path.contains('?') { '&' } else { '?' };
                requests.push((format!("{path}{joint}{name}=%00"), None));
            }
        }
        if let Some(schema) = operation.body() {
            let all = nodes(schema);
            for place in all.iter().filter(|place| kind(place.schema) == "string") {
                let mut body = world::body(operation, &ids).unwrap();
                put(&mut body, schema, &place.path, json!("a\0b"));
                requests.push((path.clone(), Some(body)));
            }
        }
        for (path, body) in requests {
            tried += 1;
            let call = team.owner.call(operation.method.clone(), path.clone());
            let call = match &body {
                Some(body) => call.json(body),
                None => call,
            };
            let answer = call.send().await;
            assert!(answer.status < 500, "{path} {body:?}: {}", answer.text);
            if matches!(answer.status, 400 | 422) {
                let errors = answer.problem().errors;
                assert!(!errors.is_empty(), "{path} {body:?}: {}", answer.text);
            }
        }
    }
    assert!(tried > 60, "{tried}");
}
