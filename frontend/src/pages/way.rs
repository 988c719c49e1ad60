//! The way to another page, whose program may be another one.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::handover;
use crate::ui::Toasts;

/// Whether a page is this program's, by context; absent where all are.
#[derive(Clone, Copy)]
pub struct Own(pub fn(&str) -> bool);

/// What leads to a page: within the program, or by loading it where it is none of the program's own.
pub fn use_way() -> impl Fn(&str, NavigateOptions) + Clone {
    let navigate = use_navigate();
    let toasts = Toasts::here();
    let own = use_context::<Own>();
    move |to: &str, options: NavigateOptions| match own {
        Some(Own(is_own)) if !is_own(to) => handover::leave(toasts, to, options.replace),
        _ => navigate(to, options),
    }
}
