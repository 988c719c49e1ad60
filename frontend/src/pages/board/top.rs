//! The board's top bar: its name and menu, who is here, the connection, and a new task.

use leptos::prelude::*;
use tutti_types::Permission;

use super::menu::BoardMenu;
use crate::components::badge::Badge;
use crate::components::board::{BoardCx, Opener};
use crate::shell::TopBar;
use crate::text::{Words, board as text};
use crate::ui::{Button, Faces, Kind};

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
                    press=move |()| cx.compose_in(untrack(|| cx.column_for_new(None)), Opener::Top)
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
    let people = space.others_who(move |one| one.board_id == Some(cx.id));
    move || {
        let people = people.get();
        (!people.is_empty()).then(|| {
            let people = space.named(people);
            view! {
                <span class="avatars" role="group" aria-label=text::HERE_NOW>
                    <Faces people at_most=FACES/>
                </span>
            }
        })
    }
}
