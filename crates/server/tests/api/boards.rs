//! Boards.

use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team};
use tutti_types::boards::{Board, BoardDetail, MAX_BOARDS};
use tutti_types::columns::Category;
use tutti_types::permissions::Visibility;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ErrorCode, Page, Role, UserId, paths};

use crate::jobs::until;

async fn titles(team: &Team, who: &tutti_testkit::Client) -> Vec<String> {
    let page: Page<Board> = who.get(paths::boards(team.ws)).await;
    page.items.into_iter().map(|board| board.name).collect()
}

#[tokio::test]
async fn a_new_board_has_four_columns() {
    let team = Team::start().await;
    let board = team.board("Second", None).await;
    assert_eq!(board.visibility, Visibility::Open);
    assert_eq!(board.color, "blue");
    let categories: Vec<_> = board.columns.iter().map(|c| c.category).collect();
    assert_eq!(
        categories,
        [
            Category::Todo,
            Category::InProgress,
            Category::Done,
            Category::Blocked
        ]
    );
    assert!(
        board
            .columns
            .windows(2)
            .all(|pair| pair[0].position < pair[1].position)
    );
    assert_eq!(titles(&team, &team.owner).await, ["Board", "Second"]);
}

#[tokio::test]
async fn a_private_board_has_its_maker_as_first_member() {
    let team = Team::start().await;
    let maker = team.join(Role::Member).await;
    let made: Board = maker
        .post(
            paths::boards(team.ws),
            &json!({"name": "Mine", "visibility": "private"}),
        )
        .await;
    assert_eq!(made.member_ids, [maker.id()]);
    let other = team.join_as("Other", Role::Member).await;
    assert_eq!(titles(&team, &other).await, ["Board"]);
    assert_eq!(titles(&team, &maker).await, ["Board", "Mine"]);
    // Admins see every board.
    assert_eq!(titles(&team, &team.owner).await, ["Board", "Mine"]);
}

#[tokio::test]
async fn a_create_may_be_sent_again_with_its_own_id() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let id = BoardId::new();
    let body = json!({"id": id, "name": "Once"});
    for _ in 0..2 {
        let made: Board = team.owner.post(paths::boards(team.ws), &body).await;
        assert_eq!(made.id, id);
    }
    assert_eq!(titles(&team, &team.owner).await.len(), 2);
    let problem = member
        .call(Method::POST, paths::boards(team.ws))
        .json(&body)
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::IdTaken);
}

#[tokio::test]
async fn a_board_is_changed_field_by_field() {
    let team = Team::start().await;
    let path = paths::board(team.ws, team.board.id);
    let now: Board = team
        .owner
        .patch(path.clone(), &json!({"name": "Sprint"}))
        .await;
    assert_eq!((now.name.as_str(), now.color.as_str()), ("Sprint", "blue"));
    assert_eq!(now.version, team.board.version + 1);
    let problem = team
        .owner
        .call(Method::PATCH, path.clone())
        .if_match(team.board.version)
        .json(&json!({"color": "red"}))
        .refused(412)
        .await;
    let current: Board = serde_json::from_value(problem.current.unwrap()).unwrap();
    assert_eq!(current, now);
    for (field, body) in [
        ("color", json!({"color": "#ff0000"})),
        ("name", json!({"name": ""})),
        ("visibility", json!({"visibility": "public"})),
        ("member_ids", json!({"member_ids": []})),
    ] {
        let call = team.owner.call(Method::PATCH, path.clone());
        assert_eq!(call.json(&body).refused(422).await.errors[0].field, field);
    }
}

