//! `GET /workspaces/{ws}/trash`

use tutti_testkit::{Client, Team};
use tutti_types::boards::Board;
use tutti_types::trash::{TrashItem, TrashKind};
use tutti_types::{Page, Role, paths};

async fn names(team: &Team, who: &Client, query: &str) -> Vec<String> {
    let page: Page<TrashItem> = who.get(format!("{}{query}", paths::trash(team.ws))).await;
    page.items.into_iter().map(|item| item.name).collect()
}

/// A board with two tasks, a column with one and a task, deleted in this order; and one that was deleted with the board.
async fn filled() -> Team {
    let team = Team::start().await;
    let board = team.board("Launch", Some(&[])).await;
    for n in 0..2 {
        team.task_on(board.id, &format!("With it {n}")).await;
    }
    let before = team.task_on(board.id, "Before it").await;
    team.owner.delete(paths::task(team.ws, before.id)).await;
    team.owner.delete(paths::board(team.ws, board.id)).await;
    team.task("Moved").await;
    let task = team.task("Task").await;
    team.owner.delete(paths::task(team.ws, task.id)).await;
    let [todo, doing] = [0, 1].map(|n| team.board.columns[n].id);
    let path = paths::column_into(team.ws, team.board.id, todo, doing);
    team.owner.delete(path).await;
    team
}

#[tokio::test]
async fn the_last_deleted_comes_first() {
    let team = filled().await;
    let page: Page<TrashItem> = team.owner.get(paths::trash(team.ws)).await;
    let column = &team.board.columns[0];
    let told: Vec<_> = page
        .items
        .iter()
        .map(|item| (item.kind, item.name.as_str(), item.count))
        .collect();
    assert_eq!(
        told,
        [
            (TrashKind::Column, column.name.as_str(), Some(1)),
            (TrashKind::Task, "Task", None),
            (TrashKind::Board, "Launch", Some(2)),
        ]
    );
    let ids = |item: &TrashItem| (item.column_id.is_some(), item.task_id.is_some());
    let ids: Vec<_> = page.items.iter().map(ids).collect();
    assert_eq!(ids, [(true, false), (false, true), (false, false)]);
    assert_eq!(page.items[0].column_id, Some(column.id));
    assert!(page.items[1].key.as_ref().unwrap().contains('-'));
    let by = page
        .items
        .iter()
        .all(|i| i.deleted_by == Some(team.owner.id()));
    assert!(by && page.items.is_sorted_by(|a, b| a.deleted_at >= b.deleted_at));
}

#[tokio::test]
async fn it_comes_by_pages() {
    let team = filled().await;
    let whole = names(&team, &team.owner, "").await;
    let (mut found, mut query) = (Vec::new(), "?limit=1".to_owned());
    loop {
        let path = format!("{}{query}", paths::trash(team.ws));
        let page: Page<TrashItem> = team.owner.get(path).await;
        found.extend(page.items.into_iter().map(|item| item.name));
        match page.next_cursor {
            Some(cursor) => query = format!("?limit=1&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(found, whole);
}

#[tokio::test]
async fn of_one_board_it_lists_what_was_on_it() {
    let team = filled().await;
    let other = team.board("Other", None).await;
    assert_eq!(
        names(&team, &team.owner, &format!("?board={}", team.board.id))
            .await
            .len(),
        2
    );
    assert!(
        names(&team, &team.owner, &format!("?board={}", other.id))
            .await
            .is_empty()
    );
    // A board in the trash is no board to ask for.
    let boards = format!("{}?deleted=true", paths::boards(team.ws));
    let page: Page<Board> = team.owner.get(boards).await;
    let path = format!("{}?board={}", paths::trash(team.ws), page.items[0].id);
    let call = team.owner.call(tutti_testkit::Method::GET, path);
    call.refused(404).await;
}

#[tokio::test]
async fn each_sees_what_they_may_know_of() {
    let team = filled().await;
    let member = team.join(Role::Member).await;
    let guest = team.join(Role::Guest).await;
    // The board was somebody else's, and private.
    assert_eq!(names(&team, &member, "").await.len(), 2);
    assert!(names(&team, &guest, "").await.is_empty());
    assert_eq!(
        names(&team, &team.join(Role::Admin).await, "").await.len(),
        3
    );
}
