//! The table of invitations that wait.

mod actions;

use leptos::prelude::*;
use tutti_types::invitations::Invitation;

use self::actions::Actions;
use super::pending::Pending;
use crate::store::Space;
use crate::text::time::Ahead;
use crate::text::{Words, people as t};
use crate::ui::{
    Art, Button, Empty, List, Loading, NoAvatar, Said, SkeletonRows, Typed, fill, time,
};

/// The section with the table.
#[component]
pub fn Invitations() -> impl IntoView {
    let pending = expect_context::<Pending>();
    let again = move |()| {
        pending.list.set(None);
        pending.reload();
    };
    let count = move || {
        pending
            .list
            .with(|list| list.as_ref()?.as_ref().ok().map(Vec::len))
            .map(|count| view! { <span class="badge" translate="no">{count}</span> })
    };
    let waiting = Memo::new(move |_| {
        let list = pending.list.get();
        list.and_then(Result::ok).unwrap_or_default()
    });
    // What stands there, so that the table is made once and only its rows change.
    let shape = Memo::new(move |_| {
        let shape = |list: &Option<Result<Vec<_>, Words>>| {
            let list = list.as_ref()?;
            Some(list.as_ref().map(Vec::is_empty).map_err(Words::clone))
        };
        pending.list.with(shape)
    });
    let content = move || match shape.get() {
        None => view! {
            <Loading retry=again>
                <SkeletonRows rows=2/>
            </Loading>
        }
        .into_any(),
        Some(Err(why)) => view! {
            <div class="group">
                <Empty art=Art::Pulse title=t::PENDING_FAILED text=why>
                    <Button icon="rotate-cw" press=again>
                        {t::TRY_AGAIN}
                    </Button>
                </Empty>
            </div>
        }
        .into_any(),
        Some(Ok(true)) => view! { <p class="section-note">{t::PENDING_NONE}</p> }.into_any(),
        Some(Ok(false)) => view! { <Table waiting/> }.into_any(),
    };
    view! {
        <section class="section" aria-labelledby="pending">
            <div class="section-head">
                <h2 class="section-title" id="pending">
                    {t::PENDING}
                </h2>
                {count}
            </div>
            {content}
        </section>
    }
}

#[component]
fn Table(waiting: Memo<Vec<Invitation>>) -> impl IntoView {
    view! {
        <div class="group">
            <table class="table table--waiting">
                <caption class="visually-hidden">{t::PENDING}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::EMAIL}</th>
                        <th scope="col" class="is-minor">
                            {t::ROLE}
                        </th>
                        <th scope="col" class="is-minor">
                            {t::INVITED_BY}
                        </th>
                        <th scope="col" class="is-minor">
                            {t::EXPIRES}
                        </th>
                        <th>
                            <span class="visually-hidden">{t::ACTIONS}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <List each=move || waiting.get() key=|invitation| (invitation.id, invitation.expires_at) let:invitation>
                        <Row invitation=invitation.get_untracked()/>
                    </List>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(invitation: Invitation) -> impl IntoView {
    let space = Space::here();
    let by = invitation.invited_by;
    let expires_at = invitation.expires_at;
    let expires = move || {
        let now = time::now();
        let text = time::until(expires_at, now);
        let class = match time::ahead(expires_at, now) {
            Ahead::Today => "badge badge--warning",
            Ahead::Past => "badge badge--danger",
            Ahead::Tomorrow | Ahead::Days(_) => "muted",
        };
        view! {
            <span class=class title=time::full(expires_at) use:fill=Words::own(text)></span>
        }
    };
    view! {
        <tr>
            <td>
                <span class="cell cell--person">
                    <NoAvatar class="avatar avatar--md avatar--none" icon="mail"/>
                    <span class="person">
                        <Typed text=invitation.email.clone()/>
                        <Said
                            class="person-more faint text-xs"
                            words=move || {
                                t::role_until(invitation.role, &time::until(expires_at, time::now()))
                            }
                        />
                    </span>
                </span>
            </td>
            <td class="muted is-minor">{t::role(invitation.role)}</td>
            <td class="muted is-minor">
                <Typed text=move || space.name_of(by)/>
            </td>
            <td class="is-minor">{expires}</td>
            <td class="table-end">
                <Actions invitation/>
            </td>
        </tr>
    }
}