#[tokio::test]
async fn who_loses_a_board_is_told_that_it_is_gone_and_is_off_its_tasks() {
    let team = Team::start().await;
    let (inside, outside) = (
        team.join_as("In", Role::Member).await,
        team.join_as("Out", Role::Member).await,
    );
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, inside.id()))
        .await;
    let task = team.task("T").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [outside.id(), inside.id()]}),
        )
        .await;
    let mut followers = Vec::new();
    for who in [&team.owner, &inside, &outside] {
        followers.push(Follower::new(who, team.ws).await);
    }
    let before = team.seq();
    let path = paths::board(team.ws, team.board.id);
    let _: Board = team
        .owner
        .patch(path.clone(), &json!({"visibility": "private"}))
        .await;
    let told: Vec<_> = team.events(&outside, before).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, "board.gone");
    let data: Value = serde_json::from_str(told[0].data.get()).unwrap();
    assert_eq!(data, json!({"board_id": team.board.id}), "ids only");
    outside.call(Method::GET, path.clone()).refused(404).await;
    let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(now.assignee_ids, [inside.id()]);
    for follower in &mut followers {
        follower.verify().await;
    }
    // Open again, it comes back to them whole.
    let before = team.seq();
    let _: Board = team.owner.patch(path, &json!({"visibility": "open"})).await;
    let told = team.events(&outside, before).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, "board.updated");
    for follower in &mut followers {
        follower.verify().await;
    }
}

#[tokio::test]
async fn people_are_added_to_a_board_and_taken_off_it() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let path = paths::board_member(team.ws, team.board.id, guest.id());
    let mut followers = vec![
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&guest, team.ws).await,
    ];
    let added: Board = team.owner.put(path.clone()).await;
    assert_eq!(added.member_ids, [guest.id()]);
    let seq = team.seq();
    let again: Board = team.owner.put(path.clone()).await;
    assert_eq!((again.version, team.seq()), (added.version, seq));
    for follower in &mut followers {
        follower.verify().await;
    }
    let _: BoardDetail = guest.get(paths::board(team.ws, team.board.id)).await;
    team.owner.delete(path).await;
    assert!(team.load(team.board.id).await.member_ids.is_empty());
    guest
        .call(Method::GET, paths::board(team.ws, team.board.id))
        .refused(404)
        .await;
    for follower in &mut followers {
        follower.verify().await;
    }
}

#[tokio::test]
async fn only_living_members_can_be_added() {
    let team = Team::start().await;
    let (stranger, _, _) = team.stranger().await;
    let suspended = team.join(Role::Member).await;
    let _: Value = team
        .owner
        .patch(
            paths::member(team.ws, suspended.id()),
            &json!({"suspended": true}),
        )
        .await;
    for user in [stranger.id(), suspended.id(), UserId::new()] {
        let path = paths::board_member(team.ws, team.board.id, user);
        team.owner.call(Method::PUT, path).refused(404).await;
    }
}

#[tokio::test]
async fn a_deleted_board_is_gone_with_all_on_it() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = team.task("T").await;
    let mut follower = Follower::new(&member, team.ws).await;
    let before = team.seq();
    team.owner
        .delete(paths::board(team.ws, team.board.id))
        .await;
    let told = team.events(&member, before).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, "board.deleted");
    let data: Value = serde_json::from_str(told[0].data.get()).unwrap();
    assert_eq!(data, json!({"board_id": team.board.id}), "ids only");
    for path in [
        paths::board(team.ws, team.board.id),
        paths::task(team.ws, task.id),
        paths::columns(team.ws, team.board.id),
    ] {
        member.call(Method::GET, path).refused(404).await;
    }
    let tasks: Page<Task> = team.owner.get(paths::tasks(team.ws)).await;
    assert!(tasks.items.is_empty());
    let trash: Page<Task> = team
        .owner
        .get(format!("{}?deleted=true", paths::tasks(team.ws)))
        .await;
    assert!(trash.items.is_empty());
    follower.verify().await;
}

#[tokio::test]
async fn its_maker_may_delete_a_board_another_member_may_not() {
    let team = Team::start().await;
    let (maker, other) = (
        team.join_as("Maker", Role::Member).await,
        team.join_as("Other", Role::Member).await,
    );
    let made: Board = maker
        .post(paths::boards(team.ws), &json!({"name": "Mine"}))
        .await;
    let path = paths::board(team.ws, made.id);
    other.call(Method::DELETE, path.clone()).refused(403).await;
    maker.delete(path).await;
}

#[tokio::test]
async fn a_board_is_answered_anew_only_where_it_changed() {
    let team = Team::start().await;
    let path = paths::board(team.ws, team.board.id);
    let first = team.owner.call(Method::GET, path.clone()).send().await;
    let etag = first.header("etag").unwrap().to_owned();
    let same = team
        .owner
        .call(Method::GET, path.clone())
        .header("if-none-match", &etag);
    same.send().await.expect(304);
    team.task("New").await;
    let again = team
        .owner
        .call(Method::GET, path)
        .header("if-none-match", &etag);
    let detail: BoardDetail = again.send().await.expect(200).json();
    assert_eq!(detail.tasks.len(), 1);
    assert_eq!(detail.seq, team.seq());
}

