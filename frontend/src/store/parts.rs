//! Boards, loaded on their own while events go on.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Asked, PartLoaded, PartState};
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{BoardId, ColumnId, TaskId};

use super::Space;
use crate::api;

/// How long to wait before a part is asked for that came too old.
const AGAIN: Duration = Duration::from_millis(150);

impl Space {
    /// Loads a board's columns and cards, unless they are there or on their way. `failed` hears why it did not work.
    pub fn load_board(self, board: BoardId, failed: RwSignal<Option<api::Error>>) {
        let wanted = self.read(|s| matches!(s.part(board), PartState::Absent | PartState::Stale));
        if wanted != Some(true) {
            return;
        }
        let Some(core) = self.core() else { return };
        let ticket = core.store.borrow_mut().begin_part(board);
        core.refresh_part(board);
        spawn_local(async move {
            let answer = api::boards::get(self.id, board).await;
            let Some(core) = self.core() else { return };
            let detail = match answer {
                Ok(detail) => detail,
                Err(error) => {
                    core.store.borrow_mut().abandon_part(ticket);
                    core.refresh_part(board);
                    failed.try_set(Some(error));
                    return;
                }
            };
            failed.try_set(None);
            let loaded = core.store.borrow_mut().finish_part(ticket, detail);
            match loaded {
                PartLoaded::Done(touched) => self.touch(&touched),
                PartLoaded::AskAgain => {
                    set_timeout(move || self.load_board(board, failed), AGAIN);
                }
                PartLoaded::Late => {}
            }
            core.refresh_part(board);
        });
    }

    /// Loads a board again that is shown and no longer current, as after a resync.
    pub(super) fn load_if_stale(self, board: BoardId) {
        if self.read(|s| s.part(board)) == Some(PartState::Stale) {
            self.load_board(board, RwSignal::new(None));
        }
    }

    /// Loads a task whole, for its description.
    pub async fn load_task(self, task: TaskId) -> Result<(), api::Error> {
        let asked = self.ask_for_cards();
        let task = api::tasks::get(self.id, task).await?;
        self.take_cards(asked, vec![task]);
        Ok(())
    }

    /// The next cards of a done column, which a board's answer leaves out beyond the first. Gives the cursor of the page
    /// after them.
    pub async fn load_more(
        self,
        column: ColumnId,
        cursor: Option<String>,
    ) -> Result<Option<String>, api::Error> {
        let filter = TaskQuery {
            column: Some(column),
            sort: Some(TaskSort::Position),
            limit: Some(100),
            cursor,
            ..TaskQuery::default()
        };
        let asked = self.ask_for_cards();
        let page = api::tasks::list(self.id, &filter).await?;
        self.take_cards(asked, page.items);
        Ok(page.next_cursor)
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
        self.touch(&touched);
    }
}
