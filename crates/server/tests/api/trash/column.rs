//! `DELETE /workspaces/{ws}/boards/{board}/columns/{column}?to=` and `POST …/restore`

use serde_json::{Value, json};
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Follower, Method, Team};
use tutti_types::columns::{Category, Column, MAX_COLUMNS, MAX_MOVED};
use tutti_types::tasks::Task;
use tutti_types::{ColumnId, ErrorCode, Problem, TaskId, paths};

async fn delete(team: &Team, id: ColumnId, to: ColumnId) {
    let path = paths::column_into(team.ws, team.board.id, id, to);
    team.owner.delete(path).await;
}

async fn refused(team: &Team, id: ColumnId, to: ColumnId, status: u16) -> Problem {
    let path = paths::column_into(team.ws, team.board.id, id, to);
    team.owner.call(Method::DELETE, path).refused(status).await
}

async fn restore(team: &Team, id: ColumnId) -> Column {
    let path = paths::column_restore(team.ws, team.board.id, id);
    team.owner.act(path).await
}

async fn columns(team: &Team) -> Vec<ColumnId> {
    let board = team.load(team.board.id).await;
    board.columns.into_iter().map(|column| column.id).collect()
}

async fn tasks(team: &Team, n: usize) -> Vec<TaskId> {
    let mut ids = Vec::new();
    for n in 0..n {
        ids.push(team.task(&format!("T{n}")).await.id);
    }
    ids
}

async fn move_to(team: &Team, task: TaskId, column: ColumnId) {
    let path = paths::task_move(team.ws, task);
    let to = json!({"column_id": column});
    let _: Task = team.owner.post(path, &to).await;
}

#[tokio::test]
async fn its_cards_go_to_the_end_of_another_and_come_back_with_it() {
    let team = Team::start().await;
    let (todo, done) = (team.column(Category::Todo), team.column(Category::Done));
    let cards = tasks(&team, 4).await;
    let there = team.task("There").await.id;
    move_to(&team, there, done).await;
    let before = columns(&team).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;

    delete(&team, todo, done).await;
    assert_eq!(columns(&team).await, before[1..]);
    let mut all = vec![there];
    all.extend(&cards);
    assert_eq!(team.order(done), all);
    let card: Task = team.owner.get(paths::task(team.ws, cards[0])).await;
    assert_eq!(card.status, Category::Done);
    follower.verify().await;

    // One is put elsewhere, one among its new neighbours, one in the trash: the rest comes back, and the second with it.
    move_to(&team, cards[0], before[1]).await;
    let path = paths::task_move(team.ws, cards[1]);
    let to = json!({"column_id": done, "before": there});
    let _: Task = team.owner.post(path, &to).await;
    team.owner.delete(paths::task(team.ws, cards[2])).await;
    let back = restore(&team, todo).await;
    assert_eq!(back.id, todo);
    assert_eq!(columns(&team).await, before);
    assert_eq!(team.order(todo), [cards[1], cards[3]]);
    assert_eq!(team.order(done), [there]);
    assert_eq!(team.order(before[1]), [cards[0]]);
    follower.verify().await;
    let left = "SELECT count(*) FROM moved_cards";
    assert_eq!(team.app.database.number(left), 0);
}

#[tokio::test]
async fn the_last_deleted_is_the_first_restored() {
    let team = Team::start().await;
    let all = columns(&team).await;
    let cards = tasks(&team, 3).await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    delete(&team, all[0], all[1]).await;
    delete(&team, all[1], all[2]).await;
    assert_eq!(team.order(all[2]), cards);
    restore(&team, all[1]).await;
    restore(&team, all[0]).await;
    assert_eq!(team.order(all[0]), cards);
    assert_eq!(columns(&team).await, all);
    follower.verify().await;
}

#[tokio::test]
async fn each_card_is_told_as_moved() {
    let team = Team::start().await;
    let all = columns(&team).await;
    tasks(&team, 2).await;
    let kinds = team.kinds(&team.owner, delete(&team, all[0], all[1])).await;
    assert_eq!(
        kinds,
        ["task.updated", "task.updated", "column.deleted"]
            .map(|kind| { kind.replace("task.updated", "task.moved") })
    );
    let kinds = team.kinds(&team.owner, restore(&team, all[0])).await;
    assert_eq!(kinds, ["column.created", "task.moved", "task.moved"]);
}

