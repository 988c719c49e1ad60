//! `POST /workspaces/{ws}/tasks/{task}/move`

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_testkit::team::column;
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::boards::BoardDetail;
use tutti_types::columns::Category;
use tutti_types::events::{ColumnReordered, TaskChanged, TaskGone};
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, ErrorCode, Role, TaskId, paths};

async fn move_to(team: &Team, task: TaskId, body: Value) -> Task {
    team.owner
        .post(paths::task_move(team.ws, task), &body)
        .await
}

async fn three(team: &Team) -> (ColumnId, [TaskId; 3]) {
    let ids = [
        team.task("A").await.id,
        team.task("B").await.id,
        team.task("C").await.id,
    ];
    (team.column(Category::Todo), ids)
}

#[tokio::test]
async fn cards_go_before_after_or_to_the_end() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    move_to(&team, c, json!({"column_id": todo, "before": a})).await;
    assert_eq!(team.order(todo), [c, a, b]);
    move_to(&team, c, json!({"column_id": todo, "after": a})).await;
    assert_eq!(team.order(todo), [a, c, b]);
    move_to(&team, a, json!({"column_id": todo})).await;
    assert_eq!(team.order(todo), [c, b, a]);
    // `before` wins where both are given.
    move_to(
        &team,
        a,
        json!({"column_id": todo, "before": c, "after": b}),
    )
    .await;
    assert_eq!(team.order(todo), [a, c, b]);
}

#[tokio::test]
async fn a_move_is_told_as_one() {
    let team = Team::start().await;
    let (todo, [a, ..]) = three(&team).await;
    let before = team.seq();
    let done = team.column(Category::Done);
    let moved = move_to(&team, a, json!({"column_id": done})).await;
    let events = team.events(&team.owner, before).await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].kind, "task.moved");
    let data: TaskChanged = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(data.task, moved);
    assert_eq!(data.from.unwrap().column_id, todo);
    assert!(data.changed.contains(&"status".to_owned()));
    assert!(data.changes.iter().any(|change| change.field == "status"));
}

#[tokio::test]
async fn where_it_stands_already_it_stays_untold() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    let seq = team.seq();
    move_to(&team, c, json!({"column_id": todo})).await;
    move_to(&team, a, json!({"column_id": todo, "before": b})).await;
    move_to(&team, b, json!({"column_id": todo, "after": a})).await;
    assert_eq!(team.order(todo), [a, b, c]);
    assert_eq!(team.seq(), seq);
}

#[tokio::test]
async fn a_neighbour_that_has_left_counts_as_not_given() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    let done = team.column(Category::Done);
    move_to(&team, b, json!({"column_id": done})).await;
    move_to(&team, a, json!({"column_id": todo, "before": b})).await;
    assert_eq!(team.order(todo), [c, a]);
    team.owner.delete(paths::task(team.ws, c)).await;
    move_to(&team, b, json!({"column_id": todo, "before": c})).await;
    assert_eq!(team.order(todo), [a, b]);
}

#[tokio::test]
async fn beside_itself_a_card_stays() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    let before = team.app.database.fingerprint();
    for card in [a, b, c] {
        for side in ["before", "after"] {
            let body = json!({"column_id": todo, side: card});
            move_to(&team, card, body.clone()).await;
            let bulk = json!({"ids": [card], "move": body});
            let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &bulk).await;
        }
    }
    // Several beside one of them: where they stand so already, they stay as well.
    for (ids, body) in [
        (vec![a, b], json!({"column_id": todo, "before": a})),
        (vec![a, b], json!({"column_id": todo, "after": a})),
        (vec![b, c], json!({"column_id": todo, "before": c})),
        (vec![a, b, c], json!({"column_id": todo, "after": b})),
    ] {
        let bulk = json!({"ids": ids, "move": body});
        let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &bulk).await;
    }
    assert_eq!(team.order(todo), [a, b, c]);
    assert_eq!(team.app.database.fingerprint(), before);
    // Others are gathered where that one stands.
    let bulk = json!({"ids": [c, a], "move": {"column_id": todo, "before": a}});
    let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &bulk).await;
    assert_eq!(team.order(todo), [c, a, b]);
    // In another column it stands nowhere yet, so it is no neighbour.
    let done = team.column(Category::Done);
    move_to(&team, b, json!({"column_id": done})).await;
    move_to(&team, c, json!({"column_id": done, "before": c})).await;
    assert_eq!(team.order(done), [b, c]);
}

