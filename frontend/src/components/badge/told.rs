//! The connection's state in words: politely once to those who do not see the badge, and as a banner where it matters.

use leptos::prelude::*;
use tutti_state::Badge;

use crate::dom;
use crate::effect::effect;
use crate::outbox::Outbox;
use crate::store::Space;
use crate::text::link as text;
use crate::ui::announce::say;
use crate::ui::{Banner, Button, Said, Toast, Toasts, Tone};

/// Says each change once, and after an absence how much was sent.
pub fn tell_changes(space: Space, toasts: Toasts) {
    let owed = StoredValue::new(0_usize);
    Effect::new(move |before: Option<Option<Badge>>| {
        let badge = space.badge.get();
        if let Some(Some(before)) = before
            && badge != Some(before)
        {
            say(text::explain(badge));
        }
        if badge == Some(Badge::Offline) {
            owed.update_value(|owed| *owed = (*owed).max(1));
        }
        badge
    });
    let most = StoredValue::new(0_usize);
    effect(move || {
        let waiting = space.waiting.get();
        let badge = space.badge.get();
        if owed.get_value() == 0 {
            return;
        }
        most.update_value(|most| *most = (*most).max(waiting));
        if waiting == 0 && badge.is_some_and(|badge| badge != Badge::Offline) {
            let sent = most.get_value();
            owed.set_value(0);
            most.set_value(0);
            toasts.show(Toast::success(text::back_online(sent)));
        }
    });
}

/// What to know while nothing goes through, and when there is a newer build.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let space = Space::here();
    let outbox = Outbox::here();
    let is_offline = Memo::new(move |_| space.badge.get() == Some(Badge::Offline));
    view! {
        {move || {
            is_offline
                .get()
                .then(|| {
                    view! {
                        <Banner tone=Tone::Danger icon="wifi-off">
                            <Said words=move || text::offline(space.waiting.get(), outbox.is_kept.get())/>
                            <Button class="btn--sm" press=move |()| space.reconnect()>
                                {text::TRY_NOW}
                            </Button>
                        </Banner>
                    }
                })
        }}
        {move || {
            space
                .new_build
                .get()
                .then(|| {
                    view! {
                        <Banner>
                            <span>{text::NEW_BUILD}</span>
                            <Button
                                class="btn--sm"
                                press=move |()| dom::reload()
                            >
                                {text::RELOAD}
                            </Button>
                        </Banner>
                    }
                })
        }}
    }
}
