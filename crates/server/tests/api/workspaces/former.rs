//! Earlier names in addresses and prefixes of keys: they lead to their workspace still, and to no other.

use serde_json::json;
use tutti_testkit::{Follower, Method, Team};
use tutti_types::boards::BoardDetail;
use tutti_types::me::MyWorkspace;
use tutti_types::tasks::Task;
use tutti_types::workspaces::{FORMER, Workspace};
use tutti_types::{ErrorCode, Page, TaskId, paths};

#[tokio::test]
async fn a_former_slug_stays_its_workspaces() {
    let team = Team::start().await;
    let path = paths::workspace(team.ws);
    let rename = async |slug: &str| -> Workspace {
        team.owner.patch(path.clone(), &json!({"slug": slug})).await
    };
    rename("lark").await;
    let now = rename("field").await;
    assert_eq!(now.former_slugs, ["larkfield", "lark"]);
    let mine: Page<MyWorkspace> = team.owner.get(paths::WORKSPACES).await;
    assert_eq!(mine.items[0].former_slugs, now.former_slugs);

    let stranger = team.app.person("Stan").await;
    let theirs: Workspace = stranger
        .post(paths::WORKSPACES, &json!({"name": "Theirs"}))
        .await;
    for slug in ["larkfield", "lark", "field"] {
        let takes = stranger.call(Method::POST, paths::WORKSPACES);
        let takes = takes.json(&json!({"name": "Mine", "slug": slug}));
        assert_eq!(takes.refused(409).await.code, ErrorCode::SlugTaken);
        let takes = stranger.call(Method::PATCH, paths::workspace(theirs.id));
        let takes = takes.json(&json!({"slug": slug}));
        assert_eq!(takes.refused(409).await.code, ErrorCode::SlugTaken);
    }
    // Its own it may take again.
    assert_eq!(rename("larkfield").await.former_slugs, ["lark", "field"]);
}

#[tokio::test]
async fn a_workspace_keeps_twenty_earlier_names() {
    let team = Team::start().await;
    let path = paths::workspace(team.ws);
    for n in 0..FORMER {
        let body = json!({"slug": format!("name-{n}")});
        let _: Workspace = team.owner.patch(path.clone(), &body).await;
    }
    let rename = |slug: &str| {
        let call = team.owner.call(Method::PATCH, path.clone());
        call.json(&json!({"slug": slug}))
    };
    let refused = rename("one-more").refused(409).await;
    assert_eq!(refused.code, ErrorCode::LimitReached);
    let back: Workspace = rename("larkfield").ok().await;
    assert_eq!(back.former_slugs.len(), FORMER);
}

#[tokio::test]
async fn a_task_is_found_by_its_present_and_its_former_key() {
    let team = Team::start().await;
    let board = paths::board(team.ws, team.board.id);
    let task = team.task("Found").await;
    let mut follower = Follower::new(&team.owner, team.ws).await;
    let _: BoardDetail = team.owner.get(board.clone()).await;
    let rename = async |prefix: &str| -> Workspace {
        let body = json!({"task_prefix": prefix});
        team.owner.patch(paths::workspace(team.ws), &body).await
    };
    let now = rename("fld").await;
    assert_eq!(now.task_prefix, "FLD");
    assert_eq!(now.former_prefixes, ["LRK"]);
    let n = task.number;
    let read: Task = team.owner.get(paths::task(team.ws, task.id)).await;
    assert_eq!(read.key, format!("FLD-{n}"));
    let read: BoardDetail = team.owner.get(board).await;
    assert_eq!(read.tasks[0].key, format!("FLD-{n}"));
    follower.verify().await;

    team.task("Another").await;
    let find = async |query: String| -> Vec<TaskId> {
        let path = format!("{}?{query}", paths::tasks(team.ws));
        let page: Page<Task> = team.owner.get(path).await;
        page.items.into_iter().map(|task| task.id).collect()
    };
    for prefix in ["FLD", "LRK", "lrk"] {
        assert_eq!(find(format!("key={prefix}-{n}")).await, [task.id]);
        assert_eq!(find(format!("q={prefix}-{n}")).await, [task.id]);
    }
    for key in [format!("ABC-{n}"), "FLD-999".to_owned()] {
        assert!(find(format!("key={key}")).await.is_empty(), "{key}");
    }
    // Of another workspace nothing is found, whatever its key.
    let (stranger, ws, _) = team.stranger().await;
    let path = format!("{}?key=LRK-{n}", paths::tasks(ws));
    let page: Page<Task> = stranger.get(path).await;
    assert!(page.items.iter().all(|found| found.id != task.id));
}

#[tokio::test]
async fn a_prefix_is_two_to_five_letters() {
    let team = Team::start().await;
    for prefix in ["A", "ABCDEF", "A1", "ÄB", "A B", ""] {
        let call = team.owner.call(Method::PATCH, paths::workspace(team.ws));
        call.json(&json!({"task_prefix": prefix}))
            .refused(422)
            .await;
    }
    for prefix in ["AB", "ABCDE"] {
        let body = json!({"task_prefix": prefix});
        let now: Workspace = team.owner.patch(paths::workspace(team.ws), &body).await;
        assert_eq!(now.task_prefix, prefix);
    }
}
