//! What requests cost: so many statements, and of a rename none that is planned anew. A binary of its own, since it listens to every connection
//! of its process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::collections::BTreeSet;
use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use serde_json::json;
use tutti_testkit::{Method, Team};
use tutti_types::columns::Category;
use tutti_types::paths;
use tutti_types::tasks::Task;

/// Statements of a rename: BEGIN, the opening one with the task under its lock, its change, the event, COMMIT.
const MOST: usize = 5;

#[derive(Default)]
struct Told {
    run: Vec<String>,
    prepared: BTreeSet<String>,
}

static TOLD: Mutex<Option<Told>> = Mutex::new(None);

/// Held by the test whose statements are counted.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn listen() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        let mut told = TOLD.lock().unwrap();
        let told = told.get_or_insert_default();
        match event {
            InstrumentationEvent::StartQuery { query, .. } => {
                let text = query.to_string();
                let sql = text.split(" -- binds").next().unwrap_or_default();
                told.run.push(sql.to_owned());
            }
            InstrumentationEvent::CacheQuery { sql, .. } => {
                told.prepared.insert(sql.to_owned());
            }
            _ => {}
        }
    }))
}

#[tokio::test]
async fn a_rename_is_so_many_statements_and_plans_none_of_them_anew() {
    let _alone = ALONE.lock().await;
    set_default_instrumentation(listen).unwrap();
    // One connection, so that what one request prepared the next one finds.
    let app = tutti_testkit::TestApp::with(tutti_testkit::Options {
        connections: 1,
        ..tutti_testkit::Options::default()
    })
    .await;
    let team = Team::on(app).await;
    let task = team.task("T").await;
    let rename = async |title: &str| {
        let path = paths::task(team.ws, task.id);
        let _: Task = team.owner.patch(path, &json!({"title": title})).await;
    };
    rename("First").await;
    rename("Second").await;
    let already: BTreeSet<String> = {
        let mut told = TOLD.lock().unwrap();
        let told = told.get_or_insert_default();
        told.run.clear();
        told.prepared.clone()
    };
    rename("Third").await;
    let told = TOLD.lock().unwrap();
    let told = told.as_ref().unwrap();
    // The hub uses the one connection too, before or after; the rename is the transaction that changes a task.
    let change = (told.run.iter())
        .position(|sql| sql.starts_with("UPDATE tasks"))
        .unwrap();
    let (before, after) = told.run.split_at(change);
    let begun = before.iter().rposition(|sql| sql == "BEGIN").unwrap();
    let ended = after.iter().position(|sql| sql == "COMMIT").unwrap();
    let run = &told.run[begun..=change + ended];
    assert!(run.len() <= MOST, "{} statements: {run:#?}", run.len());
    let planned: Vec<_> = run
        .iter()
        .filter(|sql| !matches!(sql.as_str(), "BEGIN" | "COMMIT"))
        .filter(|sql| !already.contains(sql.as_str()))
        .collect();
    assert!(planned.is_empty(), "planned anew: {planned:#?}");
}

#[tokio::test]
async fn the_boards_that_a_repeated_answer_tells_of_are_asked_about_together() {
    let _alone = ALONE.lock().await;
    set_default_instrumentation(listen).unwrap();
    let team = Team::start().await;
    let mut ids = Vec::new();
    for name in ["One", "Two", "Three"] {
        let board = team.board(name, None).await;
        ids.push(team.task_on(board.id, name).await.id);
    }
    let rename_all = || {
        let call = team.owner.call(Method::POST, paths::tasks_bulk(team.ws));
        let body = json!({"ids": ids, "patch": {"title": "Same"}});
        call.json(&body).key("all").send()
    };
    rename_all().await.expect(200);
    let to = json!({"board_id": team.board.id, "column_id": team.column(Category::Todo)});
    for id in &ids {
        let _: Task = team.owner.post(paths::task_move(team.ws, *id), &to).await;
    }
    TOLD.lock().unwrap().get_or_insert_default().run.clear();
    rename_all().await.expect(200);
    let told = TOLD.lock().unwrap();
    let run = &told.as_ref().unwrap().run;
    let of_boards = |sql: &&String| sql.starts_with("SELECT b.");
    assert_eq!(run.iter().filter(of_boards).count(), 1, "{run:#?}");
}
