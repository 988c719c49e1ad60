//! What every change owes: an event that takes an old snapshot to the new one, an activity entry, and nothing where it fails.

mod away;
mod states;
mod waits;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::team::{column, token_of};
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::boards::Board;
use tutti_types::columns::{Category, Column};
use tutti_types::events::EventKind;
use tutti_types::tasks::Task;
use tutti_types::{Role, paths};

/// What in the play below makes an event of a kind. A new kind finds no place here before it has a scene.
const fn scene(kind: EventKind) -> Option<&'static str> {
    match kind {
        EventKind::WorkspaceUpdated => Some("rename"),
        EventKind::WorkspaceDeleted => Some("end"),
        EventKind::MemberJoined | EventKind::InvitationAccepted => Some("join"),
        EventKind::MemberUpdated => Some("role"),
        EventKind::MemberRemoved => Some("remove"),
        EventKind::InvitationCreated => Some("invite"),
        EventKind::InvitationRevoked => Some("revoke"),
        EventKind::BoardCreated
        | EventKind::BoardUpdated
        | EventKind::BoardDeleted
        | EventKind::BoardGone => Some("boards"),
        EventKind::BoardPurged => Some("purge"),
        EventKind::ColumnCreated | EventKind::ColumnUpdated | EventKind::ColumnDeleted => {
            Some("columns")
        }
        EventKind::ColumnReordered => Some("spread"),
        EventKind::TaskCreated
        | EventKind::TaskUpdated
        | EventKind::TaskMoved
        | EventKind::TaskDeleted
        | EventKind::TaskRestored => Some("tasks"),
        EventKind::TaskGone => Some("away"),
        // For entries that have no event of their own; there are none yet.
        EventKind::ActivityLogged => None,
    }
}

/// Everybody who watches the play.
struct House {
    team: Team,
    guest: Client,
    member: Client,
    followers: Vec<Follower>,
    scenes: BTreeSet<&'static str>,
}

impl House {
    /// A scene is over: what everybody knows by events is what a fresh load gives them.
    async fn applaud(&mut self, scene: &'static str) {
        self.scenes.insert(scene);
        for follower in &mut self.followers {
            follower.verify().await;
        }
    }

    async fn owner<T: serde::de::DeserializeOwned>(
        &self,
        method: Method,
        path: String,
        body: Value,
    ) -> T {
        self.team.owner.call(method, path).json(&body).ok().await
    }
}

#[tokio::test]
async fn old_snapshot_and_events_are_the_new_snapshot_for_every_mutation() {
    let team = Team::start().await;
    let (admin, member, guest) = (
        team.join(Role::Admin).await,
        team.join(Role::Member).await,
        team.join(Role::Guest).await,
    );
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let mut followers = Vec::new();
    for who in [&team.owner, &admin, &member, &guest] {
        followers.push(Follower::new(who, team.ws).await);
    }
    let mut house = House {
        team,
        guest,
        member,
        followers,
        scenes: BTreeSet::new(),
    };
    people(&mut house).await;
    boards(&mut house).await;
    columns(&mut house).await;
    tasks(&mut house).await;
    spread(&mut house).await;
    away(&mut house).await;
    let ws = house.team.ws;
    house.team.owner.delete(paths::workspace(ws)).await;
    house.scenes.insert("end");

    let kinds: BTreeSet<String> = house
        .team
        .app
        .database
        .rows("SELECT DISTINCT kind FROM stream.events")
        .iter()
        .map(|row| row["kind"].as_str().unwrap().to_owned())
        .collect();
    for kind in EventKind::ALL {
        if let Some(scene) = scene(*kind) {
            assert!(house.scenes.contains(scene), "nothing plays {scene}");
            assert!(kinds.contains(kind.as_str()), "{kind} did not happen");
        }
    }
    each_event_has_its_entry(&house.team);
}

