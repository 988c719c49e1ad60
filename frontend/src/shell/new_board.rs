//! Making a board.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use leptos_router::hooks::use_navigate;
use tutti_types::boards::{Board, CreateBoard, UpdateBoard};
use tutti_types::permissions::Visibility;
use tutti_types::text::{BoardName, Color};
use tutti_types::{BoardId, ErrorCode, WorkspaceId};

use super::Frame;
use crate::components::board_fields::BoardFields;
use crate::drafts::Place;
use crate::pages::{Creation, FormFault, Submit};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Button, COLORS, Dialog, Input, Kind, checked};
use crate::{api, dom};

/// The dialog for a new board; open it by [`Frame::new_board`].
#[component]
pub fn NewBoard() -> impl IntoView {
    let open = Frame::here().new_board;
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || {
        view! {
            <Dialog open title=t::NEW_BOARD>
                <Form open/>
            </Dialog>
        }
    })
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
    let color = RwSignal::new(COLORS.get(boards % COLORS.len()).copied());
    // The same id until it is answered, so that a lost answer does not make two boards.
    let creation = Creation::<CreateBoard>::of(&format!("board.{}", space.id));
    let unanswered = creation.unanswered();
    let id = unanswered.as_ref().and_then(|sent| sent.id);
    let id = id.unwrap_or_else(BoardId::new);
    let sent_name = unanswered.as_ref().map_or("", |sent| sent.name.as_str());
    name.open(space.location(Place::NewBoard(space.id)), sent_name);
    if let Some(sent) = unanswered {
        visibility.set(sent.visibility.unwrap_or(Visibility::Open));
        let known = sent
            .color
            .and_then(|sent| COLORS.into_iter().find(|one| *one == sent.as_str()));
        color.set(known);
    }

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
            color: color.get_untracked().and_then(|c| Color::parse(c).ok()),
        };
        let navigate = navigate.clone();
        let sent = creation.send(&body);
        let handed = name.handed();
        spawn_local(async move {
            match create(space.id, id, &body).await {
                Ok(board) => {
                    sent.end();
                    handed.saved();
                    let slug = space.workspace.try_with_untracked(|ws| ws.slug.clone());
                    let Some(slug) = slug else { return };
                    let to = format!("/w/{slug}/b/{}", board.id);
                    space.apply_board(board);
                    // Whoever closed the dialog meanwhile went on with something else.
                    if !form.is_there() {
                        return;
                    }
                    name.saved();
                    open.set(false);
                    navigate(&to, Default::default());
                    // The dialog gives the focus back to its button, and the page is there a frame later.
                    request_animation_frame(|| {
                        request_animation_frame(|| {
                            dom::focus("#main");
                        });
                    });
                }
                Err(error) => {
                    sent.refused(&error);
                    form.refuse(&error, &[name]);
                }
            }
        });
    };
    let cancel = move |()| {
        creation.end();
        name.discard();
        open.set(false);
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <FormFault form/>
                <BoardFields name visibility color group="visibility"/>
            </div>
            <div class="dialog-foot">
                <Button kind=Kind::Quiet press=cancel>
                    {t::CANCEL}
                </Button>
                <Button kind=Kind::Primary submit=true busy=form.busy>
                    {t::CREATE_BOARD}
                </Button>
            </div>
        </form>
    }
}

/// Makes it. Where an earlier answer was lost and something was changed since, the board is there under this id and is changed.
async fn create(ws: WorkspaceId, id: BoardId, body: &CreateBoard) -> Result<Board, api::Error> {
    match api::boards::create(ws, body).await {
        Err(error) if error.is(ErrorCode::IdTaken) => {
            let changed = UpdateBoard {
                name: Some(body.name.clone()),
                visibility: body.visibility,
                color: body.color.clone(),
            };
            api::boards::update(ws, id, &changed).await
        }
        answer => answer,
    }
}
