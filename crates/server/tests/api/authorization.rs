//! Who may do what: every operation of the OpenAPI file by every kind of person, the expected status worked out from the
//! permission table alone. Each area is a test of its own, over its cases in `world`, and over a copy of a stage that is set once.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::OnceCell;
use tutti_testkit::contract::{Operation, operations};
use tutti_testkit::{Client, Method, Options, Team, TestApp};
use tutti_types::auth::Session;
use tutti_types::boards::{Board, BoardDetail};
use tutti_types::permissions::{Visibility, may_delete_board, may_read_board};
use tutti_types::{Page, Permission, Rights, Role, TaskId, paths};

use crate::world::{self, AREAS, Case, Ids, Scope};

/// What somebody is, as the table sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// No valid token.
    Nobody,
    /// Signed in, no living member here.
    Outsider,
    /// A member who holds these; whether they were added to the boards in question.
    Member(Rights, bool),
}

struct Actor {
    name: &'static str,
    client: Client,
    standing: Standing,
}

struct Stage {
    team: Team,
    actors: Vec<Actor>,
    open: BoardDetail,
    private: BoardDetail,
}

impl Stage {
    /// One of a test's own, with a server that runs: a copy of the first.
    async fn own() -> Self {
        // No static is dropped, so its database stays until the PostgreSQL is stopped, or a later run finds it old.
        static FIRST: OnceCell<Stage> = OnceCell::const_new();
        let first = FIRST.get_or_init(Self::set).await;
        let app = TestApp::over(Arc::new(first.team.app.database.copy()), Options::default()).await;
        let mut forged = app.anonymous();
        forged.token = Some("eyJhbGciOiJub25lIn0.e30.".to_owned());
        let mut actors = vec![
            Actor::new("anonymous", app.anonymous(), Standing::Nobody),
            Actor::new("forged token", forged, Standing::Nobody),
        ];
        for actor in &first.actors {
            let client = app.same(&actor.client).await;
            actors.push(Actor::new(actor.name, client, actor.standing));
        }
        let owner = actors.last().unwrap().client.clone();
        let revoked = app.session(&owner).await;
        revoked.log_out().await.expect(204);
        actors.insert(2, Actor::new("revoked session", revoked, Standing::Nobody));
        Self {
            team: Team {
                app,
                owner,
                ws: first.team.ws,
                board: first.team.board.clone(),
            },
            actors,
            open: first.open.clone(),
            private: first.private.clone(),
        }
    }

    /// The first, with whoever has an account. Its server is stopped.
    async fn set() -> Self {
        let mut team = Team::start().await;
        let (stranger, _, _) = team.stranger().await;
        let guest_on = team.join_as("Gina Guest", Role::Guest).await;
        let guest_off = team.join_as("Gus Guest", Role::Guest).await;
        let member = team.join(Role::Member).await;
        let admin = team.join(Role::Admin).await;
        let suspended = team.join_as("Sue Suspended", Role::Admin).await;
        let removed = team.join_as("Rem Removed", Role::Admin).await;
        let open = team.board("Open", None).await;
        let private = team.board("Private", Some(&[])).await;
        let _: Value = team
            .owner
            .put(paths::board_member(team.ws, open.id, guest_on.id()))
            .await;
        let path = paths::member(team.ws, suspended.id());
        let _: Value = team.owner.patch(path, &json!({"suspended": true})).await;
        team.owner
            .delete(paths::member(team.ws, removed.id()))
            .await;
        let mut actors = vec![
            Actor::new("stranger", stranger, Standing::Outsider),
            Actor::new("suspended", suspended, Standing::Outsider),
            Actor::new("removed", removed, Standing::Outsider),
            Actor::member("guest not on the board", guest_off, Role::Guest, false),
            Actor::member("guest on the board", guest_on, Role::Guest, true),
            Actor::member("member", member, Role::Member, false),
            Actor::member("admin", admin, Role::Admin, false),
        ];
        for (name, base, permissions) in custom_roles() {
            let client = team.join_custom(name, base, &permissions).await;
            let rights = permissions
                .into_iter()
                .chain([Permission::WorkspaceRead])
                .collect();
            actors.push(Actor::new(name, client, Standing::Member(rights, false)));
        }
        // The last: they end what the others need.
        let owner = team.owner.clone();
        actors.push(Actor::member("owner", owner, Role::Owner, false));
        team.app.stop().await;
        Self {
            team,
            actors,
            open,
            private,
        }
    }
}

