//! Where one is signed in, and signing out there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::auth::Session as SignedIn;

use super::agent;
use crate::api;
use crate::effect::effect;
use crate::latest::Latest;
use crate::text::{Words, settings as t};
use crate::ui::{Ago, Art, Button, Empty, Kind, List, Loading, SkeletonRows, Toast, Toasts, time};

/// The list; it loads when it is shown, and again after signing out somewhere.
#[component]
pub fn Sessions(
    /// Rises when sessions ended otherwise.
    #[prop(into)]
    ended: Signal<u32>,
) -> impl IntoView {
    let list = RwSignal::new(None::<Result<Vec<SignedIn>, Words>>);
    let latest = Latest::new();
    let load = move || {
        let asked = latest.ask();
        spawn_local(async move {
            let answer = api::me::sessions().await;
            if asked.is_last() {
                list.set(Some(answer.map_err(|error| error.message())));
            }
        });
    };
    let again = move |()| {
        list.set(None);
        load();
    };
    effect(move || {
        ended.track();
        load();
    });
    // What stands there, so that the table is made once and only its rows change.
    let shape = Memo::new(move |_| {
        let shape = |list: &Option<Result<Vec<_>, Words>>| {
            let list = list.as_ref()?;
            Some(list.as_ref().map(drop).map_err(Words::clone))
        };
        list.with(shape)
    });
    view! {
        <section class="section" aria-labelledby="sessions">
            <div class="section-head">
                <h2 class="section-title" id="sessions">
                    {t::SESSIONS}
                </h2>
                <EndOthers list load=load/>
            </div>
            {move || match shape.get() {
                None => {
                    view! {
                        <Loading retry=again>
                            <SkeletonRows rows=2/>
                        </Loading>
                    }
                        .into_any()
                }
                Some(Err(why)) => {
                    view! {
                        <div class="group">
                            <Empty art=Art::Pulse title=t::SESSIONS_FAILED text=why>
                                <Button icon="rotate-cw" press=again>
                                    {t::TRY_AGAIN}
                                </Button>
                            </Empty>
                        </div>
                    }
                        .into_any()
                }
                Some(Ok(())) => view! { <Table list/> }.into_any(),
            }}
        </section>
    }
}

/// Signs out everywhere but here, where that is more than one row's button does.
#[component]
fn EndOthers(list: Listed, load: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let are_several = Memo::new(move |_| {
        list.with(|list| {
            let Some(Ok(sessions)) = list else {
                return false;
            };
            sessions.iter().filter(|one| !one.current).count() > 1
        })
    });
    let press = move |()| {
        busy.set(true);
        spawn_local(async move {
            let ended = api::me::end_other_sessions().await;
            busy.try_set(false);
            toasts.show(match ended {
                Ok(()) => Toast::new(t::SESSIONS_ENDED),
                Err(error) => Toast::error(error.message()),
            });
            load();
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

type Listed = RwSignal<Option<Result<Vec<SignedIn>, Words>>>;

#[component]
fn Table(list: Listed) -> impl IntoView {
    let sessions = move || list.get().and_then(Result::ok).unwrap_or_default();
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
        spawn_local(async move {
            match api::me::end_session(id).await {
                Ok(()) => {
                    list.update(|list| {
                        if let Some(Ok(sessions)) = list {
                            sessions.retain(|one| one.id != id);
                        }
                    });
                    toasts.show(Toast::new(t::SESSION_ENDED));
                }
                Err(error) => {
                    busy.set(false);
                    toasts.show(Toast::error(error.message()));
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