#[tokio::test]
async fn a_stale_version_is_refused() {
    let team = Team::start().await;
    let (_, [a, ..]) = three(&team).await;
    let done = team.column(Category::Done);
    let renamed: Task = team
        .owner
        .patch(paths::task(team.ws, a), &json!({"title": "New"}))
        .await;
    let problem = team
        .owner
        .call(Method::POST, paths::task_move(team.ws, a))
        .if_match(renamed.version - 1)
        .json(&json!({"column_id": done}))
        .refused(412)
        .await;
    assert_eq!(problem.code, ErrorCode::VersionConflict);
    assert!(team.order(done).is_empty());
}

#[tokio::test]
async fn a_full_column_refuses_newcomers_but_not_its_own() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    let done = team.column(Category::Done);
    for (column, limit) in [(todo, 2), (done, 1)] {
        let _: Value = team
            .owner
            .patch(
                paths::column(team.ws, team.board.id, column),
                &json!({"wip_limit": limit}),
            )
            .await;
    }
    move_to(&team, a, json!({"column_id": done})).await;
    let problem = team
        .owner
        .call(Method::POST, paths::task_move(team.ws, b))
        .json(&json!({"column_id": done}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
    let problem = team
        .owner
        .call(Method::PATCH, paths::task(team.ws, b))
        .json(&json!({"status": "done"}))
        .refused(409)
        .await;
    assert_eq!(problem.code, ErrorCode::WipLimit);
    // To do holds as many as it may; its cards can still change places.
    move_to(&team, c, json!({"column_id": todo, "before": b})).await;
    assert_eq!(team.order(todo), [c, b]);
}

#[tokio::test]
async fn another_boards_column_has_to_be_named_with_its_board() {
    let team = Team::start().await;
    let (_, [a, ..]) = three(&team).await;
    let other = team.board("Other", None).await;
    let there = column(&other, Category::Todo);
    let call = || team.owner.call(Method::POST, paths::task_move(team.ws, a));
    call().json(&json!({"column_id": there})).refused(404).await;
    let mixed = json!({"board_id": team.board.id, "column_id": there});
    call().json(&mixed).refused(404).await;
    let mixed = json!({"board_id": other.id, "column_id": team.column(Category::Todo)});
    call().json(&mixed).refused(404).await;
    let neighbour = team.task("Here").await.id;
    let mixed = json!({"board_id": other.id, "column_id": there, "before": neighbour});
    call().json(&mixed).refused(404).await;
    let moved = move_to(&team, a, json!({"board_id": other.id, "column_id": there})).await;
    assert_eq!((moved.board_id, moved.column_id), (other.id, there));
    assert_eq!(moved.key, "LRK-1", "its number is the workspace's");
}

async fn to_board(team: &Team, task: TaskId, board: &BoardDetail) -> Task {
    let column = column(board, Category::Todo);
    move_to(
        team,
        task,
        json!({"board_id": board.id, "column_id": column}),
    )
    .await
}

async fn kinds_and_data(team: &Team, who: &Client, after: i64) -> Vec<(String, String)> {
    let events = team.events(who, after).await;
    events
        .into_iter()
        .map(|e| (e.kind, e.data.get().to_owned()))
        .collect()
}

#[tokio::test]
async fn to_a_private_board_and_back_ex_readers_learn_only_that_it_is_gone() {
    let team = Team::start().await;
    let (insider, outsider) = (
        team.join_as("Ina Insider", Role::Member).await,
        team.join_as("Otis Outsider", Role::Member).await,
    );
    let guest = team.join(Role::Guest).await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let private = team.board("Private", Some(&[insider.id()])).await;
    let task = team.task("A secret from now on").await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"assignee_ids": [outsider.id(), insider.id()]}),
        )
        .await;
    let mut followers = Vec::new();
    for who in [&team.owner, &insider, &outsider, &guest] {
        followers.push(Follower::new(who, team.ws).await);
    }

    let before = team.seq();
    let moved = to_board(&team, task.id, &private).await;
    assert_eq!(
        moved.assignee_ids,
        [insider.id()],
        "who cannot read it no longer works on it"
    );
    for who in [&outsider, &guest] {
        let told = kinds_and_data(&team, who, before).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, "task.gone");
        let gone: TaskGone = serde_json::from_str(&told[0].1).unwrap();
        assert_eq!((gone.board_id, gone.task_id), (team.board.id, task.id));
        let fields: Value = serde_json::from_str(&told[0].1).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), 2, "ids only");
        who.call(Method::GET, paths::task(team.ws, task.id))
            .refused(404)
            .await;
    }
    let told = kinds_and_data(&team, &insider, before).await;
    let kinds: Vec<_> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["task.gone", "task.updated"],
        "first gone, then whole"
    );
    for follower in &mut followers {
        follower.verify().await;
    }

    // What happens there in between stays there.
    let before = team.seq();
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"title": "Very secret"}),
        )
        .await;
    assert!(kinds_and_data(&team, &outsider, before).await.is_empty());

    let back = to_board(&team, task.id, &team.board).await;
    for who in [&outsider, &guest] {
        let told = kinds_and_data(&team, who, before).await;
        assert_eq!(told.len(), 1);
        let changed: TaskChanged = serde_json::from_str(&told[0].1).unwrap();
        assert_eq!(
            changed.task, back,
            "the whole task, since they do not know it"
        );
    }
    for follower in &mut followers {
        follower.verify().await;
    }
}

