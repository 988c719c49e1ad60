//! Whom a guest knows, and what they hear of them.

use serde_json::{Value, json};
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::activity::Activity;
use tutti_types::members::Member;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{Page, Role, paths};

#[tokio::test]
async fn a_guest_hears_nothing_of_the_leaving_of_those_they_never_knew() {
    let team = Team::start().await;
    let before = team.join_as("Xaver Before", Role::Member).await;
    team.owner.delete(paths::member(team.ws, before.id())).await;
    let guest = team.join(Role::Guest).await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let from = team.seq();
    let unknown = team.join_as("Xenia Unknown", Role::Member).await;
    let other = team.board("Other", Some(&[unknown.id()])).await;
    let task = team.task_on(other.id, "Elsewhere").await;
    let assign = json!({"assignee_ids": [unknown.id()]});
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &assign)
        .await;
    team.owner
        .delete(paths::member(team.ws, unknown.id()))
        .await;
    assert!(team.events(&guest, from).await.is_empty());
    let feed: Page<Activity> = guest.get(paths::activity(team.ws)).await;
    let told = feed.items.iter().map(|entry| entry.subject.name.as_str());
    assert!(told.clone().all(|name| !name.starts_with('X')), "{feed:?}");
    let feed: Page<Activity> = team.owner.get(paths::activity(team.ws)).await;
    assert_eq!(feed.items[0].subject.name, "Xenia Unknown");
}

#[tokio::test]
async fn a_guest_hears_of_the_leaving_of_who_worked_on_their_board() {
    let team = Team::start().await;
    let (guest, worker) = (team.join(Role::Guest).await, team.join(Role::Member).await);
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let task = team.task("T").await;
    let assign = json!({"assignee_ids": [worker.id()]});
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &assign)
        .await;
    let mut follower = Follower::new(&guest, team.ws).await;
    team.owner.delete(paths::member(team.ws, worker.id())).await;
    follower.verify().await;
    assert_eq!(follower.kinds(), ["member.removed"]);
    assert!(
        follower
            .store
            .task(task.id)
            .unwrap()
            .assignee_ids
            .is_empty()
    );
}

#[tokio::test]
async fn a_guest_hears_of_who_made_their_board_and_comes_back() {
    let team = Team::start().await;
    let (guest, maker) = (team.join(Role::Guest).await, team.join(Role::Member).await);
    let made: Value = maker
        .post(paths::boards(team.ws), &json!({"name": "Theirs"}))
        .await;
    let board = made["id"].as_str().unwrap().parse().unwrap();
    let _: Value = maker
        .put(paths::board_member(team.ws, board, guest.id()))
        .await;
    let mut follower = Follower::new(&guest, team.ws).await;
    let known = |follower: &Follower| {
        let mut members = follower.store.members().into_iter();
        members.any(|member| member.user_id == maker.id())
    };
    team.owner.delete(paths::member(team.ws, maker.id())).await;
    follower.verify().await;
    assert!(!known(&follower));
    let link = team.invite("Mia Member", Role::Member).await;
    let _: Value = maker.act(paths::invitation_accept(&token_of(&link))).await;
    follower.verify().await;
    assert!(known(&follower));
}

#[tokio::test]
async fn a_guest_knows_only_the_people_of_their_boards() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let member = team.join(Role::Member).await;
    let list = || async {
        let page: Page<Member> = guest.get(paths::members(team.ws)).await;
        page.items
            .into_iter()
            .map(|m| m.user_id)
            .collect::<Vec<_>>()
    };
    assert_eq!(list().await, [guest.id()]);
    for user in [guest.id(), member.id()] {
        let _: Value = team
            .owner
            .put(paths::board_member(team.ws, team.board.id, user))
            .await;
    }
    let known = list().await;
    assert!(known.contains(&member.id()) && known.contains(&team.owner.id()));
}

