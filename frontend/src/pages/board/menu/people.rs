//! Who was added to a board: with admins, all who see a private one, and the guests of an open one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use tutti_types::members::Member;
use tutti_types::permissions::Visibility;

use crate::api;
use crate::components::board::BoardCx;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::{board as text, people as people_text};
use crate::ui::{Avatar, Button, Dialog, Kind, List, Said, Toast, Toasts, Typed};

/// The dialog.
#[component]
pub fn BoardPeople(open: RwSignal<bool>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || view! { <People open/> })
}

/// Everybody in the workspace, each on the board or not.
#[component]
fn People(open: RwSignal<bool>) -> impl IntoView {
    let cx = BoardCx::here();
    let note = move || {
        let is_private = cx
            .space
            .board(cx.id)
            .is_some_and(|board| board.visibility == Visibility::Private);
        if is_private {
            text::PRIVATE_HINT
        } else {
            text::OPEN_HINT
        }
    };
    let people = move || {
        cx.space.members.with(|members| {
            let mut people: Vec<_> = members
                .iter()
                .filter(|m| !m.is_suspended())
                .cloned()
                .collect();
            people.sort_by_key(|member| member.name.to_lowercase());
            people
        })
    };
    view! {
        <Dialog open title=text::BOARD_PEOPLE>
            <div class="dialog-body">
                <p class="muted">
                    <Said words=note/>
                </p>
                <ul class="group">
                    <List each=people key=|member| member.user_id let:member>
                        <Person member/>
                    </List>
                </ul>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Primary press=move |()| open.set(false)>
                    {text::DONE}
                </Button>
            </div>
        </Dialog>
    }
}

#[component]
fn Person(member: Signal<Member>) -> impl IntoView {
    let cx = BoardCx::here();
    let id = member.with_untracked(|member| member.user_id);
    let name = move || member.with(|member| member.name.clone());
    let role = move || member.with(|member| member.role.map_or("", people_text::role));
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let is_on = Memo::new(move |_| {
        cx.space
            .board(cx.id)
            .is_some_and(|board| board.member_ids.contains(&id))
    });
    let toggle = move |event: web_sys::MouseEvent| {
        // The browser turns it at once; it shows what is so, which the stream tells.
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let was_on = is_on.get_untracked();
        spawn_local(async move {
            let answer = if was_on {
                api::boards::remove_member(cx.space.id, cx.id, id).await
            } else {
                api::boards::add_member(cx.space.id, cx.id, id).await
            };
            // What it is now comes by the stream; only a refusal is told here.
            let about = format!("board member {id}");
            match answer {
                Ok(()) => toasts.over(&about),
                Err(error) => {
                    let toast = Toast::error(text::NOT_CHANGED).text(error.message());
                    toasts.show(toast.about(about));
                }
            }
            busy.try_set(false);
        });
    };
    let label = move || format!("{} is on this board", name());
    view! {
        <li class="group-row">
            {move || view! { <Avatar id name=name() class="avatar avatar--md"/> }}
            <span class="person">
                <Typed text=name/>
                <Said class="faint text-xs" words=role/>
            </span>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                aria-label=label
                prop:checked=move || is_on.get()
                aria-busy=move || busy.get().then_some("true")
                on:click=toggle
            />
        </li>
    }
}
