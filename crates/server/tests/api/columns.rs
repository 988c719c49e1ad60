//! Columns of a board.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::{Follower, Method, Team};
use tutti_types::columns::{Category, Column, MAX_COLUMNS};
use tutti_types::tasks::Task;
use tutti_types::{ColumnId, ErrorCode, Page, Role, paths};

async fn order(team: &Team) -> Vec<ColumnId> {
    let page: Page<Column> = team.owner.get(paths::columns(team.ws, team.board.id)).await;
    page.items.into_iter().map(|column| column.id).collect()
}

async fn make(team: &Team, body: Value) -> Column {
    team.owner
        .post(paths::columns(team.ws, team.board.id), &body)
        .await
}

#[tokio::test]
async fn a_new_column_comes_last() {
    let team = Team::start().await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let made = make(
        &team,
        json!({"name": "Review", "category": "in_progress", "color": "purple", "wip_limit": 3}),
    )
    .await;
    assert_eq!(made.category, Category::InProgress);
    assert_eq!(
        (made.color.as_deref(), made.wip_limit),
        (Some("purple"), Some(3))
    );
    assert_eq!(order(&team).await.last(), Some(&made.id));
    follower.verify().await;
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field() {
    let team = Team::start().await;
    let before = team.app.database.fingerprint();
    let one = paths::column(team.ws, team.board.id, team.column(Category::Todo));
    for (field, body) in [
        ("name", json!({"name": " ", "category": "todo"})),
        ("category", json!({"name": "A", "category": "later"})),
        ("category", json!({"name": "A"})),
        (
            "wip_limit",
            json!({"name": "A", "category": "todo", "wip_limit": 0}),
        ),
        (
            "wip_limit",
            json!({"name": "A", "category": "todo", "wip_limit": 1001}),
        ),
        (
            "position",
            json!({"name": "A", "category": "todo", "position": "V"}),
        ),
    ] {
        let call = team
            .owner
            .call(Method::POST, paths::columns(team.ws, team.board.id));
        assert_eq!(call.json(&body).refused(422).await.errors[0].field, field);
    }
    for wrong in [
        json!({"wip_limit": 0}),
        json!({"wip_limit": "3"}),
        json!({"category": null, "board_id": 1}),
    ] {
        team.owner
            .call(Method::PATCH, one.clone())
            .json(&wrong)
            .refused(422)
            .await;
    }
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn a_column_is_changed_field_by_field_and_null_clears() {
    let team = Team::start().await;
    let made = make(
        &team,
        json!({"name": "Review", "category": "todo", "color": "purple", "wip_limit": 3}),
    )
    .await;
    let path = paths::column(team.ws, team.board.id, made.id);
    let now: Column = team
        .owner
        .patch(path.clone(), &json!({"name": "Check"}))
        .await;
    assert_eq!(
        (now.color.as_deref(), now.wip_limit),
        (Some("purple"), Some(3))
    );
    let now: Column = team
        .owner
        .patch(path.clone(), &json!({"color": null, "wip_limit": null}))
        .await;
    assert_eq!(
        (now.color, now.wip_limit, now.version),
        (None, None, made.version + 2)
    );
    let problem = team
        .owner
        .call(Method::PATCH, path)
        .if_match(made.version)
        .json(&json!({"name": "Late"}))
        .refused(412)
        .await;
    assert_eq!(problem.current.unwrap()["name"], "Check");
}

#[tokio::test]
async fn another_category_is_another_status_of_all_its_tasks() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let path = paths::column(team.ws, team.board.id, task.column_id);
    let _: Column = team
        .owner
        .patch(path, &json!({"category": "blocked"}))
        .await;
    let now: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(now.status, Category::Blocked);
    follower.verify().await;
}

#[tokio::test]
async fn columns_change_places() {
    let team = Team::start().await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let [a, b, c, d]: [ColumnId; 4] = order(&team).await.try_into().unwrap();
    let go = |id, body: Value| {
        let path = paths::column_move(team.ws, team.board.id, id);
        let call = team.owner.call(Method::POST, path).json(&body);
        call.ok::<Column>()
    };
    go(d, json!({"before": a})).await;
    assert_eq!(order(&team).await, [d, a, b, c]);
    go(d, json!({"after": b})).await;
    assert_eq!(order(&team).await, [a, b, d, c]);
    go(a, json!({})).await;
    assert_eq!(order(&team).await, [b, d, c, a]);
    let before = team.app.database.fingerprint();
    go(a, json!({})).await;
    for column in [a, b, c, d] {
        go(column, json!({"before": column})).await;
        go(column, json!({"after": column})).await;
    }
    let after = team.app.database.fingerprint();
    assert_eq!(after, before, "where it stands already nothing is written");
    follower.verify().await;
}

#[tokio::test]
async fn many_who_move_columns_at_once_end_with_one_order() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let mut followers = vec![
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&member, team.ws).await,
    ];
    let ids = order(&team).await;
    let moves = (0..24_usize).map(|n| {
        let who = if n % 2 == 0 { &team.owner } else { &member };
        let path = paths::column_move(team.ws, team.board.id, ids[n % 4]);
        let body = json!({"before": ids[(n + 1 + n / 4) % 4]});
        async move {
            who.call(Method::POST, path)
                .json(&body)
                .in_a_crowd()
                .send()
                .await
                .expect(200)
                .status
        }
    });
    join_all(moves).await;
    let now = order(&team).await;
    assert_eq!(now.len(), 4);
    for follower in &mut followers {
        follower.verify().await;
        assert_eq!(follower.store.columns(team.board.id), now);
    }
}