#[tokio::test]
async fn a_guest_knows_by_name_whoever_acts_on_their_boards() {
    let team = Team::start().await;
    let guest = team.guest().await;
    let (maker, worker, mover, left, elsewhere) = (
        team.join_as("Mia Maker", Role::Member).await,
        team.join_as("Will Worker", Role::Member).await,
        team.join_as("Mo Mover", Role::Member).await,
        team.join_as("Lea Left", Role::Member).await,
        team.join_as("Ed Elsewhere", Role::Member).await,
    );
    let new = json!({"board_id": team.board.id, "title": "T"});
    let task: Task = maker.post(paths::tasks(team.ws), &new).await;
    let path = paths::task(team.ws, task.id);
    for (who, change) in [
        (
            &mover,
            json!({"priority": "high", "assignee_ids": [worker.id()]}),
        ),
        (&left, json!({"title": "T of Lea"})),
    ] {
        let _: Task = who.patch(path.clone(), &change).await;
    }
    team.owner.delete(paths::member(team.ws, left.id())).await;
    let other = team.board("Other", None).await;
    let new = json!({"board_id": other.id, "title": "T"});
    let _: Task = elsewhere.post(paths::tasks(team.ws), &new).await;

    let snapshot: Value = guest.get(paths::snapshot(team.ws)).await;
    let list: Value = guest.get(paths::members(team.ws)).await;
    let known = |people: &Value| {
        let others = people.as_array().unwrap().iter();
        let mut others: Vec<Value> = others
            .filter(|p| p["user_id"] != json!(guest.id()))
            .cloned()
            .collect();
        others.sort_by_key(|person| person["name"].to_string());
        others
    };
    let by_name = |who: &Client, name: &str| json!({"user_id": who.id(), "name": name});
    let here = [
        by_name(&maker, "Mia Maker"),
        by_name(&mover, "Mo Mover"),
        by_name(&team.owner, &team.owner.user.as_ref().unwrap().name),
        by_name(&worker, "Will Worker"),
    ];
    assert_eq!(known(&snapshot["members"]), here);
    assert_eq!(known(&list["items"]), here);
    assert_eq!(
        known(&snapshot["former_members"]),
        [by_name(&left, "Lea Left")]
    );
    assert!(!snapshot.to_string().contains(&elsewhere.id().to_string()));
    // Of oneself one is told all.
    let own = snapshot["members"].as_array().unwrap().iter();
    let own: Vec<&Value> = own.filter(|p| p["user_id"] == json!(guest.id())).collect();
    assert_eq!(own[0]["role"], "guest");
    assert_eq!(own[0]["email"], json!(guest.user.as_ref().unwrap().email));
    // Whom one knows one may not touch, whom one does not know is not there.
    let role = json!({"role": "guest"});
    for (who, status) in [(&maker, 403), (&elsewhere, 404)] {
        let path = paths::member(team.ws, who.id());
        let request = guest.call(Method::PATCH, path).json(&role);
        request.refused(status).await;
    }
}

#[tokio::test]
async fn events_tell_a_guest_nothing_of_others_but_their_names() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let member = team.join_as("Mia", Role::Member).await;
    let before: Snapshot = guest.get(paths::snapshot(team.ws)).await;
    for who in [&guest, &member] {
        let path = paths::board_member(team.ws, team.board.id, who.id());
        let _: Value = team.owner.put(path).await;
    }
    let _: Value = member.patch(paths::ME, &json!({"name": "Mia May"})).await;
    let admin = json!({"role": "admin"});
    let path = paths::member(team.ws, member.id());
    let _: Value = team.owner.patch(path, &admin).await;
    let (epoch, after) = (before.epoch, before.seq);
    let path = format!("{}?epoch={epoch}&after={after}", paths::events(team.ws));
    let told: Value = guest.get(path).await;
    let others = told["events"].as_array().unwrap().iter().filter(|event| {
        event["kind"] == "member.updated" && event["data"]["member"]["user_id"] != json!(guest.id())
    });
    let others: Vec<&Value> = others.map(|event| &event["data"]["member"]).collect();
    // The two who are introduced, and the new name; nothing of the role.
    assert_eq!(others.len(), 3, "{others:?}");
    for person in others {
        let mut keys: Vec<&String> = person.as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, ["name", "user_id"]);
    }
}
