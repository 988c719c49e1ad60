//! Twenty people move cards in one column at once; in the end all of them have one order, which is the database's.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rand::Rng;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::cards::Cards;
use super::follower::Follower;
use super::storm::early;
use super::told::{Told, float};
use super::truth;
use crate::report::Target;
use crate::report::judge::quantile;
use crate::stand::{Stand, Workspace, task_id};
use tutti_client::{Http, request};

/// How many people.
const PEOPLE: usize = 20;
/// Cards on the board, a quarter of them in the column.
const CARDS: usize = 160;
/// How long they move.
const SPAN: Duration = Duration::from_secs(60);
/// A column is spread anew where a place would grow longer than this.
const LONGEST_RANK: f64 = 40.0;

/// Lets them.
pub async fn run(stand: &mut Stand, told: &mut Told) -> Result<()> {
    let n = stand.grow(1, CARDS).await?;
    let workspace = stand.workspaces.get(n).context("no workspace")?.clone();
    let column = workspace.columns.first().context("no column")?.clone();
    let cards: Arc<[String]> = (0..CARDS)
        .step_by(workspace.columns.len())
        .map(|card| task_id(n, card))
        .collect();
    let (end, last) = watch::channel(None);
    let stop = Arc::new(AtomicBool::new(false));
    let (mut followers, mut movers) = (JoinSet::new(), JoinSet::new());
    for k in 0..PEOPLE {
        let follower =
            Follower::load(stand.addr, stand.token(k)?, workspace.clone(), last.clone()).await?;
        followers.spawn_local(follower.by_socket());
    }
    for k in 0..PEOPLE {
        let http = Http::open(stand.addr).await?;
        movers.spawn(shuffle(
            http,
            stand.token(k)?,
            workspace.clone(),
            Arc::clone(&cards),
            Arc::clone(&stop),
        ));
    }
    if let Ok(Some(ended)) = tokio::time::timeout(SPAN, movers.join_next()).await {
        return Err(early("a mover", ended));
    }
    stop.store(true, Ordering::Relaxed);
    let mut took = Vec::new();
    while let Some(mover) = movers.join_next().await {
        took.extend(mover??);
    }
    let url = stand.postgres.url("tutti");
    end.send(Some(truth::head(&url, &workspace.id)?))?;
    let stored = Cards::stored(&url, &workspace.board)?;
    let (board, id) = (workspace.board.parse()?, column.parse()?);
    let order = stored.order(id);
    let (mut other, mut spread) = (Vec::new(), 0);
    let mut wrong = Vec::new();
    while let Some(follower) = followers.join_next().await {
        let seen = follower??;
        if seen.known.store.order(id) != order {
            other.push(format!(
                "{} cards differ",
                Cards::held(&seen.known.store, board)
                    .differences(&stored)
                    .len()
            ));
        }
        spread = seen
            .known
            .events
            .iter()
            .filter(|(_, kind)| kind == "column.reordered")
            .count();
        wrong.extend(seen.known.wrong);
    }
    let places: BTreeSet<&str> = stored
        .0
        .values()
        .filter(|card| card.column_id == id)
        .map(|card| card.position.as_str())
        .collect();
    let longest = places.iter().map(|place| place.len()).max().unwrap_or(0);
    told.figure("people who move at once", float(PEOPLE), "", Target::None);
    told.figure(
        "moves",
        float(took.len()),
        "",
        Target::AtLeast(float(PEOPLE)),
    );
    told.figure(
        "a move's answer, p50",
        quantile(&mut took, 0.5),
        "ms",
        Target::None,
    );
    told.figure(
        "a move's answer, p99",
        quantile(&mut took, 0.99),
        "ms",
        Target::None,
    );
    told.count("times the column was spread anew", spread);
    told.none("people with another order than the database", &other);
    told.none("frames out of order", &wrong);
    told.zero(
        "cards of the column that are gone or came from nowhere",
        order.len().abs_diff(cards.len()),
    );
    told.zero("cards that share a place", order.len() - places.len());
    told.figure(
        "the longest place",
        float(longest),
        "bytes",
        Target::AtMost(LONGEST_RANK),
    );
    let chain = truth::broken_links(&url, &workspace.id)?;
    told.none("broken links of the audit chain", &chain);
    Ok(())
}

/// Moves any card before any other, again and again: half of all moves go to one place, where ranks grow fastest.
async fn shuffle(
    mut http: Http,
    token: String,
    workspace: Workspace,
    cards: Arc<[String]>,
    stop: Arc<AtomicBool>,
) -> Result<Vec<f64>> {
    let column = workspace.columns.first().context("no column")?;
    let mut took = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let (card, beside, crowded) = {
            let mut dice = rand::rng();
            (
                dice.random_range(0..cards.len()),
                dice.random_range(0..cards.len()),
                dice.random_bool(0.5),
            )
        };
        let beside = if crowded { 0 } else { beside };
        if card == beside {
            continue;
        }
        let (card, beside) = (
            cards.get(card).context("a card")?,
            cards.get(beside).context("a card")?,
        );
        let path = format!("/api/v1/workspaces/{}/tasks/{card}/move", workspace.id);
        let body = format!(r#"{{"column_id":"{column}","before":"{beside}"}}"#);
        let begun = Instant::now();
        let answer = http
            .call(&request("POST", &path, Some(&token), "", &body))
            .await?;
        took.push(begun.elapsed().as_secs_f64() * 1_000.0);
        ensure!(
            answer.status == 200,
            "a move was answered {}",
            answer.status
        );
    }
    Ok(took)
}