#[tokio::test]
async fn it_stands_where_it_stood_or_beside_who_stands_there_now() {
    let team = Team::start().await;
    let all = columns(&team).await;
    delete(&team, all[1], all[0]).await;
    team.app.database.run(&format!(
        "UPDATE columns c SET position = d.position FROM columns d WHERE c.id = '{}' AND d.id = '{}'",
        all[2], all[1]
    ));
    let mut follower = Follower::new(&team.owner, team.ws).await;
    restore(&team, all[1]).await;
    assert_eq!(columns(&team).await, [all[0], all[2], all[1], all[3]]);
    follower.verify().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let team = Team::start().await;
    let all = columns(&team).await;
    tasks(&team, 2).await;
    let before = team.app.database.fingerprint();
    let problem = refused(&team, all[0], all[0], 422).await;
    assert_eq!(problem.errors[0].field, "to");
    let nowhere = ColumnId::new();
    assert_eq!(
        refused(&team, all[0], nowhere, 404).await.code,
        ErrorCode::NotFound
    );
    let without = paths::column(team.ws, team.board.id, all[0]);
    let problem = team.owner.call(Method::DELETE, without).refused(409).await;
    assert_eq!(problem.code, ErrorCode::ColumnNotEmpty);
    let path = paths::column(team.ws, team.board.id, all[1]);
    let unknown = format!("{path}?into={}", all[0]);
    let problem = team.owner.call(Method::DELETE, unknown).refused(422).await;
    assert_eq!(problem.errors[0].field, "into");
    assert_eq!(team.app.database.fingerprint(), before);

    let _: Value = team.owner.patch(path, &json!({"wip_limit": 1})).await;
    assert_eq!(
        refused(&team, all[0], all[1], 409).await.code,
        ErrorCode::WipLimit
    );
    for column in &all[1..] {
        delete(&team, *column, all[0]).await;
    }
    // Into a column that is in the trash, and the last one.
    refused(&team, all[0], all[1], 404).await;
    let last = paths::column(team.ws, team.board.id, all[0]);
    let problem = team.owner.call(Method::DELETE, last).refused(409).await;
    assert_eq!(problem.code, ErrorCode::LastColumn);
}

/// Puts cards of these numbers into a column.
fn fill(team: &Team, column: ColumnId, from: usize, to: usize) {
    team.app.database.run(&format!(
        "INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
         SELECT '{}', gen_random_uuid(), '{}', '{column}', 1000 + n, 'T', 'low', 'V' || lpad(n::text, 6, '0') || 'V'
         FROM generate_series({from}, {to}) n",
        team.ws, team.board.id
    ));
}

#[tokio::test]
async fn so_many_cards_are_moved_at_once() {
    let team = Team::start().await;
    let all = columns(&team).await;
    fill(&team, all[0], 0, MAX_MOVED);
    let problem = refused(&team, all[0], all[1], 409).await;
    assert_eq!(problem.code, ErrorCode::LimitReached);
    team.app
        .database
        .run("DELETE FROM tasks WHERE number = 1000");
    let before = team.order(all[0]);
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let path = paths::column_into(team.ws, team.board.id, all[0], all[1]);
    let call = || team.owner.call(Method::DELETE, path.clone()).key("d");
    call().send().await.expect(204);
    assert_eq!(team.order(all[1]), before);
    follower.verify().await;
    // What was done in several transactions is answered once more as what was done in one.
    call().send().await.expect(204);
    let path = paths::column_restore(team.ws, team.board.id, all[0]);
    let call = || team.owner.call(Method::POST, path.clone()).key("r");
    let back: Value = call().send().await.expect(200).json();
    assert_eq!(team.order(all[0]), before);
    follower.verify().await;
    let again: Value = call().send().await.expect(200).json();
    assert_eq!(again, back);
    let left = "SELECT count(*) FROM moved_cards";
    assert_eq!(team.app.database.number(left), 0);
    // The events of one transaction have one time. Nobody waits for more of them than this.
    let most = "SELECT max(n) FROM (SELECT count(*) AS n FROM stream.events GROUP BY at) AS t";
    assert!(team.app.database.number(most) <= 250);
}

#[tokio::test]
async fn a_deletion_and_a_restore_at_once_both_come_to_an_end() {
    let team = Team::start().await;
    // A column of what is done shows a fresh load less than it shows to who saw its cards come.
    let (todo, other) = (
        team.column(Category::Todo),
        team.column(Category::InProgress),
    );
    fill(&team, todo, 2, MAX_MOVED);
    // What came by SQL is told by nothing; so the board is loaded anew.
    team.task("One").await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let path = paths::column_into(team.ws, team.board.id, todo, other);
    let deletion = team.owner.call(Method::DELETE, path).send();
    let restore = async {
        let moved = "SELECT count(*) FROM moved_cards";
        while team.app.database.number(moved) == 0 {
            tokio::task::yield_now().await;
        }
        let path = paths::column_restore(team.ws, team.board.id, todo);
        team.owner.call(Method::POST, path).send().await
    };
    let both = futures_util::future::join(deletion, restore);
    let (deletion, restore) = timeout(DEADLINE, both).await.unwrap();
    for answer in [deletion, restore] {
        assert!(
            [200, 204, 409].contains(&answer.status),
            "{}",
            answer.status
        );
    }
    follower.verify().await;
    let cards = "SELECT count(*) FROM tasks WHERE deleted_at IS NULL";
    assert_eq!(
        usize::try_from(team.app.database.number(cards)).unwrap(),
        MAX_MOVED
    );
    // Each moves what it may move in twice as many transactions as it needs, and then gives up.
    let moves = "SELECT count(*) FROM stream.events WHERE kind = 'task.moved'";
    let moves = usize::try_from(team.app.database.number(moves)).unwrap();
    assert!(moves <= 5 * MAX_MOVED, "{moves}");
}

