use serde_json::json;
use tutti_types::Timestamp;
use tutti_types::events::EventKind;

use super::*;

struct Cast {
    rights: Rights,
    owner: UserId,
    member: UserId,
    guest: UserId,
    open: BoardId,
    private: BoardId,
}

fn cast() -> Cast {
    let (owner, member, guest) = (UserId::new(), UserId::new(), UserId::new());
    let (open, private) = (BoardId::new(), BoardId::new());
    let rights = Rights::new(
        [
            (owner, Role::Owner, false),
            (member, Role::Member, false),
            (guest, Role::Guest, false),
        ],
        [
            (open, Visibility::Open, vec![], None),
            (private, Visibility::Private, vec![guest], Some(owner)),
        ],
    );
    Cast {
        rights,
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
    let data = json!({"board": {"id": board, "workspace_id": board, "name": "B", "color": "blue", "version": 1,
        "visibility": "private", "member_ids": members, "created_by": null,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}, "changes": []});
    event_at(seq, EventKind::BoardCreated, Audience::Board(board), &data)
}

impl Cast {
    fn readers(&self, audience: &Audience) -> [bool; 3] {
        [self.owner, self.member, self.guest].map(|user| self.rights.may_read(user, audience))
    }
    fn receivers(&self, event: &StreamEvent) -> [bool; 3] {
        [self.owner, self.member, self.guest].map(|user| self.rights.may_receive(user, event))
    }
    fn member(&self, user: UserId, role: Role, suspended: bool) -> StreamEvent {
        let data = json!({"member": {"user_id": user, "name": "N", "email": "n@x.org", "role": role,
            "suspended": suspended, "joined_at": "2026-01-01T00:00:00Z"}, "changes": []});
        event(EventKind::MemberUpdated, Audience::Members, &data)
    }
}

#[test]
fn audiences_are_read_by_whom_they_name() {
    let cast = cast();
    assert_eq!(cast.readers(&Audience::Members), [true, true, false]);
    assert_eq!(cast.readers(&Audience::Everyone), [true, true, true]);
    assert_eq!(cast.readers(&Audience::Admins), [true, false, false]);
    assert_eq!(
        cast.readers(&Audience::Board(cast.open)),
        [true, true, false]
    );
    assert_eq!(
        cast.readers(&Audience::Board(cast.private)),
        [true, false, true]
    );
    assert_eq!(cast.readers(&Audience::Board(BoardId::new())), [false; 3]);
    let stranger = UserId::new();
    let users = Audience::Users(vec![stranger, cast.guest]);
    assert_eq!(cast.readers(&users), [false, false, true]);
    assert!(!cast.rights.may_read(stranger, &users));
}

#[test]
fn somebody_suspended_reads_nothing_and_is_named_once() {
    let mut cast = cast();
    let suspension = cast.member(cast.member, Role::Member, true);
    assert_eq!(cast.rights.apply(&suspension), [cast.member]);
    assert!(cast.rights.apply(&suspension).is_empty());
    assert_eq!(cast.receivers(&suspension), [true, false, false]);
    assert_eq!(cast.rights.role(cast.member), None);
    let back = cast.member(cast.member, Role::Member, false);
    assert!(cast.rights.apply(&back).is_empty());
    assert_eq!(cast.receivers(&back), [true, true, false]);
}

#[test]
fn a_new_guest_learns_of_it() {
    let mut cast = cast();
    let demotion = cast.member(cast.member, Role::Guest, false);
    assert!(cast.rights.apply(&demotion).is_empty());
    assert_eq!(cast.receivers(&demotion), [true, true, false]);
    assert_eq!(
        cast.readers(&Audience::Board(cast.open)),
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
        effect.knows_others().is_some()
    };
    assert!(knows_others("guest", "member") && knows_others("admin", "guest"));
    assert!(!knows_others("member", "admin"));
}

#[test]
fn the_removed_leave_every_board() {
    let mut cast = cast();
    let removal = event(
        EventKind::MemberRemoved,
        Audience::Members,
        &json!({"user_id": cast.guest}),
    );
    assert_eq!(cast.rights.apply(&removal), [cast.guest]);
    assert_eq!(cast.receivers(&removal), [true, true, false]);
    // Told once more to the guests who knew them, it takes nothing from anybody.
    assert!(cast.rights.apply(&removal).is_empty());
    let again = cast.member(cast.guest, Role::Guest, false);
    cast.rights.apply(&again);
    assert_eq!(
        cast.readers(&Audience::Board(cast.private)),
        [true, false, false]
    );
    cast.rights.check_invariants();
}

#[test]
fn a_deletion_is_told_to_the_last_readers() {
    let mut cast = cast();
    let board = Audience::Board(cast.private);
    let deletion = event(
        EventKind::BoardDeleted,
        board.clone(),
        &json!({"board_id": cast.private}),
    );
    assert!(!cast.rights.knows_readers(&deletion));
    cast.rights.apply(&deletion);
    assert_eq!(cast.receivers(&deletion), [true, false, true]);
    assert_eq!(cast.readers(&board), [false; 3]);
    cast.rights.check_invariants();
}

#[test]
fn each_deletion_of_a_restored_board_is_told_to_its_own_readers() {
    let mut cast = cast();
    let data = json!({"board_id": cast.private});
    let board = Audience::Board(cast.private);
    let deletion = |seq| event_at(seq, EventKind::BoardDeleted, board.clone(), &data);
    let (first, second) = (deletion(1), deletion(3));
    cast.rights.apply(&first);
    cast.rights.apply(&shown(2, cast.private, &[cast.member]));
    assert_eq!(cast.readers(&board), [true, true, false]);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    cast.rights.apply(&second);
    assert_eq!(cast.receivers(&first), [true, false, true]);
    assert_eq!(cast.receivers(&second), [true, true, false]);
    cast.rights.check_invariants();
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
    assert_eq!(cast.rights.apply(&unclear).len(), 3);
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
    assert!(cast.rights.may_know(cast.member, cast.guest));
    assert!(!cast.rights.may_know(cast.guest, cast.member));
    assert!(cast.rights.may_know(cast.guest, cast.owner), "who made it");
    let both = [cast.guest, cast.member];
    cast.rights.apply(&shown(1, cast.private, &both));
    assert!(cast.rights.may_know(cast.guest, cast.member));
    assert!(!cast.rights.may_know(cast.guest, cast.owner));
}
