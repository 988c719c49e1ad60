//! A million tasks: no screen may read a table whole, and none may be slow because of what others have.

mod fill;
mod plans;
mod screens;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::told::{Told, float};
use crate::report::Target;
use crate::report::judge::quantile;
use crate::stand::people::{self, run_sql};
use crate::stand::{Stand, workspace_id};
use screens::Screen;
use tutti_client::{Http, WebSocket, request};

/// Requests of each screen, of which every connection of the pool gets more than the five after which PostgreSQL may keep a plan.
const PLANNED: usize = 60;
/// Requests of each screen that is timed.
const TIMED: usize = 200;
/// A screen that is slow is asked for less often, so that the part ends: after this time, and this many requests.
const ENOUGH: Duration = Duration::from_secs(3);
const FEW: usize = 3;
/// Renames that are timed.
const RENAMES: usize = 300;
/// Each screen's middle, generous: a table read whole takes many times as long.
const MIDDLE: f64 = 50.0;
/// Workspaces of those who measure; with all of them, the list of theirs would be the whole table.
const THEIRS: u32 = 40;
/// A statement that goes through more rows than this is told of.
const MANY: usize = 10_000;
/// How long an event may take.
const LATE: Duration = Duration::from_secs(10);

/// Fills in so many tasks, looks at the plans, and measures.
pub async fn run(stand: &mut Stand, told: &mut Told, tasks: u64) -> Result<()> {
    let begun = Instant::now();
    stand.grow(1, 40).await?;
    let url = stand.postgres.url("tutti");
    let owner = stand.people.first().context("no owner")?.user.clone();
    let database = url.clone();
    // On a thread of its own, so that a signal is heard meanwhile; what runs then ends with its database.
    tokio::task::spawn_blocking(move || fill::fill(&database, &owner, tasks)).await??;
    people::enroll(stand, THEIRS)?;
    run_sql(&url, "CHECKPOINT;")?;
    let there = super::sql::number(&url, "SELECT count(*) AS n FROM tasks")?;
    told.figure(
        "tasks",
        float(usize::try_from(there)?),
        "",
        Target::AtLeast(float(usize::try_from(tasks)?)),
    );
    eprintln!("  filled in {:.0} s", begun.elapsed().as_secs_f64());
    plans(stand, told).await?;
    stand.restart().await?;
    time(stand, told).await
}

/// The plans of every screen, as PostgreSQL itself tells them when it has used them: as the app's role, through row-level security,
/// with the functions' own statements.
async fn plans(stand: &mut Stand, told: &mut Told) -> Result<()> {
    let url = stand.postgres.url("tutti");
    let set = "ALTER SYSTEM SET session_preload_libraries = 'auto_explain';
        ALTER SYSTEM SET auto_explain.log_min_duration = 0; ALTER SYSTEM SET auto_explain.log_nested_statements = on;
        ALTER SYSTEM SET auto_explain.log_analyze = on; ALTER SYSTEM SET auto_explain.log_timing = off;
        SELECT pg_reload_conf();";
    // Its settings are known once the library is there, in this very session too.
    run_sql(&url, &format!("LOAD 'auto_explain'; {set}"))
        .context("auto_explain, from PostgreSQL's own extras")?;
    stand.restart().await?;
    let tables = plans::tables(&url)?;
    let (mut whole, mut unbound, mut seen) = (Vec::new(), Vec::new(), 0);
    let mut many = BTreeMap::new();
    let mut refused = Vec::new();
    let screens = screens::all(stand).await?;
    let count = screens.len();
    for screen in screens {
        let from = plans::length(stand)?;
        if let Err(error) = ask(stand, &screen, PLANNED).await {
            refused.push(format!("{error:#}"));
        }
        let plans = plans::since(stand, from)?;
        ensure!(!plans.is_empty(), "no plan of {} was logged", screen.name);
        for plan in &plans {
            seen += 1;
            whole.extend(
                plan.read_whole(&tables)
                    .map(|what| format!("{}: {what}", screen.name)),
            );
            unbound.extend(
                plan.without_condition()
                    .map(|what| format!("{}: {what}", screen.name)),
            );
            let rows = plan.thrown_away().max(plan.most_rows());
            if rows > MANY {
                let most = many.entry(screen.name.clone()).or_insert(0);
                *most = rows.max(*most);
            }
        }
    }
    run_sql(
        &url,
        "ALTER SYSTEM RESET session_preload_libraries; SELECT pg_reload_conf();",
    )?;
    for list in [&mut whole, &mut unbound] {
        list.sort();
        list.dedup();
    }
    told.count("screens and changes, by owner, member and guest", count);
    told.count("plans looked at", seen);
    told.none(
        "screens that were refused while plans were logged",
        &refused,
    );
    told.none("tables read whole", &whole);
    told.none("indexes read whole", &unbound);
    // A search has to look at every title, so this is told and not judged.
    told.count(
        "screens of which a statement goes through more than 10 000 rows",
        many.len(),
    );
    let many: Vec<String> = many
        .iter()
        .map(|(name, rows)| format!("{name}: {rows}"))
        .collect();
    told.note(&many.join("; "));
    Ok(())
}

