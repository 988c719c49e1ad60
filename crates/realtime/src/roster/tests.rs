use serde_json::json;
use tutti_types::events::EventKind;
use tutti_types::rooms::RoomReaders;
use tutti_types::{Role, RoomId, Timestamp};

use super::followed::{Introduction, Known};
use super::*;

struct Cast {
    roster: Roster,
    owner: UserId,
    member: UserId,
    guest: UserId,
    open: BoardId,
    private: BoardId,
}

fn cast() -> Cast {
    let (owner, member, guest) = (UserId::new(), UserId::new(), UserId::new());
    let (open, private) = (BoardId::new(), BoardId::new());
    let roster = Roster::new(
        [
            (owner, Role::Owner.rights(), false),
            (member, Role::Member.rights(), false),
            (guest, Role::Guest.rights(), false),
        ],
        [
            (open, Visibility::Open, vec![], None),
            (private, Visibility::Private, vec![guest], Some(owner)),
        ],
    );
    Cast {
        roster,
        owner,
        member,
        guest,
        open,
        private,
    }
}

fn event(kind: EventKind, audience: Audience, data: &serde_json::Value) -> StreamEvent {
    event_at(1, kind, audience, data)
}

fn event_at(
    seq: i64,
    kind: EventKind,
    audience: Audience,
    data: &serde_json::Value,
) -> StreamEvent {
    let at = Timestamp::from_micros(0);
    StreamEvent::new(
        seq,
        at,
        None,
        None,
        kind.as_str(),
        audience,
        &data.to_string(),
    )
}

/// A private board that is there, new or restored.
fn shown(seq: i64, board: BoardId, members: &[UserId]) -> StreamEvent {
    let data = json!({"board": {"id": board, "workspace_id": board, "name": "B", "color": "blue", "version": 1, "changed_seq": 1,
        "visibility": "private", "member_ids": members, "created_by": null,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}, "changes": []});
    event_at(seq, EventKind::BoardCreated, Audience::board(board), &data)
}

impl Cast {
    fn readers(&self, audience: &Audience) -> [bool; 3] {
        [self.owner, self.member, self.guest].map(|user| self.roster.may_read(user, audience))
    }
    fn receivers(&self, event: &StreamEvent) -> [bool; 3] {
        [self.owner, self.member, self.guest].map(|user| self.roster.may_receive(user, event))
    }
    fn member(&self, user: UserId, role: Role, suspended: bool) -> StreamEvent {
        let data = json!({"member": {"user_id": user, "name": "N", "email": "n@x.org", "role": role,
            "suspended": suspended, "joined_at": "2026-01-01T00:00:00Z"}, "changes": []});
        event(
            EventKind::MemberUpdated,
            Audience::May(Permission::PeopleReadAll),
            &data,
        )
    }
}

#[test]
fn audiences_are_read_by_whom_they_name() {
    let cast = cast();
    assert_eq!(
        cast.readers(&Audience::May(Permission::PeopleReadAll)),
        [true, true, false]
    );
    assert_eq!(cast.readers(&Audience::Everyone), [true, true, true]);
    let inviting = Audience::May(Permission::InvitationsManage);
    assert_eq!(cast.readers(&inviting), [true, false, false]);
    assert_eq!(
        cast.readers(&Audience::board(cast.open)),
        [true, true, false]
    );
    assert_eq!(
        cast.readers(&Audience::board(cast.private)),
        [true, false, true]
    );
    assert_eq!(cast.readers(&Audience::board(BoardId::new())), [false; 3]);
    let stranger = UserId::new();
    let users = Audience::Users(vec![stranger, cast.guest]);
    assert_eq!(cast.readers(&users), [false, false, true]);
    assert!(!cast.roster.may_read(stranger, &users));
}

#[test]
fn somebody_suspended_reads_nothing_and_is_named_once() {
    let mut cast = cast();
    let suspension = cast.member(cast.member, Role::Member, true);
    assert_eq!(cast.roster.apply(&suspension), [cast.member]);
    assert!(cast.roster.apply(&suspension).is_empty());
    assert_eq!(cast.receivers(&suspension), [true, false, false]);
    assert_eq!(cast.roster.rights(cast.member), None);
    let back = cast.member(cast.member, Role::Member, false);
    assert!(cast.roster.apply(&back).is_empty());
    assert_eq!(cast.receivers(&back), [true, true, false]);
}

