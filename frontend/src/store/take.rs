//! Answers of requests that are no optimistic changes: they are applied like events, by version.

use tutti_types::activity::Activity;
use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::workspaces::Workspace;

use super::Space;

impl Space {
    /// A board that was made or changed.
    pub fn take_board(self, board: Board) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().apply_board(board));
        self.touch(&touched.unwrap_or_default());
    }

    /// The workspace, changed.
    pub fn take_workspace(self, workspace: Workspace) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().apply_workspace(workspace));
        self.touch(&touched.unwrap_or_default());
    }

    /// A member, changed.
    pub fn take_member(self, member: Member) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().apply_member(member));
        self.touch(&touched.unwrap_or_default());
    }

    /// A page of the feed.
    pub fn take_activity(self, page: Vec<Activity>) {
        if let Some(core) = self.core() {
            core.store.borrow_mut().feed_mut().merge(page);
            self.touch(&[tutti_state::Touched::Activity]);
        }
    }
}