async fn ask(stand: &Stand, screen: &Screen, times: usize) -> Result<Vec<f64>> {
    let mut http = Http::open(stand.addr).await?;
    let token = stand.token(screen.person)?;
    let mut took = Vec::with_capacity(times);
    let all = Instant::now();
    for n in (0..times).take_while(|n| *n < FEW || all.elapsed() < ENOUGH) {
        let (path, body) = screen.request(n);
        let request = request(
            screen.method,
            &path,
            Some(&token),
            "accept-encoding: br, gzip\r\n",
            &body,
        );
        let begun = Instant::now();
        let answer = http.call(&request).await?;
        took.push(begun.elapsed().as_secs_f64() * 1_000.0);
        ensure!(
            (200..300).contains(&answer.status),
            "{} was answered {}: {}",
            screen.name,
            answer.status,
            String::from_utf8_lossy(http.body(&answer))
        );
    }
    Ok(took)
}

/// How long the screens take now that nothing is logged.
async fn time(stand: &Stand, told: &mut Told) -> Result<()> {
    let mut took = renames(stand).await?;
    tell(told, "rename to event", &mut took);
    let mut refused = Vec::new();
    for screen in screens::all(stand).await?.iter().filter(|s| s.timed) {
        match ask(stand, screen, TIMED).await {
            Ok(mut took) => tell(told, &screen.name, &mut took),
            Err(error) => refused.push(format!("{error:#}")),
        }
    }
    told.none("screens that were refused", &refused);
    Ok(())
}

fn tell(told: &mut Told, what: &str, took: &mut [f64]) {
    // A search looks at every title as long as there is no index of words: told, not judged.
    let target = if what.contains("?q=") {
        Target::None
    } else {
        Target::AtMost(MIDDLE)
    };
    told.figure(&format!("{what}, p50"), quantile(took, 0.5), "ms", target);
    told.figure(
        &format!("{what}, p99"),
        quantile(took, 0.99),
        "ms",
        Target::None,
    );
}

async fn renames(stand: &Stand) -> Result<Vec<f64>> {
    let (workspace, token) = (workspace_id(0), stand.token(0)?);
    let mut socket = WebSocket::follow(stand.addr, &stand.token(1)?, &workspace).await?;
    let mut http = Http::open(stand.addr).await?;
    let mut took = Vec::with_capacity(RENAMES);
    // Of tasks that no screen before has put in the trash.
    for n in 0..RENAMES {
        let path = format!(
            "/api/v1/workspaces/{workspace}/tasks/{}",
            fill::task(1 + (n % 9) * 10, 50 + n % 20)
        );
        let title = format!("Renamed as number {n}");
        let begun = Instant::now();
        let answer: Value = http
            .json(&request(
                "PATCH",
                &path,
                Some(&token),
                "",
                &json!({ "title": title }).to_string(),
            ))
            .await?;
        ensure!(answer.get("title").is_some(), "a rename without an answer");
        let marked = format!("\"title\":\"{title}\"");
        tokio::time::timeout(LATE, socket.until(marked.as_bytes())).await??;
        took.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(took)
}
