//! What each intent says of its request: what the queue has to know of it.

use serde::Serialize;
use tutti_types::WorkspaceId;
use tutti_types::tasks::Task;

use crate::boards::TextConflict;
use crate::entity::Entity;

/// One kind of intent, on its way to the server.
pub(crate) trait Outgoing {
    /// What it changes.
    fn entity(&self) -> Entity;

    /// The request, as it is to be sent now.
    fn call(&self, ws: WorkspaceId, sent: Sent) -> Call;

    /// Whether it makes something under an id of its own.
    fn has_own_id(&self) -> bool {
        false
    }

    /// Whether what the person wrote in it is nowhere else, so that it is kept where the server refuses it.
    fn is_only_copy(&self) -> bool {
        false
    }

    /// Whether its request has to wait for an earlier one, of another thing.
    fn waits_for(&self, _earlier: &dyn Outgoing) -> bool {
        false
    }

    /// The thing at whose end it puts another: that is the place of whichever the server hears last.
    fn end(&self) -> Option<Entity> {
        None
    }

    /// Whether this is there once it is done.
    fn makes(&self, _: Entity) -> bool {
        false
    }

    /// Whether everything later may be found only once it is done.
    fn precedes_all(&self) -> bool {
        false
    }

    /// The version that an edit of texts began from.
    fn version(&self) -> Option<i64> {
        None
    }

    /// Texts that now hold neither what the edit began from nor what it wants.
    fn conflicts(&self, _: &Task) -> Vec<TextConflict> {
        Vec::new()
    }
}
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
    pub(crate) const fn post(path: String) -> Self {
        Self {
            method: "POST",
            path,
            body: None,
            version: None,
        }
    }

    pub(crate) fn patch(path: String) -> Self {
        Self {
            method: "PATCH",
            ..Self::post(path)
        }
    }

    pub(crate) fn delete(path: String) -> Self {
        Self {
            method: "DELETE",
            ..Self::post(path)
        }
    }

    pub(crate) fn with<T: Serialize>(self, body: &T) -> Self {
        Self {
            // Plain structs of texts and ids: writing them cannot fail.
            body: serde_json::to_string(body).ok(),
            ..self
        }
    }
}
