//! Who may make an account here, asked for before a form is shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::auth::SignUp;

use crate::api;

/// Who may; none until it is known. Where nobody answers, the form is shown and the server says it then.
pub fn who_may_sign_up() -> RwSignal<Option<SignUp>> {
    let mode = RwSignal::new(None);
    spawn_local(async move {
        let answer = api::auth::options().await;
        mode.try_set(Some(answer.map_or(SignUp::Open, |options| options.sign_up)));
    });
    mode
}
