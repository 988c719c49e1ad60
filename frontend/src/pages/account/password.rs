//! Changing one's password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::me::ChangePassword;
use tutti_types::text::NewPassword;

use crate::api;
use crate::pages::{FormFault, Submit};
use crate::session::Session;
use crate::text::{entry as entry_text, settings as t};
use crate::ui::{Button, Dialog, Input, Kind, PasswordField, Toast, Toasts, Wrong, checked, meter};

/// The section with the button, and its dialog.
#[component]
pub fn Password(
    /// It was changed, so that all other sessions have ended.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section class="section" aria-labelledby="password">
            <div class="section-head">
                <h2 class="section-title" id="password">
                    {t::SIGNING_IN}
                </h2>
            </div>
            <div class="group">
                <div class="group-row">
                    <div>
                        <h3 class="field-label">{t::PASSWORD}</h3>
                        <p class="field-hint">{t::PASSWORD_HINT}</p>
                    </div>
                    <Button press=move |()| open.set(true) attr:aria-label=t::PASSWORD_CHANGE>
                        {t::CHANGE}
                    </Button>
                </div>
            </div>
            <Dialog open title=t::PASSWORD_CHANGE>
                <Form open changed/>
            </Dialog>
        </section>
    }
}

#[component]
fn Form(open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let toasts = Toasts::here();
    let is_forgotten = RwSignal::new(false);
    let form = Submit::new();
    // An old password need not keep the rule of new ones.
    let current = Input::new("current-password", "current_password", |text| {
        if text.is_empty() {
            Err(Wrong::new(t::PASSWORD_CURRENT_MISSING))
        } else {
            Ok(())
        }
    });
    let new = Input::new("new-password", "new_password", |text| {
        checked(text, entry_text::NEW_PASSWORD_MISSING, NewPassword::parse)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let parsed = (
            current.parse(|text| Ok(text.to_owned())),
            new.parse(NewPassword::parse),
        );
        let (Some(current_password), Some(new_password)) = parsed else {
            return form.stop();
        };
        spawn_local(async move {
            let body = ChangePassword {
                current_password,
                new_password,
            };
            match api::me::change_password(&body).await {
                Ok(()) => {
                    form.end();
                    open.try_set(false);
                    toasts.show(Toast::success(t::PASSWORD_CHANGED).text(t::PASSWORD_CHANGED_TEXT));
                    changed.run(());
                }
                Err(error) => form.refuse(&error, &[current, new]),
            }
        });
    };
    // What a password manager files the new password under.
    let user = Session::here().user;
    let email = move || user.with(|user| user.as_ref().map(|user| user.email.clone()));
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <FormFault form/>
                <input type="text" autocomplete="username" prop:value=email hidden/>
                <PasswordField
                    input=current
                    label=t::PASSWORD_CURRENT
                    autocomplete="current-password"
                />
                <PasswordField
                    input=new
                    label=t::PASSWORD_NEW
                    autocomplete="new-password"
                    hint=entry_text::PASSWORD_HINT
                    meter
                />
                <p class="field-hint">{t::PASSWORD_ENDS}</p>
                <Show when=move || is_forgotten.get()>
                    <p class="field-hint" role="status">
                        {entry_text::FORGOTTEN_TEXT}
                        " "
                        <code>{entry_text::RESET_COMMAND}</code>
                    </p>
                </Show>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet class="is-start" press=move |()| is_forgotten.set(true)>
                    {t::PASSWORD_FORGOTTEN}
                </Button>
                <Button kind=Kind::Quiet press=move |()| open.set(false)>
                    {t::CANCEL}
                </Button>
                <Button kind=Kind::Primary submit=true busy=form.busy>
                    {t::PASSWORD_CHANGE}
                </Button>
            </div>
        </form>
    }
}
