use tutti_types::permissions::Visibility;
use tutti_types::realtime::{Presence as Shown, ServerFrame};
use tutti_types::{Role, WorkspaceId};

use super::*;
use crate::Roster;

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn told(
    round: &mut Round,
    socket: SocketId,
    user: UserId,
    roster: &Roster,
) -> Option<(bool, Vec<Shown>)> {
    let frame = round.frame(WorkspaceId::new(), socket, user, roster)?;
    let start = frame.iter().position(|b| *b == b'{').unwrap();
    match serde_json::from_slice(&frame[start..]).unwrap() {
        ServerFrame::Presence { full, users, .. } => Some((full, users)),
        other => panic!("{other:?}"),
    }
}

fn people(online: &[(UserId, bool, Option<BoardId>)]) -> Vec<Shown> {
    let mut people: Vec<Shown> = online
        .iter()
        .map(|(user_id, online, board_id)| Shown {
            user_id: *user_id,
            online: *online,
            board_id: *board_id,
            task_id: None,
        })
        .collect();
    people.sort_by_key(|p| p.user_id);
    people
}

#[test]
fn whole_once_then_differences_once_a_second() {
    let (a, b) = (UserId::new(), UserId::new());
    let (sa, sb, sb2) = (SocketId::new(), SocketId::new(), SocketId::new());
    let board = BoardId::new();
    let roster = Roster::new(
        [
            (a, Role::Member.rights(), false),
            (b, Role::Admin.rights(), false),
        ],
        [(board, Visibility::Private, vec![], None)],
    );
    let mut presence = Presence::default();
    assert!(presence.due(s(0)).is_none());
    presence.join(sa, a);
    let mut round = presence.due(s(1)).unwrap();
    assert_eq!(
        told(&mut round, sa, a, &roster),
        Some((true, people(&[(a, true, None)])))
    );

    presence.join(sb, b);
    presence.join(sb2, b);
    presence.look(sb, Some(PresenceLocation { board, task: None }));
    assert!(
        presence.due(s(1)).is_none(),
        "not before a second has passed"
    );
    let mut round = presence.due(s(2)).unwrap();
    // The member may not see the private board, the admin may.
    assert_eq!(
        told(&mut round, sa, a, &roster),
        Some((false, people(&[(b, true, None)])))
    );
    let whole = people(&[(a, true, None), (b, true, Some(board))]);
    assert_eq!(told(&mut round, sb, b, &roster), Some((true, whole)));
    presence.check_invariants();

    presence.leave(sb2);
    assert!(
        told_nothing(presence.due(s(3)), sa, a, &roster),
        "one of two sockets left"
    );
    presence.leave(sb);
    let mut round = presence.due(s(4)).unwrap();
    assert_eq!(
        told(&mut round, sa, a, &roster),
        Some((false, people(&[(b, false, None)])))
    );
    presence.check_invariants();

    presence.missed(sa);
    let mut round = presence.due(s(5)).unwrap();
    assert_eq!(
        told(&mut round, sa, a, &roster),
        Some((true, people(&[(a, true, None)])))
    );
}

fn told_nothing(round: Option<Round>, socket: SocketId, user: UserId, roster: &Roster) -> bool {
    round.is_none_or(|mut round| told(&mut round, socket, user, roster).is_none())
}

#[test]
fn a_guest_sees_whom_they_know_wherever_the_others_are() {
    let (guest, known, unknown) = (UserId::new(), UserId::new(), UserId::new());
    let sockets = [SocketId::new(), SocketId::new(), SocketId::new()];
    let (shared, open) = (BoardId::new(), BoardId::new());
    let roster = Roster::new(
        [
            (guest, Role::Guest.rights(), false),
            (known, Role::Member.rights(), false),
            (unknown, Role::Member.rights(), false),
        ],
        [
            (shared, Visibility::Open, vec![guest, known], None),
            (open, Visibility::Open, vec![], None),
        ],
    );
    let mut presence = Presence::default();
    for (socket, user) in sockets.into_iter().zip([guest, known, unknown]) {
        presence.join(socket, user);
    }
    let mut round = presence.due(s(0)).unwrap();
    let whole = people(&[(guest, true, None), (known, true, None)]);
    assert_eq!(
        told(&mut round, sockets[0], guest, &roster),
        Some((true, whole))
    );

    let look = |presence: &mut Presence, socket, board| {
        presence.look(socket, Some(PresenceLocation { board, task: None }))
    };
    look(&mut presence, sockets[2], shared);
    assert!(told_nothing(presence.due(s(1)), sockets[0], guest, &roster));
    look(&mut presence, sockets[1], open);
    let mut round = presence.due(s(2)).unwrap();
    // That somebody whom they know looks at what is not theirs is told without the place.
    let here = people(&[(known, true, None)]);
    assert_eq!(
        told(&mut round, sockets[0], guest, &roster),
        Some((false, here))
    );
    look(&mut presence, sockets[1], shared);
    let mut round = presence.due(s(3)).unwrap();
    let arrived = people(&[(known, true, Some(shared))]);
    assert_eq!(
        told(&mut round, sockets[0], guest, &roster),
        Some((false, arrived))
    );
}