async fn people(house: &mut House) {
    let ws = house.team.ws;
    let _: Value = house
        .owner(
            Method::PATCH,
            paths::workspace(ws),
            json!({"name": "New", "slug": "new-one"}),
        )
        .await;
    house.applaud("rename").await;
    let link = house.team.invite("Jonas", Role::Member).await;
    house.applaud("invite").await;
    let jonas = house.team.app.person("Jonas").await;
    let _: Value = jonas.act(paths::invitation_accept(&token_of(&link))).await;
    house.applaud("join").await;
    let other = house.team.invite("Other", Role::Guest).await;
    let again = paths::invitation_resend(ws, other.invitation.id);
    let _: Value = house.team.owner.act(again).await;
    house
        .team
        .owner
        .delete(paths::workspace_invitation(ws, other.invitation.id))
        .await;
    house.applaud("revoke").await;
    for body in [
        json!({"role": "admin"}),
        json!({"role": "guest"}),
        json!({"role": "member"}),
        json!({"suspended": true}),
        json!({"suspended": false}),
    ] {
        let _: Value = house
            .owner(Method::PATCH, paths::member(ws, jonas.id()), body)
            .await;
        house.applaud("role").await;
    }
    let _: Value = jonas.patch(paths::ME, &json!({"name": "Jonas New"})).await;
    house.applaud("role").await;
    known_to_the_guest(house).await;
    let task = house.team.task("Of Jonas").await;
    let _: Task = house
        .owner(
            Method::PATCH,
            paths::task(ws, task.id),
            json!({"assignee_ids": [jonas.id()]}),
        )
        .await;
    let _: Board = house
        .team
        .owner
        .put(paths::board_member(ws, house.team.board.id, jonas.id()))
        .await;
    house.team.owner.delete(paths::member(ws, jonas.id())).await;
    house.applaud("remove").await;
}

/// What becomes of those whom the guest knows: who made their board, and who was added to it.
async fn known_to_the_guest(house: &mut House) {
    let (ws, board) = (house.team.ws, house.team.board.id);
    let new = json!({"name": "Olga New"});
    let _: Value = house.team.owner.patch(paths::ME, &new).await;
    house.applaud("role").await;
    let lisa = house.team.join_as("Lisa", Role::Member).await;
    let _: Board = house
        .team
        .owner
        .put(paths::board_member(ws, board, lisa.id()))
        .await;
    house.applaud("boards").await;
    for body in [
        json!({"role": "admin"}),
        json!({"suspended": true}),
        json!({"suspended": false}),
        json!({"role": "guest"}),
    ] {
        let path = paths::member(ws, lisa.id());
        let _: Value = house.owner(Method::PATCH, path, body).await;
        house.applaud("role").await;
        let new = json!({"name": format!("Lisa {}", house.team.seq())});
        let _: Value = lisa.patch(paths::ME, &new).await;
        house.applaud("role").await;
    }
    // Off the board she is a stranger to the guest, until she is on it again.
    let on_board = paths::board_member(ws, board, lisa.id());
    house.team.owner.delete(on_board.clone()).await;
    house.applaud("boards").await;
    let _: Board = house.team.owner.put(on_board).await;
    house.applaud("boards").await;
    house.team.owner.delete(paths::member(ws, lisa.id())).await;
    house.applaud("remove").await;
    let made: Board = lisa_again(house, &lisa).await;
    house.team.owner.delete(paths::member(ws, lisa.id())).await;
    house.applaud("remove").await;
    // Who made the guest's board is known to them again when they come back.
    rejoin(house, &lisa).await;
    house.team.owner.delete(paths::board(ws, made.id)).await;
    house.applaud("boards").await;
    house.team.owner.delete(paths::member(ws, lisa.id())).await;
    house.applaud("remove").await;
}

/// Somebody who left is a member again.
async fn rejoin(house: &mut House, who: &Client) {
    let link = house.team.invite("Lisa", Role::Member).await;
    let _: Value = who.act(paths::invitation_accept(&token_of(&link))).await;
    house.applaud("join").await;
}

/// Lisa is back, with a board of her own that the guest is on.
async fn lisa_again(house: &mut House, lisa: &Client) -> Board {
    rejoin(house, lisa).await;
    let ws = house.team.ws;
    let made: Board = lisa
        .post(paths::boards(ws), &json!({"name": "Of Lisa"}))
        .await;
    house.applaud("boards").await;
    let guest = paths::board_member(ws, made.id, house.guest.id());
    let _: Board = lisa.put(guest).await;
    house.applaud("boards").await;
    made
}

