//! What one has typed in this browser and not saved.

use leptos::prelude::*;

use super::settings::SettingsFrame;
use crate::components::draft_list::DraftList;
use crate::drafts::Drafts as Kept;
use crate::store::Space;
use crate::text::drafts as t;
use crate::ui::Empty;

/// The page `/w/:slug/drafts`.
#[component]
pub fn Drafts() -> impl IntoView {
    let space = Space::here();
    let all = Kept::here();
    let drafts = Memo::new(move |_| space.unsaved(all));
    view! {
        <SettingsFrame title=t::DRAFTS>
            <section class="section" aria-labelledby="drafts">
                <div class="section-head">
                    <h2 class="section-title" id="drafts" tabindex="-1">
                        {t::DRAFTS}
                    </h2>
                </div>
                <p class="section-note">{t::DRAFTS_NOTE}</p>
                <Show
                    when=move || drafts.with(|drafts| !drafts.is_empty())
                    fallback=|| view! { <div class="group"><Empty title=t::NONE/></div> }
                >
                    <DraftList drafts open=true/>
                </Show>
            </section>
        </SettingsFrame>
    }
}
