//! The contract: the OpenAPI file as it is checked in, and what holds for every answer.

pub(crate) mod check;
pub(crate) mod request;
pub mod schema;
pub mod walk;

use std::sync::OnceLock;

use reqwest::Method;
use serde_json::Value;

/// The OpenAPI file as it is checked in; a test holds it against the code.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    let text = include_str!("../../../openapi/openapi.json");
    DOCUMENT.get_or_init(|| serde_json::from_str(text).unwrap())
}

/// An operation of the OpenAPI file.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its operationId.
    pub id: String,
    pub method: Method,
    /// Its path, with names in braces.
    pub path: String,
    /// Who may call it.
    pub permission: Option<String>,
    /// The statuses it says it may answer.
    pub statuses: Vec<u16>,
}

/// What an operation takes in its path, its query or a header.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: &'static str,
    /// Whether no request is without it.
    pub required: bool,
    place: &'static str,
    pointer: String,
}

impl Parameter {
    /// Whether it stands in the `path`, the `query` or a `header`.
    #[must_use]
    pub fn is_in(&self, place: &str) -> bool {
        self.place == place
    }
    /// What it may be.
    #[must_use]
    pub fn schema(&self) -> &'static Value {
        document().pointer(&self.pointer).unwrap()
    }
    /// What is wrong with a value of it; `None` where it is right.
    #[must_use]
    pub fn fault(&self, value: &Value) -> Option<String> {
        let fault = schema::fault(&self.pointer, value)?;
        Some(format!(
            "{} in the {}: {value}{fault}",
            self.name, self.place
        ))
    }
}

/// All operations of the OpenAPI file.
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let paths = document()["paths"].as_object().unwrap();
        let each = paths.iter().flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| Operation {
                    id: operation["operationId"]
                        .as_str()
                        .unwrap_or_default()
                        .to_owned(),
                    method: method.to_uppercase().parse().unwrap(),
                    path: path.clone(),
                    permission: operation["x-permission"].as_str().map(str::to_owned),
                    statuses: operation["responses"]
                        .as_object()
                        .unwrap()
                        .keys()
                        .filter_map(|status| status.parse().ok())
                        .collect(),
                })
        });
        each.collect()
    })
}

/// The operation that a request reaches.
#[must_use]
pub fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |pattern: &str| {
        pattern.split('/').count() == path.split('/').count()
            && pattern
                .split('/')
                .zip(path.split('/'))
                .all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
    };
    let mut fitting: Vec<_> = operations()
        .iter()
        .filter(|operation| fits(&operation.path))
        .collect();
    // A word comes before a name in braces: `tasks/bulk` is no task.
    let braces = |operation: &Operation| operation.path.matches('{').count();
    let fewest = fitting.iter().map(|operation| braces(operation)).min()?;
    fitting.retain(|operation| braces(operation) == fewest);
    fitting
        .into_iter()
        .find(|operation| operation.method == method)
}

impl Operation {
    /// Where it stands in the OpenAPI file.
    #[must_use]
    pub fn pointer(&self) -> String {
        let method = self.method.as_str().to_lowercase();
        format!("/paths/{}/{method}", schema::part(&self.path))
    }
    /// What it takes beside its body.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let told = self.described()["parameters"].as_array();
        let each = told.into_iter().flatten().enumerate();
        each.map(|(n, told)| {
            let shared = told["$ref"].as_str().map(|at| at.trim_start_matches('#'));
            let pointer = shared.map_or_else(
                || format!("{}/parameters/{n}", self.pointer()),
                str::to_owned,
            );
            let told = document().pointer(&pointer).unwrap();
            Parameter {
                name: told["name"].as_str().unwrap(),
                required: told["required"] == true,
                place: told["in"].as_str().unwrap(),
                pointer: format!("{pointer}/schema"),
            }
        })
        .collect()
    }
    /// Whether it takes a header.
    #[must_use]
    pub fn takes(&self, header: &str) -> bool {
        let mut parameters = self.parameters().into_iter();
        parameters.any(|told| told.is_in("header") && told.name.eq_ignore_ascii_case(header))
    }
    /// The schema of its body.
    #[must_use]
    pub fn body(&self) -> Option<&'static Value> {
        let content = &self.described()["requestBody"]["content"];
        content.pointer("/application~1json/schema")
    }
    /// What the file says of it.
    #[must_use]
    pub fn described(&self) -> &'static Value {
        document().pointer(&self.pointer()).unwrap()
    }
}
