//! Sending a form: once at a time, and what the server refuses goes under the field it means. Where the server asks to come
//! later, the form goes out again by itself.

mod fault;

use leptos::prelude::*;

use crate::text::Words;
use crate::ui::{self, Input};
use crate::{api, dom};

pub use fault::FormFault;

/// Whether a form is being sent, and why it was refused as a whole.
#[derive(Clone, Copy)]
pub struct Submit {
    /// It is on its way.
    pub busy: RwSignal<bool>,
    /// Why it was refused, where no field is to blame.
    pub fault: RwSignal<Option<Words>>,
    /// It waits until it is sent again.
    pub wait: RwSignal<Option<Wait>>,
}

/// The time that the server asked to wait.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// By the page's steady clock.
    until: u64,
    /// Because of a limit; else the server is busy.
    is_limit: bool,
}

impl Wait {
    /// The seconds left, the last one counted whole.
    fn left_s(self) -> u64 {
        self.until.saturating_sub(dom::steady_ms()).div_ceil(1_000)
    }
}

impl Submit {
    /// Nothing was sent yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            fault: RwSignal::new(None),
            wait: RwSignal::new(None),
        }
    }

    /// Begins to send; false where the last one still is on its way.
    pub fn begin(self) -> bool {
        if self.busy.try_get_untracked() != Some(false) {
            return false;
        }
        self.busy.try_set(true);
        self.fault.try_set(None);
        self.wait.try_set(None);
        true
    }

    /// Whether the form is still on the screen: an answer that comes after it takes nobody anywhere.
    pub fn is_there(self) -> bool {
        self.busy.try_get_untracked().is_some()
    }

    /// It was answered, or is not sent after all.
    pub fn end(self) {
        self.busy.try_set(false);
    }

    /// A field is wrong: it is not sent, and the focus goes there.
    pub fn stop(self) {
        if !self.is_there() {
            return;
        }
        self.end();
        ui::focus_first_wrong();
    }

    /// Tells why the server refused: under the fields it names, or for the form as a whole. Where it asked to come later, the form
    /// waits for that.
    pub fn refuse(self, error: &api::Error, inputs: &[Input]) {
        if !self.is_there() {
            return;
        }
        self.end();
        if let Some(seconds) = error.retry_after_s {
            self.wait.try_set(Some(Wait {
                until: dom::steady_ms() + seconds.max(1) * 1_000,
                is_limit: error.status == 429,
            }));
            return;
        }
        let errors = error
            .problem
            .as_ref()
            .map_or(&[][..], |problem| &problem.errors);
        let rest = if errors.is_empty() {
            Some(error.message())
        } else {
            ui::refuse(errors, inputs).map(Words::own)
        };
        self.fault.try_set(rest);
    }
}
