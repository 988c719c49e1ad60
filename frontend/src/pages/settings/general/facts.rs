//! A workspace's name and address for those who may only read them.

use leptos::prelude::*;

use crate::pages::entry;
use crate::store::Space;
use crate::text::settings as t;
use crate::ui::Typed;

/// What stands there for those who may only read it.
#[component]
pub fn Facts() -> impl IntoView {
    let space = Space::here();
    view! {
        <section class="section" aria-labelledby="general">
            <div class="section-head">
                <h2 class="section-title" id="general">
                    {t::GENERAL}
                </h2>
                <span class="section-note">{t::READ_ONLY}</span>
            </div>
            <div class="group">
                <div class="group-row">
                    <span class="field-label">{t::NAME}</span>
                    <Typed text=move || space.workspace.with(|ws| ws.name.clone())/>
                </div>
                <div class="group-row">
                    <span class="field-label">{t::SLUG}</span>
                    <Typed
                        class="muted"
                        text=move || {
                            space.workspace.with(|ws| format!("{}/w/{}", entry::host(), ws.slug))
                        }
                    />
                </div>
                <div class="group-row">
                    <span class="field-label">{t::TASK_PREFIX}</span>
                    <code translate="no">
                        {move || space.workspace.with(|ws| ws.task_prefix.clone())}
                    </code>
                </div>
            </div>
        </section>
    }
}
