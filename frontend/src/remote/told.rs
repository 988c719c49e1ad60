//! What did not come beside a list that is shown: a toast says so.

use leptos::prelude::*;

use super::Request;
use crate::effect::effect;
use crate::ui::{Toast, Toasts};

/// Says so each time somebody asked in vain, and takes it back once it came. `about` is what the toast is about, `title` what it says
/// above the reason.
pub fn tell_fault(request: Request, about: String, title: &'static str) {
    let toasts = Toasts::here();
    effect(move || match request.fault.get() {
        Some(fault) => {
            let toast = Toast::error(title).text(fault.message());
            toasts.show(toast.about(about.clone()));
        }
        None => toasts.over(&about),
    });
}
