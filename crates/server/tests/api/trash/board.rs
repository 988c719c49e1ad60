//! `POST /workspaces/{ws}/boards/{board}/restore`

use serde_json::{Value, json};
use tutti_testkit::contract::operations;
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::boards::{Board, MAX_BOARDS};
use tutti_types::columns::Category;
use tutti_types::events::{BoardChanged, EventKind};
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ErrorCode, Page, Role, TaskId, UserId, paths};

use crate::jobs::until_at_rest;
use crate::world::{self, Scope};

async fn delete(team: &Team, board: BoardId) {
    team.owner.delete(paths::board(team.ws, board)).await;
}

async fn restore(team: &Team, board: BoardId) -> Board {
    team.owner.act(paths::board_restore(team.ws, board)).await
}

async fn assign(team: &Team, task: TaskId, users: &[UserId]) {
    let body = json!({"assignee_ids": users, "description": "D"});
    let _: Task = team.owner.patch(paths::task(team.ws, task), &body).await;
}

#[tokio::test]
async fn a_board_comes_back_with_all_that_was_on_it() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    let board = team.board("Launch", Some(&[member.id(), guest.id()])).await;
    let (first, second) = (
        team.task_on(board.id, "First").await,
        team.task_on(board.id, "Second").await,
    );
    assign(&team, first.id, &[guest.id()]).await;
    let to = json!({"column_id": board.columns[2].id});
    let path = paths::task_move(team.ws, second.id);
    let _: Task = team.owner.post(path, &to).await;
    let trashed = team.task_on(board.id, "In the trash before").await;
    team.owner.delete(paths::task(team.ws, trashed.id)).await;
    let order = json!({"before": board.columns[0].id});
    let path = paths::column_move(team.ws, board.id, board.columns[3].id);
    let _: Value = team.owner.post(path, &order).await;
    let before = team.load(board.id).await;

    let mut followers = Vec::new();
    for who in [&team.owner, &member, &guest] {
        followers.push(Follower::new(who, team.ws).await);
    }
    delete(&team, board.id).await;
    for follower in &mut followers {
        follower.verify().await;
    }
    let back = restore(&team, board.id).await;
    assert_eq!((back.deleted_at, back.deleted_by), (None, None));
    let after = team.load(board.id).await;
    assert_eq!(after.version, before.version + 1);
    let mut but = before;
    but.board.version = after.version;
    but.board.changed_seq = after.changed_seq;
    but.board.updated_at = after.updated_at;
    but.seq = after.seq;
    assert_eq!(after, but);
    for follower in &mut followers {
        follower.verify().await;
    }
    // What was in the trash before is there still, and can be restored now.
    let task: Task = team.owner.get(paths::task(team.ws, trashed.id)).await;
    assert!(task.deleted_at.is_some());
    let _: Task = team
        .owner
        .act(paths::task_restore(team.ws, trashed.id))
        .await;
}

/// Asks for everything that has to do with a board, and holds each answer against what does not exist.
#[tokio::test]
async fn nothing_on_a_board_in_the_trash_is_there() {
    let team = Team::start().await;
    let nothing = team
        .owner
        .call(Method::GET, paths::task(team.ws, TaskId::new()))
        .send()
        .await
        .without_request_id();
    let mut tried = 0;
    for (n, operation) in operations().iter().enumerate() {
        let id = operation.id.as_str();
        if world::scope(id) != Scope::Board || id == "restoreBoard" {
            continue;
        }
        let board = team.board("Launch", None).await;
        let ids = world::fresh(&team, &board, operation, n).await;
        delete(&team, board.id).await;
        let before = team.app.database.fingerprint();
        let answer = world::request(operation, &ids, &team.owner).send().await;
        assert_eq!(answer.status, 404, "{id}: {}", answer.text);
        assert_eq!(answer.without_request_id(), nothing, "{id}");
        assert_eq!(team.app.database.fingerprint(), before, "{id} wrote");
        tried += 1;
    }
    assert!(tried >= 17, "{tried}");
    for path in [
        paths::tasks(team.ws),
        format!("{}?deleted=true", paths::tasks(team.ws)),
    ] {
        let page: Page<Task> = team.owner.get(path).await;
        assert!(page.items.is_empty(), "{:?}", page.items);
    }
}