#[test]
fn a_new_guest_learns_of_it() {
    let mut cast = cast();
    let demotion = cast.member(cast.member, Role::Guest, false);
    assert!(cast.roster.apply(&demotion).is_empty());
    assert_eq!(cast.receivers(&demotion), [true, true, false]);
    assert_eq!(
        cast.readers(&Audience::board(cast.open)),
        [true, false, false]
    );
}

#[test]
fn who_becomes_a_guest_or_is_one_no_longer_knows_others() {
    let knows_others = |from, to| {
        let changes = json!([{"field": "role", "from": from, "to": to}]);
        let data = json!({"member": {"user_id": UserId::new(), "name": "N", "email": "n@x.org", "role": to,
            "suspended": false, "joined_at": "2026-01-01T00:00:00Z"}, "changes": changes});
        let effect = Effect::of(EventKind::MemberUpdated, &data.to_string());
        effect.begins_anew().is_some()
    };
    assert!(knows_others("guest", "member") && knows_others("admin", "guest"));
    assert!(!knows_others("member", "admin"));
}

#[test]
fn the_removed_leave_every_board() {
    let mut cast = cast();
    let removal = event(
        EventKind::MemberRemoved,
        Audience::May(Permission::PeopleReadAll),
        &json!({"user_id": cast.guest}),
    );
    assert_eq!(cast.roster.apply(&removal), [cast.guest]);
    assert_eq!(cast.receivers(&removal), [true, true, false]);
    // Told once more to the guests who knew them, it takes nothing from anybody.
    assert!(cast.roster.apply(&removal).is_empty());
    let again = cast.member(cast.guest, Role::Guest, false);
    cast.roster.apply(&again);
    assert_eq!(
        cast.readers(&Audience::board(cast.private)),
        [true, false, false]
    );
    cast.roster.check_invariants();
}

#[test]
fn a_deletion_is_told_to_the_last_readers() {
    let mut cast = cast();
    let board = Audience::board(cast.private);
    let deletion = event(
        EventKind::BoardDeleted,
        board.clone(),
        &json!({"board_id": cast.private}),
    );
    cast.roster.apply(&deletion);
    assert_eq!(cast.receivers(&deletion), [true, false, true]);
    assert_eq!(cast.readers(&board), [false; 3]);
    let rooms = |user| cast.roster.share(user).rooms;
    assert!(rooms(cast.guest).contains(&Room::board(cast.private)));
    assert!(!rooms(cast.member).contains(&Room::board(cast.private)));
    cast.roster.check_invariants();
}

#[test]
fn nobody_replays_the_deletion_of_a_board_whose_last_readers_are_unknown() {
    let mut cast = cast();
    assert_eq!(cast.roster.since(cast.owner), 0);
    let data = json!({"board_id": BoardId::new()});
    let audience = Audience::board(BoardId::new());
    cast.roster
        .apply(&event_at(7, EventKind::BoardDeleted, audience, &data));
    assert_eq!(cast.roster.since(cast.owner), 7);
}

#[test]
fn each_deletion_of_a_restored_board_is_told_to_its_own_readers() {
    let mut cast = cast();
    let data = json!({"board_id": cast.private});
    let board = Audience::board(cast.private);
    let deletion = |seq| event_at(seq, EventKind::BoardDeleted, board.clone(), &data);
    let (first, second) = (deletion(1), deletion(3));
    cast.roster.apply(&first);
    cast.roster.apply(&shown(2, cast.private, &[cast.member]));
    assert_eq!(cast.readers(&board), [true, true, false]);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    cast.roster.apply(&second);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    assert_eq!(cast.receivers(&second), [true, true, false]);
    cast.roster.check_invariants();
}

