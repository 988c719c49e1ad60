//! Boards, loaded on their own while events go on.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Asked, PartLoaded, PartState};
use tutti_types::page::MAX_LIMIT;
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{BoardId, ColumnId, TaskId};

use super::Space;
use crate::api;

/// How long to wait before a part is asked for that came too old.
const AGAIN: Duration = Duration::from_millis(150);
/// The first pause before a board is asked for again that could not be loaded anew; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest such pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Space {
    /// Loads a board's columns and cards, unless they are there or on their way. `failed` hears why it did not work.
    pub fn load_board(self, board: BoardId, failed: RwSignal<Option<api::Error>>) {
        self.load_part(board, Some(failed), 0);
    }

    /// Loads a board again that is shown and no longer current, as after a resync.
    pub(super) fn load_if_stale(self, board: BoardId) {
        if self.read(|s| s.part(board)) == Some(PartState::Stale) {
            self.load_part(board, None, 0);
        }
    }

    /// Loads all such boards again now, whatever they wait for.
    pub(crate) fn load_stale(self) {
        for board in self.read(|s| s.stale_parts()).unwrap_or_default() {
            self.load_if_stale(board);
        }
    }

    fn load_part(self, board: BoardId, failed: Option<RwSignal<Option<api::Error>>>, tries: u32) {
        let wanted = self.read(|s| {
            let is_missing = matches!(s.part(board), PartState::Absent | PartState::Stale);
            is_missing && s.board(board).is_some()
        });
        if wanted != Some(true) {
            return;
        }
        let Some(core) = self.core() else { return };
        let ticket = core.store.borrow_mut().begin_part(board);
        core.refresh_part(board);
        let tell = move |error| failed.map(|failed| failed.try_set(error));
        spawn_local(async move {
            let answer = api::boards::get(self.id, board).await;
            let Some(core) = self.core() else { return };
            let detail = match answer {
                Ok(detail) => detail,
                Err(error) => {
                    core.store.borrow_mut().abandon_part(ticket);
                    core.refresh_part(board);
                    tell(Some(error));
                    self.load_later(board, tries);
                    return;
                }
            };
            tell(None);
            let loaded = core.store.borrow_mut().finish_part(ticket, detail);
            match loaded {
                PartLoaded::Done(touched) => {
                    // It holds the first cards again, and the rest is asked for from its beginning.
                    core.pages.borrow_mut().clear();
                    core.installed.set(core.installed.get() + 1);
                    self.update_signals(&touched);
                }
                PartLoaded::AskAgain => {
                    set_timeout(move || self.load_part(board, failed, tries), AGAIN);
                }
                // A resync in between made the request void: where no other took its place, nothing else would ask.
                PartLoaded::Late => self.load_part(board, failed, tries),
            }
            core.refresh_part(board);
        });
    }

    /// What is shown looks current though it is not, so nobody would press a button: it is tried until it is.
    fn load_later(self, board: BoardId, tries: u32) {
        let Some(core) = self.core() else { return };
        if core.store.borrow().part(board) != PartState::Stale {
            return;
        }
        let pause = FIRST_PAUSE
            .saturating_mul(1 << tries.min(10))
            .min(LONGEST_PAUSE);
        // Half of it by chance, so that those who met the same failure do not come back together.
        let pause = pause.mul_f64(0.5 + js_sys::Math::random() / 2.0);
        let again = move || {
            if self.read(|s| s.part(board)) == Some(PartState::Stale) {
                self.load_part(board, None, tries + 1);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(again, pause)
            && let Some(old) = core.reloads.borrow_mut().insert(board, timer)
        {
            old.clear();
        }
    }

    /// Loads a task whole, for its description, be it in the trash.
    pub async fn load_task(self, task: TaskId) -> Result<(), api::Error> {
        // A board that is loaded meanwhile makes the answer void; then the next one counts.
        for _ in 0..3 {
            let asked = self.ask_for_cards();
            let found = api::tasks::get(self.id, task).await?;
            let Some(core) = self.core() else { break };
            if found.deleted_at.is_some() {
                core.keep_trashed(found);
            } else {
                self.take_cards(asked, vec![found]);
            }
            if core.card(task).is_some() {
                break;
            }
        }
        Ok(())
    }

    /// The next cards of a done column, which a board's answer leaves out beyond the first. The pages begin with those that the
    /// board's answer holds, so it is asked until one brings a card that was not there.
    pub async fn load_more(self, column: ColumnId) -> Result<(), api::Error> {
        loop {
            let Some(core) = self.core() else {
                return Ok(());
            };
            let filter = TaskQuery {
                column: Some(column),
                sort: Some(TaskSort::Position),
                limit: Some(MAX_LIMIT),
                cursor: core.pages.borrow().get(&column).cloned(),
                ..TaskQuery::default()
            };
            let (asked, installed) = (self.ask_for_cards(), core.installed.get());
            let page = api::tasks::list(self.id, &filter).await?;
            let shown = || self.read(|s| s.order(column).len());
            let before = shown();
            self.take_cards(asked, page.items);
            let is_current = core.installed.get() == installed;
            let is_end = is_current && page.next_cursor.is_none();
            if is_current {
                let mut pages = core.pages.borrow_mut();
                match page.next_cursor {
                    Some(next) => _ = pages.insert(column, next),
                    None => _ = pages.remove(&column),
                }
            }
            if is_end || shown() > before {
                return Ok(());
            }
        }
    }

    fn ask_for_cards(self) -> Option<Asked> {
        Some(self.core()?.store.borrow_mut().begin_cards())
    }

    /// What came between the request and its answer is newer than the answer.
    fn take_cards(self, asked: Option<Asked>, cards: Vec<Task>) {
        let (Some(core), Some(asked)) = (self.core(), asked) else {
            return;
        };
        let touched = core.store.borrow_mut().finish_cards(asked, cards);
        self.update_signals(&touched);
    }
}
