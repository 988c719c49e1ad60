//! Where one is signed in, and signing out there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::auth::Session as SignedIn;

use super::agent;
use crate::api;
use crate::remote::Remote;
use crate::text::settings as t;
use crate::ui::{Ago, Button, Kind, List, Loaded, SkeletonRows, Toast, Toasts, time};

/// Where one is signed in.
type Listed = Remote<Vec<SignedIn>>;

/// The list; it loads when it is shown, and again after signing out somewhere.
#[component]
pub fn Sessions(
    /// Rises when sessions ended otherwise.
    #[prop(into)]
    ended: Signal<u32>,
) -> impl IntoView {
    let list = Remote::new(api::me::sessions);
    Effect::watch(
        move || ended.get(),
        move |_, _, _| list.request.load(),
        false,
    );
    view! {
        <section class="section" aria-labelledby="sessions">
            <div class="section-head">
                <h2 class="section-title" id="sessions">
                    {t::SESSIONS}
                </h2>
                <EndOthers list/>
            </div>
            <Loaded
                of=list.shown()
                failed=t::SESSIONS_FAILED
                shape=|| view! { <SkeletonRows rows=2/> }
            >
                <Table list/>
            </Loaded>
        </section>
    }
}

/// Signs out everywhere but here, where that is more than one row's button does.
#[component]
fn EndOthers(list: Listed) -> impl IntoView {
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let are_several = Memo::new(move |_| {
        list.thing.with(|list| {
            let others = list.iter().flatten().filter(|one| !one.current);
            others.count() > 1
        })
    });
    let press = move |()| {
        busy.set(true);
        spawn_local(async move {
            let ended = api::me::end_other_sessions().await;
            busy.try_set(false);
            let toast = match ended {
                Ok(()) => Toast::new(t::SESSIONS_ENDED),
                Err(error) => Toast::error(error.message()),
            };
            toasts.show(toast.about("sessions"));
            list.request.load();
        });
    };
    move || {
        are_several.get().then(|| {
            view! {
                <Button kind=Kind::DangerQuiet class="btn--sm" busy press>
                    {t::SESSIONS_END}
                </Button>
            }
        })
    }
}

#[component]
fn Table(list: Listed) -> impl IntoView {
    let sessions = move || list.thing.get().unwrap_or_default();
    view! {
        <div class="group">
            <table class="table table--tall">
                <caption class="visually-hidden">{t::SESSIONS}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::SESSION_BROWSER}</th>
                        <th scope="col" class="is-minor">
                            {t::SESSION_ADDRESS}
                        </th>
                        <th scope="col">{t::SESSION_SEEN}</th>
                        <th>
                            <span class="visually-hidden">{t::ACTIONS}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <List each=sessions key=|session| session.id let:session>
                        <Row session=session.get_untracked() list/>
                    </List>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(session: SignedIn, list: Listed) -> impl IntoView {
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let id = session.id;
    let browser = agent::short(&session.user_agent);
    let end = move |()| {
        busy.set(true);
        let about = format!("session {id}");
        spawn_local(async move {
            match api::me::end_session(id).await {
                Ok(()) => {
                    list.change(|sessions| sessions.retain(|one| one.id != id));
                    toasts.show(Toast::new(t::SESSION_ENDED).about(about));
                }
                Err(error) => {
                    busy.set(false);
                    toasts.show(Toast::error(error.message()).about(about));
                }
            }
        });
    };
    let name = t::end_session(&browser);
    let way_out = if session.current {
        view! { <span class="badge badge--success">{t::SESSION_HERE}</span> }.into_any()
    } else {
        view! {
            <Button kind=Kind::DangerQuiet class="btn--sm" busy press=end attr:aria-label=name>
                {t::SESSION_END}
            </Button>
        }
        .into_any()
    };
    view! {
        <tr>
            <td title=session.user_agent>
                <b translate="no">{browser}</b>
            </td>
            <td class="muted is-minor num">{session.ip}</td>
            <td class="muted">
                <Ago at=session.last_seen_at say=time::since/>
            </td>
            <td class="table-end">{way_out}</td>
        </tr>
    }
}
