use tutti_dice::Dice;

use super::*;

/// The table of the public contract, row by row: the permissions; the built-in roles that hold them, from guest to owner; whether a
/// role based on guest, member or admin may hold them.
const CONTRACT: [(&[&str], [bool; 4], [bool; 3]); 9] = [
    (
        &[
            "workspace.read",
            "tasks.create",
            "tasks.update",
            "messages.write",
        ],
        [true, true, true, true],
        [true, true, true],
    ),
    (
        &[
            "people.read_all",
            "boards.read_open",
            "channels.read_open",
            "channels.create",
            "boards.create",
            "boards.update",
            "columns.manage",
        ],
        [false, true, true, true],
        [false, true, true],
    ),
    (
        &["tasks.delete", "meetings.create"],
        [false, true, true, true],
        [true, true, true],
    ),
    (
        &["labels.manage", "teams.create"],
        [false, true, true, true],
        [false, true, true],
    ),
    (
        &[
            "boards.read_all",
            "boards.delete_any",
            "channels.manage",
            "messages.delete_any",
            "teams.manage",
            "invitations.manage",
        ],
        [false, false, true, true],
        [false, true, true],
    ),
    (
        &["members.manage", "roles.manage"],
        [false, false, true, true],
        [false, false, true],
    ),
    (
        &[
            "meetings.host_any",
            "audit.read",
            "data.export",
            "webhooks.manage",
        ],
        [false, false, true, true],
        [false, true, true],
    ),
    (
        &["workspace.update"],
        [false, false, true, true],
        [false, true, true],
    ),
    (
        &["workspace.delete", "owners.manage"],
        [false, false, false, true],
        [false, false, false],
    ),
];

const BASES: [Role; 3] = [Role::Guest, Role::Member, Role::Admin];

#[test]
fn the_table_is_that_of_the_contract() {
    let names = CONTRACT
        .iter()
        .flat_map(|(names, ..)| names.iter().copied());
    assert_eq!(Permission::WORDS, names.collect::<Vec<_>>());
    for (names, roles, bases) in CONTRACT {
        for name in names {
            let permission: Permission = name.parse().unwrap();
            for (role, holds) in Role::ALL.iter().zip(roles) {
                assert_eq!(role.rights().may(permission), holds, "{role}: {name}");
            }
            for (base, may_hold) in BASES.iter().zip(bases) {
                let ceiling = base.ceiling();
                assert_eq!(ceiling.may(permission), may_hold, "on {base}: {name}");
            }
        }
    }
    assert_eq!(Role::Owner.ceiling(), Rights::NONE);
}

#[test]
fn each_built_in_role_holds_more_than_the_one_before() {
    for pair in Role::ALL.windows(2) {
        let (less, more) = (pair[0].rights(), pair[1].rights());
        assert!(less.is_subset(more) && !more.is_subset(less), "{pair:?}");
    }
    assert!(
        Role::Owner
            .rights()
            .permissions()
            .eq(Permission::ALL.iter().copied())
    );
}

#[test]
fn only_owners_touch_owners() {
    let [guest, member, admin, owner] =
        [Role::Guest, Role::Member, Role::Admin, Role::Owner].map(Role::rights);
    assert!(!admin.may_change(member, owner));
    assert!(!admin.may_change(owner, member));
    assert!(admin.may_change(member, admin));
    assert!(owner.may_change(owner, guest));
    assert!(!member.may_change(guest, guest));
    assert!(!admin.may_remove(owner));
    assert!(!admin.may_invite(owner) && admin.may_invite(admin));
}

/// Between built-in roles the sets say what their order in the table would.
#[test]
fn built_in_roles_change_each_other_by_their_place() {
    let places = || Role::ALL.iter().enumerate();
    let admin = Role::ALL.iter().position(|role| *role == Role::Admin);
    for (mine, role) in places() {
        let manages = Some(mine) >= admin;
        let role_rights = role.rights();
        for (from, before) in places() {
            let reaches = manages && from <= mine;
            let what = format!("{role} to {before}");
            assert_eq!(role_rights.may_remove(before.rights()), reaches, "{what}");
            assert_eq!(role_rights.may_invite(before.rights()), reaches, "{what}");
            for (to, after) in places() {
                let may = role_rights.may_change(before.rights(), after.rights());
                assert_eq!(may, reaches && to <= mine, "{what}, {after} after");
            }
        }
    }
}

/// A custom role as a row could hold it: any names, those that its base may not hold among them.
fn custom(dice: &mut Dice) -> Rights {
    let base = dice.pick(&BASES).unwrap();
    let percent = dice.below(101);
    let given = Permission::WORDS.iter().filter(|_| dice.chance(percent));
    let names: Vec<&str> = given.copied().chain(["rockets.launch"]).collect();
    let rights = Rights::custom(base, &names);
    let expected = Permission::ALL.iter().filter(|permission| {
        let is_given = names.contains(&permission.as_str());
        **permission == Permission::WorkspaceRead || is_given && base.ceiling().may(**permission)
    });
    assert!(
        rights.permissions().eq(expected.copied()),
        "{base}: {names:?}"
    );
    rights
}

