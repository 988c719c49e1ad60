//! What was acknowledged and what was seen, held against what PostgreSQL holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::calm::Calm;
use super::cards::Cards;
use super::follower::Known;
use super::sql;
use super::told::Told;
use super::writer::Log;
use crate::stand::{Stand, Workspace};
use tutti_types::TaskId;

#[derive(Clone, Deserialize)]
struct Stored {
    seq: i64,
    kind: String,
    op: Option<String>,
    task: Option<String>,
}

/// Where a stream ends.
pub fn head(url: &str, workspace: &str) -> Result<i64> {
    sql::number(
        url,
        &format!("SELECT seq AS n FROM streams WHERE workspace_id = '{workspace}'"),
    )
}

/// Every truth of every workspace that was written in.
pub async fn judge(stand: &Stand, calm: &Calm, told: &mut Told) -> Result<()> {
    let url = stand.postgres.url("tutti");
    let numbers: BTreeSet<usize> = calm.logs.iter().map(|(n, _)| *n).collect();
    let mut lost = Vec::new();
    let (mut doubled, mut holes, mut tasks, mut missed, mut states, mut chain) = (
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    );
    for n in numbers {
        let workspace = stand.workspaces.get(n).context("no workspace")?;
        let events = stored(&url, &workspace.id)?;
        let logs = || {
            calm.logs
                .iter()
                .filter(move |(of, _)| *of == n)
                .map(|(_, log)| log)
        };
        once(&events, logs(), &mut lost, &mut doubled);
        dense(&events, head(&url, &workspace.id)?, &mut holes);
        let cards = Cards::stored(&url, &workspace.board)?;
        owned(&cards, workspace, logs(), &mut tasks)?;
        let (id, board) = (workspace.id.parse()?, workspace.board.parse()?);
        for (_, seen) in calm.seen.iter().filter(|(of, _)| *of == n) {
            follows(&events, &seen.known, &mut missed);
            states.extend(Cards::held(&seen.known.store, board).differences(&cards));
            // By the same person, since each is somebody else in it.
            let mut fresh = Known::new(seen.known.ask.another(), id).await?;
            // A board leaves out what is far down in a column of what is done.
            fresh.load_rest().await?;
            states.extend(seen.known.store.differences(&fresh.store));
        }
        chain.extend(broken_links(&url, &workspace.id)?);
    }
    told.none("acknowledged changes that are not there", &lost);
    told.none(
        "changes made twice, or made and never acknowledged",
        &doubled,
    );
    told.none("holes in a stream", &holes);
    told.none("tasks other than what was acknowledged", &tasks);
    told.none(
        "events that a follower missed, had twice or out of order",
        &missed,
    );
    told.none(
        "cards of a follower other than the database and a fresh load",
        &states,
    );
    told.none("broken links of the audit chain", &chain);
    Ok(())
}

fn stored(url: &str, workspace: &str) -> Result<Vec<Stored>> {
    let select = format!(
        "SELECT seq, kind, op, coalesce(data::json #>> '{{task,id}}', data::json ->> 'task_id') AS task FROM stream.events WHERE workspace_id = '{workspace}' ORDER BY seq"
    );
    sql::rows(url, &select)
}

/// Each acknowledged change has made one event, of its kind and of its task; and no other change has made any.
fn once<'a>(
    events: &[Stored],
    logs: impl Iterator<Item = &'a Log>,
    lost: &mut Vec<String>,
    doubled: &mut Vec<String>,
) {
    let mut made: HashMap<&str, Vec<&Stored>> = HashMap::new();
    // A column whose places were spread anew tells of it by an event beside the change's own.
    for event in events.iter().filter(|e| e.kind != "column.reordered") {
        if let Some(op) = event.op.as_deref().filter(|op| op.starts_with('w')) {
            made.entry(op).or_default().push(event);
        }
    }
    for done in logs.flat_map(|log| &log.done) {
        match made.remove(done.key.as_str()).as_deref() {
            Some([one]) if one.kind == done.kind && one.task.as_deref() == Some(&done.task) => {}
            Some([_]) => lost.push(format!("{}: its event is another", done.key)),
            Some(several) => doubled.push(format!("{}: {} events", done.key, several.len())),
            None => lost.push(done.key.clone()),
        }
    }
    doubled.extend(
        made.into_keys()
            .map(|key| format!("{key}: never acknowledged")),
    );
}