#[tokio::test]
async fn a_column_is_deleted_empty_and_never_the_last() {
    let team = Team::start().await;
    let task = team.task("T").await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let path = |id| paths::column(team.ws, team.board.id, id);
    let problem = team
        .owner
        .call(Method::DELETE, path(task.column_id))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::ColumnNotEmpty);
    let ids = order(&team).await;
    for id in &ids[1..] {
        team.owner.delete(path(*id)).await;
    }
    // A task in the trash does not hold it.
    team.owner.delete(paths::task(team.ws, task.id)).await;
    let problem = team
        .owner
        .call(Method::DELETE, path(ids[0]))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::LastColumn);
    assert_eq!(order(&team).await, [ids[0]]);
    follower.verify().await;
}

#[tokio::test]
async fn a_column_that_gets_a_task_is_not_deleted_under_it() {
    let team = Team::start().await;
    for n in 0..10 {
        let made = make(&team, json!({"name": format!("C{n}"), "category": "todo"})).await;
        let task = json!({"board_id": team.board.id, "title": "T", "column_id": made.id});
        let add = team
            .owner
            .call(Method::POST, paths::tasks(team.ws))
            .json(&task);
        let delete = team.owner.call(
            Method::DELETE,
            paths::column(team.ws, team.board.id, made.id),
        );
        let (added, deleted) = futures_util::future::join(add.send(), delete.send()).await;
        let outcome = (added.status, deleted.status);
        assert!(matches!(outcome, (201, 409) | (404, 204)), "{outcome:?}");
    }
    let orphans = team.app.database.number(
        "SELECT count(*) FROM tasks t JOIN columns c USING (workspace_id) WHERE c.id = t.column_id AND c.deleted_at IS NOT NULL AND t.deleted_at IS NULL",
    );
    assert_eq!(orphans, 0);
}

#[tokio::test]
async fn a_board_holds_so_many_columns() {
    let team = Team::start().await;
    for n in 4..MAX_COLUMNS {
        make(&team, json!({"name": format!("C{n}"), "category": "todo"})).await;
    }
    let problem = team
        .owner
        .call(Method::POST, paths::columns(team.ws, team.board.id))
        .json(&json!({"name": "One more", "category": "todo"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::LimitReached);
}

#[tokio::test]
async fn a_create_may_be_sent_again_with_its_own_id() {
    let team = Team::start().await;
    let id = ColumnId::new();
    let body = json!({"id": id, "name": "Once", "category": "todo"});
    for _ in 0..2 {
        assert_eq!(make(&team, body.clone()).await.id, id);
    }
    assert_eq!(order(&team).await.len(), 5);
    let other = team.board("Other", None).await;
    let problem = team
        .owner
        .call(Method::POST, paths::columns(team.ws, other.id))
        .json(&body)
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::IdTaken);
}
