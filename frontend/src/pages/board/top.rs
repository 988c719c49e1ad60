//! The board's top bar: its name and menu, who is here, the connection, and a new task.

use leptos::prelude::*;
use tutti_types::{Permission, UserId};

use super::menu::BoardMenu;
use crate::components::badge::Badge;
use crate::components::board::{BoardCx, acts};
use crate::shell::TopBar;
use crate::text::{Words, board as text};
use crate::ui::{Avatar, Button, Kind};

/// More faces than these are a number.
const FACES: usize = 4;

#[component]
pub fn BoardTop() -> impl IntoView {
    let cx = BoardCx::here();
    let title = move || {
        let board = cx.space.board(cx.id);
        board.map(|b| Words::typed(&b.name)).unwrap_or_default()
    };
    view! {
        <TopBar title beside=ViewFn::from(|| view! { <BoardMenu/> })>
            <Here/>
            <Badge/>
            <Show when=move || cx.space.may(Permission::TasksCreate)>
                <Button
                    kind=Kind::Primary
                    class="board-new"
                    icon="plus"
                    press=move |()| acts::compose(cx, None)
                >
                    {text::NEW_TASK}
                </Button>
            </Show>
        </TopBar>
    }
}

/// Who looks at this board now.
#[component]
fn Here() -> impl IntoView {
    let cx = BoardCx::here();
    let space = cx.space;
    let people = Memo::new(move |_| {
        let me = space.me.with(|me| me.user_id);
        space.presence.with(|here| {
            let others = here
                .iter()
                .filter(|p| p.board_id == Some(cx.id) && p.user_id != me);
            others.map(|p| p.user_id).collect::<Vec<_>>()
        })
    });
    move || {
        let people = people.get();
        (!people.is_empty()).then(|| {
            let rest = people.len().saturating_sub(FACES);
            let name = |id: &UserId| space.name_of(Some(*id));
            let names = people
                .iter()
                .skip(FACES)
                .map(name)
                .collect::<Vec<_>>()
                .join(", ");
            let faces = people
                .into_iter()
                .take(FACES)
                .map(|id| view! { <Avatar id name=name(&id) named=true/> })
                .collect_view();
            let rest = (rest > 0).then(|| {
                view! {
                    <span
                        class="avatar avatar--more"
                        role="img"
                        translate="no"
                        aria-label=text::more_people(rest, &names)
                        data-tip=names.clone()
                    >
                        {format!("+{rest}")}
                    </span>
                }
            });
            view! {
                <span class="avatars" role="group" aria-label=text::HERE_NOW>
                    {faces}
                    {rest}
                </span>
            }
        })
    }
}
