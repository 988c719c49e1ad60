//! What a rename costs: so many statements, none of them planned anew. A binary of its own, since it listens to every connection
//! of its process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::collections::BTreeSet;
use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use serde_json::json;
use tutti_testkit::Team;
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