#[tokio::test]
async fn the_history_from_the_private_time_stays_private() {
    let team = Team::start().await;
    let outsider = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let task = team.task("Open").await;
    to_board(&team, task.id, &private).await;
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &json!({"title": "Hush"}))
        .await;
    let _: Task = team
        .owner
        .patch(
            paths::task(team.ws, task.id),
            &json!({"title": "Open again"}),
        )
        .await;
    to_board(&team, task.id, &team.board).await;
    let feed = outsider
        .call(
            Method::GET,
            format!("{}?task={}", paths::activity(team.ws), task.id),
        )
        .send()
        .await;
    feed.expect(200);
    assert!(!feed.text.contains("Hush"), "{}", feed.text);
}

#[tokio::test]
async fn a_guest_moves_cards_on_their_boards_only() {
    let team = Team::start().await;
    let guest = team.join(Role::Guest).await;
    let other = team.board("Other", None).await;
    let task = team.task("T").await;
    let path = paths::task_move(team.ws, task.id);
    let done = json!({"column_id": team.column(Category::Done)});
    guest
        .call(Method::POST, path.clone())
        .json(&done)
        .refused(404)
        .await;
    let _: Value = team
        .owner
        .put(paths::board_member(team.ws, team.board.id, guest.id()))
        .await;
    let moved: Task = guest.post(path.clone(), &done).await;
    assert_eq!(moved.status, Category::Done);
    let away = json!({"board_id": other.id, "column_id": column(&other, Category::Todo)});
    guest
        .call(Method::POST, path)
        .json(&away)
        .refused(404)
        .await;
}

#[tokio::test]
async fn nobody_moves_a_card_to_a_board_they_do_not_see() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let hidden = team.task_on(private.id, "Hidden").await;
    let task = team.task("Open").await;
    let there = column(&private, Category::Todo);
    let before = team.app.database.fingerprint();
    for place in [
        json!({"board_id": private.id, "column_id": there}),
        json!({"column_id": there}),
        json!({"column_id": task.column_id, "before": hidden.id}),
    ] {
        let call = member.call(Method::POST, paths::task_move(team.ws, task.id));
        call.json(&place).refused(404).await;
        let bulk = json!({"ids": [task.id], "move": place});
        let call = member.call(Method::POST, paths::tasks_bulk(team.ws));
        call.json(&bulk).refused(404).await;
    }
    let new = json!({"board_id": private.id, "title": "T", "column_id": there});
    let call = member.call(Method::POST, paths::tasks(team.ws));
    call.json(&new).refused(404).await;
    assert_eq!(team.app.database.fingerprint(), before);
}

#[tokio::test]
async fn who_is_locked_out_comes_along_where_they_would_see_the_board() {
    let team = Team::start().await;
    let susi = team.join_as("Susi", Role::Member).await;
    let task = team.task("T").await;
    let assign = json!({"assignee_ids": [susi.id()]});
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &assign)
        .await;
    let _: Value = team
        .owner
        .patch(
            paths::member(team.ws, susi.id()),
            &json!({"suspended": true}),
        )
        .await;
    let open = team.board("Open", None).await;
    let moved = to_board(&team, task.id, &open).await;
    assert_eq!(moved.assignee_ids, [susi.id()]);
    let private = team.board("Private", Some(&[])).await;
    let moved = to_board(&team, task.id, &private).await;
    assert!(moved.assignee_ids.is_empty());
}

