//! Sending a form: once at a time, and what the server refuses goes under the field it means.

use leptos::prelude::*;

use crate::api;
use crate::ui::{self, Input};

/// Whether a form is being sent, and why it was refused as a whole.
#[derive(Clone, Copy)]
pub struct Submit {
    /// It is on its way.
    pub busy: RwSignal<bool>,
    /// Why it was refused, where no field is to blame.
    pub fault: RwSignal<Option<String>>,
}

impl Submit {
    /// Nothing was sent yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            fault: RwSignal::new(None),
        }
    }

    /// Begins to send; false where the last one still is on its way.
    pub fn begin(self) -> bool {
        if self.busy.try_get_untracked() != Some(false) {
            return false;
        }
        self.busy.try_set(true);
        self.fault.try_set(None);
        true
    }

    /// It was answered, or is not sent after all.
    pub fn end(self) {
        self.busy.try_set(false);
    }

    /// A field is wrong: it is not sent, and the focus goes there.
    pub fn stop(self) {
        self.end();
        ui::focus_first_wrong();
    }

    /// Tells why the server refused: under the fields it names, or for the form as a whole.
    pub fn refuse(self, error: &api::Error, inputs: &[Input]) {
        self.end();
        let errors = error
            .problem
            .as_ref()
            .map_or(&[][..], |problem| &problem.errors);
        let rest = if errors.is_empty() {
            Some(error.message())
        } else {
            ui::refuse(errors, inputs)
        };
        self.fault.try_set(rest);
    }
}
