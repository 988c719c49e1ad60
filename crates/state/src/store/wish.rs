//! What the person asked of members and no event has told yet. It is shown at once. Answers about members are
//! not applied, and what guests are told of people has no position: the stream alone says what a member is.

use tutti_types::activity::Change;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, UserId};

use super::Store;
use crate::event::Payload;
use crate::touched::{Touched, Touches};

/// A change that was asked for.
#[derive(Debug)]
pub(super) struct Wish {
    /// The Idempotency-Key of its request, which its event names as `op`.
    op: String,
    user: UserId,
    change: UpdateMember,
}

impl Wish {
    /// The member as they shall be. A built-in role comes in place of a custom one that has another base; what a custom one holds only
    /// the server knows.
    fn over(&self, member: Member) -> Member {
        let UpdateMember {
            role,
            custom_role_id,
            suspended,
        } = self.change;
        let keeps =
            role.is_none_or(|role| Some(role) == member.role) && custom_role_id != Patch::Clear;
        Member {
            role: role.or(member.role),
            custom_role_id: member.custom_role_id.filter(|_| keeps),
            permissions: member.permissions.filter(|_| keeps),
            suspended: suspended.or(member.suspended),
            ..member
        }
    }

    /// Whether a change of a member says what became of it.
    fn is_told_by(&self, changes: &[Change]) -> bool {
        let names = |field: &str| changes.iter().any(|change| change.field == field);
        let is_role = self.change.role.is_some() || !self.change.custom_role_id.is_keep();
        (is_role && (names("role") || names("custom_role_id")))
            || (self.change.suspended.is_some() && names("suspended"))
    }
}

impl Store {
    /// Shows a member as they shall be, until the stream tells what they are. `op` is the Idempotency-Key of the request.
    pub fn wish(&mut self, user: UserId, change: UpdateMember, op: String) -> Vec<Touched> {
        self.wishes.push(Wish { op, user, change });
        self.members_changed()
    }

    /// The server refused, or nobody answered: the member is shown as the stream told of them last. One who was removed
    /// meanwhile stays away.
    pub fn give_up(&mut self, op: &str) -> Vec<Touched> {
        self.wishes.retain(|wish| wish.op != op);
        self.members_changed()
    }

    fn members_changed(&mut self) -> Vec<Touched> {
        let mut touches = Touches::default();
        touches.add(Touched::Members);
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// The event of a request tells what became of it and of those before it; one of somebody else, what became of the fields that it
    /// names. A request that is still out is told of later.
    pub(super) fn settle_wishes(&mut self, op: Option<&str>, payload: &Payload) {
        match payload {
            Payload::Member(e) => {
                let user = e.member.user_id;
                let mut wishes = self.wishes.iter();
                let own = wishes.position(|wish| wish.user == user && Some(&*wish.op) == op);
                let mut at = 0..;
                self.wishes.retain(|wish| {
                    let is_told = match own {
                        Some(own) => at.next() <= Some(own),
                        None => wish.is_told_by(&e.changes),
                    };
                    wish.user != user || !is_told
                });
            }
            Payload::MemberGone(e) => self.wishes.retain(|wish| wish.user != e.user_id),
            _ => {}
        }
    }

    /// Lays the wishes over the members.
    pub(super) fn show_members(&mut self) {
        let members = &self.truth.members;
        self.wished_members = (!self.wishes.is_empty()).then(|| {
            let wished = |member: &Member| {
                let wishes = self.wishes.iter();
                let of_member = wishes.filter(|wish| wish.user == member.user_id);
                of_member.fold(member.clone(), |member, wish| wish.over(member))
            };
            members.iter().map(wished).collect()
        });
    }
}
