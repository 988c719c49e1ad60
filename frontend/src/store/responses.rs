//! Answers of requests that the outbox knows nothing of: a board's and the workspace's are applied like events, by `changed_seq`.

use tutti_types::activity::Activity;
use tutti_types::boards::Board;
use tutti_types::workspaces::Workspace;

use super::Space;

impl Space {
    /// A board that was made or changed.
    pub fn apply_board(self, board: Board) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().apply_board(board));
        self.update_signals(&touched.unwrap_or_default());
    }

    /// The workspace, changed.
    pub fn apply_workspace(self, workspace: Workspace) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().apply_workspace(workspace));
        self.update_signals(&touched.unwrap_or_default());
    }

    /// The feed is asked for from its newest entry on since the stream left something out.
    pub fn close_gap(self) {
        if let Some(core) = self.core() {
            core.store.borrow_mut().close_gap();
        }
    }

    /// A page of the feed.
    pub fn apply_activity(self, page: Vec<Activity>) {
        if let Some(core) = self.core() {
            self.note_page(&page);
            core.store.borrow_mut().feed_mut().merge(page);
            self.update_signals(&[tutti_state::Touched::Activity]);
        }
    }
}
