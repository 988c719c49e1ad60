//! Who was added to a board: with admins, all who see a private one, and the guests of an open one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::permissions::Visibility;
use tutti_types::{Role, UserId};

use crate::api;
use crate::components::board::BoardCx;
use crate::text::board as text;
use crate::ui::{Avatar, Button, Dialog, Kind, Toast, Toasts};

/// The dialog: everybody in the workspace, each on the board or not.
#[component]
pub fn BoardPeople(open: RwSignal<bool>) -> impl IntoView {
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
            let mut people: Vec<_> = members.iter().filter(|m| !m.suspended).cloned().collect();
            people.sort_by_key(|member| member.name.to_lowercase());
            people
        })
    };
    view! {
        <Dialog open title=text::BOARD_PEOPLE.to_owned()>
            <div class="dialog-body">
                <p class="muted">{note}</p>
                <ul class="group">
                    <For each=people key=|member| (member.user_id, member.name.clone()) let:member>
                        <Person id=member.user_id name=member.name role=member.role/>
                    </For>
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
fn Person(id: UserId, name: String, role: Role) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let is_on = Memo::new(move |_| {
        cx.space
            .board(cx.id)
            .is_some_and(|board| board.member_ids.contains(&id))
    });
    let toggle = move |_| {
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
            if let Err(error) = answer {
                toasts.show(Toast::error(text::NOT_CHANGED).text(error.message()));
            }
            busy.try_set(false);
        });
    };
    let label = format!("{name} is on this board");
    view! {
        <li class="group-row">
            <Avatar id name=name.clone() class="avatar avatar--md"/>
            <span>
                {name} " " <span class="faint">{role.as_str()}</span>
            </span>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                aria-label=label
                prop:checked=move || is_on.get()
                aria-busy=move || busy.get().then_some("true")
                on:change=toggle
            />
        </li>
    }
}
