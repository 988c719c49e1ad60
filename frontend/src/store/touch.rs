//! From what the state says was touched to the signals that show it.

use leptos::prelude::*;
use tutti_state::Touched;

use super::Space;

impl Space {
    /// Wakes what shows it.
    pub(crate) fn touch(self, touched: &[Touched]) {
        let Some(core) = self.core() else { return };
        for touched in touched {
            match *touched {
                Touched::Card(task) => core.refresh_card(task),
                Touched::Order(column) => core.refresh_order(column),
                Touched::Columns(board) => core.refresh_columns(board),
                Touched::Part(board) => {
                    core.refresh_part(board);
                    self.load_if_stale(board);
                }
                Touched::Board(_) | Touched::Boards => {
                    let boards = self.read(|s| s.boards().into_iter().cloned().collect());
                    if let Some(boards) = boards
                        && self.boards.with_untracked(|old| *old != boards)
                    {
                        self.boards.set(boards);
                    }
                }
                Touched::Members => {
                    if let Some(members) = self.read(|s| s.members().to_vec()) {
                        self.members.set(members);
                    }
                }
                Touched::Workspace => {
                    if let Some(workspace) = self.read(|s| s.workspace().clone()) {
                        self.workspace.set(workspace);
                    }
                }
                Touched::Me => {
                    if let Some(me) = self.read(|s| s.me().clone()) {
                        self.me.set(me);
                    }
                }
                Touched::Activity => self.feed.update(|n| *n += 1),
                Touched::Given => self.show_given(),
                Touched::Gone => self.gone.set(true),
            }
        }
    }
}