#[test]
fn what_cannot_be_read_closes() {
    assert_eq!(
        Effect::of(EventKind::MemberUpdated, r#"{"member":{"role":"emperor"}}"#),
        Effect::Unclear
    );
    assert_eq!(Effect::of(EventKind::TaskUpdated, "{}"), Effect::None);
    let mut cast = cast();
    let unclear = event(EventKind::BoardDeleted, Audience::Everyone, &json!({}));
    assert_eq!(*unclear.effect(), Effect::Unclear);
    assert_eq!(cast.roster.apply(&unclear).len(), 3);
    assert_eq!(cast.readers(&Audience::Everyone), [false; 3]);
}

#[test]
fn exactly_the_kinds_that_say_so_have_an_effect() {
    for kind in EventKind::ALL {
        let read = Effect::of(*kind, "{}") != Effect::None;
        let ends = *kind == EventKind::WorkspaceDeleted;
        assert_eq!(read, kind.changes_rights() || ends, "{kind}");
    }
}

#[test]
fn a_guest_knows_the_people_of_their_boards() {
    let mut cast = cast();
    assert!(cast.roster.may_know(cast.member, cast.guest));
    assert!(!cast.roster.may_know(cast.guest, cast.member));
    assert!(cast.roster.may_know(cast.guest, cast.owner), "who made it");
    let both = [cast.guest, cast.member];
    cast.roster.apply(&shown(1, cast.private, &both));
    assert!(cast.roster.may_know(cast.guest, cast.member));
    assert!(!cast.roster.may_know(cast.guest, cast.owner));
}

#[test]
fn a_permission_counts_from_when_it_was_given() {
    use Permission::{
        AuditRead, BoardsReadAll, BoardsReadOpen, ChannelsReadOpen, InvitationsManage,
        PeopleReadAll, WorkspaceRead,
    };
    let least = Rights::of(&[WorkspaceRead, PeopleReadAll, ChannelsReadOpen]);
    let more = Rights::of(&[
        WorkspaceRead,
        PeopleReadAll,
        ChannelsReadOpen,
        BoardsReadOpen,
        InvitationsManage,
    ]);
    let mut cast = cast();
    let user = cast.member;
    let open = Audience::board(cast.open);
    let inviting = Audience::May(InvitationsManage);
    let mut since = |seq, rights| {
        let effect = Effect::Member {
            user,
            rights,
            suspended: false,
            before: None,
        };
        cast.roster.change(seq, &effect);
        let reads = |audience| cast.roster.reads_since(user, audience);
        (cast.roster.since(user), reads(&open), reads(&inviting))
    };
    assert_eq!(since(3, least), (0, None, None));
    assert_eq!(since(5, more), (0, Some(5), Some(5)));
    let invites = Rights::of(&[
        WorkspaceRead,
        PeopleReadAll,
        ChannelsReadOpen,
        InvitationsManage,
    ]);
    assert_eq!(since(7, invites), (0, None, Some(5)));
    let sees_all = Rights::of(&[
        WorkspaceRead,
        PeopleReadAll,
        ChannelsReadOpen,
        InvitationsManage,
        BoardsReadAll,
    ]);
    assert_eq!(since(9, sees_all), (0, Some(9), Some(5)));
    // Read by another permission, an open board is read without a break.
    assert_eq!(since(11, more), (0, Some(9), Some(5)));
    // Who knows others begins anew with all of it.
    let alone = Rights::of(&[WorkspaceRead, BoardsReadOpen, InvitationsManage]);
    assert_eq!(since(13, alone), (13, Some(13), Some(13)));
    // Of one that nothing is read by yet, since the last change of any.
    let audits = Rights::of(&[WorkspaceRead, BoardsReadOpen, InvitationsManage, AuditRead]);
    assert_eq!(since(15, audits), (13, Some(13), Some(13)));
    let audit = Audience::May(AuditRead);
    assert_eq!(cast.roster.reads_since(user, &audit), Some(15));
}

#[test]
fn who_lacks_the_permission_knows_people_as_a_guest_does() {
    let mut cast = cast();
    let effect = Effect::Member {
        user: cast.member,
        rights: Rights::custom(Role::Admin, ["boards.read_all"]),
        suspended: false,
        before: Some((Role::Member.rights(), false)),
    };
    assert_eq!(effect.begins_anew(), Some(cast.member));
    cast.roster.change(1, &effect);
    // The guest is on the private board, which they see.
    assert!(cast.roster.may_know(cast.member, cast.guest));
    assert_eq!(
        cast.readers(&Audience::May(Permission::PeopleReadAll)),
        [true, false, false]
    );
    let board = Audience::board(cast.private);
    assert_eq!(cast.readers(&board), [true, true, true]);
}

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