/// Custom roles that hold more than their base, less, and another part of it.
fn custom_roles() -> [(&'static str, Role, Vec<Permission>); 5] {
    use Permission::{
        AuditRead, BoardsDeleteAny, BoardsReadAll, BoardsReadOpen, InvitationsManage,
        PeopleReadAll, TasksDelete,
    };
    let of = |role: Role, more: &[Permission], less: &[Permission]| {
        let held = role.rights().permissions();
        let kept = held.filter(|permission| !less.contains(permission));
        kept.chain(more.iter().copied()).collect::<Vec<_>>()
    };
    [
        (
            "guest who deletes",
            Role::Guest,
            of(Role::Guest, &[TasksDelete], &[]),
        ),
        ("reader", Role::Member, vec![PeopleReadAll, BoardsReadOpen]),
        (
            "inviter",
            Role::Member,
            of(
                Role::Member,
                &[InvitationsManage, AuditRead, BoardsDeleteAny],
                &[],
            ),
        ),
        (
            "admin of open boards",
            Role::Admin,
            of(Role::Admin, &[], &[BoardsReadAll]),
        ),
        (
            "admin who is blind",
            Role::Admin,
            of(
                Role::Admin,
                &[],
                &[BoardsReadAll, BoardsReadOpen, PeopleReadAll],
            ),
        ),
    ]
}

impl Actor {
    fn member(name: &'static str, client: Client, role: Role, listed: bool) -> Self {
        Self::new(name, client, Standing::Member(role.rights(), listed))
    }

    const fn new(name: &'static str, client: Client, standing: Standing) -> Self {
        Self {
            name,
            client,
            standing,
        }
    }
}

/// What an operation must answer: a refusal, or that it is done.
fn expected(
    operation: &Operation,
    case: &Case,
    standing: Standing,
    visibility: Visibility,
) -> Option<u16> {
    refusal(operation, case.scope, standing, visibility).or(case.answers)
}

fn refusal(
    operation: &Operation,
    scope: Scope,
    standing: Standing,
    visibility: Visibility,
) -> Option<u16> {
    let (rights, listed) = match (scope, standing) {
        (Scope::Public, _) => return None,
        (_, Standing::Nobody) => return Some(401),
        (Scope::Own, _) => return None,
        (_, Standing::Outsider) => return Some(404),
        (_, Standing::Member(rights, listed)) => (rights, listed),
    };
    let permission: Permission = operation.permission.as_deref().unwrap().parse().unwrap();
    let listed = listed && visibility == Visibility::Open;
    let hidden = match scope {
        Scope::Board => !may_read_board(rights, visibility, listed),
        // A guest knows nobody who is on none of their boards.
        Scope::Member => !rights.may(Permission::PeopleReadAll),
        _ => false,
    };
    let allowed = match permission {
        Permission::BoardsDeleteAny => may_delete_board(rights, false),
        other => rights.may(other),
    };
    match (hidden, allowed) {
        (true, _) => Some(404),
        (false, false) => Some(403),
        (false, true) => None,
    }
}

/// The 404 of what does not exist, without its request id.
async fn nothing(team: &Team) -> Value {
    let path = paths::task(team.ws, TaskId::new());
    let answer = team.owner.call(Method::GET, path).send().await;
    answer.expect(404);
    answer.without_request_id()
}

macro_rules! tests {
    ($($area:ident),*) => {
        $(
            #[tokio::test]
            async fn $area() {
                every_operation_by_everybody(stringify!($area)).await;
            }
        )*
    };
}
world::areas!(tests);

async fn every_operation_by_everybody(area: &str) {
    let stage = Stage::own().await;
    let nothing = nothing(&stage.team).await;
    let (mut wrong, mut cells) = (Vec::new(), 0);
    let (_, cases) = AREAS.iter().find(|(name, _)| *name == area).unwrap();
    for case in *cases {
        // It would take the stage away; it has a test of its own below.
        if case.id == "deleteWorkspace" {
            continue;
        }
        let mut operations = operations().iter();
        let operation = operations.find(|operation| operation.id == case.id);
        let operation = operation.unwrap_or_else(|| panic!("{} is no operation", case.id));
        let boards: &[&BoardDetail] = match case.scope {
            Scope::Board => &[&stage.open, &stage.private],
            _ => &[&stage.open],
        };
        for board in boards {
            let mut ids: Option<Ids> = None;
            for actor in &stage.actors {
                cells += 1;
                let target = match ids.take() {
                    Some(ids) => ids,
                    None => {
                        let board = stage_board(&stage, board, case).await;
                        world::fresh(&stage.team, &board, operation, cells).await
                    }
                };
                let want = expected(operation, case, actor.standing, board.visibility);
                let before = stage.team.app.database.fingerprint();
                let answer = world::request(operation, &target, &actor.client)
                    .send()
                    .await;
                let right = match want {
                    Some(status) => answer.status == status,
                    None => (200..300).contains(&answer.status),
                };
                let cell = format!(
                    "{} of a board that is {} by {}",
                    case.id, board.visibility, actor.name
                );
                if !right {
                    wrong.push(format!(
                        "{cell}: wanted {want:?}, got {} {}",
                        answer.status, answer.text
                    ));
                }
                if want.is_some() {
                    if stage.team.app.database.fingerprint() != before {
                        wrong.push(format!("{cell}: refused, and yet something was written"));
                    }
                    ids = Some(target);
                }
                if want == Some(404) && answer.without_request_id() != nothing {
                    wrong.push(format!(
                        "{cell}: its 404 tells that there is something: {}",
                        answer.text
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cells} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(cells >= stage.actors.len(), "{area} has no case");
}

/// The board itself, or one like it for what would use it up.
async fn stage_board(stage: &Stage, board: &BoardDetail, case: &Case) -> BoardDetail {
    if !case.uses_up_board {
        return board.clone();
    }
    let team = &stage.team;
    let guest = stage
        .actors
        .iter()
        .find(|actor| actor.name == "guest on the board");
    match board.visibility {
        Visibility::Private => team.board("Private too", Some(&[])).await,
        Visibility::Open => {
            let made = team.board("Open too", None).await;
            let path = paths::board_member(team.ws, made.id, guest.unwrap().client.id());
            let _: Board = team.owner.put(path).await;
            made
        }
    }
}

#[tokio::test]
async fn a_workspace_is_deleted_by_its_owner_only() {
    let stage = Stage::own().await;
    let path = paths::workspace(stage.team.ws);
    for actor in &stage.actors {
        let answer = actor.client.call(Method::DELETE, path.clone()).send().await;
        let status = match actor.standing {
            Standing::Nobody => 401,
            Standing::Outsider => 404,
            Standing::Member(rights, _) if rights.may(Permission::WorkspaceDelete) => 204,
            Standing::Member(..) => 403,
        };
        assert_eq!(answer.status, status, "{}: {}", actor.name, answer.text);
    }
}

#[tokio::test]
async fn a_workspace_in_the_trash_is_restored_by_its_owner_only() {
    let stage = Stage::own().await;
    let nothing = nothing(&stage.team).await;
    stage
        .team
        .owner
        .delete(paths::workspace(stage.team.ws))
        .await;
    let path = paths::workspace_restore(stage.team.ws);
    for actor in &stage.actors {
        let before = stage.team.app.database.fingerprint();
        let answer = actor.client.call(Method::POST, path.clone()).send().await;
        let status = match actor.standing {
            Standing::Nobody => 401,
            Standing::Outsider => 404,
            Standing::Member(rights, _) if rights.may(Permission::WorkspaceDelete) => 200,
            Standing::Member(..) => 403,
        };
        assert_eq!(answer.status, status, "{}: {}", actor.name, answer.text);
        if status != 200 {
            assert_eq!(
                stage.team.app.database.fingerprint(),
                before,
                "{}",
                actor.name
            );
        }
        if status == 404 {
            assert_eq!(answer.without_request_id(), nothing, "{}", actor.name);
        }
    }
}

#[tokio::test]
async fn one_s_own_session_and_membership_may_be_ended() {
    let stage = Stage::own().await;
    for actor in &stage.actors {
        let Standing::Member(rights, _) = actor.standing else {
            continue;
        };
        let second = stage.team.app.session(&actor.client).await;
        let sessions: Page<Session> = second.get(paths::ME_SESSIONS).await;
        let own = sessions
            .items
            .iter()
            .find(|session| session.current)
            .unwrap();
        second.delete(paths::me_session(own.id)).await;
        second.call(Method::GET, paths::ME).refused(401).await;
        if !rights.may(Permission::OwnersManage) {
            let path = paths::member(stage.team.ws, actor.client.id());
            actor.client.delete(path).await;
        }
    }
}

#[test]
fn every_operation_says_who_may_call_it() {
    for operation in operations() {
        let permission = operation.permission.as_deref();
        let permission =
            permission.unwrap_or_else(|| panic!("{} has no x-permission", operation.id));
        let of_area = |(_, cases): &&(&str, &[Case])| cases.iter().any(|c| c.id == operation.id);
        let areas: Vec<&str> = AREAS
            .iter()
            .filter(of_area)
            .map(|(name, _)| *name)
            .collect();
        let tag = operation.described()["tags"][0].as_str().unwrap();
        assert_eq!(areas, [tag], "{} has one case, in its area", operation.id);
        let scope = world::scope(&operation.id);
        match scope {
            Scope::Public => assert_eq!(permission, "public", "{}", operation.id),
            Scope::Own => assert_eq!(permission, "self", "{}", operation.id),
            _ => assert!(permission.parse::<Permission>().is_ok(), "{}", operation.id),
        }
        assert_eq!(
            operation.path.contains("{ws}"),
            !matches!(scope, Scope::Public | Scope::Own),
            "{}",
            operation.id
        );
    }
}
