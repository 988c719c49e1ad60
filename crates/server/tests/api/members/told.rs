//! Guests are told of exactly those whom their lists name.

use serde_json::{Value, json};
use tutti_testkit::{Client, Team};
use tutti_types::members::Member;
use tutti_types::tasks::Task;
use tutti_types::{Page, Role, paths};

/// Whether a guest hears of what happens to somebody.
async fn hears(
    team: &Team,
    guest: &Client,
    who: &Client,
    happens: impl Future<Output = ()>,
) -> bool {
    let before = team.seq();
    happens.await;
    let events = team.events(guest, before).await;
    let id = who.id().to_string();
    events
        .iter()
        .any(|event| event.kind.starts_with("member.") && event.data.get().contains(&id))
}

#[tokio::test]
async fn a_guest_hears_of_exactly_those_in_the_list() {
    let team = Team::start().await;
    let guest = team.guest().await;
    let join = |name: &'static str| team.join_as(name, Role::Member);
    let (maker, worker, mover) = (
        join("Maker").await,
        join("Worker").await,
        join("Mover").await,
    );
    let (elsewhere, idle) = (join("Elsewhere").await, join("Idle").await);
    let other = team.board("Other", None).await;
    for (who, board) in [(&maker, team.board.id), (&elsewhere, other.id)] {
        let new = json!({"board_id": board, "title": "T"});
        let _: Task = who.post(paths::tasks(team.ws), &new).await;
    }
    let task = team.task("T").await;
    let assign = json!({"assignee_ids": [worker.id()]});
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &assign)
        .await;
    let high = json!({"priority": "high"});
    let _: Task = mover.patch(paths::task(team.ws, task.id), &high).await;

    let list: Page<Member> = guest.get(paths::members(team.ws)).await;
    for (who, known) in [
        (&maker, true),
        (&worker, true),
        (&mover, true),
        (&elsewhere, false),
        (&idle, false),
    ] {
        let listed = list.items.iter().any(|person| person.user_id == who.id());
        assert_eq!(listed, known);
        let rename = async {
            let _: Value = who.patch(paths::ME, &json!({"name": "Newname"})).await;
        };
        assert_eq!(hears(&team, &guest, who, rename).await, known);
        let remove = team.owner.delete(paths::member(team.ws, who.id()));
        assert_eq!(hears(&team, &guest, who, remove).await, known);
    }
}