fn dense(events: &[Stored], head: i64, holes: &mut Vec<String>) {
    let mut next = 1;
    for event in events {
        if event.seq != next {
            holes.push(format!("{} where {next} was next", event.seq));
        }
        next = event.seq + 1;
    }
    if next != head + 1 {
        holes.push(format!("the head is {head}, the last event {}", next - 1));
    }
}

fn owned<'a>(
    cards: &Cards,
    workspace: &Workspace,
    logs: impl Iterator<Item = &'a Log>,
    wrong: &mut Vec<String>,
) -> Result<()> {
    let tasks = logs.flat_map(|log| &log.tasks);
    let wanted: BTreeMap<TaskId, _> = tasks
        .map(|(id, owned)| Ok((id.parse()?, owned)))
        .collect::<Result<_>>()?;
    for (id, owned) in &wanted {
        let card = cards.0.get(id);
        let is_it = card.is_some_and(|card| {
            card.title == owned.title
                && card.version == owned.version
                && Some(&card.column_id.to_string()) == workspace.columns.get(owned.column)
        });
        if !is_it {
            wrong.push(format!("{id}: wanted {owned:?}, is {card:?}"));
        }
    }
    wrong.extend(
        cards
            .0
            .keys()
            .filter(|id| !wanted.contains_key(id))
            .map(|id| format!("{id}: nobody made it")),
    );
    Ok(())
}

fn follows(events: &[Stored], seen: &Known, missed: &mut Vec<String>) {
    missed.extend(seen.wrong.iter().cloned());
    let wanted = events
        .iter()
        .filter(|e| e.seq > seen.from)
        .map(|e| (e.seq, e.kind.as_str()));
    let had = seen.events.iter().map(|(seq, kind)| (*seq, kind.as_str()));
    if !had.eq(wanted) {
        missed.push(format!(
            "a follower from {} had {} events of {}",
            seen.from,
            seen.events.len(),
            events.len()
        ));
    }
}

/// Computes every hash anew, as `stream.emit` does, and follows each to the one before and the last to the stream's head.
pub fn broken_links(url: &str, workspace: &str) -> Result<Vec<String>> {
    let select = format!(
        "SELECT seq, 'audit' AS kind, NULL AS op, NULL AS task FROM (
            SELECT seq, hash, prev_hash, lag(hash, 1, ''::bytea) OVER (ORDER BY seq) AS before,
                sha256(prev_hash || convert_to(concat_ws(E'\\x1f', format, workspace_id, seq, extract(epoch FROM at),
                    actor_kind, coalesce(actor_id::text, ''), coalesce(actor_name, ''), coalesce(via, ''), coalesce(ip, ''), kind, audience,
                    coalesce(room_kind, ''), coalesce(room_id::text, ''), subject_kind, subject_id, subject_name, changes), 'UTF8')) AS again
            FROM activity_log WHERE workspace_id = '{workspace}') l
         WHERE prev_hash <> before OR hash <> again
         UNION ALL SELECT seq, 'head', NULL, NULL FROM streams s WHERE workspace_id = '{workspace}' AND audit_head <>
            (SELECT hash FROM activity_log a WHERE a.workspace_id = s.workspace_id ORDER BY seq DESC LIMIT 1)"
    );
    let rows: Vec<Stored> = sql::rows(url, &select)?;
    Ok(rows
        .iter()
        .map(|row| format!("{} at {}", row.kind, row.seq))
        .collect())
}
