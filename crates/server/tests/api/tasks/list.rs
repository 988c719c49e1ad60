//! `GET /workspaces/{ws}/tasks`

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tutti_testkit::{Client, Method, Team};
use tutti_types::columns::Category;
use tutti_types::tasks::Task;
use tutti_types::{ColumnId, Page, Role, TaskId, paths};

async fn list(team: &Team, who: &Client, query: &str) -> Vec<String> {
    let page: Page<Task> = who.get(format!("{}?{query}", paths::tasks(team.ws))).await;
    assert!(
        page.items.iter().all(|task| task.description.is_none()),
        "cards"
    );
    page.items.into_iter().map(|task| task.title).collect()
}

#[tokio::test]
async fn tasks_come_newest_first_narrowed_by_what_is_given() {
    let team = Team::start().await;
    let other = team.board("Other", None).await;
    let a = team.task("A").await;
    let b = team.task("B").await;
    team.task_on(other.id, "C").await;
    let patch = |id, body| team.owner.patch::<Task>(paths::task(team.ws, id), body);
    let done = json!({"status": "done", "priority": "high"});
    patch(a.id, &done).await;
    let mine = json!({"assignee_ids": [team.owner.id()]});
    patch(b.id, &mine).await;
    let owner = &team.owner;
    assert_eq!(list(&team, owner, "").await, ["C", "B", "A"]);
    assert_eq!(
        list(&team, owner, &format!("board={}", team.board.id)).await,
        ["B", "A"]
    );
    assert_eq!(list(&team, owner, "status=done").await, ["A"]);
    assert_eq!(list(&team, owner, "priority=high").await, ["A"]);
    assert_eq!(
        list(&team, owner, &format!("assignee={}", owner.id())).await,
        ["B"]
    );
    assert_eq!(
        list(
            &team,
            owner,
            &format!("column={}", team.column(Category::Done))
        )
        .await,
        ["A"]
    );
    assert_eq!(
        list(&team, owner, "status=todo&priority=medium").await,
        ["C", "B"]
    );
    assert!(list(&team, owner, "deleted=true").await.is_empty());
    owner.delete(paths::task(team.ws, a.id)).await;
    assert_eq!(list(&team, owner, "deleted=true").await, ["A"]);
    assert_eq!(list(&team, owner, "").await, ["C", "B"]);
}

#[tokio::test]
async fn only_boards_that_one_sees() {
    let team = Team::start().await;
    let (member, guest) = (team.join(Role::Member).await, team.join(Role::Guest).await);
    let private = team.board("Private", Some(&[])).await;
    team.task("Open").await;
    let hidden = team.task_on(private.id, "Hidden").await;
    assert_eq!(list(&team, &member, "").await, ["Open"]);
    assert!(list(&team, &guest, "").await.is_empty());
    assert_eq!(list(&team, &team.owner, "").await, ["Hidden", "Open"]);
    let by_board = format!("{}?board={}", paths::tasks(team.ws), private.id);
    member.call(Method::GET, by_board).refused(404).await;
    let (_, _, foreign) = team.stranger().await;
    for query in [
        format!("column={}", hidden.column_id),
        format!("column={}&sort=position", hidden.column_id),
        format!("column={}&sort=-created_at", hidden.column_id),
        format!("column={}", foreign.columns[0].id),
        format!("column={}", ColumnId::new()),
        format!("column={}&board={}", hidden.column_id, team.board.id),
    ] {
        let path = format!("{}?{query}", paths::tasks(team.ws));
        member.call(Method::GET, path).refused(404).await;
    }
}

#[tokio::test]
async fn every_order_is_narrowed_by_all_that_is_given() {
    let team = Team::start().await;
    let mine = json!({"assignee_ids": [team.owner.id()], "priority": "high"});
    for title in ["A", "B", "C"] {
        let task = team.task(title).await;
        if title != "C" {
            let _: Task = team.owner.patch(paths::task(team.ws, task.id), &mine).await;
        }
        if title == "A" {
            team.owner.delete(paths::task(team.ws, task.id)).await;
        }
    }
    let column = format!("column={}", team.column(Category::Todo));
    let assignee = format!("assignee={}", team.owner.id());
    for narrowed in [assignee.as_str(), "priority=high", "q=b"] {
        for order in ["", "&sort=position", "&sort=-created_at"] {
            let query = format!("{column}&{narrowed}{order}");
            assert_eq!(list(&team, &team.owner, &query).await, ["B"], "{query}");
        }
    }
    let trash = format!("{column}&{assignee}&deleted=true");
    assert_eq!(list(&team, &team.owner, &trash).await, ["A"]);
    for narrowed in ["priority=low", "status=done", "q=b"] {
        let query = format!("deleted=true&{narrowed}");
        assert!(list(&team, &team.owner, &query).await.is_empty(), "{query}");
    }
}

