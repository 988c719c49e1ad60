//! Answers of requests that the outbox knows nothing of: a board's and the workspace's are applied like events, by version. Members
//! have none, so of them only the stream tells, and what was asked is a wish until it does.

use tutti_state::Wished;
use tutti_types::UserId;
use tutti_types::activity::Activity;
use tutti_types::boards::Board;
use tutti_types::members::UpdateMember;
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

    /// Shows a member as they shall be. None where the page is gone.
    pub fn wish(self, user: UserId, change: UpdateMember) -> Option<Wished> {
        let (wished, touched) = self.core()?.store.borrow_mut().wish(user, change);
        self.touch(&touched);
        Some(wished)
    }

    /// It was refused.
    pub fn give_up(self, wished: Wished) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().give_up(wished));
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
