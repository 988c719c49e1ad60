//! `GET /workspaces/{ws}/events`: the polling path.

use serde_json::{Value, json};
use tutti_testkit::{Client, Method, Team};
use tutti_types::events::Events;
use tutti_types::snapshot::Snapshot;
use tutti_types::{Epoch, Role, paths};

async fn page(team: &Team, who: &Client, epoch: Epoch, after: i64, limit: usize) -> Events {
    let path = format!(
        "{}?epoch={epoch}&after={after}&limit={limit}",
        paths::events(team.ws)
    );
    who.get(path).await
}

async fn epoch(team: &Team) -> Epoch {
    let snapshot: Snapshot = team.owner.get(paths::snapshot(team.ws)).await;
    snapshot.epoch
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    let from = team.seq();
    for n in 0..7 {
        team.task(&format!("T{n}")).await;
    }
    let (mut after, mut seen) = (from, Vec::new());
    loop {
        let page = page(&team, &team.owner, epoch, after, 3).await;
        assert!(page.events.len() <= 3 && !page.resync);
        seen.extend(page.events.iter().map(|event| event.seq));
        after = page.seq;
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, (from + 1..=from + 7).collect::<Vec<_>>());
    assert_eq!(after, team.seq());
    let empty = page(&team, &team.owner, epoch, after, 3).await;
    assert!(empty.events.is_empty() && !empty.more && empty.seq == after);
}

#[tokio::test]
async fn a_position_that_cannot_be_followed_asks_for_a_new_load() {
    let team = Team::start().await;
    let right = epoch(&team).await;
    for (epoch, after) in [
        (Epoch::new(), 0),
        (right, team.seq() + 1),
        (right, i64::MAX),
    ] {
        let answer = page(&team, &team.owner, epoch, after, 10).await;
        assert!(answer.resync && answer.events.is_empty(), "{epoch} {after}");
    }
}

#[tokio::test]
async fn over_a_thousand_events_are_never_given_in_part() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    let from = team.seq();
    let ids = futures_util::future::join_all((0..20).map(|n| {
        let team = &team;
        async move { team.task_in_a_crowd(&format!("T{n}")).await.id }
    }))
    .await;
    for n in 0..50 {
        let body = json!({"ids": ids, "patch": {"title": format!("Title {n}")}});
        let _: Value = team.owner.post(paths::tasks_bulk(team.ws), &body).await;
    }
    assert_eq!(team.seq(), from + 1_020);
    let path = format!("{}?epoch={epoch}&after={from}", paths::events(team.ws));
    let answer: Events = team.owner.get(path).await;
    assert!(
        answer.resync || (answer.more && answer.events.len() == 1_000),
        "{}",
        answer.events.len()
    );
    let near = page(&team, &team.owner, epoch, from + 20, 1_000).await;
    assert_eq!(near.events.len(), 1_000);
}

#[tokio::test]
async fn what_is_not_for_a_reader_is_left_out_before_it_is_counted() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let from = team.seq();
    for n in 0..5 {
        team.task_on(private.id, &format!("Hidden {n}")).await;
        team.task(&format!("Open {n}")).await;
    }
    let path = format!(
        "{}?epoch={epoch}&after={from}&limit=5",
        paths::events(team.ws)
    );
    let answer = member.call(Method::GET, path).send().await;
    assert!(!answer.text.contains("Hidden"));
    let page: Events = answer.json();
    assert_eq!(page.events.len(), 5);
    let rest = super::events::page(&team, &member, epoch, page.seq, 5).await;
    assert!(rest.events.is_empty());
    assert_eq!(
        rest.seq,
        team.seq(),
        "the position moves over what is hidden"
    );
}

#[tokio::test]
async fn a_replay_is_filtered_by_the_rights_of_today() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    let member = team.join(Role::Member).await;
    let from = team.seq();
    team.task("Was open then").await;
    let path = paths::board(team.ws, team.board.id);
    let _: Value = team
        .owner
        .patch(path, &json!({"visibility": "private"}))
        .await;
    let page = page(&team, &member, epoch, from, 100).await;
    let kinds: Vec<_> = page
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(kinds, ["board.gone"]);
}

#[tokio::test]
async fn admins_events_are_for_admins() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    let (member, admin) = (team.join(Role::Member).await, team.join(Role::Admin).await);
    let from = team.seq();
    team.invite("Jonas", Role::Member).await;
    assert_eq!(page(&team, &admin, epoch, from, 10).await.events.len(), 1);
    assert!(
        page(&team, &member, epoch, from, 10)
            .await
            .events
            .is_empty()
    );
}

#[tokio::test]
async fn a_query_that_makes_no_sense_is_refused() {
    let team = Team::start().await;
    let epoch = epoch(&team).await;
    for (query, wrong) in [
        (String::new(), "epoch"),
        (format!("epoch={epoch}"), "after"),
        ("after=1".to_owned(), "epoch"),
        ("epoch=x&after=1".to_owned(), "epoch"),
        (format!("epoch={epoch}&after=x"), "after"),
        (format!("epoch={epoch}&after=-1"), "after"),
        (format!("epoch={epoch}&after=0&limit=0"), "limit"),
        (format!("epoch={epoch}&after=0&limit=1001"), "limit"),
    ] {
        let path = format!("{}?{query}", paths::events(team.ws));
        let problem = team.owner.call(Method::GET, path).refused(400).await;
        assert_eq!(problem.errors[0].field, wrong, "{query}");
    }
    let path = format!("{}?epoch={epoch}&after=0&x=1", paths::events(team.ws));
    team.owner.call(Method::GET, path).refused(422).await;
}

#[tokio::test]
async fn a_new_epoch_sends_everybody_to_load_anew() {
    let mut team = Team::start().await;
    let old = epoch(&team).await;
    let seq = team.seq();
    team.app.stop().await;
    tutti_db::models::stream::renew_epochs(&team.app.database.url).unwrap();
    team.app.up().await;
    assert_ne!(epoch(&team).await, old);
    assert!(page(&team, &team.owner, old, seq, 10).await.resync);
}
