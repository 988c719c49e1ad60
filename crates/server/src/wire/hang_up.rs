//! The end of a connection, said by what it carries.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;

/// Ends a connection on which both sides have said all. Without it the client would be waited for a while, in case it still sends a body.
#[derive(Clone, Debug, Default)]
pub struct HangUp(Arc<Said>);

#[derive(Debug, Default)]
struct Said {
    /// Nothing more is to be read.
    due: AtomicBool,
    /// Nothing but what waits is to be written.
    ending: AtomicBool,
}

impl HangUp {
    /// That of the connection by which a request came.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request.conn_data::<Self>().cloned().unwrap_or_default()
    }

    /// Closes the connection once all is written. To be called just before the end of the body, which has it looked at.
    pub(crate) fn after_what_is_written(&self) {
        self.0.due.store(true, Ordering::Release);
    }

    /// Says that nothing more will come to be written: the time that the client has to read the rest is not renewed.
    pub(crate) fn end(&self) {
        self.0.ending.store(true, Ordering::Release);
    }

    /// Whether nothing more is to be read.
    pub(super) fn is_due(&self) -> bool {
        self.0.due.load(Ordering::Acquire)
    }

    /// Whether nothing but what waits is to be written.
    pub(super) fn is_ending(&self) -> bool {
        self.0.ending.load(Ordering::Acquire)
    }
}