#[tokio::test]
async fn a_task_does_not_move_to_a_board_in_the_trash() {
    let team = Team::start().await;
    let (board, task) = (team.board("Launch", None).await, team.task("T").await);
    delete(&team, board.id).await;
    let to = json!({"board_id": board.id, "column_id": board.columns[0].id});
    let path = paths::task_move(team.ws, task.id);
    let call = team.owner.call(Method::POST, path).json(&to);
    assert_eq!(call.refused(404).await.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn its_maker_and_admins_restore_it() {
    let team = Team::start().await;
    let (maker, admin) = (team.join(Role::Member).await, team.join(Role::Admin).await);
    let other = team.join_as("Other", Role::Member).await;
    let new = json!({"name": "Mine", "visibility": "private"});
    let made: Board = maker.post(paths::boards(team.ws), &new).await;
    let path = paths::board_restore(team.ws, made.id);
    let listed = async |who: &Client| {
        let path = format!("{}?deleted=true", paths::boards(team.ws));
        let page: Page<Board> = who.get(path).await;
        page.items
    };
    for who in [&maker, &admin] {
        maker.delete(paths::board(team.ws, made.id)).await;
        // To who would not see it, it is not there; who would and may not is told so.
        other.call(Method::POST, path.clone()).refused(404).await;
        assert!(listed(&other).await.is_empty());
        let [lying] = &listed(who).await[..] else {
            panic!("it is not listed");
        };
        assert_eq!((lying.id, lying.deleted_by), (made.id, Some(maker.id())));
        assert!(lying.deleted_at.is_some());
        let _: Board = who.act(path.clone()).await;
        assert!(listed(who).await.is_empty());
    }
    let body = json!({"visibility": "open"});
    let _: Board = maker.patch(paths::board(team.ws, made.id), &body).await;
    maker.delete(paths::board(team.ws, made.id)).await;
    let problem = other.call(Method::POST, path).refused(403).await;
    assert_eq!(problem.code, ErrorCode::Forbidden);
    assert!(listed(&other).await.is_empty());
}

#[tokio::test]
async fn one_that_is_not_in_the_trash_is_answered_as_it_is() {
    let team = Team::start().await;
    let seq = team.seq();
    let same = restore(&team, team.board.id).await;
    assert_eq!((same.version, team.seq()), (team.board.version, seq));
}

#[tokio::test]
async fn it_is_told_as_a_board_that_is_there_again() {
    let team = Team::start().await;
    delete(&team, team.board.id).await;
    let seq = team.seq();
    restore(&team, team.board.id).await;
    let events = team.events(&team.owner, seq).await;
    let [event] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(event.kind, EventKind::BoardCreated.as_str());
    let told: BoardChanged = serde_json::from_str(event.data.get()).unwrap();
    let [change] = &told.changes[..] else {
        panic!("{told:?}");
    };
    assert_eq!(
        (change.field.as_str(), &change.to),
        ("deleted_at", &Value::Null)
    );
    assert!(change.from.is_string());
}

#[tokio::test]
async fn a_full_workspace_takes_it_not_back() {
    let team = Team::start().await;
    delete(&team, team.board.id).await;
    team.app.database.run(&format!(
        "INSERT INTO boards (workspace_id, id, name, color, visibility)
         SELECT '{}', gen_random_uuid(), 'B', 'blue', 'open' FROM generate_series(1, {MAX_BOARDS})",
        team.ws
    ));
    let path = paths::board_restore(team.ws, team.board.id);
    let problem = team.owner.call(Method::POST, path).refused(409).await;
    assert_eq!(problem.code, ErrorCode::LimitReached);
}

#[tokio::test]
async fn who_left_meanwhile_is_off_its_tasks_and_nobody_else() {
    let team = Team::start().await;
    let (gone, demoted) = (
        team.join_as("Gone", Role::Member).await,
        team.join_as("Demoted", Role::Member).await,
    );
    let stays = team.join_as("Stays", Role::Member).await;
    let task = team.task("T").await;
    let people = [gone.id(), demoted.id(), stays.id()];
    assign(&team, task.id, &people).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    delete(&team, team.board.id).await;
    team.owner.delete(paths::member(team.ws, gone.id())).await;
    let path = paths::member(team.ws, demoted.id());
    let _: Value = team.owner.patch(path, &json!({"role": "guest"})).await;
    restore(&team, team.board.id).await;
    let task: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(task.assignee_ids, [demoted.id(), stays.id()]);
    follower.verify().await;
    let sees: Page<Board> = demoted.get(paths::boards(team.ws)).await;
    assert!(sees.items.is_empty());
}

/// Whoever was away from before the deletion until after the return, and after a second one, ends where the others are.
#[tokio::test]
async fn who_was_away_meanwhile_catches_up() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    let board = team.board("Launch", Some(&[member.id(), guest.id()])).await;
    let task = team.task_on(board.id, "T").await;
    let mut away = Vec::new();
    for who in [&team.owner, &member, &guest] {
        away.push(Follower::new(who, team.ws).await);
    }
    delete(&team, board.id).await;
    restore(&team, board.id).await;
    assign(&team, task.id, &[member.id()]).await;
    let path = paths::board_member(team.ws, board.id, guest.id());
    team.owner.delete(path).await;
    delete(&team, board.id).await;
    for follower in &mut away {
        follower.verify().await;
    }
    restore(&team, board.id).await;
    for follower in &mut away {
        follower.verify().await;
    }
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_for_good() {
    let team = Team::start().await;
    // What is past its time is purged by the chores of the start.
    until_at_rest(&team.app.database).await;
    team.task_on(team.board.id, "T").await;
    delete(&team, team.board.id).await;
    let age = |days: u8| {
        let ago = format!("now() - interval '{days} days'");
        team.app.database.run(&format!(
            "UPDATE boards SET deleted_at = {ago} WHERE id = '{}'",
            team.board.id
        ));
    };
    age(31);
    let path = paths::board_restore(team.ws, team.board.id);
    team.owner.call(Method::POST, path).refused(404).await;
    age(29);
    restore(&team, team.board.id).await;
    assert_eq!(team.order(team.column(Category::Todo)).len(), 1);
}