/// As a server leaves it that was killed between two transactions.
fn cut_short(team: &Team, card: TaskId, column: ColumnId, at: &str, to: ColumnId) {
    team.app.database.run(&format!(
        "INSERT INTO moved_cards (workspace_id, column_id, task_id, position, moved_to)
         SELECT workspace_id, '{column}', id, {at}, '{to}' FROM tasks WHERE id = '{card}';
         UPDATE tasks SET column_id = '{to}' WHERE id = '{card}'"
    ));
}

#[tokio::test]
async fn a_deletion_that_was_cut_short_goes_on_when_it_is_asked_for_again() {
    let team = Team::start().await;
    let all = columns(&team).await;
    let cards = tasks(&team, 3).await;
    cut_short(&team, cards[0], all[0], "position", all[1]);
    delete(&team, all[0], all[1]).await;
    assert_eq!(team.order(all[1]), cards);
    restore(&team, all[0]).await;
    assert_eq!(team.order(all[0]), cards);
    // Or is taken back.
    cut_short(&team, cards[1], all[0], "position", all[2]);
    restore(&team, all[0]).await;
    assert_eq!(team.order(all[0]), cards);
}

#[tokio::test]
async fn a_card_that_comes_back_finds_who_stands_there_since() {
    let team = Team::start().await;
    let all = columns(&team).await;
    let cards = tasks(&team, 5).await;
    let place = |at: usize| format!("(SELECT position FROM tasks WHERE id = '{}')", cards[at]);
    // Two of them stood where there is another now, one where there is nobody.
    cut_short(&team, cards[3], all[0], &place(0), all[1]);
    cut_short(&team, cards[4], all[0], &place(1), all[1]);
    cut_short(&team, cards[2], all[0], "position", all[1]);
    let mut follower = Follower::new(&team.owner, team.ws).await;
    restore(&team, all[0]).await;
    let order = [0, 3, 1, 4, 2].map(|at| cards[at]);
    assert_eq!(team.order(all[0]), order);
    follower.verify().await;
}

#[tokio::test]
async fn a_board_with_so_many_columns_takes_it_not_back() {
    let team = Team::start().await;
    let all = columns(&team).await;
    delete(&team, all[0], all[1]).await;
    for n in 3..MAX_COLUMNS {
        let new = json!({"name": format!("C{n}"), "category": "todo"});
        let path = paths::columns(team.ws, team.board.id);
        let _: Column = team.owner.post(path, &new).await;
    }
    let path = paths::column_restore(team.ws, team.board.id, all[0]);
    let problem = team.owner.call(Method::POST, path).refused(409).await;
    assert_eq!(problem.code, ErrorCode::LimitReached);
}

#[tokio::test]
async fn its_tasks_in_the_trash_come_home_to_it() {
    let team = Team::start().await;
    let all = columns(&team).await;
    let cards = tasks(&team, 2).await;
    for card in &cards {
        team.owner.delete(paths::task(team.ws, *card)).await;
    }
    delete(&team, all[0], all[1]).await;
    let away: Task = team.owner.act(paths::task_restore(team.ws, cards[0])).await;
    assert_ne!(away.column_id, all[0]);
    restore(&team, all[0]).await;
    let home: Task = team.owner.act(paths::task_restore(team.ws, cards[1])).await;
    assert_eq!(home.column_id, all[0]);
}

#[tokio::test]
async fn one_that_is_not_in_the_trash_is_answered_as_it_is() {
    let team = Team::start().await;
    let todo = team.column(Category::Todo);
    let seq = team.seq();
    let same = restore(&team, todo).await;
    assert_eq!((same.id, team.seq()), (todo, seq));
    let all = columns(&team).await;
    delete(&team, todo, all[1]).await;
    let days =
        "UPDATE columns SET deleted_at = now() - interval '31 days' WHERE deleted_at IS NOT NULL";
    team.app.database.run(days);
    let path = paths::column_restore(team.ws, team.board.id, todo);
    team.owner.call(Method::POST, path).refused(404).await;
}
