//! Forms: the same rule in the field as in the server's handler, and what the server refuses under the field it means.

mod kept;

use leptos::prelude::*;
use tutti_types::FieldError;
use tutti_types::text::Invalid;
use wasm_bindgen::JsCast;

use kept::Keeping;
pub use kept::{Handed, Note, follow};

use crate::text::sentence;

/// One text of a form: what stands in it and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Input {
    /// The element's id.
    pub id: &'static str,
    /// The field of the request it fills.
    pub field: &'static str,
    /// What stands in it.
    pub value: RwSignal<String>,
    /// What is wrong with it, as a sentence.
    pub error: RwSignal<Option<String>>,
    /// Nobody is told of a fault while they first type; from then on at each key.
    told: StoredValue<bool>,
    /// Something stood in it from the start, so that an empty one is a fault.
    filled: StoredValue<bool>,
    /// What stands under it is the server's word, which only typing takes away.
    refused: StoredValue<bool>,
    /// Its writer is in it and has written: what stands in it is not replaced without a word.
    held: StoredValue<bool>,
    /// Where what is typed is kept until it is saved.
    kept: StoredValue<Option<Keeping>>,
    /// What there is to say of a text that was taken up again, or of what stands elsewhere by now.
    pub note: RwSignal<Option<Note>>,
    rule: fn(&str) -> Result<(), Wrong>,
}

/// What is wrong with a text.
pub struct Wrong {
    /// A sentence that can stand under the field.
    pub sentence: String,
    /// Whether it is told while somebody types. Most faults wait until they are done.
    pub is_urgent: bool,
}

impl Input {
    /// An empty input that obeys `rule`.
    #[must_use]
    pub fn new(id: &'static str, field: &'static str, rule: fn(&str) -> Result<(), Wrong>) -> Self {
        Self {
            id,
            field,
            value: RwSignal::new(String::new()),
            error: RwSignal::new(None),
            told: StoredValue::new(false),
            filled: StoredValue::new(false),
            refused: StoredValue::new(false),
            held: StoredValue::new(false),
            kept: StoredValue::new(None),
            note: RwSignal::new(None),
            rule,
        }
    }

    /// Takes what was typed.
    pub fn type_in(self, text: String) {
        self.keep(&text);
        self.held.try_set_value(true);
        self.value.try_set(text);
        self.refused.try_set_value(false);
        let is_urgent = self
            .value
            .try_with_untracked(|text| (self.rule)(text).is_err_and(|wrong| wrong.is_urgent));
        if is_urgent == Some(true) {
            self.told.try_set_value(true);
        }
        if self.told.try_get_value() == Some(true) {
            self.judge();
        }
    }

    /// The focus left it: says what is wrong, unless nothing was typed yet. It also leaves when the element goes, and then
    /// there is nothing left to say it of.
    pub fn leave(self) {
        // Where another window came to the front, this one comes back with the focus where it was.
        if document().has_focus() == Ok(true) {
            self.held.try_set_value(false);
        }
        let is_empty = self.value.try_with_untracked(|text| text.trim().is_empty());
        // A refusal that went with the focus would also take what lies below it from under the pointer.
        let is_refused = self.refused.try_get_value() == Some(true);
        let is_emptied = is_empty == Some(true) && self.filled.try_get_value() == Some(true);
        if (is_empty == Some(false) || is_emptied) && !is_refused {
            self.told.try_set_value(true);
            self.judge();
        }
    }

    /// Begins anew with `text`; what was typed is saved or given up.
    pub fn reset(self, text: &str) {
        self.kept.try_update_value(|keeping| {
            if let Some(keeping) = keeping {
                text.clone_into(&mut keeping.base);
                keeping.drafts.forget(keeping.location.place);
            }
        });
        self.note.try_set(None);
        self.value.try_set(text.to_owned());
        self.error.try_set(None);
        self.told.try_set_value(false);
        self.filled.try_set_value(!text.is_empty());
        self.refused.try_set_value(false);
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.value
            .try_with_untracked(String::is_empty)
            .unwrap_or(true)
    }

    /// What stands in it, parsed; or none, and the fault stands under the field.
    pub fn parse<T>(self, parse: fn(&str) -> Result<T, Invalid>) -> Option<T> {
        self.told.try_set_value(true);
        self.judge();
        let is_wrong = self.error.try_with_untracked(Option::is_some);
        if is_wrong != Some(false) {
            return None;
        }
        self.value
            .try_with_untracked(|text| parse(text).ok())
            .flatten()
    }

    /// Puts a sentence under the field until it is typed in again.
    pub fn refuse(self, message: &str) {
        self.told.try_set_value(true);
        self.refused.try_set_value(true);
        self.error.try_set(Some(sentence(message)));
    }

    fn judge(self) {
        let judged = self.value.try_with_untracked(|text| (self.rule)(text));
        let Some(judged) = judged else { return };
        let fault = judged.err().map(|wrong| wrong.sentence);
        if self.error.try_with_untracked(|shown| *shown != fault) == Some(true) {
            self.error.try_set(fault);
        }
    }
}

impl Wrong {
    /// A fault that can wait until somebody is done typing.
    pub fn new(sentence: &str) -> Self {
        Self {
            sentence: sentence.to_owned(),
            is_urgent: false,
        }
    }
}

impl From<Invalid> for Wrong {
    fn from(why: Invalid) -> Self {
        Self {
            sentence: sentence(why.message()),
            is_urgent: why.is_too_long(),
        }
    }
}

/// The rule of an input: `missing` where nothing was typed, else what `parse` says.
///
/// # Errors
/// A sentence that can stand under the field.
pub fn checked<T>(
    text: &str,
    missing: &str,
    parse: fn(&str) -> Result<T, Invalid>,
) -> Result<(), Wrong> {
    if text.trim().is_empty() {
        return Err(Wrong::new(missing));
    }
    parse(text).map(drop).map_err(Wrong::from)
}

/// Puts each refused field's sentence under it; what belongs to none of `inputs` is returned, for a banner.
pub fn refuse(errors: &[FieldError], inputs: &[Input]) -> Option<String> {
    let mut rest = None;
    for error in errors {
        match inputs.iter().find(|input| input.field == error.field) {
            Some(input) => input.refuse(&error.message),
            None => rest = Some(format!("{}: {}", error.field, error.message)),
        }
    }
    focus_first_wrong();
    rest
}

/// Moves the focus to the first field with a fault, once the faults are on the screen.
pub fn focus_first_wrong() {
    request_animation_frame(|| {
        let wrong = [
            "dialog[open] [aria-invalid=true]",
            "main [aria-invalid=true]",
        ]
        .into_iter()
        .find_map(|place| document().query_selector(place).ok().flatten());
        if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A field that cannot take the focus is seen all the same.
            let _ = field.focus();
        }
    });
}
