//! Who may do what to whom.

use super::*;
use tutti_types::Timestamp;

fn member(role: Role, permissions: Option<&[&str]>) -> MemberRow {
    MemberRow {
        user_id: UserId::new(),
        name: "N".to_owned(),
        email: "n@example.com".to_owned(),
        role,
        custom_role_id: permissions.map(|_| RoleId::new()),
        permissions: permissions.map(names),
        suspended: false,
        changed_seq: 0,
        joined_at: Timestamp::from_micros(0),
    }
}

fn names(permissions: &[&str]) -> Vec<String> {
    permissions.iter().map(ToString::to_string).collect()
}

fn custom(base: Role, permissions: &[&str]) -> NewRole {
    NewRole::Custom(RoleRow {
        id: RoleId::new(),
        base,
        permissions: names(permissions),
    })
}

#[test]
fn nobody_reaches_above_their_own_role() {
    let change = |role: Option<Role>| MemberAct::Change {
        suspension: role.is_none(),
        role: role.map(NewRole::BuiltIn),
    };
    for (mine, theirs, act, may) in [
        (Role::Admin, Role::Owner, change(Some(Role::Member)), false),
        (Role::Admin, Role::Owner, change(None), false),
        (Role::Admin, Role::Member, change(Some(Role::Owner)), false),
        (Role::Admin, Role::Admin, change(Some(Role::Guest)), true),
        (Role::Admin, Role::Guest, change(None), true),
        (Role::Owner, Role::Owner, change(Some(Role::Admin)), true),
        (Role::Member, Role::Guest, change(Some(Role::Guest)), false),
        (Role::Member, Role::Guest, MemberAct::Remove, false),
        (Role::Admin, Role::Owner, MemberAct::Remove, false),
        (Role::Admin, Role::Admin, MemberAct::Remove, true),
    ] {
        let is = allowed(mine.rights(), &member(theirs, None), false, &act);
        assert_eq!(is, may, "{mine} to {theirs}: {act:?}");
    }
}

#[test]
fn nobody_gives_or_takes_by_a_custom_role_what_they_lack() {
    // An admin who may change members, yet reads no audit log.
    let mine = Rights::custom(Role::Admin, ["members.manage", "tasks.create"]);
    let to = |role| MemberAct::Change {
        role: Some(role),
        suspension: false,
    };
    let guest = member(Role::Guest, Some(&["tasks.create"]));
    for (theirs, act, may) in [
        (&guest, to(custom(Role::Member, &["tasks.create"])), true),
        (&guest, to(custom(Role::Member, &["audit.read"])), false),
        // Beyond its base, so it holds nothing of it.
        (&guest, to(custom(Role::Guest, &["audit.read"])), true),
        // It is what they have.
        (&guest, to(NewRole::BuiltIn(Role::Guest)), true),
        (&guest, to(NewRole::BuiltIn(Role::Member)), false),
        (&guest, to(NewRole::NoCustom(None)), false),
        (&guest, to(NewRole::NoCustom(Some(Role::Guest))), false),
        (
            &member(Role::Member, Some(&["audit.read"])),
            to(custom(Role::Guest, &[])),
            false,
        ),
        (&member(Role::Member, None), MemberAct::Remove, false),
        (&guest, MemberAct::Remove, true),
    ] {
        let is = allowed(mine, theirs, false, &act);
        assert_eq!(is, may, "{theirs:?}: {act:?}");
    }
}

#[test]
fn anybody_may_leave_and_nobody_may_promote_themself() {
    let mut promotions = 0;
    for role in Role::ALL {
        let (mine, myself) = (role.rights(), member(*role, None));
        assert!(allowed(mine, &myself, true, &MemberAct::Remove));
        let holds_more = |other: &&Role| !other.rights().is_subset(mine);
        for higher in Role::ALL.iter().filter(holds_more) {
            let act = MemberAct::Change {
                role: Some(NewRole::BuiltIn(*higher)),
                suspension: false,
            };
            assert!(!allowed(mine, &myself, true, &act), "{role} to {higher}");
            promotions += 1;
        }
    }
    assert_eq!(
        promotions, 6,
        "each built-in role holds more than those below it"
    );
}

#[test]
fn nobody_invites_above_their_own_role() {
    let may_invite = |mine: Role, role: Role| mine.rights().may_invite(role.rights());
    assert!(may_invite(Role::Admin, Role::Admin));
    assert!(!may_invite(Role::Admin, Role::Owner));
    assert!(may_invite(Role::Owner, Role::Owner));
    assert!(!may_invite(Role::Member, Role::Guest));
}
