//! Two people changed one text: both are shown, and one of them chooses.

use leptos::prelude::*;

use super::draft::Draft;
use crate::text::task as text;
use crate::ui::{Button, Icon};

/// The other text, under the field; nothing while there is none.
#[component]
pub fn ClashNote(draft: Draft) -> impl IntoView {
    move || {
        draft.clash().map(|clash| {
            let theirs = if clash.theirs.is_empty() {
                "(nothing)".to_owned()
            } else {
                clash.theirs
            };
            view! {
                <div class="clash" role="alert">
                    <p class="field-error">
                        <Icon name="circle-alert" class="icon icon--sm"/>
                        {text::CLASH}
                    </p>
                    <blockquote class="clash-text">{theirs}</blockquote>
                    <div class="row">
                        <Button class="btn--sm" press=move |()| draft.settle(true)>
                            {text::KEEP_MINE}
                        </Button>
                        <Button class="btn--sm" press=move |()| draft.settle(false)>
                            {text::USE_THEIRS}
                        </Button>
                    </div>
                </div>
            }
        })
    }
}

/// Why a text cannot be saved.
#[component]
pub fn DraftFault(draft: Draft) -> impl IntoView {
    move || {
        let fault = draft.fault.get();
        fault.map(|fault| view! { <p class="field-error" role="alert">{fault}</p> })
    }
}
