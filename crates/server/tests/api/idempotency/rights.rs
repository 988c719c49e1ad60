//! A kept answer is given again by the rights of today.

use serde_json::{Value, json};
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{ErrorCode, Role, UserId, paths};

async fn change(team: &Team, user: UserId, change: Value) {
    let _: Value = team
        .owner
        .patch(paths::member(team.ws, user), &change)
        .await;
}

#[tokio::test]
async fn what_a_change_of_a_member_told_is_for_who_may_still_make_it() {
    let team = Team::start().await;
    let admin = team.join(Role::Admin).await;
    let member = team.join(Role::Member).await;
    // So that the admin knows them as a guest, too.
    for who in [&admin, &member] {
        let path = paths::board_member(team.ws, team.board.id, who.id());
        let _: Value = team.owner.put(path).await;
    }
    let make = |user: UserId, role: &str, key: &str| {
        let call = admin.call(Method::PATCH, paths::member(team.ws, user));
        call.json(&json!({"role": role})).key(key).send()
    };
    make(member.id(), "guest", "other").await.expect(200);
    make(admin.id(), "member", "own").await.expect(200);
    for (role, status) in [("guest", 403), ("member", 403), ("admin", 200)] {
        change(&team, admin.id(), json!({"role": role})).await;
        make(member.id(), "guest", "other").await.expect(status);
        make(admin.id(), "member", "own").await.expect(200);
    }
}

#[tokio::test]
async fn what_a_change_told_of_a_thing_is_for_as_long_as_it_is_there() {
    let team = Team::start().await;
    let column = team.column(Category::Blocked);
    let change = || {
        let path = paths::column(team.ws, team.board.id, column);
        let call = team.owner.call(Method::PATCH, path).key("column");
        call.json(&json!({"name": "Checked"})).send()
    };
    let first = change().await.expect(200).text.clone();
    assert_eq!(change().await.expect(200).text, first);
    let path = paths::column(team.ws, team.board.id, column);
    team.owner.delete(path).await;
    change().await.expect(404);

    let mia = team.join(Role::Member).await;
    let promote = || {
        let call = team
            .owner
            .call(Method::PATCH, paths::member(team.ws, mia.id()));
        call.json(&json!({"role": "admin"})).key("member").send()
    };
    let first = promote().await.expect(200).text.clone();
    // Who is locked out belongs to it still.
    self::change(&team, mia.id(), json!({"suspended": true})).await;
    assert_eq!(promote().await.expect(200).text, first);
    team.owner.delete(paths::member(team.ws, mia.id())).await;
    promote().await.expect(404);
}

#[tokio::test]
async fn what_a_change_told_of_a_board_is_for_who_may_still_read_that() {
    let team = Team::start().await;
    let mia = team.join(Role::Member).await;
    let secret = team.board("Secret", Some(&[mia.id()])).await;
    let make = json!({"board_id": secret.id, "title": "Once"});
    let task: Task = mia.post(paths::tasks(team.ws), &make).await;
    let rename = || {
        let call = mia.call(Method::PATCH, paths::task(team.ws, task.id));
        call.json(&json!({"title": "Twice"})).key("task").send()
    };
    let rename_all = || {
        let body = json!({"ids": [task.id], "patch": {"title": "Thrice"}});
        let call = mia.call(Method::POST, paths::tasks_bulk(team.ws));
        call.json(&body).key("tasks").send()
    };
    rename().await.expect(200);
    rename_all().await.expect(200);
    let to = json!({"board_id": team.board.id, "column_id": team.column(Category::Todo)});
    let _: Task = team
        .owner
        .post(paths::task_move(team.ws, task.id), &to)
        .await;
    // The answers tell that it was on the board which is secret.
    rename().await.expect(200);
    rename_all().await.expect(200);
    let path = paths::board_member(team.ws, secret.id, mia.id());
    team.owner.delete(path).await;
    let _: Task = mia.get(paths::task(team.ws, task.id)).await;
    rename().await.expect(404);
    rename_all().await.expect(404);
}

#[tokio::test]
async fn what_joining_told_is_for_who_still_belongs_there() {
    let team = Team::start().await;
    let mira = team.app.person("Mira").await;
    let link = team.invite("Mira", Role::Member).await;
    let path = paths::invitation_accept(&token_of(&link));
    let accept = || mira.call(Method::POST, path.clone()).key("join").send();
    let first = accept().await.expect(200).text.clone();
    assert_eq!(accept().await.expect(200).text, first);
    change(&team, mira.id(), json!({"suspended": true})).await;
    accept().await.expect(404);
    change(&team, mira.id(), json!({"suspended": false})).await;
    assert_eq!(accept().await.expect(200).text, first);
    team.owner.delete(paths::member(team.ws, mira.id())).await;
    accept().await.expect(404);
}

#[tokio::test]
async fn what_founding_told_is_for_as_long_as_the_workspace_is_there() {
    let team = Team::start().await;
    let found = || {
        let call = team.owner.call(Method::POST, paths::WORKSPACES).key("w");
        call.json(&json!({"name": "Second"})).send()
    };
    let made: Workspace = found().await.expect(201).json();
    assert_eq!(found().await.expect(201).json::<Workspace>(), made);
    team.owner.delete(paths::workspace(made.id)).await;
    found().await.expect(404);
}

#[tokio::test]
async fn who_left_and_never_heard_of_it_is_told_again_that_it_is_done() {
    let team = Team::start().await;
    let mia = team.join(Role::Member).await;
    let gus = team.join(Role::Guest).await;
    let leave = |key: &str| {
        let call = mia.call(Method::DELETE, paths::member(team.ws, mia.id()));
        call.key(key).send()
    };
    leave("leave").await.expect(204);
    let seq = team.seq();
    leave("leave").await.expect(204);
    assert_eq!(team.seq(), seq, "it happened once");
    leave("another").await.expect(404);
    let other = mia.call(Method::DELETE, paths::member(team.ws, gus.id()));
    let refused = other.key("leave").refused(422).await;
    assert_eq!(refused.code, ErrorCode::KeyReused);
}

#[tokio::test]
async fn who_ended_the_workspace_and_never_heard_of_it_is_told_again_that_it_is_done() {
    let team = Team::start().await;
    let mia = team.join(Role::Member).await;
    let end = |who: &Client| {
        let call = who.call(Method::DELETE, paths::workspace(team.ws));
        call.key("end").send()
    };
    end(&team.owner).await.expect(204);
    end(&team.owner).await.expect(204);
    // The key is the owner's.
    end(&mia).await.expect(404);
    let call = team.owner.call(Method::DELETE, paths::workspace(team.ws));
    call.refused(404).await;
}
