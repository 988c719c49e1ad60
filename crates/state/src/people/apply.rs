//! One event over what is known of people.

use tutti_types::UserId;
use tutti_types::members::Member;

use super::{Payload, People, Touched};
use crate::touched::Touches;

impl People {
    pub(super) fn apply_event(&mut self, payload: &Payload, touches: &mut Touches) {
        match payload {
            Payload::Member(e) => self.put_member(e.member.clone(), touches),
            Payload::MemberGone(e) => self.remove_member(e.user_id, touches),
            Payload::Invitation(_) | Payload::InvitationGone(_) => {}
        }
    }

    /// Writes a member as they are now.
    fn put_member(&mut self, member: Member, touches: &mut Touches) {
        touches.add(Touched::Member(member.user_id));
        let id = member.user_id;
        if let Some(known) = self.members.iter_mut().find(|m| m.user_id == id) {
            *known = member;
        } else {
            self.members.push(member);
            touches.add(Touched::Members);
        }
        touches.acquaintances = true;
    }

    fn remove_member(&mut self, user: UserId, touches: &mut Touches) {
        self.forget(&[user]);
        touches.add(Touched::Members);
        touches.add(Touched::Member(user));
    }

    /// These are members no longer; what they are called stays known.
    pub(super) fn forget(&mut self, users: &[UserId]) {
        let is_gone = |member: &mut Member| users.contains(&member.user_id);
        for gone in self.members.extract_if(.., is_gone) {
            self.names.insert(gone.user_id, gone.name);
        }
    }
}
