//! What follows for an operation from what it takes and answers: the same for all, so no operation says it itself.

#![expect(
    clippy::indexing_slicing,
    reason = "what an object of JSON lacks is null, and is made where it is written"
)]

use serde_json::{Map, Value, json};

use super::headers::{self, Header};
use crate::routes::responses::PROBLEMS;

/// Completes the file: what is shared, and every operation.
pub(super) fn complete(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    document["components"]["headers"] = headers::all();
    document["components"]["responses"] = problems();
    document["components"]["parameters"] = headers::parameters();
    let paths = document["paths"].as_object_mut();
    for (path, methods) in paths.into_iter().flatten() {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            let mut about = About {
                path,
                method,
                operation,
                schemas: &schemas,
            };
            about.parameters();
            about.responses();
        }
    }
}

/// The answers that are problems, each once.
fn problems() -> Value {
    let each = PROBLEMS.iter().map(|(status, name, description)| {
        let mut response = json!({
            "description": description,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        });
        add(&mut response, headers::ALWAYS);
        add(&mut response, headers::API);
        add(&mut response, headers::of_problem(status));
        ((*name).to_owned(), response)
    });
    each.collect::<Map<_, _>>().into()
}

/// Tells of headers of a response.
fn add(response: &mut Value, headers: &[Header]) {
    for header in headers {
        response["headers"][header.name] =
            json!({"$ref": format!("#/components/headers/{}", header.name)});
    }
}

/// An operation that is being completed.
struct About<'f> {
    path: &'f str,
    method: &'f str,
    operation: &'f mut Value,
    schemas: &'f Value,
}

impl About<'_> {
    fn takes(&self, header: &str) -> bool {
        let parameters = self.operation["parameters"].as_array();
        let mut parameters = parameters.into_iter().flatten();
        parameters.any(|parameter| parameter["in"] == "header" && parameter["name"] == header)
    }

    fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// Who signs in keeps no answer under a key, and a read needs none.
    fn keeps_keys(&self) -> bool {
        self.method != "get" && !self.path.starts_with("/api/v1/auth/")
    }

    fn parameters(&mut self) {
        let mut shared = vec!["X-Request-Id"];
        if self.keeps_keys() {
            shared.push("Idempotency-Key");
        }
        let mut parameters = self.operation["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let refs = shared
            .iter()
            .map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
        parameters.extend(refs);
        self.operation["parameters"] = parameters.into();
    }

    fn responses(&mut self) {
        let is_api = self.is_api();
        let by_cookie = self.operation["security"][0]["refresh_cookie"].is_array();
        // Any request may come by another method or not whole, say what cannot be read, or ask what is not known.
        let mut more = vec!["400", "405", "408", "414", "422", "431"];
        more.extend(self.takes("If-Match").then_some("412"));
        let conditional = self.takes("If-None-Match");
        let Some(responses) = self.operation["responses"].as_object_mut() else {
            return;
        };
        for (status, name, _) in PROBLEMS.iter().filter(|(status, ..)| more.contains(status)) {
            let problem = json!({"$ref": format!("#/components/responses/{name}")});
            responses.insert((*status).to_owned(), problem);
        }
        // What takes no JSON may still come with a body that is encoded.
        if self.method == "get" {
            responses.remove("415");
        }
        if conditional {
            let known = json!({"description": "It is as an ETag in If-None-Match says"});
            responses.insert("304".to_owned(), known);
        }
        for (status, response) in responses {
            if response.get("$ref").is_some() {
                continue;
            }
            add(response, headers::ALWAYS);
            if is_api {
                add(response, headers::API);
            }
            if status == "503" {
                add(response, headers::of_problem(status));
            }
            if by_cookie || answers(response, "SignedIn") {
                add(response, headers::SIGNED_IN);
            }
            if status == "101" {
                add(response, headers::SOCKET);
            }
            if status == "304" || is_versioned(response, self.schemas) {
                add(response, headers::VERSIONED);
            }
        }
    }
}

/// The name of the schema of what is answered.
fn schema(response: &Value) -> Option<&str> {
    named(response.pointer("/content/application~1json/schema")?)
}

/// The name of a schema that is referred to.
fn named(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

fn answers(response: &Value, name: &str) -> bool {
    schema(response) == Some(name)
}

/// Whether what is answered is one thing with a version.
fn is_versioned(response: &Value, schemas: &Value) -> bool {
    schema(response).is_some_and(|name| has_version(name, schemas))
}

/// Whether a schema has a version, be it that of a part which is flattened into it.
fn has_version(name: &str, schemas: &Value) -> bool {
    let Some(schema) = schemas.get(name) else {
        return false;
    };
    let parts = schema.get("allOf").and_then(Value::as_array);
    let mut parts = parts.into_iter().flatten().filter_map(named);
    schema.pointer("/properties/version").is_some() || parts.any(|part| has_version(part, schemas))
}
