//! Change a member: their role, or whether they are suspended.

use serde::{Deserialize, Serialize};
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, Timestamp, UserId, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::outgoing::{Call, Outgoing, Sent};
use crate::people::{Entity, People};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberUpdate {
    pub member: UserId,
    /// What changes.
    pub patch: UpdateMember,
}

impl MemberUpdate {
    /// The member as they shall be. A built-in role comes in place of a custom one that has another base; what a custom one holds only
    /// the server knows.
    fn over(&self, member: Member) -> Member {
        let UpdateMember {
            role,
            custom_role_id,
            suspended,
        } = self.patch;
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

    /// Whether it may give another role than they have.
    const fn gives_role(&self) -> bool {
        self.patch.role.is_some() || !self.patch.custom_role_id.is_keep()
    }
}

impl Act for MemberUpdate {
    type Area = People;

    fn show(&self, layer: &mut Layer<'_, People>, _: Timestamp) {
        // Who was removed stays away.
        if let Some(member) = layer.member(self.member).cloned() {
            layer.set_member(self.over(member));
        }
    }

    fn undo(&self, seen: Seen<'_, People>) -> Option<Intent> {
        let shown = seen.member(self.member)?;
        let mut patch = UpdateMember {
            suspended: self.patch.suspended.map(|_| shown.is_suspended()),
            ..UpdateMember::default()
        };
        if self.gives_role() {
            match shown.custom_role_id {
                Some(custom) => patch.custom_role_id = Patch::Set(custom),
                None => {
                    patch.role = Some(shown.role?);
                    if matches!(self.patch.custom_role_id, Patch::Set(_)) {
                        patch.custom_role_id = Patch::Clear;
                    }
                }
            }
        }
        let member = self.member;
        Some(Self { member, patch }.into())
    }
}

impl Outgoing for MemberUpdate {
    fn entity(&self) -> crate::Entity {
        Entity::Member(self.member).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::patch(paths::member(ws, self.member)).with(&self.patch)
    }
}
