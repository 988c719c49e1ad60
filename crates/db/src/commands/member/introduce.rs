//! Making people known to guests, who know those of their boards and nobody else.

use tutti_types::activity::Change;
use tutti_types::events::{Audience, EventKind, MemberChanged};
use tutti_types::members::Member;
use tutti_types::permissions::{Visibility, may_read_board};
use tutti_types::{BoardId, Permission, UserId, WorkspaceId};

use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::{self, BoardRow};
use crate::models::member::{self, MemberRow};

/// Who is on a board and who sees it, now or before.
#[derive(Clone, Copy)]
struct Access<'a> {
    visibility: Visibility,
    listed: &'a [UserId],
    maker: Option<UserId>,
}

impl<'a> Access<'a> {
    fn of(board: &'a BoardRow) -> Self {
        Self {
            visibility: board.visibility,
            listed: &board.member_ids,
            maker: board.created_by,
        }
    }

    fn sees(self, member: &MemberRow) -> bool {
        let listed = self.listed.contains(&member.user_id);
        may_read_board(member.rights(), self.visibility, listed)
    }

    /// Whether its readers know somebody by it.
    fn shows(self, user: UserId) -> bool {
        self.listed.contains(&user) || self.maker == Some(user)
    }
}

/// Makes those who came onto a board known to the guests who see it, and everybody there to a guest who sees it only now. To be
/// called after the event that brings them the board, while the workspace's row is held: none of these events may say a name later
/// than one that changes it. Nothing of the people changed, so they have no entries. `before` is absent for a board that nobody saw.
pub(crate) fn introduce(
    tx: &mut Tx<'_>,
    before: Option<&BoardRow>,
    board: &BoardRow,
) -> Result<()> {
    let (before, now) = (before.map(Access::of), Access::of(board));
    let is_same = |before: Access<'_>| {
        before.visibility == now.visibility && now.listed.iter().all(|user| before.shows(*user))
    };
    if before.is_some_and(is_same) {
        return Ok(());
    }
    let all = member::all(tx.conn, board.workspace_id)?;
    for (person, guests) in introductions(all, before, now) {
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
    guests.retain(|m| is_guest(m) && m.user_id != user);
    if guests.is_empty() {
        return Ok(Vec::new());
    }
    let mut boards = board::all(tx.conn, workspace)?;
    boards.retain(|board| guests.iter().any(|guest| Access::of(board).sees(guest)));
    let ids: Vec<BoardId> = boards.iter().map(|b| b.id).collect();
    let acts_on = member::acts_on(tx.conn, workspace, user, ids)?;
    boards.retain(|board| Access::of(board).shows(user) || acts_on.contains(&board.id));
    guests.retain(|guest| boards.iter().any(|board| Access::of(board).sees(guest)));
    Ok(guests.into_iter().map(|guest| guest.user_id).collect())
}

/// Whether somebody knows people as guests do: those of their boards.
fn is_guest(member: &MemberRow) -> bool {
    !member.rights().may(Permission::PeopleReadAll)
}

/// Who of these has to be made known to which guests.
fn introductions(
    all: Vec<MemberRow>,
    before: Option<Access<'_>>,
    now: Access<'_>,
) -> Vec<(MemberRow, Vec<UserId>)> {
    let seeing = all.iter().filter(|m| is_guest(m) && now.sees(m));
    let guests: Vec<(UserId, bool)> = seeing
        .map(|m| (m.user_id, before.is_some_and(|before| before.sees(m))))
        .collect();
    let learning = |person: UserId| -> Vec<UserId> {
        let was_shown = before.is_some_and(|before| before.shows(person));
        let learns = |(guest, saw): &&(UserId, bool)| *guest != person && !(was_shown && *saw);
        guests
            .iter()
            .filter(learns)
            .map(|(guest, _)| *guest)
            .collect()
    };
    let shown = all.into_iter().filter(|m| now.shows(m.user_id));
    shown
        .map(|person| (learning(person.user_id), person))
        .filter(|(guests, _)| !guests.is_empty())
        .map(|(guests, person)| (person, guests))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::{Role, Timestamp};

    fn person(role: Role) -> MemberRow {
        MemberRow {
            user_id: UserId::new(),
            name: "N".to_owned(),
            email: "n@example.com".to_owned(),
            role,
            custom_role_id: None,
            permissions: None,
            suspended: false,
            changed_seq: 0,
            joined_at: Timestamp::from_micros(0),
        }
    }

    /// Who learns of whom, by their numbers, where a board of these people changes.
    fn told(
        people: &[MemberRow],
        before: Option<(Visibility, &[usize])>,
        now: (Visibility, &[usize]),
    ) -> Vec<(usize, Vec<usize>)> {
        let ids: Vec<UserId> = people.iter().map(|person| person.user_id).collect();
        let number = |id: UserId| ids.iter().position(|one| *one == id).expect("one of them");
        let listed = |of: &[usize]| -> Vec<UserId> { of.iter().map(|at| ids[*at]).collect() };
        let (before_listed, now_listed) = (before.map(|(_, of)| listed(of)), listed(now.1));
        let access = |visibility, listed| Access {
            visibility,
            listed,
            maker: None,
        };
        let before = before.zip(before_listed.as_deref());
        let before = before.map(|((visibility, _), listed)| access(visibility, listed));
        let now = access(now.0, &now_listed);
        let told = introductions(people.to_vec(), before, now).into_iter();
        told.map(|(person, guests)| {
            let guests = guests.into_iter().map(number).collect();
            (number(person.user_id), guests)
        })
        .collect()
    }

    #[test]
    fn only_guests_need_introductions() {
        let people = [Role::Member, Role::Guest, Role::Guest].map(person);
        let open = Visibility::Open;
        // The member comes, one of the guests comes, the board comes back from the trash.
        let before = Some((open, &[1, 2][..]));
        assert_eq!(told(&people, before, (open, &[0, 1, 2])), [(0, vec![1, 2])]);
        let before = Some((open, &[0, 2][..]));
        let each = [(0, vec![1]), (1, vec![2]), (2, vec![1])];
        assert_eq!(told(&people, before, (open, &[0, 1, 2])), each);
        let all = [(0, vec![1, 2]), (1, vec![2]), (2, vec![1])];
        assert_eq!(told(&people, None, (open, &[0, 1, 2])), all);
        // Whom nobody knows by it, and who knows everybody.
        assert!(told(&people, None, (open, &[0])).is_empty());
    }
}
