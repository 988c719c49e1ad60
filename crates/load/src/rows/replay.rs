//! P25: a client comes back to a workspace in which others talked much where it does not read.

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::bench::Bench;
use crate::client::{Http, Socket, request};
use crate::report::Target;
use crate::report::judge::median;
use crate::row::Row;
use crate::stand::{Stand, Workspace, people};

/// Events of a room that the reader may not read.
const HIDDEN: usize = 100_000;
/// Events that are theirs, spread evenly among them.
const VISIBLE: usize = 10;
/// Resumes of one run.
const RESUMES: usize = 40;

/// Measures it: from `subscribe` until the last event is there, over an open socket.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let workspace = bench
        .stand
        .workspaces
        .last()
        .context("no workspace")?
        .clone();
    let mut before: Option<Value> = None;
    let measured = bench
        .measure(
            async |stand| {
                let position = match &before {
                    Some(position) => position.clone(),
                    None => before.insert(talk(stand, &workspace).await?).clone(),
                };
                resumes(stand, &workspace, &position).await
            },
            |mut seconds: Vec<f64>, _| {
                seconds.sort_by(f64::total_cmp);
                let slowest = seconds.last().copied().unwrap_or(f64::NAN);
                vec![median(&seconds) * 1_000.0, slowest * 1_000.0]
            },
        )
        .await?;
    let note = format!("slowest of {RESUMES}: {:.1} ms", measured.number(1));
    let figure = bench.figure(
        Row::P25,
        "resume past 100 000 hidden events, 10 visible, p50",
        &measured,
        0,
        "ms",
        Target::AtMost(20.0),
    );
    figure.note = note;
    Ok(())
}

/// Writes the events into the database; gives the snapshot of before.
async fn talk(stand: &mut Stand, workspace: &Workspace) -> Result<Value> {
    let (path, token) = (snapshot(workspace), stand.token(1)?);
    let mut http = Http::open(stand.addr).await?;
    let before = http
        .json(&request("GET", &path, Some(&token), "", ""))
        .await?;
    let (ws, room) = (&workspace.id, "00000000-0000-7000-8000-00000000beef");
    let (all, each) = (HIDDEN + VISIBLE, HIDDEN / VISIBLE + 1);
    people::run_sql(
        &stand.postgres.url("tutti"),
        &format!(
            "INSERT INTO stream.events (workspace_id, seq, at, kind, audience, data)
                SELECT '{ws}', s.seq + n, now(), 'activity.logged',
                    CASE WHEN n % {each} = 0 THEN 'everyone' ELSE 'room:board:{room}' END, '{{}}'
                FROM streams s, generate_series(1, {all}) n WHERE s.workspace_id = '{ws}';
            UPDATE streams SET seq = seq + {all} WHERE workspace_id = '{ws}';
            ANALYZE stream.events"
        ),
    )?;
    // What came by SQL was told to nobody, so the server learns of it by beginning anew.
    stand.restart().await?;
    Ok(before)
}

async fn resumes(stand: &Stand, workspace: &Workspace, from: &Value) -> Result<Vec<f64>> {
    let token = stand.token(1)?;
    // Whoever comes first waits until the stream is opened.
    let mut socket = Socket::follow(stand.addr, &token, &workspace.id).await?;
    let mut seconds = Vec::with_capacity(RESUMES);
    for _ in 0..RESUMES {
        let begun = Instant::now();
        socket
            .send(&format!(
                r#"{{"type":"subscribe","workspace_id":"{}","epoch":{},"after":{}}}"#,
                workspace.id,
                from.get("epoch").context("no epoch")?,
                from.get("seq").context("no position")?,
            ))
            .await?;
        for _ in 0..VISIBLE {
            socket.until(br#""type":"event""#).await?;
        }
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok(seconds)
}

fn snapshot(workspace: &Workspace) -> String {
    format!("/api/v1/workspaces/{}/snapshot", workspace.id)
}
