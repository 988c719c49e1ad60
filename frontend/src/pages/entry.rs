//! The frame of the screens before a workspace: the form at the left, a picture at the right where there is room.

mod art;

use leptos::prelude::*;

use crate::dom;
use crate::text::entry as t;
use crate::ui::{Button, Kind, Mark};

pub use art::Notes;

/// A screen before a workspace. The children are the form, `art` is what stands beside it.
#[component]
pub fn Entry(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line under the heading.
    #[prop(optional, into)]
    lede: MaybeProp<String>,
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
    let art = art.map_or_else(|| view! { <Notes/> }.into_any(), |art| art.run());
    let body = if wide {
        "entry-body entry-body--wide"
    } else {
        "entry-body"
    };
    Effect::new(move |_| document().set_title(&format!("{} · Tutti", title.get())));
    // The focus was on what is gone; the first field is what one came for. A phone would answer with its keyboard.
    Effect::new(|_| {
        request_animation_frame(|| {
            if !dom::has_focus() && (dom::is_phone() || !dom::focus(".entry-fields input")) {
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
                    <div>
                        <h1 class="entry-title" tabindex="-1">{move || title.get()}</h1>
                        {move || lede.get().map(|lede| view! { <p class="page-lede">{lede}</p> })}
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

/// Who is signed in, and the way out, where somebody is.
#[component]
fn Account() -> impl IntoView {
    let session = crate::session::Session::here();
    let sign_out = move |()| leptos::task::spawn_local(session.sign_out());
    move || {
        session.user.get().map(|user| {
            view! {
                <span>{t::signed_in_as(&user.email)}</span>
                <Button kind=Kind::Quiet class="btn--sm" press=sign_out>
                    {t::SIGN_OUT}
                </Button>
            }
        })
    }
}
