//! What the feed says of events of people.

use tutti_types::activity::{Change, Subject};
use tutti_types::events::EventKind;

use super::{Payload, People};
use crate::area::{Entry, Seen, Told};

impl<'a> Seen<'a, People> {
    /// Of members a guest's feed tells nothing.
    pub(super) fn entry(self, told: &Told<'a>, payload: &'a Payload) -> Option<Entry<'a>> {
        let (subject, changes): (Subject, &[Change]) = match payload {
            Payload::Member(_) | Payload::MemberGone(_) if told.base.is_guest() => return None,
            Payload::Member(e) if told.kind == EventKind::MemberUpdated && e.changes.is_empty() => {
                return None;
            }
            Payload::Member(e) => (
                Subject::member(e.member.user_id, &*e.member.name),
                &e.changes,
            ),
            Payload::MemberGone(e) => {
                let name = self.member(e.user_id).map_or("", |member| &member.name);
                (Subject::member(e.user_id, name), &[])
            }
            Payload::Invitation(e) => (
                Subject::invitation(e.invitation.id, &*e.invitation.email),
                &[],
            ),
            Payload::InvitationGone(e) => (Subject::invitation(e.invitation_id, ""), &[]),
        };
        Some(Entry {
            room: None,
            subject,
            changes,
        })
    }
}
