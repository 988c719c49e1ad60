//! An intent as a request.

use serde::Serialize;

/// What was learned by sending a request before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    /// The version to send as `If-Match`, where it differs from the one the edit began from.
    pub(crate) version: Option<i64>,
    /// How often the server had another version with the same texts.
    pub(crate) stale: u32,
}

/// A request without what all have in common.
#[derive(Debug)]
pub(crate) struct Call {
    /// `POST`, `PATCH` or `DELETE`.
    pub(crate) method: &'static str,
    pub(crate) path: String,
    /// The JSON body.
    pub(crate) body: Option<String>,
    /// For the header `If-Match`.
    pub(crate) version: Option<i64>,
}

impl Call {
    pub(super) const fn post(path: String) -> Self {
        Self {
            method: "POST",
            path,
            body: None,
            version: None,
        }
    }

    pub(super) fn patch(path: String) -> Self {
        Self {
            method: "PATCH",
            ..Self::post(path)
        }
    }

    pub(super) fn delete(path: String) -> Self {
        Self {
            method: "DELETE",
            ..Self::post(path)
        }
    }

    pub(super) fn with<T: Serialize>(self, body: &T) -> Self {
        Self {
            // Plain structs of texts and ids: writing them cannot fail.
            body: serde_json::to_string(body).ok(),
            ..self
        }
    }
}
