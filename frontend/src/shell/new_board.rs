//! Making a board.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tutti_types::BoardId;
use tutti_types::boards::CreateBoard;
use tutti_types::permissions::Visibility;
use tutti_types::text::{BoardName, Color};

use super::Frame;
use crate::components::board_fields::BoardFields;
use crate::pages::Submit;
use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Button, COLORS, Dialog, FormError, Input, Kind, checked};
use crate::{api, dom};

/// The dialog for a new board; open it by [`Frame::new_board`].
#[component]
pub fn NewBoard() -> impl IntoView {
    let open = Frame::here().new_board;
    view! {
        <Dialog open title=t::NEW_BOARD>
            <Form open/>
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let space = Space::here();
    let navigate = use_navigate();
    let form = Submit::new();
    let name = Input::new("board-name", "name", |text| {
        checked(text, t::BOARD_NAME_MISSING, BoardName::parse)
    });
    let visibility = RwSignal::new(Visibility::Open);
    // Another one each time, so that the sidebar tells them apart.
    let boards = space.boards.with_untracked(Vec::len);
    let color = RwSignal::new(COLORS.get(boards % COLORS.len()).copied().unwrap_or("blue"));
    // The same id however often it is sent, so that a lost answer does not make two boards.
    let id = BoardId::new();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let Some(name_text) = name.parse(BoardName::parse) else {
            return form.stop();
        };
        let body = CreateBoard {
            id: Some(id),
            name: name_text,
            visibility: Some(visibility.get_untracked()),
            color: Color::parse(color.get_untracked()).ok(),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::boards::create(space.id, &body).await {
                Ok(board) => {
                    let slug = space.workspace.try_with_untracked(|ws| ws.slug.clone());
                    let Some(slug) = slug else { return };
                    let to = format!("/w/{slug}/b/{}", board.id);
                    space.take_board(board);
                    open.set(false);
                    navigate(&to, Default::default());
                    // The dialog gives the focus back to its button, and the page is there a frame later.
                    request_animation_frame(|| {
                        request_animation_frame(|| {
                            dom::focus("#main");
                        });
                    });
                }
                Err(error) => form.refuse(&error, &[name]),
            }
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <FormError text=form.fault/>
                <BoardFields name visibility color group="visibility"/>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet press=move |()| open.set(false)>
                    {t::CANCEL}
                </Button>
                <Button kind=Kind::Primary submit=true busy=form.busy>
                    {t::CREATE_BOARD}
                </Button>
            </div>
        </form>
    }
}
