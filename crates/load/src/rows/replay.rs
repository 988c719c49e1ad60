//! P25, P26, P28: a client comes back to a workspace in which others talked much where it does not read, or where it does.

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::bench::Bench;
use crate::report::Target;
use crate::report::judge::median;
use crate::row::Row;
use crate::stand::{Stand, Workspace, people};
use tutti_client::{Http, WebSocket, request};

/// Events of a room that the reader may not read.
const HIDDEN: usize = 100_000;
/// Events that are theirs, spread evenly among them.
const VISIBLE: usize = 10;
/// Resumes of one run.
const RESUMES: usize = 40;

/// Boards of an owner, who reads them all.
const BOARDS: usize = 100;
/// What happened on each of them.
const ON_EACH: usize = 3;

/// What was missed.
#[derive(Clone, Copy)]
struct Talk {
    /// The person who comes back, by their place in the stand.
    reader: usize,
    /// The events that are theirs.
    visible: usize,
    what: &'static str,
    /// The audience of the n-th event.
    audience: &'static str,
    /// How many events there are.
    all: usize,
}

/// Little of it is theirs.
const HIDDEN_TALK: Talk = Talk {
    reader: 1,
    visible: VISIBLE,
    what: "resume past 100 000 hidden events, 10 visible, p50",
    audience: "CASE WHEN n % 10001 = 0 THEN 'everyone' ELSE 'room:board:00000000-0000-7000-8000-00000000beef' END",
    all: HIDDEN + VISIBLE,
};

/// All of it is, on many boards: the database is asked once, with an audience for each of them.
const OWN_TALK: Talk = Talk {
    reader: 0,
    visible: BOARDS * ON_EACH,
    what: "resume over 100 boards with 3 events each, p50",
    audience: "'room:board:00000000-0000-7000-8000-' || lpad(to_hex(n % 100), 12, '0')",
    all: BOARDS * ON_EACH,
};

/// A minute of a board on which fifty things happen a second, and one thing on each of the others. That board alone is to be loaded anew.
const LOUD_TALK: Talk = Talk {
    reader: 0,
    visible: BOARDS - 1,
    what: "resume beside a board with 3 000 events, one on each of 99 others, p50",
    audience: "'room:board:00000000-0000-7000-8000-' || lpad(to_hex(greatest(n - 3000, 0)), 12, '0')",
    all: 3_000 + BOARDS - 1,
};

/// Measures it: from `subscribe` until the last event is there, over an open socket.
pub async fn measure(bench: &mut Bench, row: Row) -> Result<()> {
    // Each in a workspace of its own.
    let (talk, place) = match row {
        Row::P26 => (OWN_TALK, 2),
        Row::P28 => (LOUD_TALK, 5),
        _ => (HIDDEN_TALK, 1),
    };
    let workspaces = &bench.stand.workspaces;
    let workspace = workspaces.iter().rev().nth(place - 1);
    let workspace = workspace.context("no workspace")?.clone();
    let mut before: Option<Value> = None;
    let measured = bench
        .measure(
            async |stand| {
                let position = match &before {
                    Some(position) => position.clone(),
                    None => before.insert(write(stand, &workspace, talk).await?).clone(),
                };
                resumes(stand, &workspace, &position, talk).await
            },
            |mut seconds: Vec<f64>, _| {
                seconds.sort_by(f64::total_cmp);
                let slowest = seconds.last().copied().unwrap_or(f64::NAN);
                vec![median(&seconds) * 1_000.0, slowest * 1_000.0]
            },
        )
        .await?;
    let note = format!("slowest of {RESUMES}: {:.1} ms", measured.number(1));
    let figure = bench.figure(row, talk.what, &measured, 0, "ms", Target::AtMost(20.0));
    figure.note = note;
    Ok(())
}

/// Writes the events into the database; gives the snapshot of before.
async fn write(stand: &mut Stand, workspace: &Workspace, talk: Talk) -> Result<Value> {
    let (path, token) = (snapshot(workspace), stand.token(talk.reader)?);
    let mut http = Http::open(stand.addr).await?;
    let before = http
        .json(&request("GET", &path, Some(&token), "", ""))
        .await?;
    let (ws, all, audience) = (&workspace.id, talk.all, talk.audience);
    // The boards are there before what happened on them.
    let boards = match talk.reader {
        0 => format!(
            "INSERT INTO boards (workspace_id, id, name, color, visibility)
                SELECT '{ws}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Board ' || n, 'blue', 'open'
                FROM generate_series(0, {BOARDS} - 1) n;"
        ),
        _ => String::new(),
    };
    people::run_sql(
        &stand.postgres.url("tutti"),
        &format!(
            "{boards}
            INSERT INTO stream.events (workspace_id, seq, at, kind, audience, data)
                SELECT '{ws}', s.seq + n, now(), 'activity.logged', {audience}, '{{}}'
                FROM streams s, generate_series(1, {all}) n WHERE s.workspace_id = '{ws}';
            UPDATE streams SET seq = seq + {all} WHERE workspace_id = '{ws}';
            ANALYZE stream.events"
        ),
    )?;
    // What came by SQL was told to nobody, so the server learns of it by beginning anew.
    stand.restart().await?;
    Ok(before)
}

async fn resumes(
    stand: &Stand,
    workspace: &Workspace,
    from: &Value,
    talk: Talk,
) -> Result<Vec<f64>> {
    let token = stand.token(talk.reader)?;
    // Whoever comes first waits until the stream is opened.
    let mut socket = WebSocket::follow(stand.addr, &token, &workspace.id).await?;
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
        for _ in 0..talk.visible {
            socket.until(br#""type":"event""#).await?;
        }
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok(seconds)
}

fn snapshot(workspace: &Workspace) -> String {
    format!("/api/v1/workspaces/{}/snapshot", workspace.id)
}
