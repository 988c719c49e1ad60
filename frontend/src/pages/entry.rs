//! The frame of the screens before a workspace: the form at the left, a picture at the right where there is room.

mod art;
mod options;

use leptos::prelude::*;

use crate::effect::effect;
use crate::session::Session;
use crate::text::{Words, entry as t};
use crate::ui::{Banner, Button, Icon, Input, Kind, Mark, Said, Saying, Tone};
use crate::{dom, keys, storage};

pub use art::Notes;
pub use options::who_may_sign_up;

/// Who went on from signing up to signing in, or back, finds the address that they entered.
pub fn keep_address(email: Input) {
    let kept = Session::here().address;
    email.reset(&kept.get_value());
    effect(move || kept.set_value(email.value.get()));
}

/// A screen before a workspace. The children are the form, `art` is what stands beside it.
#[component]
pub fn Entry(
    /// Its heading.
    #[prop(into)]
    title: Saying,
    /// An icon above it, where there is nothing to fill in.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// A line under the heading.
    #[prop(optional, into)]
    lede: Option<Saying>,
    /// Whether the form is a wide one.
    #[prop(optional)]
    wide: bool,
    /// The picture; Tutti's own where absent.
    #[prop(optional, into)]
    art: Option<ViewFn>,
    /// Stands at the top right of the form.
    #[prop(optional, into)]
    corner: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    Session::here().arrived.set_value(true);
    let art = art.map_or_else(|| view! { <Notes/> }.into_any(), |art| art.run());
    let body = if wide {
        "entry-body entry-body--wide"
    } else {
        "entry-body"
    };
    Effect::new({
        let title = title.clone();
        move |_| document().set_title(&format!("{} · Tutti", title.plain()))
    });
    // The focus was on what is gone; the first field is what one came for. A phone would answer with its keyboard. And who was
    // typing when their session ended elsewhere types on, which is not meant for this field.
    Effect::new(|_| {
        request_animation_frame(|| {
            if dom::has_focus() {
                return;
            }
            let is_for_title = dom::is_phone() || keys::are_stray();
            if is_for_title || !dom::focus(".entry-fields input") {
                dom::focus(".entry-title");
            }
        });
    });
    view! {
        <main class="entry" id="main">
            <div class="entry-form">
                <header class="entry-head">
                    <span class="entry-brand">
                        <Mark/>
                        "Tutti"
                    </span>
                    {corner.map(|corner| corner.run())}
                </header>
                <div class=body>
                    {icon
                        .map(|name| {
                            view! {
                                <span class="entry-icon">
                                    <Icon name class="icon icon--lg"/>
                                </span>
                            }
                        })}
                    <div>
                        <h1 class="entry-title" tabindex="-1">
                            <Said words=title/>
                        </h1>
                        {lede.map(|lede| view! { <p class="page-lede"><Said words=lede/></p> })}
                    </div>
                    {children()}
                </div>
                <footer class="entry-foot">
                    <Account/>
                </footer>
            </div>
            {art}
        </main>
    }
}

/// The name of the server, as people know it.
pub fn host() -> String {
    window().location().host().unwrap_or_default()
}

/// The same as a line.
pub fn host_line() -> Words {
    Words::typed(&host())
}

/// Who is signed in, and the way out, where somebody is.
#[component]
fn Account() -> impl IntoView {
    let session = crate::session::Session::here();
    let sign_out = move |()| leptos::task::spawn_local(session.sign_out());
    move || {
        session.user.get().map(|user| {
            view! {
                <Said words=t::signed_in_as(&user.email)/>
                <Button kind=Kind::Quiet class="btn--sm" press=sign_out>
                    {t::SIGN_OUT}
                </Button>
            }
        })
    }
}

/// What this browser forbids that one would miss.
#[component]
pub fn Blocked() -> impl IntoView {
    let missing = match (storage::has_cookies(), storage::works()) {
        (false, _) => Some(t::COOKIES_BLOCKED),
        (true, false) => Some(t::STORAGE_BLOCKED),
        (true, true) => None,
    };
    missing.map(|missing| {
        view! {
            <Banner tone=Tone::Warning>
                <span>{missing}</span>
            </Banner>
        }
    })
}