#[tokio::test]
async fn the_tag_of_a_board_with_its_cards_is_good_for_an_edit() {
    let team = Team::start().await;
    let path = paths::board(team.ws, team.board.id);
    let seen = team.owner.call(Method::GET, path.clone()).send().await;
    let etag = seen.header("etag").unwrap().to_owned();
    team.task("What else is on it does not matter").await;
    for (name, status) in [("First", 200), ("Second", 412)] {
        let call = team.owner.call(Method::PATCH, path.clone());
        let call = call.header("if-match", &etag);
        call.json(&json!({"name": name}))
            .send()
            .await
            .expect(status);
    }
    for (tag, status) in [
        ("\"+1\"", 412),
        ("\"-1\"", 412),
        ("\".1\"", 412),
        ("\"\"", 412),
        ("1", 400),
    ] {
        let call = team.owner.call(Method::PATCH, path.clone());
        call.header("if-match", tag)
            .json(&json!({"name": "N"}))
            .refused(status)
            .await;
    }
}

#[tokio::test]
async fn who_lost_a_board_gets_no_kept_copy_of_it() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let path = paths::board(team.ws, team.board.id);
    let answer = member.call(Method::GET, path.clone()).send().await;
    let etag = answer.header("etag").unwrap().to_owned();
    let _: Board = team
        .owner
        .patch(path.clone(), &json!({"visibility": "private"}))
        .await;
    member.call(Method::GET, path.clone()).refused(404).await;
    member
        .call(Method::GET, path)
        .header("if-none-match", &etag)
        .refused(404)
        .await;
}

#[tokio::test]
async fn a_workspace_holds_so_many_boards() {
    let team = Team::start().await;
    team.app.database.run(&format!(
        "INSERT INTO boards (workspace_id, id, name, color, visibility)
         SELECT '{}', gen_random_uuid(), 'B', 'blue', 'open' FROM generate_series(2, {MAX_BOARDS})",
        team.ws
    ));
    let problem = team
        .owner
        .call(Method::POST, paths::boards(team.ws))
        .json(&json!({"name": "One more"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::LimitReached);
}

/// More than one transaction takes off: what is left is a job's, which tells of it as the first did.
#[tokio::test]
async fn who_loses_a_board_is_off_all_its_tasks_however_many() {
    let team = Team::start().await;
    let (out, beside) = (
        team.join_as("Out", Role::Member).await,
        team.join_as("Beside", Role::Member).await,
    );
    let (ws, board) = (team.ws, team.board.id);
    let column = team.board.columns[0].id;
    team.app.database.run(&format!(
        "INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
            SELECT '{ws}', gen_random_uuid(), '{board}', '{column}', 1000 + n, 'T', 'low', 'V' || lpad(n::text, 5, '0') || 'V'
            FROM generate_series(1, 1200) n;
         INSERT INTO task_assignees (workspace_id, task_id, user_id, place)
            SELECT workspace_id, id, '{}'::uuid, 0 FROM tasks UNION ALL SELECT workspace_id, id, '{}'::uuid, 1 FROM tasks",
        out.id(),
        beside.id(),
    ));
    let path = paths::board(ws, board);
    // What came without an event is in no board that the server keeps in memory.
    let _: Board = team.owner.patch(&path, &json!({"name": "Large"})).await;
    let mut follower = Follower::new(&team.owner, ws).await;
    let _: Board = team
        .owner
        .patch(path, &json!({"visibility": "private"}))
        .await;
    let left = format!(
        "SELECT count(*) FROM task_assignees WHERE user_id = '{}'",
        out.id()
    );
    until(&team.app.database, "all are taken off", |database| {
        database.number(&left) == 0
    })
    .await;
    follower.verify().await;
    let told = "SELECT count(*) FROM stream.events WHERE kind = 'task.updated'";
    assert_eq!(team.app.database.number(told), 1200, "each once");
}
