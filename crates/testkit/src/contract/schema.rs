//! JSON against the schemas of the OpenAPI file.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::document;

/// The file's name among schemas.
const FILE: &str = "tutti:///openapi.json";

/// The file, in which every object is closed: an answer may hold nothing that is not described, though clients are told to pass over
/// what they do not know.
static CLOSED: LazyLock<Value> = LazyLock::new(|| {
    let mut closed = document().clone();
    close(&mut closed);
    closed
});

static REGISTRY: LazyLock<Registry<'static>> = LazyLock::new(|| {
    let registry = Registry::new().add(FILE, &*CLOSED).unwrap();
    registry.prepare().unwrap()
});

/// Names the file in references, and closes the schemas of properties, items and answers. One that is part of another (`allOf`) is
/// closed together with the rest of it.
fn close(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref") {
                *reference = format!("{FILE}{reference}");
            }
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("properties" | "patternProperties", Value::Object(properties)) => {
                        for property in properties.values_mut() {
                            close(property);
                            seal(property);
                        }
                    }
                    (name, inner) => {
                        close(inner);
                        if matches!(name, "items" | "schema") {
                            seal(inner);
                        }
                    }
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn seal(schema: &mut Value) {
    let Some(fields) = schema.as_object_mut() else {
        return;
    };
    // An object of which nothing is said may hold anything.
    let open = fields.get("type") == Some(&json!("object")) && !fields.contains_key("properties");
    if !open {
        fields.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

/// What is wrong with a value by the schema at `pointer` in the file; `None` where it is right.
///
/// # Panics
/// Where there is no schema.
#[must_use]
pub fn fault(pointer: &str, value: &Value) -> Option<String> {
    let faults = validator(pointer);
    let faults = faults.iter_errors(value);
    let told: Vec<String> = faults
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// The validator of a schema, made once.
fn validator(pointer: &str) -> Arc<Validator> {
    static MADE: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap();
    if let Some(validator) = made.get(pointer) {
        return Arc::clone(validator);
    }
    let schema = CLOSED.pointer(pointer);
    let schema = schema.unwrap_or_else(|| panic!("{pointer} is not in the OpenAPI file"));
    let mut schema = schema.clone();
    seal(&mut schema);
    let options = jsonschema::options()
        .with_registry(&REGISTRY)
        .should_validate_formats(true);
    let validator = Arc::new(options.build(&schema).unwrap());
    made.insert(pointer.to_owned(), Arc::clone(&validator));
    validator
}

/// A name as part of a pointer (RFC 6901).
#[must_use]
pub fn part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
