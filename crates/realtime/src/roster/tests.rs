mod deletions;
mod introductions;

use serde_json::json;
use tutti_types::events::EventKind;
use tutti_types::{Role, Timestamp};

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
