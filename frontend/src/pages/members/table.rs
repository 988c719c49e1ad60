//! The table of members.

use leptos::prelude::*;
use tutti_types::Permission;
use tutti_types::members::Member;

use super::filter::{Filter, FilterBar};
use super::remove::RemoveDialog;
use super::row::Row;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Button, Empty, List};

/// The section with the table.
#[component]
pub fn Table(
    /// Opens the dialog that invites.
    inviting: RwSignal<bool>,
) -> impl IntoView {
    let space = Space::here();
    let filter = Filter::of_address();
    let removing = RwSignal::new(None::<Member>);
    let shown = Memo::new(move |_| {
        space.members.with(|members| {
            members
                .iter()
                .filter(|member| filter.shows(member))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let is_alone = move || space.members.with(|members| members.len() == 1);
    let may_invite = move || space.may(Permission::InvitationsManage);
    view! {
        <section class="section" aria-labelledby="members">
            <div class="section-head">
                <h2 class="section-title" id="members">
                    {t::TITLE}
                </h2>
                <span class="badge" translate="no">
                    {move || space.members.with(Vec::len)}
                </span>
                <FilterBar filter/>
            </div>
            <div class="group">
                <table class="table table--people">
                    <caption class="visually-hidden">{t::TITLE}</caption>
                    <Head/>
                    <tbody>
                        <List each=move || shown.get() key=|member| member.user_id let:member>
                            <Row member removing/>
                        </List>
                    </tbody>
                </table>
                <Show when=move || shown.with(Vec::is_empty)>
                    <Empty title=t::NOBODY_FOUND text=t::NOBODY_FOUND_TEXT>
                        <Button press=move |()| filter.clear()>{t::CLEAR}</Button>
                    </Empty>
                </Show>
                <Show when=move || is_alone() && may_invite()>
                    <Empty title=t::ONLY_YOU text=t::ONLY_YOU_TEXT>
                        <Button icon="user-plus" press=move |()| inviting.set(true)>
                            {t::INVITE}
                        </Button>
                    </Empty>
                </Show>
            </div>
            <RemoveDialog member=removing/>
        </section>
    }
}

#[component]
fn Head() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">{t::NAME}</th>
                <th scope="col" class="table-inset">
                    {t::ROLE}
                </th>
                <th scope="col" class="is-minor">
                    {t::JOINED}
                </th>
                <th>
                    <span class="visually-hidden">{t::ACTIONS}</span>
                </th>
            </tr>
        </thead>
    }
}