async fn boards(house: &mut House) {
    let ws = house.team.ws;
    let made = house.team.board("Second", None).await;
    house.applaud("boards").await;
    let path = paths::board(ws, made.id);
    let task = house.team.task_on(made.id, "T").await;
    let assign = json!({"assignee_ids": [house.member.id()]});
    let _: Task = house
        .owner(Method::PATCH, paths::task(ws, task.id), assign)
        .await;
    for body in [
        json!({"name": "Renamed", "color": "red"}),
        json!({"visibility": "private"}),
        json!({"visibility": "open"}),
    ] {
        let _: Board = house.owner(Method::PATCH, path.clone(), body).await;
        house.applaud("boards").await;
    }
    let guests = paths::board_member(ws, made.id, house.guest.id());
    let _: Board = house.team.owner.put(guests.clone()).await;
    house.applaud("boards").await;
    house.team.owner.delete(guests).await;
    house.applaud("boards").await;
    house.team.owner.delete(path.clone()).await;
    house.applaud("boards").await;
    let back = paths::board_restore(ws, made.id);
    let _: Board = house.team.owner.act(back).await;
    house.applaud("boards").await;
    house.team.owner.delete(path).await;
    house.applaud("boards").await;
    purge(house).await;
}

/// What has been in the trash for too long is gone once the server has kept house, which it does first of all.
async fn purge(house: &mut House) {
    let app = &mut house.team.app;
    app.stop().await;
    app.database.run(
        "UPDATE boards SET deleted_at = now() - interval '31 days' WHERE deleted_at IS NOT NULL",
    );
    let due = app
        .database
        .number("SELECT count(*) FROM boards WHERE deleted_at IS NOT NULL");
    app.up().await;
    // Nobody asked for it, so its end is where it is told: in the database it may be seen before this node has passed it on.
    let owner = house.followers.first_mut().unwrap();
    let told = async {
        while purged_boards(&owner.kinds()) < due {
            owner.catch_up().await;
        }
    };
    timeout(DEADLINE, told).await.unwrap();
    house.applaud("purge").await;
}

fn purged_boards(kinds: &[&str]) -> i64 {
    let purged = |kind: &&&str| **kind == EventKind::BoardPurged.as_str();
    i64::try_from(kinds.iter().filter(purged).count()).unwrap()
}

async fn columns(house: &mut House) {
    let (ws, board) = (house.team.ws, house.team.board.id);
    let new = json!({"name": "Review", "category": "in_progress", "wip_limit": 3});
    let made: Column = house
        .owner(Method::POST, paths::columns(ws, board), new)
        .await;
    house.applaud("columns").await;
    let path = paths::column(ws, board, made.id);
    for body in [
        json!({"name": "Check"}),
        json!({"category": "blocked"}),
        json!({"color": "pink", "wip_limit": null}),
    ] {
        let _: Column = house.owner(Method::PATCH, path.clone(), body).await;
        house.applaud("columns").await;
    }
    let first = json!({"before": house.team.board.columns[0].id});
    let _: Column = house
        .owner(Method::POST, paths::column_move(ws, board, made.id), first)
        .await;
    house.applaud("columns").await;
    house.team.task("Moved and back").await;
    let other = house.team.column(Category::Done);
    for column in [made.id, house.team.column(Category::Todo)] {
        let path = paths::column_into(ws, board, column, other);
        house.team.owner.delete(path).await;
        house.applaud("columns").await;
        let back = paths::column_restore(ws, board, column);
        let _: Column = house.team.owner.act(back).await;
        house.applaud("columns").await;
    }
    let path = paths::column_into(ws, board, made.id, other);
    house.team.owner.delete(path).await;
    house.applaud("columns").await;
}

async fn tasks(house: &mut House) {
    let ws = house.team.ws;
    let a = house.team.task("A").await.id;
    let b = house.team.task("B").await.id;
    house.applaud("tasks").await;
    let (done, todo) = (
        house.team.column(Category::Done),
        house.team.column(Category::Todo),
    );
    for body in [
        json!({"title": "Anew", "description": "Long", "priority": "high"}),
        json!({"assignee_ids": [house.member.id(), house.guest.id()]}),
        json!({"status": "blocked", "title": "Moved and renamed"}),
        json!({"description": null, "assignee_ids": []}),
    ] {
        let _: Task = house.owner(Method::PATCH, paths::task(ws, a), body).await;
        house.applaud("tasks").await;
    }
    for body in [
        json!({"column_id": done}),
        json!({"column_id": todo, "before": b}),
        json!({"column_id": todo, "after": b}),
    ] {
        let _: Task = house
            .owner(Method::POST, paths::task_move(ws, a), body)
            .await;
        house.applaud("tasks").await;
    }
    house.team.owner.delete(paths::task(ws, a)).await;
    house.applaud("tasks").await;
    let _: Task = house.team.owner.act(paths::task_restore(ws, a)).await;
    house.applaud("tasks").await;
    for change in [
        json!({"patch": {"priority": "low", "status": "done"}}),
        json!({"move": {"column_id": todo}}),
        json!({"delete": true}),
        json!({"restore": true}),
    ] {
        let mut body = change;
        body["ids"] = json!([b, a]);
        let _: Value = house.owner(Method::POST, paths::tasks_bulk(ws), body).await;
        house.applaud("tasks").await;
    }
}

