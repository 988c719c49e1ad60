//! The table of invitations that wait.

mod actions;

use leptos::prelude::*;
use tutti_types::invitations::Invitation;

use self::actions::Actions;
use super::pending::Pending;
use crate::remote::Remote;
use crate::store::Space;
use crate::text::time::Ahead;
use crate::text::{Words, people as t};
use crate::ui::{List, Loaded, NoAvatar, Said, SkeletonRows, Typed, fill, time};

/// The section with the table.
#[component]
pub fn Invitations() -> impl IntoView {
    let list = expect_context::<Pending>().list;
    let count = move || {
        list.thing
            .with(|list| list.as_ref().map(Vec::len))
            .map(|count| view! { <span class="badge" translate="no">{count}</span> })
    };
    view! {
        <section class="section" aria-labelledby="pending">
            <div class="section-head">
                <h2 class="section-title" id="pending">
                    {t::PENDING}
                </h2>
                {count}
            </div>
            <Loaded
                of=list.shown()
                failed=t::PENDING_FAILED
                shape=|| view! { <SkeletonRows rows=2/> }
                empty=|| view! { <p class="section-note">{t::PENDING_NONE}</p> }
            >
                <Table list/>
            </Loaded>
        </section>
    }
}

#[component]
fn Table(list: Remote<Vec<Invitation>>) -> impl IntoView {
    let waiting = move || list.thing.get().unwrap_or_default();
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
                    <List each=waiting key=|invitation| (invitation.id, invitation.expires_at) let:invitation>
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