#[test]
fn nobody_reaches_beyond_what_they_hold() {
    let mut dice = Dice::new(7);
    let mut sets: Vec<Rights> = Role::ALL.iter().map(|role| role.rights()).collect();
    sets.extend((0..60).map(|_| custom(&mut dice)));
    let holds_all = |mine: Rights, theirs: Rights| theirs.permissions().all(|p| mine.may(p));
    let (mut changed, mut refused) = (0, 0);
    for mine in &sets {
        let manages = mine.may(Permission::MembersManage);
        for from in &sets {
            let reaches = holds_all(*mine, *from);
            assert_eq!(from.is_subset(*mine), reaches, "{from:?} of {mine:?}");
            assert_eq!(mine.may_remove(*from), manages && reaches);
            let invites = mine.may(Permission::InvitationsManage);
            assert_eq!(mine.may_invite(*from), invites && reaches);
            if reaches && holds_all(*from, *mine) {
                assert_eq!(mine, from);
            }
            for to in &sets {
                let may = mine.may_change(*from, *to);
                assert_eq!(may, manages && reaches && holds_all(*mine, *to));
                *(if may { &mut changed } else { &mut refused }) += 1;
            }
        }
        if *mine != Role::Owner.rights() {
            assert!(!mine.may_remove(Role::Owner.rights()));
        }
    }
    assert!(changed > 1_000 && refused > 1_000, "{changed}, {refused}");
}

#[test]
fn a_custom_role_reaches_who_holds_no_more() {
    let [guest, member] = [Role::Guest, Role::Member].map(Role::rights);
    let own = ["people.read_all", "members.manage", "invitations.manage"];
    let basics = guest.permissions().map(Permission::as_str);
    let recruiter = Rights::custom(Role::Admin, basics.chain(own));
    assert!(recruiter.may_invite(guest) && recruiter.may_remove(guest));
    assert!(recruiter.may_change(guest, recruiter));
    assert!(!recruiter.may_invite(member) && !recruiter.may_remove(member));
    assert!(!recruiter.may_change(member, guest) && !recruiter.may_change(guest, member));
    // Who may make no task gives nobody the right to.
    let without = Rights::custom(Role::Admin, own);
    assert!(!without.may_invite(guest) && without.may_invite(without));
}

#[test]
fn a_custom_role_stays_below_its_base_s_ceiling() {
    let all = Permission::WORDS;
    for base in BASES {
        assert_eq!(Rights::custom(base, all), base.ceiling());
        let nothing: [&str; 0] = [];
        let least = Rights::of(&[Permission::WorkspaceRead]);
        assert_eq!(Rights::custom(base, nothing), least);
        assert_eq!(Rights::custom(Role::Owner, all), least);
    }
    let tidies = Rights::custom(Role::Guest, ["tasks.delete", "members.manage"]);
    assert!(tidies.may(Permission::TasksDelete) && !tidies.may(Permission::MembersManage));
    assert!(
        !tidies.may(Permission::TasksUpdate),
        "what was not given is not held"
    );
}

#[test]
fn rights_travel_as_names() {
    let rights = Rights::of(&[Permission::TasksDelete, Permission::WorkspaceRead]);
    let text = serde_json::to_string(&rights).unwrap();
    assert_eq!(text, r#"["workspace.read","tasks.delete"]"#);
    let newer = r#"["rockets.launch","tasks.delete","tasks.delete","workspace.read"]"#;
    assert_eq!(serde_json::from_str::<Rights>(newer).unwrap(), rights);
    assert!(serde_json::from_str::<Rights>("3").is_err());
    for role in Role::ALL {
        let text = serde_json::to_string(&role.rights()).unwrap();
        assert_eq!(
            serde_json::from_str::<Rights>(&text).unwrap(),
            role.rights()
        );
    }
}

#[test]
fn boards_are_seen_by_whom_they_are_for() {
    use Visibility::{Open, Private};
    for (role, visibility, listed, sees) in [
        (Role::Guest, Open, false, false),
        (Role::Guest, Open, true, true),
        (Role::Guest, Private, true, true),
        (Role::Member, Open, false, true),
        (Role::Member, Private, false, false),
        (Role::Member, Private, true, true),
        (Role::Admin, Private, false, true),
    ] {
        assert_eq!(
            may_read_board(role.rights(), visibility, listed),
            sees,
            "{role} {visibility} {listed}"
        );
    }
    let sees_all = Rights::custom(Role::Member, ["boards.read_all"]);
    assert!(may_read_board(sees_all, Open, false) && may_read_board(sees_all, Private, false));
    let added_only = Rights::custom(Role::Admin, ["boards.update"]);
    assert!(!may_read_board(added_only, Open, false) && may_read_board(added_only, Open, true));
}

#[test]
fn boards_are_deleted_by_who_made_them_or_may_delete_any() {
    let update = Rights::of(&[Permission::BoardsUpdate]);
    assert!(may_delete_board(update, true) && !may_delete_board(update, false));
    let any = Rights::of(&[Permission::BoardsDeleteAny]);
    assert!(may_delete_board(any, true) && may_delete_board(any, false));
    assert!(!may_delete_board(Role::Guest.rights(), true));
}
