//! Making people known to guests, who know those of their boards and nobody else.

use tutti_types::activity::Change;
use tutti_types::events::{Audience, EventKind, MemberChanged};
use tutti_types::members::Member;
use tutti_types::{BoardId, Role, UserId, WorkspaceId};

use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::{self, BoardRow};
use crate::models::member::{self, MemberRow};

/// Makes those who came onto a board known to the guests there, and everybody there to a guest who came. To be called after
/// the event that brings them the board, while the workspace's row is held: none of these events may say a name later than one
/// that changes it. Nothing of the people changed, so they have no entries.
pub(crate) fn introduce(tx: &mut Tx<'_>, before: &BoardRow, now: &BoardRow) -> Result<()> {
    let mut came = now.member_ids.clone();
    came.retain(|user| !before.member_ids.contains(user));
    if came.is_empty() {
        return Ok(());
    }
    let mut there = member::all(tx.conn, now.workspace_id)?;
    there.retain(|m| now.member_ids.contains(&m.user_id) || now.created_by == Some(m.user_id));
    for (person, guests) in introductions(there, &now.member_ids, &came) {
        let data = MemberChanged {
            member: person.by_name(),
            changes: Vec::new(),
        };
        tx.emit_gone(EventKind::MemberUpdated, Audience::Users(guests), &data);
    }
    Ok(())
}

/// Tells the guests who know somebody what they are called; the members are told by an event of their own, which has the entry.
/// To be called while the workspace's row is held, as [`introduce`] is.
pub(crate) fn tell_guests(
    tx: &mut Tx<'_>,
    workspace: WorkspaceId,
    member: &Member,
    changes: &[Change],
) -> Result<()> {
    let guests = guests_who_know(tx, workspace, member.user_id)?;
    if !guests.is_empty() {
        let data = MemberChanged {
            member: Member::by_name(member.user_id, member.name.clone()),
            changes: changes.to_vec(),
        };
        tx.emit_gone(EventKind::MemberUpdated, Audience::Users(guests), &data);
    }
    Ok(())
}

/// The guests of the boards that somebody was added to or made, and of those where they act, made tasks or work on them: there their
/// id stands. It is the same question as [`crate::access::known_on`] asks, from the other side.
pub(super) fn guests_who_know(
    tx: &mut Tx<'_>,
    workspace: WorkspaceId,
    user: UserId,
) -> Result<Vec<UserId>> {
    let mut guests = member::all(tx.conn, workspace)?;
    guests.retain(|m| m.role == Role::Guest && m.user_id != user);
    if guests.is_empty() {
        return Ok(Vec::new());
    }
    let mut boards = board::all(tx.conn, workspace)?;
    boards.retain(|b| {
        guests
            .iter()
            .any(|guest| b.member_ids.contains(&guest.user_id))
    });
    let ids: Vec<BoardId> = boards.iter().map(|b| b.id).collect();
    let acts_on = member::acts_on(tx.conn, workspace, user, ids)?;
    boards.retain(|b| {
        b.member_ids.contains(&user) || b.created_by == Some(user) || acts_on.contains(&b.id)
    });
    let knows = |guest: &UserId| boards.iter().any(|b| b.member_ids.contains(guest));
    Ok(guests.iter().map(|m| m.user_id).filter(knows).collect())
}

/// Who has to be made known to which guests.
fn introductions(
    there: Vec<MemberRow>,
    listed: &[UserId],
    came: &[UserId],
) -> Vec<(MemberRow, Vec<UserId>)> {
    let guests: Vec<UserId> = there
        .iter()
        .filter(|m| m.role == Role::Guest && listed.contains(&m.user_id))
        .map(|m| m.user_id)
        .collect();
    let learning = |person: UserId| -> Vec<UserId> {
        let new = came.contains(&person);
        let learns = |guest: &UserId| *guest != person && (new || came.contains(guest));
        guests.iter().copied().filter(learns).collect()
    };
    there
        .into_iter()
        .map(|person| (learning(person.user_id), person))
        .filter(|(guests, _)| !guests.is_empty())
        .map(|(guests, person)| (person, guests))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::Timestamp;

    fn person(role: Role) -> MemberRow {
        MemberRow {
            user_id: UserId::new(),
            name: "N".to_owned(),
            email: "n@example.com".to_owned(),
            role,
            suspended: false,
            joined_at: Timestamp::from_micros(0),
        }
    }

    #[test]
    fn only_guests_need_introductions() {
        let (member, guest, other) = (
            person(Role::Member),
            person(Role::Guest),
            person(Role::Guest),
        );
        let ids = [member.user_id, guest.user_id, other.user_id];
        let there = vec![member, guest, other];
        let told = |came: &[UserId]| -> Vec<(UserId, Vec<UserId>)> {
            introductions(there.clone(), &ids, came)
                .into_iter()
                .map(|(person, guests)| (person.user_id, guests))
                .collect()
        };
        let [member, guest, other] = ids;
        assert_eq!(told(&[member]), [(member, vec![guest, other])]);
        assert_eq!(
            told(&[guest]),
            [
                (member, vec![guest]),
                (guest, vec![other]),
                (other, vec![guest])
            ]
        );
        assert!(introductions(vec![person(Role::Member)], &[], &[member]).is_empty());
    }
}
