//! A board that is not there: in the trash, taken away while it was open, or never one's own.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_state::boards::{self, BoardDelete, BoardRestore};
use tutti_types::boards::Board;
use tutti_types::permissions::may_delete_board;
use tutti_types::{BoardId, Timestamp, UserId};

use crate::components::badge::Badge;
use crate::components::draft_list::LeftDrafts;
use crate::drafts::Kept;
use crate::remote::Remote;
use crate::shell::TopBar;
use crate::store::Space;
use crate::text::{Words, home, shell as t, task as task_text};
use crate::ui::{Art, Button, Empty, Kind, Said, time};
use crate::{api, dom};

/// What stands in place of the board; `seen` is how it was last seen here.
#[component]
pub fn NoBoard(id: Option<BoardId>, seen: Option<Board>) -> impl IntoView {
    let space = Space::here();
    let looked_for = id.filter(|_| seen.is_none() && may(space, true));
    let found = looked_for.map(|id| Remote::new(move || in_trash(space, id)).thing);
    let known = Memo::new(move |_| seen.clone().or_else(|| found?.get().flatten()));
    let title = move || {
        known.with(|known| {
            let name = known.as_ref().map(|board| Words::typed(&board.name));
            name.unwrap_or_else(|| t::NOT_FOUND.into())
        })
    };
    // What had the focus may have gone with the board.
    request_animation_frame(|| {
        if !dom::has_focus() {
            dom::focus("#main");
        }
    });
    view! {
        <main class="sheet" id="main" tabindex="-1">
            <TopBar title>
                <Badge/>
            </TopBar>
            <div class="scroll">
            {move || match known.get() {
                Some(board) => view! { <Lost board/> }.into_any(),
                None => view! { <NotHere/> }.into_any(),
            }}
                <LeftDrafts of=move |kept: &Kept| is_out_of_reach(kept, space)/>
            </div>
        </main>
    }
}

/// A board of the trash that one may restore.
async fn in_trash(space: Space, id: BoardId) -> Result<Option<Board>, api::Error> {
    let mut cursor = None;
    loop {
        let page = api::boards::deleted(space.id, cursor).await?;
        let found = page.items.into_iter().find(|board| board.id == id);
        if found.is_some() || page.next_cursor.is_none() {
            return Ok(found);
        }
        cursor = page.next_cursor;
    }
}

/// Whether one may take a board out of the trash, `created` telling whether one made it.
fn may(space: Space, created: bool) -> bool {
    may_delete_board(untrack(|| space.rights()), created)
}

/// Who put the board in the trash and when, as far as it is known: from the trash's list, or told since.
fn deletion(space: Space, board: &Board) -> Option<(Option<UserId>, Timestamp)> {
    // It is told of by its event, and before that by what is about to be sent.
    space.boards.track();
    let mine = || {
        let found = space.read(|s| {
            let deletes = |intent: &boards::Intent| matches!(intent, boards::Intent::BoardDelete(BoardDelete { board: id }) if *id == board.id);
            let mut pending = s.pending_on_boards();
            let (_, at) = pending.find(|(intent, _)| deletes(intent))?;
            Some((Some(s.me().user_id), at))
        });
        found.flatten()
    };
    let listed = || board.deleted_at.map(|at| (board.deleted_by, at));
    let told = space.told_trashed(board.id);
    told.or_else(mine).or_else(listed)
}

/// *Deleted by Nora, 5 min ago*
fn told(space: Space, (by, at): (Option<UserId>, Timestamp)) -> Words {
    let who = by.map(|by| space.name_of(Some(by)));
    let when = time::since(at, time::now());
    task_text::deleted(who.as_deref(), Some(&when))
}

#[component]
fn Lost(board: Board) -> impl IntoView {
    let space = Space::here();
    let id = board.id;
    let own = space
        .me
        .with_untracked(|me| board.created_by == Some(me.user_id));
    let name = board.name.clone();
    let deletion = Memo::new(move |_| deletion(space, &board));
    move || {
        let deletion = deletion.get();
        let may = deletion.is_some() && may(space, own);
        let (art, title) = match deletion {
            Some(_) => (Art::Columns, t::deleted_board(&name)),
            None => (Art::Lock, t::lost_board(&name)),
        };
        // Time passes in it, and makes no button anew.
        let words = move || match deletion {
            Some(deletion) if may => t::deletion(&told(space, deletion), &t::deleted_board_text()),
            Some(deletion) => t::deletion(&told(space, deletion), t::DELETED_BOARD_ASK),
            None => t::LOST_BOARD_TEXT.into(),
        };
        let press = move |()| {
            space.act(BoardRestore { board: id }.into());
        };
        view! {
            <Empty art title>
                <p>
                    <Said words/>
                </p>
                <div class="row">
                    {may
                        .then(|| {
                            view! {
                                <Button kind=Kind::Primary icon="undo-2" press>
                                    {t::RESTORE_BOARD}
                                </Button>
                            }
                        })}
                    <WayOn/>
                </div>
            </Empty>
        }
    }
}

/// A board that one never saw: there is none, or it is not one's own, and the two look the same.
#[component]
fn NotHere() -> impl IntoView {
    view! {
        <Empty art=Art::Lock title=t::NO_ACCESS_TITLE text=t::NO_BOARD_TEXT>
            <WayOn/>
        </Empty>
    }
}

/// To the other boards of this workspace, or to the workspace where there are none.
#[component]
fn WayOn() -> impl IntoView {
    let space = Space::here();
    let to = move || space.workspace.with(|ws| format!("/w/{}", ws.slug));
    let words = move || match space.boards.with(Vec::is_empty) {
        true => space.workspace.with(|ws| home::go_to(&ws.name)),
        false => t::TO_BOARDS.into(),
    };
    view! {
        <A href=to attr:class="btn btn--secondary">
            <Said words/>
        </A>
    }
}

/// Whether a draft is of a board of this workspace that one does not see.
fn is_out_of_reach(kept: &Kept, space: Space) -> bool {
    let is_seen = |board| {
        space
            .boards
            .with(|boards| boards.iter().any(|one| one.id == board))
    };
    kept.location.workspace == Some(space.id)
        && kept.location.board.is_some_and(|board| !is_seen(board))
}
