//! What can be done with an invitation that waits.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::invitations::Invitation;

use crate::api;
use crate::pages::members::pending::Pending;
use crate::store::Space;
use crate::text::{Words, people as t};
use crate::ui::{Button, Kind, Toast, Toasts, copy, copy_and_say};

/// Its link, as far as it is known here, and taking it back.
#[component]
pub fn Actions(invitation: Invitation) -> impl IntoView {
    let pending = expect_context::<Pending>();
    let space = Space::here();
    let toasts = Toasts::here();
    let (id, email) = (invitation.id, invitation.email);
    let busy = RwSignal::new(false);

    let renew = move |()| {
        busy.set(true);
        let about = format!("invitation {id}");
        spawn_local(async move {
            match api::invitations::resend(space.id, id).await {
                Ok(made) => {
                    let said = if copy(&made.link).await {
                        Toast::success(t::LINK_RENEWED).text(t::LINK_RENEWED_TEXT)
                    } else {
                        // It is shown where it cannot be copied, or it would be lost.
                        Toast::error(t::LINK_RENEWED_TEXT).text(Words::typed(&made.link))
                    };
                    pending.take(made);
                    toasts.show(said.about(about));
                }
                Err(error) => toasts.show(Toast::error(error.message()).about(about)),
            }
            busy.set(false);
        });
    };
    let copy_link = move |link: String| {
        copy_and_say(toasts, link, t::LINK_COPIED);
    };
    let revoke = move |()| {
        pending.drop_one(id);
        let about = format!("invitation {id}");
        spawn_local(async move {
            match api::invitations::revoke(space.id, id).await {
                Ok(()) => toasts.show(Toast::new(t::REVOKED).about(about)),
                Err(error) => {
                    pending.list.request.load();
                    toasts.show(Toast::error(error.message()).about(about));
                }
            }
        });
    };
    let (link_name, new_name) = (
        t::link_for(t::COPY_LINK, &email),
        t::link_for(t::NEW_LINK, &email),
    );
    let way = move || match pending.link(id) {
        Some(link) => view! {
            <Button
                kind=Kind::Quiet
                class="btn--sm"
                press=move |()| copy_link(link.clone())
                attr:aria-label=link_name.clone()
            >
                {t::COPY_LINK}
            </Button>
        }
        .into_any(),
        None => view! {
            <Button
                kind=Kind::Quiet
                class="btn--sm"
                busy
                press=renew
                attr:aria-label=new_name.clone()
            >
                {t::NEW_LINK}
            </Button>
        }
        .into_any(),
    };
    view! {
        {way}
        <Button
            kind=Kind::DangerQuiet
            class="btn--sm"
            press=revoke
            attr:aria-label=t::revoke_of(&email)
        >
            {t::REVOKE}
        </Button>
    }
}
