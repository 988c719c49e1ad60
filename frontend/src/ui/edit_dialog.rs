//! A dialog whose form closes when it is sent. The outbox keeps the change; its answer does not come back here.

use leptos::prelude::*;

use super::{Button, Dialog, Input, Kind};
use crate::text::ui as t;

/// The dialog, with its buttons; the children are its fields.
#[component]
pub fn EditDialog(
    open: RwSignal<bool>,
    title: &'static str,
    /// What is given up by *Cancel*.
    name: Input,
    /// The word of the button that sends the form.
    send: &'static str,
    /// Sends it, and closes the dialog where nothing is wrong.
    save: impl Fn() + Copy + Send + Sync + 'static,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Dialog open title>
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <div class="dialog-body">{children.with_value(|children| children())}</div>
                <div class="dialog-foot">
                    <Button
                        kind=Kind::Quiet
                        press=move |()| {
                            name.discard();
                            open.set(false);
                        }
                    >
                        {t::CANCEL}
                    </Button>
                    <Button kind=Kind::Primary submit=true>
                        {send}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
