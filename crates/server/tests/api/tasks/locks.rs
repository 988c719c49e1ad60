//! Changes of a task that another node holds: what is told afterwards is what stands there after the wait.

use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use serde_json::json;
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Client, Method, Team};
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Role, TaskId, paths};

/// Sends a request while another node's transaction holds what it needs, which ends once the request waits.
async fn meanwhile<T>(team: &Team, mut other: PgConnection, request: impl Future<Output = T>) -> T {
    let end = async {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while team.app.database.number(waits) == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").unwrap();
    };
    let both = futures_util::future::join(request, end);
    timeout(DEADLINE, both).await.unwrap().0
}

fn patch(
    team: &Team,
    who: &Client,
    task: TaskId,
    patch: &serde_json::Value,
) -> tutti_testkit::Call {
    who.call(Method::PATCH, paths::task(team.ws, task))
        .json(patch)
}

async fn assigned(team: &Team, people: &[&Client]) -> TaskId {
    let task = team.task("T").await;
    let ids: Vec<_> = people.iter().map(|person| person.id()).collect();
    let path = paths::task(team.ws, task.id);
    let _: Task = team.owner.patch(path, &json!({"assignee_ids": ids})).await;
    task.id
}

#[tokio::test]
async fn the_people_of_a_task_are_read_after_the_wait_for_it() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = assigned(&team, &[&team.owner, &member]).await;
    let before = team.seq();
    // Another node takes the member off the task.
    let mut other = team.app.database.connect();
    let off = format!(
        "BEGIN; SELECT FROM tasks WHERE id = '{task}' FOR NO KEY UPDATE;
         DELETE FROM task_assignees WHERE task_id = '{task}' AND user_id = '{}';
         UPDATE tasks SET version = version + 1 WHERE id = '{task}'",
        member.id()
    );
    other.batch_execute(&off).unwrap();
    let rename = patch(&team, &team.owner, task, &json!({"title": "Renamed"}));
    let now: Task = meanwhile(&team, other, rename.ok()).await;
    assert_eq!(now.assignee_ids, [team.owner.id()]);
    let events = team.events(&team.owner, before).await;
    let data: serde_json::Value = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(data["changed"], json!(["title"]), "{data}");
}

#[tokio::test]
async fn what_a_batch_did_to_a_board_counts_for_who_waited_for_its_lane() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = team.task("T").await;
    // Another node's batch takes the board out of the member's sight, and leaves the task as it is.
    let mut other = team.app.database.connect();
    let batch = format!(
        "BEGIN; SELECT pg_advisory_xact_lock(gate.lane('{}'));
         UPDATE boards SET visibility = 'private' WHERE id = '{}'",
        team.ws, team.board.id
    );
    other.batch_execute(&batch).unwrap();
    let rename = patch(&team, &member, task.id, &json!({"title": "Renamed"}));
    let refused = meanwhile(&team, other, rename.refused(404)).await;
    assert_eq!(refused.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_removed_member_is_in_no_event_after_it() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = assigned(&team, &[&member]).await;
    let before = team.seq();
    // What the removal does on another node: it writes the rows as they are, and the foreign keys take the person out.
    let mut other = team.app.database.connect();
    let removal = format!(
        "BEGIN; UPDATE tasks SET updated_at = updated_at WHERE id = '{task}';
         DELETE FROM workspace_members WHERE user_id = '{}'",
        member.id()
    );
    other.batch_execute(&removal).unwrap();
    let change = patch(&team, &team.owner, task, &json!({"priority": "high"}));
    let _: Task = meanwhile(&team, other, change.ok()).await;
    let events = team.events(&team.owner, before).await;
    let data = events[0].data.get();
    assert!(!data.contains(&member.id().to_string()), "{data}");
}

#[tokio::test]
async fn removal_writes_the_rows_of_the_tasks_it_changes() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let task = assigned(&team, &[&member]).await;
    let row = format!("SELECT xmin::text::bigint FROM tasks WHERE id = '{task}'");
    let before = team.app.database.number(&row);
    team.owner.delete(paths::member(team.ws, member.id())).await;
    assert_ne!(team.app.database.number(&row), before);
}
