//! Members, while overlays are laid.

use tutti_types::UserId;
use tutti_types::members::Member;

use super::People;
use crate::area::Layer;

impl Layer<'_, People> {
    /// A member as they are shown.
    pub(super) fn member(&mut self, id: UserId) -> Option<&Member> {
        self.reach.reads(id);
        self.seen().member(id)
    }

    /// Shows a member so.
    pub(super) fn set_member(&mut self, member: Member) {
        self.reach.changes(member.user_id);
        self.shown.insert(member.user_id, member);
    }

    /// The server's answer, until its event comes.
    pub(super) fn answer_member(&mut self, answer: &Member) {
        let known = self.member(answer.user_id);
        if known.is_some_and(|known| known.changed_seq < answer.changed_seq) {
            self.set_member(answer.clone());
        }
    }
}
