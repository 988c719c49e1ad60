//! A board's name, colour, and who sees it.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_types::boards::UpdateBoard;
use tutti_types::permissions::Visibility;
use tutti_types::text::{BoardName, Color};

use crate::components::board::BoardCx;
use crate::text::shell as shell_text;
use crate::ui::{Button, Choice, Choices, Dialog, Input, Kind, Swatches, TextField, checked};

const COLORS: [&str; 8] = [
    "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
];

/// The dialog, filled anew each time it opens.
#[component]
pub fn EditBoard(open: RwSignal<bool>) -> impl IntoView {
    let cx = BoardCx::here();
    let name = Input::new("edit-board-name", "name", |text| {
        checked(text, shell_text::BOARD_NAME_MISSING, BoardName::parse)
    });
    let visibility = RwSignal::new(Visibility::Open);
    let color = RwSignal::new("blue");
    Effect::new(move |_| {
        let board = untrack(|| cx.space.board(cx.id));
        if let (true, Some(board)) = (open.get(), board) {
            name.reset(&board.name);
            visibility.set(board.visibility);
            let known = COLORS.into_iter().find(|known| *known == board.color);
            color.set(known.unwrap_or("blue"));
        }
    });
    let save = move || {
        let (Some(name), Some(board)) = (
            name.parse(BoardName::parse),
            untrack(|| cx.space.board(cx.id)),
        ) else {
            return;
        };
        let (visibility, color) = (visibility.get_untracked(), color.get_untracked());
        let patch = UpdateBoard {
            name: (name.as_str() != board.name).then_some(name),
            visibility: (visibility != board.visibility).then_some(visibility),
            color: Color::parse(color)
                .ok()
                .filter(|color| color.as_str() != board.color),
        };
        if patch.name.is_some() || patch.visibility.is_some() || patch.color.is_some() {
            cx.space.act(Intent::UpdateBoard {
                board: cx.id,
                patch,
            });
        }
        open.set(false);
    };
    view! {
        <Dialog open title="Edit board".to_owned()>
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <div class="dialog-body">
                    <TextField input=name label=shell_text::BOARD_NAME/>
                    <Choices legend=shell_text::BOARD_WHO>
                        <Choice
                            group="edit-visibility"
                            of=visibility
                            is=Visibility::Open
                            label=shell_text::BOARD_OPEN
                            hint=shell_text::BOARD_OPEN_HINT
                        />
                        <Choice
                            group="edit-visibility"
                            of=visibility
                            is=Visibility::Private
                            label=shell_text::BOARD_PRIVATE
                            hint=shell_text::BOARD_PRIVATE_HINT
                        />
                    </Choices>
                    <Swatches legend=shell_text::BOARD_COLOR color/>
                </div>
                <div class="dialog-foot">
                    <Button kind=Kind::Quiet press=move |()| open.set(false)>
                        {shell_text::CANCEL}
                    </Button>
                    <Button kind=Kind::Primary submit=true>
                        "Save"
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}
