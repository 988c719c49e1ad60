//! A walk through a schema of the OpenAPI file: every place of a body, and values for it.

use serde_json::{Value, json};

use super::document;

/// Where something may stand in a body.
#[derive(Clone, Debug)]
pub struct SchemaNode {
    /// The names and places on the way, as `patch.title` or `ids[0]`; empty for the body itself.
    pub path: String,
    /// What may stand there, references followed.
    pub schema: &'static Value,
    /// The name of that schema, where it has one.
    pub name: Option<&'static str>,
    /// Whether `null` may.
    pub nullable: bool,
}

/// What a schema says itself, and whether it also lets `null` through.
#[must_use]
pub fn resolve(schema: &'static Value) -> (&'static Value, bool) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document().pointer(reference.trim_start_matches('#'));
        return resolve(target.unwrap());
    }
    if let Some([null, other]) = schema["oneOf"].as_array().map(Vec::as_slice)
        && null["type"] == "null"
    {
        return (resolve(other).0, true);
    }
    let types = schema["type"].as_array();
    (
        schema,
        types.is_some_and(|all| all.contains(&json!("null"))),
    )
}

/// The name of a schema, where it has one, such as `BoardId`.
#[must_use]
pub fn name(schema: &'static Value) -> Option<&'static str> {
    let or_null = &schema["oneOf"][1];
    let reference = schema["$ref"].as_str().or_else(|| or_null["$ref"].as_str());
    reference.and_then(|reference| reference.rsplit('/').next())
}

/// The type of what may stand at a place beside `null`.
#[must_use]
pub fn kind(schema: &Value) -> &str {
    let kinds = schema["type"].as_array().map(Vec::as_slice);
    let mut kinds = kinds
        .unwrap_or(std::slice::from_ref(&schema["type"]))
        .iter();
    let kind = kinds.find(|kind| *kind != "null").unwrap();
    kind.as_str().unwrap()
}

/// Every place in what a schema describes, the whole first.
#[must_use]
pub fn nodes(schema: &'static Value) -> Vec<SchemaNode> {
    let mut found = Vec::new();
    gather(schema, String::new(), &mut found);
    found
}

fn gather(schema: &'static Value, path: String, found: &mut Vec<SchemaNode>) {
    let name = name(schema);
    let (schema, nullable) = resolve(schema);
    found.push(SchemaNode {
        path: path.clone(),
        schema,
        name,
        nullable,
    });
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let dot = if path.is_empty() { "" } else { "." };
        gather(property, format!("{path}{dot}{name}"), found);
    }
    if !schema["items"].is_null() {
        gather(&schema["items"], format!("{path}[0]"), found);
    }
}

/// The least that a schema takes.
#[must_use]
pub fn sample(schema: &'static Value) -> Value {
    let (schema, _) = resolve(schema);
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    match kind(schema) {
        "object" => {
            let required = schema["required"].as_array().into_iter().flatten();
            let names = required.map(|name| name.as_str().unwrap());
            names
                .map(|name| (name.to_owned(), sample(&schema["properties"][name])))
                .collect()
        }
        "array" => {
            let least = schema["minItems"].as_u64().unwrap_or(0);
            (0..least).map(|_| sample(&schema["items"])).collect()
        }
        "string" => {
            let least = schema["minLength"].as_u64().unwrap_or(0);
            json!(text(schema, usize::try_from(least).unwrap().max(1)))
        }
        "integer" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        other => panic!("no sample of {other}"),
    }
}

/// A text of so many Unicode code points that a schema takes but perhaps for its length.
#[must_use]
pub fn text(schema: &Value, length: usize) -> String {
    match schema["format"].as_str() {
        Some("uuid") => "0190a0a0-0000-7000-8000-000000000000".to_owned(),
        Some("idn-email") => {
            // Labels of 63 at most, of which the last ends the address.
            let domain = length
                .saturating_sub(65)
                .max(3)
                .min(length.saturating_sub(2));
            let local = "a".repeat(length.saturating_sub(domain + 1));
            let labels: String = (0..domain)
                .map(|at| if (domain - at) % 60 == 2 { '.' } else { 'b' })
                .collect();
            format!("{local}@{labels}")
        }
        Some("task-key") => {
            let letters = length.saturating_sub(2).clamp(2, 5);
            let digits = length.saturating_sub(letters + 1);
            format!("{}-{}", "x".repeat(letters), "1".repeat(digits))
        }
        _ => "xy".chars().cycle().take(length).collect(),
    }
}

/// Puts a value at a place of a body; what is missing on the way is made of samples.
pub fn put(body: &mut Value, schema: &'static Value, path: &str, value: Value) {
    let (schema, _) = resolve(schema);
    if path.is_empty() {
        *body = value;
        return;
    }
    if let Some(rest) = path.strip_prefix("[0]") {
        if body.as_array().is_none_or(Vec::is_empty) {
            *body = json!([sample(&schema["items"])]);
        }
        put(
            &mut body[0],
            &schema["items"],
            rest.trim_start_matches('.'),
            value,
        );
        return;
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    let property = &schema["properties"][name];
    if body[name].is_null() {
        body[name] = sample(property);
    }
    put(
        &mut body[name],
        property,
        rest.trim_start_matches('.'),
        value,
    );
}
