//! What the person asked of members and no event has told yet. It is shown at once. Members carry no version, so which of an
//! answer and an event is newer nobody can tell: the stream alone says what a member is.

use tutti_types::UserId;
use tutti_types::members::{Member, UpdateMember};

use super::Store;
use super::payload::Payload;
use crate::touched::{Touched, Touches};

/// A change that was asked for, to be brought back where it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a refused wish is to be brought back"]
pub struct Wished(u64);

#[derive(Debug)]
pub(super) struct Wish {
    number: u64,
    user: UserId,
    change: UpdateMember,
}

impl Store {
    /// Shows a member as they shall be, until the stream tells what they are.
    pub fn wish(&mut self, user: UserId, change: UpdateMember) -> (Wished, Vec<Touched>) {
        self.clock += 1;
        let number = self.clock;
        self.wishes.push(Wish {
            number,
            user,
            change,
        });
        (Wished(number), self.members_changed())
    }

    /// The server refused, or nobody answered: the member is shown as the stream told of them last. One who was removed
    /// meanwhile stays away.
    pub fn give_up(&mut self, wished: Wished) -> Vec<Touched> {
        self.wishes.retain(|wish| wish.number != wished.0);
        self.members_changed()
    }

    fn members_changed(&mut self) -> Vec<Touched> {
        let mut touches = Touches::default();
        touches.add(Touched::Members);
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// An event tells what became of somebody, whatever was asked for.
    pub(super) fn settle_wishes(&mut self, payload: &Payload) {
        let told = match payload {
            Payload::Member(e) => e.member.user_id,
            Payload::MemberGone(e) => e.user_id,
            _ => return,
        };
        self.wishes.retain(|wish| wish.user != told);
    }

    /// Lays the wishes over the members.
    pub(super) fn show_members(&mut self) {
        let members = &self.truth.members;
        self.wished_members = (!self.wishes.is_empty()).then(|| {
            let wished = |member: &Member| {
                let wishes = self.wishes.iter();
                let of_member = wishes.filter(|wish| wish.user == member.user_id);
                of_member.fold(member.clone(), |member, wish| Member {
                    role: wish.change.role.or(member.role),
                    suspended: wish.change.suspended.or(member.suspended),
                    ..member
                })
            };
            members.iter().map(wished).collect()
        });
    }
}
