//! What the person sees of people.

use tutti_types::UserId;
use tutti_types::members::Member;

use super::People;
use crate::area::Seen;

impl<'a> Seen<'a, People> {
    /// A member. Who is out of the truth is not shown: whoever was removed stays away.
    pub(crate) fn member(self, id: UserId) -> Option<&'a Member> {
        let mut members = self.truth.members.iter();
        let known = members.find(|member| member.user_id == id)?;
        Some(self.shown.get(&id).unwrap_or(known))
    }

    /// The people, those who joined last at the end.
    pub(crate) fn members(self) -> impl Iterator<Item = &'a Member> {
        let members = self.truth.members.iter();
        members.map(move |known| self.shown.get(&known.user_id).unwrap_or(known))
    }
}
