//! From what the state says was touched to the signals that show it.

use leptos::prelude::*;
use tutti_state::{Touched, boards, people};

use super::Space;

/// Beyond so many entries of the feed, the oldest go.
const FEED_MOST: usize = 400;
/// So many stay then.
const FEED_KEPT: usize = 300;

impl Space {
    /// Updates the signals of what was touched.
    pub(crate) fn update_signals(self, touched: &[Touched]) {
        for touched in touched {
            match *touched {
                Touched::Boards(touched) => self.update_boards(touched),
                Touched::People(touched) => self.update_people(touched),
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
                Touched::Activity => {
                    self.shorten_feed();
                    self.feed.update(|n| *n += 1);
                }
                Touched::Gone => self.gone.set(true),
            }
        }
    }

    fn update_boards(self, touched: boards::Touched) {
        use boards::Touched as T;
        let Some(core) = self.core() else { return };
        match touched {
            T::Card(task) => core.refresh_card(task),
            T::Order(column) => core.refresh_order(column),
            T::Columns(board) => core.refresh_columns(board),
            T::Part(board) => {
                core.refresh_part(board);
                self.load_if_stale(board);
            }
            T::Board(_) | T::Boards => {
                let boards = self.read(|s| s.boards().into_iter().cloned().collect());
                if let Some(boards) = boards
                    && self.boards.with_untracked(|old| *old != boards)
                {
                    self.boards.set(boards);
                }
            }
            T::Given => self.show_given(),
        }
    }

    fn update_people(self, touched: people::Touched) {
        use people::Touched as T;
        match touched {
            T::Member(_) | T::Members => {
                let members = self.read(|s| s.members().into_iter().cloned().collect());
                // What others are called may be new where no member is.
                if let Some(members) = members
                    && (touched == T::Members || self.members.with_untracked(|old| *old != members))
                {
                    self.members.set(members);
                }
            }
        }
    }

    /// A page that stays open for weeks does not keep weeks of news, which all who show the feed would go through at each of
    /// them. What goes can be asked for again.
    fn shorten_feed(self) {
        let Some(core) = self.core() else { return };
        if self.feed_held.get_value() {
            return;
        }
        let cut = {
            let mut store = core.store.borrow_mut();
            let is_long = store.feed().entries().len() > FEED_MOST;
            is_long.then(|| store.feed_mut().keep(FEED_KEPT)).flatten()
        };
        if let Some(cut) = cut {
            self.feed_cut.set(cut);
        }
    }
}