async fn spread(house: &mut House) {
    let ws = house.team.ws;
    let column = house.team.column(Category::InProgress);
    let mut ids = Vec::new();
    for title in ["One", "Two", "Three"] {
        let body = json!({"board_id": house.team.board.id, "title": title, "column_id": column});
        let task: Task = house.owner(Method::POST, paths::tasks(ws), body).await;
        ids.push(task.id);
    }
    // Halving the same gap makes ranks grow until the column is spread anew.
    let mut reordered = false;
    for n in 0..400 {
        let between = json!({"column_id": column, "after": ids[0]});
        let _: Task = house
            .owner(Method::POST, paths::task_move(ws, ids[1 + n % 2]), between)
            .await;
        let query = "SELECT count(*) FROM stream.events WHERE kind = 'column.reordered'";
        reordered = house.team.app.database.number(query) > 0;
        if reordered {
            break;
        }
    }
    assert!(reordered, "the ranks never grew");
    house.applaud("spread").await;
}

async fn away(house: &mut House) {
    let ws = house.team.ws;
    let private = house.team.board("Private", Some(&[])).await;
    let task = house.team.task("There and back").await;
    house.applaud("away").await;
    let there = json!({"board_id": private.id, "column_id": column(&private, Category::Todo)});
    let _: Task = house
        .owner(Method::POST, paths::task_move(ws, task.id), there)
        .await;
    house.applaud("away").await;
    let back = json!({"board_id": house.team.board.id, "column_id": task.column_id});
    let _: Task = house
        .owner(Method::POST, paths::task_move(ws, task.id), back)
        .await;
    house.applaud("away").await;
}

/// Exactly one entry for each event, but for those that only tell some readers what another event is about.
pub fn each_event_has_its_entry(team: &Team) {
    let halves = "e.kind LIKE '%.gone' OR e.kind = 'column.reordered' OR e.audience = 'users'
        OR e.kind = 'column.updated' AND e.data::jsonb->'changes' = '[]'";
    let wrong = team.app.database.rows(&format!(
        "SELECT e.seq, e.kind, count(l.seq) AS entries FROM stream.events e
         LEFT JOIN activity_log l USING (workspace_id, seq)
         GROUP BY e.workspace_id, e.seq, e.kind, e.audience, e.data::jsonb->'changes'
         HAVING count(l.seq) <> CASE WHEN {halves} THEN 0 ELSE 1 END"
    ));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let strays = team.app.database.number(
        "SELECT count(*) FROM activity_log l LEFT JOIN stream.events e USING (workspace_id, seq) WHERE e.seq IS NULL OR e.kind <> l.kind",
    );
    assert_eq!(strays, 0);
}

#[tokio::test]
async fn a_refusal_among_many_at_once_harms_nobody_else() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let from = team.seq();
    let calls = (0..60).map(|n| {
        let body = if n % 3 == 0 {
            json!({"board_id": team.board.id, "title": "T", "column_id": tutti_types::ColumnId::new()})
        } else {
            json!({"board_id": team.board.id, "title": format!("T{n}")})
        };
        let call = team.owner.call(Method::POST, paths::tasks(team.ws));
        async move { (n, call.json(&body).in_a_crowd().send().await.status) }
    });
    for (n, status) in futures_util::future::join_all(calls).await {
        assert_eq!(status, if n % 3 == 0 { 404 } else { 201 });
    }
    assert_eq!(team.seq(), from + 40);
    assert_eq!(team.order(task.column_id).len(), 41);
}
