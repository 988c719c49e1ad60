//! What the hub learns of rooms and of who acted on boards once somebody follows them.

use tutti_types::RoomId;
use tutti_types::rooms::RoomReaders;

use super::super::followed::{Introduction, Known};
use super::*;

/// A channel that nobody but its people reads, introduced to one of them.
fn introduced(cast: &mut Cast, user: UserId, changes: &[(i64, &[UserId])], floor: i64) -> Audience {
    let room = Room {
        kind: RoomKind::Channel,
        id: RoomId::new(),
    };
    let readers = |people: &[UserId]| {
        let mut people = people.to_vec();
        people.sort_unstable();
        RoomReaders {
            visibility: Visibility::Private,
            people,
        }
    };
    let changes: Vec<_> = changes
        .iter()
        .map(|(seq, now)| (*seq, readers(now)))
        .collect();
    let known = Known {
        readers: readers(&[cast.member, cast.guest]),
        changes,
    };
    let of = Introduction {
        seq: 50,
        floor,
        rooms: vec![(room, Some(known))],
    };
    cast.roster.meet(user, &of, []).unwrap();
    Audience::Room(room)
}

#[test]
fn a_room_is_read_since_the_change_from_which_on_it_names_its_reader() {
    let mut cast = cast();
    let (member, guest) = (cast.member, cast.guest);
    let changes: [(i64, &[UserId]); 3] =
        [(5, &[guest]), (9, &[guest, member]), (12, &[member, guest])];
    let room = introduced(&mut cast, member, &changes, 0);
    assert_eq!(cast.roster.reads_since(member, &room), Some(9));
    assert_eq!(cast.roster.reads_since(guest, &room), Some(5));
    assert_eq!(cast.roster.reads_since(cast.owner, &room), None);
    // Of what was not looked at nothing is believed.
    let room = introduced(&mut cast, member, &[], 7);
    assert_eq!(cast.roster.reads_since(member, &room), Some(7));
    let room = introduced(&mut cast, member, &[], 0);
    assert_eq!(cast.roster.reads_since(member, &room), Some(0));
}

#[test]
fn who_left_and_came_back_reads_a_room_since_they_were_added_again() {
    let mut cast = cast();
    let (member, guest) = (cast.member, cast.guest);
    let both: &[UserId] = &[guest, member];
    cast.roster.change(20, &Effect::MemberRemoved(member));
    let joined = Effect::Member {
        user: member,
        rights: Role::Member.rights(),
        suspended: false,
        before: None,
    };
    cast.roster.change(30, &joined);
    // By leaving they left the room, which no change of its own tells.
    let room = introduced(&mut cast, member, &[(5, both), (40, both)], 0);
    assert_eq!(cast.roster.reads_since(member, &room), Some(40));
    assert_eq!(cast.roster.reads_since(guest, &room), Some(5));
}

#[test]
fn boards_are_looked_through_only_after_what_may_have_changed_who_acts_on_them() {
    let Cast {
        mut roster,
        member,
        guest,
        open,
        private,
        ..
    } = cast();
    roster.meet(guest, &Introduction::default(), []).unwrap();
    assert_eq!(roster.unacquainted(0, None), [private]);
    assert!(roster.may_be_unacquainted, "there is no answer yet");
    roster.acquaint(0, HashMap::from([(private, HashSet::from([guest]))]));
    assert!(roster.unacquainted(0, None).is_empty());
    assert!(!roster.may_be_unacquainted);
    let updated = |seq, board, by: UserId| {
        let task = json!({"id": board, "board_id": board, "created_by": by, "assignee_ids": []});
        let (kind, audience) = (EventKind::TaskUpdated, Audience::board(board));
        event_at(seq, kind, audience, &json!({"task": task}))
    };
    roster.apply(&updated(1, open, member));
    roster.apply(&updated(2, private, guest));
    assert!(
        !roster.may_be_unacquainted,
        "of no guest, or by who is known"
    );
    assert_eq!(roster.unacquainted(2, Some(guest)), [private]);
    roster.acquaint(2, HashMap::from([(private, HashSet::from([guest]))]));
    assert!(roster.unacquainted(2, Some(member)).is_empty());
    roster.apply(&updated(3, private, member));
    assert_eq!(roster.unacquainted(3, None), [private]);
}
