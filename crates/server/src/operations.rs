//! Which operations there are: the paths, the methods of each, and what each takes in its query. The OpenAPI file and the router
//! are made of the same list.

use std::sync::LazyLock;

use actix_web::http::Method;
use utoipa::openapi::path::{Operation as Described, ParameterIn, PathItem};

use crate::openapi;
use crate::unserved::allow;

/// Served beside the operations, and read only.
const FILES: [&str; 4] = [
    "/api/openapi.json",
    "/api/docs",
    "/api/docs/",
    "/api/docs/{file}",
];

/// A path with its operations.
pub(crate) struct Resource {
    /// Its words; `None` where any stands.
    segments: Vec<Option<String>>,
    operations: Vec<Operation>,
    /// Its methods as they stand in `Allow`.
    pub(crate) allow: String,
}

/// What is known of an operation before its handler runs.
pub(crate) struct Operation {
    method: Method,
    /// Whether it is answered without an access token.
    pub(crate) is_public: bool,
    /// The fields of its query; `None` where nobody asks.
    pub(crate) query: Option<Vec<String>>,
}

impl Resource {
    fn new(path: &str, operations: Vec<Operation>) -> Self {
        let segments = path.split('/').map(|segment| {
            let any = segment.starts_with('{');
            (!any).then(|| segment.to_owned())
        });
        Self {
            segments: segments.collect(),
            allow: allow(operations.iter().map(|operation| &operation.method)),
            operations,
        }
    }

    fn fits(&self, path: &str) -> bool {
        let mut given = path.split('/');
        let fits = self.segments.iter().all(|wanted| match given.next() {
            Some(given) => wanted
                .as_ref()
                .map_or(!given.is_empty(), |word| word == given),
            None => false,
        });
        fits && given.next().is_none()
    }

    /// The operation of a method.
    pub(crate) fn operation(&self, method: &Method) -> Option<&Operation> {
        let mut operations = self.operations.iter();
        operations.find(|operation| operation.method == *method)
    }
}

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    let paths = openapi::operations().paths.paths.into_iter();
    let mut resources: Vec<Resource> = paths
        .map(|(path, item)| Resource::new(&path, operations(item)))
        .chain(FILES.map(|path| Resource::new(path, vec![Operation::file()])))
        .collect();
    // A word comes before what stands for any: `tasks/bulk` is no task.
    resources.sort_by_key(|resource| {
        resource
            .segments
            .iter()
            .filter(|word| word.is_none())
            .count()
    });
    resources
});

/// What stands at a path; `None` where it is no operation's.
pub(crate) fn at(path: &str) -> Option<&'static Resource> {
    RESOURCES.iter().find(|resource| resource.fits(path))
}

fn operations(item: PathItem) -> Vec<Operation> {
    [
        (Method::GET, item.get),
        (Method::POST, item.post),
        (Method::PUT, item.put),
        (Method::PATCH, item.patch),
        (Method::DELETE, item.delete),
    ]
    .into_iter()
    .filter_map(|(method, described)| Some(Operation::new(method, &described?)))
    .collect()
}

impl Operation {
    fn new(method: Method, described: &Described) -> Self {
        let parameters = described.parameters.iter().flatten();
        let query = parameters
            .filter(|parameter| matches!(parameter.parameter_in, ParameterIn::Query))
            .map(|parameter| parameter.name.clone());
        Self {
            method,
            // The whole file asks for a token; who does not says so.
            is_public: described.security.is_some(),
            query: Some(query.collect()),
        }
    }

    fn file() -> Self {
        Self {
            method: Method::GET,
            is_public: true,
            query: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_comes_before_what_stands_for_any() {
        let allow = |path: &str| at(path).map(|resource| resource.allow.as_str());
        let tasks = "/api/v1/workspaces/w/tasks";
        assert_eq!(allow(&format!("{tasks}/bulk")), Some("OPTIONS, POST"));
        assert_eq!(
            allow(&format!("{tasks}/t")),
            Some("DELETE, GET, HEAD, OPTIONS, PATCH")
        );
        assert_eq!(allow(&format!("{tasks}/")), None);
        assert_eq!(allow("/api/v1/nothing"), None);
        assert_eq!(allow("/api/docs/index.css"), Some("GET, HEAD, OPTIONS"));
    }
}
