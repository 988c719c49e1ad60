//! What a form makes, on its way to the server. An answer may be lost, and then nobody here knows whether the thing was made. So
//! what was sent is kept until it is answered, over a reload too, and goes out again under the id that it carries: by that the
//! server knows it.

use std::marker::PhantomData;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::session::Session;
use crate::{api, storage};

/// The place where a form keeps what it sent and has no answer to.
pub struct Creation<B: 'static> {
    under: StoredValue<String>,
    body: PhantomData<fn(B)>,
}

impl<B> Clone for Creation<B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for Creation<B> {}

impl<B: Serialize + DeserializeOwned> Creation<B> {
    /// That of the person who is signed in; `what` tells it from those of other forms.
    pub fn of(what: &str) -> Self {
        let user = Session::here().user;
        let user = user.with_untracked(|user| user.as_ref().map(|user| user.id.to_string()));
        Self {
            under: StoredValue::new(format!("tutti.new.{}.{what}", user.unwrap_or_default())),
            body: PhantomData,
        }
    }

    /// What was sent and not answered.
    pub fn unanswered(self) -> Option<B> {
        let kept = self.under.with_value(|under| storage::recall(under))?;
        serde_json::from_str(&kept).ok()
    }

    /// It is about to be sent.
    pub fn send(self, body: &B) -> Sent {
        let sent = Sent {
            under: self.under.get_value(),
        };
        sent.send_instead(body);
        sent
    }

    /// Nobody wants it any more.
    pub fn end(self) {
        self.under
            .try_with_value(|under| storage::remember(under, None));
    }
}

/// What is on its way. It outlives the form, which may be gone by the time of the answer: what stayed kept then would be taken
/// for unanswered by the next form, which would change what was made instead of making another.
pub struct Sent {
    under: String,
}

impl Sent {
    /// This is about to be sent in its place.
    pub fn send_instead(&self, body: &impl Serialize) {
        let kept = serde_json::to_string(body).ok();
        storage::remember(&self.under, kept.as_deref());
    }

    /// It is there.
    pub fn end(&self) {
        storage::remember(&self.under, None);
    }

    /// The server refused it, so it was not made; without an answer it may have been.
    pub fn refused(&self, error: &api::Error) {
        if !error.is_network() {
            self.end();
        }
    }
}
