//! One's own account: name, looks, and where one is signed in.

mod agent;
mod password;
mod profile;
mod sessions;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::password::Password;
use self::profile::Profile;
use self::sessions::Sessions;
use super::settings::SettingsFrame;
use crate::session::Session;
use crate::shell::Theme;
use crate::text::settings as t;
use crate::ui::Button;

/// The page `/w/:slug/account`.
#[component]
pub fn Account() -> impl IntoView {
    let session = Session::here();
    let sign_out = move |()| spawn_local(session.sign_out());
    let ended = RwSignal::new(0);
    view! {
        <SettingsFrame title=t::ACCOUNT>
            <Profile/>
            <Password changed=move |()| ended.update(|n| *n += 1)/>
            <Appearance/>
            <Sessions ended/>
            <section class="row">
                <Button icon="log-out" press=sign_out>
                    {t::SIGN_OUT_HERE}
                </Button>
            </section>
        </SettingsFrame>
    }
}

/// Light, dark, or as the system is.
#[component]
fn Appearance() -> impl IntoView {
    let theme = RwSignal::new(Theme::remembered());
    let choice = move |one: Theme| {
        let (label, icon) = match one {
            Theme::System => (t::THEME_SYSTEM, "monitor"),
            Theme::Light => (t::THEME_LIGHT, "sun"),
            Theme::Dark => (t::THEME_DARK, "moon"),
        };
        view! {
            <button
                type="button"
                aria-pressed=move || if theme.get() == one { "true" } else { "false" }
                on:click=move |_| {
                    one.choose();
                    theme.set(one);
                }
            >
                <crate::ui::Icon name=icon class="icon icon--sm"/>
                {label}
            </button>
        }
    };
    view! {
        <section class="section" aria-labelledby="appearance">
            <div class="section-head">
                <h2 class="section-title" id="appearance">
                    {t::APPEARANCE}
                </h2>
            </div>
            <div class="group">
                <div class="group-row">
                    <div>
                        <span class="field-label" id="theme">
                            {t::THEME}
                        </span>
                        <p class="field-hint">{t::THEME_HINT}</p>
                    </div>
                    <div class="segmented" role="group" aria-labelledby="theme">
                        {Theme::ALL.map(choice).into_iter().collect_view()}
                    </div>
                </div>
            </div>
        </section>
    }
}