#[tokio::test]
async fn a_text_finds_titles_and_keys() {
    let team = Team::start().await;
    let first = team.task("Ship the Größenwahn").await;
    team.task("100 % done_ish").await;
    let owner = &team.owner;
    let ship = ["Ship the Größenwahn"];
    for q in ["ship", "HE GRÖ", "%20ship%20", &first.key, "lrk-1"] {
        assert_eq!(list(&team, owner, &format!("q={q}")).await, ship, "{q}");
    }
    // It is a text, not a pattern.
    assert_eq!(
        list(&team, owner, "q=0%20%25%20d").await,
        ["100 % done_ish"]
    );
    for q in ["done-ish", "ABC-1", "LRK-99", "'%20OR%201=1"] {
        assert!(
            list(&team, owner, &format!("q={q}")).await.is_empty(),
            "{q}"
        );
    }
    assert_eq!(list(&team, owner, "q=").await.len(), 2);
}

#[tokio::test]
async fn pages_hold_each_task_once_while_others_add_more() {
    let team = Team::start().await;
    let mut all = BTreeSet::new();
    for n in 0..25 {
        all.insert(team.task(&format!("T{n}")).await.id);
    }
    for query in [
        "limit=10".to_owned(),
        format!("limit=10&column={}", team.column(Category::Todo)),
    ] {
        let mut seen: Vec<TaskId> = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("{}?{query}{cursor}", paths::tasks(team.ws));
            let page: Page<Task> = team.owner.get(path).await;
            assert!(page.items.len() <= 10);
            seen.extend(page.items.iter().map(|task| task.id));
            let _: Task = team.task("Meanwhile").await;
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let distinct: BTreeSet<_> = seen.iter().copied().collect();
        assert_eq!(distinct.len(), seen.len(), "nothing twice");
        assert!(distinct.is_superset(&all), "nothing lost");
    }
}

#[tokio::test]
async fn one_column_comes_by_place() {
    let team = Team::start().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(team.task(&format!("T{n}")).await.id);
    }
    let todo = team.column(Category::Todo);
    let _: Task = team
        .owner
        .post(
            paths::task_move(team.ws, ids[4]),
            &json!({"column_id": todo, "before": ids[0]}),
        )
        .await;
    let titles = list(&team, &team.owner, &format!("column={todo}")).await;
    assert_eq!(titles, ["T4", "T0", "T1", "T2", "T3"]);
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_refused() {
    let team = Team::start().await;
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "cursor=e30",
        "board=x",
        "status=x",
        "key=",
        "key=LRK",
        "key=214",
        "key=LRK-214a",
        "sort=title",
        "sort=position",
        "sort=position&deleted=true",
    ] {
        let path = format!("{}?{query}", paths::tasks(team.ws));
        let problem = team.owner.call(Method::GET, path).refused(400).await;
        assert!(query.starts_with(&problem.errors[0].field), "{query}");
    }
    let path = format!("{}?colour=red", paths::tasks(team.ws));
    team.owner.call(Method::GET, path).refused(422).await;
}

#[tokio::test]
async fn a_done_column_gives_its_first_two_hundred_and_the_rest_by_pages() {
    let team = Team::start().await;
    let done = team.column(Category::Done);
    let _: Task = team
        .owner
        .post(
            paths::tasks(team.ws),
            &json!({"board_id": team.board.id, "title": "First", "column_id": done}),
        )
        .await;
    team.app.database.run(&format!(
        "INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, priority, position)
         SELECT '{}', gen_random_uuid(), '{}', '{done}', 1000 + n, 'Card', 'low', 'y' || lpad(n::text, 4, '0') || 'V' FROM generate_series(1, 249) n",
        team.ws, team.board.id
    ));
    let board = team.load(team.board.id).await;
    assert_eq!(board.tasks.len(), 200);
    let column = board.columns.iter().find(|c| c.id == done).unwrap();
    assert_eq!(column.count, Some(250));
    let mut seen = 0;
    let mut cursor = String::new();
    loop {
        let path = format!("{}?column={done}&limit=100{cursor}", paths::tasks(team.ws));
        let page: Page<Value> = team.owner.get(path).await;
        seen += page.items.len();
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, 250);
}
