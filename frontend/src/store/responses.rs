//! Answers of requests that the outbox knows nothing of: a board's and the workspace's are applied like events, by `changed_seq`. Of
//! members only the stream tells, since what guests are told of people has none, and what was asked is a wish until it does.

use tutti_types::UserId;
use tutti_types::activity::Activity;
use tutti_types::boards::Board;
use tutti_types::members::UpdateMember;
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

    /// Shows a member as they shall be, until the stream tells of the request with the key `op`.
    pub fn wish(self, user: UserId, change: UpdateMember, op: &str) {
        let touched = self
            .core()
            .map(|core| core.store.borrow_mut().wish(user, change, op.to_owned()));
        self.update_signals(&touched.unwrap_or_default());
    }

    /// It was refused.
    pub fn give_up(self, op: &str) {
        let touched = self.core().map(|core| core.store.borrow_mut().give_up(op));
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
            core.store.borrow_mut().feed_mut().merge(page);
            self.update_signals(&[tutti_state::Touched::Activity]);
        }
    }
}