/// What a column holds after a storm is the same for everybody, and complete.
async fn same_everywhere(
    team: &Team,
    followers: &mut [Follower],
    column: ColumnId,
    cards: &[TaskId],
) {
    let order = team.order(column);
    let all: BTreeSet<_> = order.iter().copied().collect();
    assert_eq!(
        all,
        cards.iter().copied().collect(),
        "no card lost, none added"
    );
    let doubles = team.app.database.number(
        "SELECT count(*) FROM (SELECT FROM tasks WHERE deleted_at IS NULL GROUP BY column_id, position HAVING count(*) > 1) d",
    );
    assert_eq!(doubles, 0, "no two on one place");
    for follower in followers {
        follower.verify().await;
        assert_eq!(follower.store.order(column), order);
    }
}

#[tokio::test]
async fn twenty_clients_moving_cards_in_one_column_end_with_one_order() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let todo = team.column(Category::Todo);
    let mut cards = Vec::new();
    for n in 0..20 {
        cards.push(team.task(&format!("Card {n}")).await.id);
    }
    let mut followers = vec![
        Follower::new(&team.owner, team.ws).await,
        Follower::new(&member, team.ws).await,
    ];
    let clients = (0..20_usize).map(|n| {
        let who = if n % 2 == 0 { &team.owner } else { &member };
        let (team, cards) = (&team, &cards);
        async move {
            for step in 1..=5 {
                let (card, beside) = (cards[n], cards[(n * 7 + step * 3) % 20]);
                let place = match step % 3 {
                    0 => json!({"column_id": todo}),
                    1 => json!({"column_id": todo, "before": beside}),
                    _ => json!({"column_id": todo, "after": beside}),
                };
                let call = who.call(Method::POST, paths::task_move(team.ws, card));
                let _: Task = call.json(&place).in_a_crowd().ok().await;
            }
        }
    });
    join_all(clients).await;
    same_everywhere(&team, &mut followers, todo, &cards).await;
}

#[tokio::test]
async fn a_column_is_spread_anew_before_its_ranks_grow_too_long() {
    let team = Team::start().await;
    let (todo, [a, b, c]) = three(&team).await;
    // Two neighbours as close to each other as ranks get.
    let long = "V".repeat(40);
    team.app.database.run(&format!(
        "UPDATE tasks SET position = '{long}' WHERE id = '{a}'; UPDATE tasks SET position = '{long}1' WHERE id = '{b}'"
    ));
    team.app
        .database
        .run(&format!("UPDATE tasks SET position = 'z' WHERE id = '{c}'"));
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let before = team.seq();
    let versions = || {
        team.app
            .database
            .rows("SELECT id, version FROM tasks ORDER BY id")
    };
    let old = versions();
    move_to(&team, c, json!({"column_id": todo, "after": a})).await;
    assert_eq!(team.order(todo), [a, c, b]);
    let events = team.events(&team.owner, before).await;
    let kinds: Vec<_> = events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["column.reordered", "task.moved"]);
    let spread: ColumnReordered = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(
        spread
            .positions
            .iter()
            .map(|(id, _)| *id)
            .collect::<Vec<_>>(),
        [a, b, c]
    );
    let longest = team
        .app
        .database
        .number("SELECT max(length(position)) FROM tasks");
    assert!(longest < 10, "{longest}");
    let changed = old
        .iter()
        .zip(versions())
        .filter(|(old, new)| *old != new)
        .count();
    assert_eq!(changed, 1, "only the card that moved has a new version");
    follower.verify().await;
}

#[tokio::test]
async fn boards_that_do_not_exist_are_not_found() {
    let team = Team::start().await;
    let (todo, [a, ..]) = three(&team).await;
    for body in [
        json!({"column_id": ColumnId::new()}),
        json!({"column_id": todo, "board_id": BoardId::new()}),
        json!({"column_id": todo, "before": TaskId::new()}),
        json!({"column_id": todo, "after": TaskId::new()}),
    ] {
        let call = team.owner.call(Method::POST, paths::task_move(team.ws, a));
        call.json(&body).refused(404).await;
    }
}
