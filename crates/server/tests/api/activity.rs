//! `GET /workspaces/{ws}/activity`: the feed, which is the audit log.

use serde_json::{Value, json};
use tutti_testkit::{Client, Database, Method, Team};
use tutti_types::activity::Activity;
use tutti_types::columns::Category;
use tutti_types::events::EventKind;
use tutti_types::tasks::Task;
use tutti_types::{Page, Role, TaskId, WorkspaceId, paths};

async fn feed(team: &Team, who: &Client, query: &str) -> Vec<Activity> {
    let page: Page<Activity> = who
        .get(format!("{}?{query}", paths::activity(team.ws)))
        .await;
    page.items
}

#[tokio::test]
async fn what_happened_comes_newest_first_with_what_changed() {
    let team = Team::start().await;
    let task = team.task("Old").await;
    let _: Task = team
        .owner
        .patch(paths::task(team.ws, task.id), &json!({"title": "New"}))
        .await;
    let entries = feed(&team, &team.owner, "").await;
    assert_eq!(entries[0].kind, EventKind::TaskUpdated);
    assert_eq!(entries[0].seq, team.seq());
    assert_eq!(entries[0].actor.id, Some(team.owner.id()));
    assert_eq!(entries[0].subject.name, "New");
    assert_eq!(entries[0].changes[0].field, "title");
    assert_eq!(entries[0].changes[0].from, json!("Old"));
    assert_eq!(entries[1].kind, EventKind::TaskCreated);
    assert!(entries.windows(2).all(|pair| pair[0].seq > pair[1].seq));
}

#[tokio::test]
async fn it_is_narrowed_by_task_board_and_person() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let other = team.board("Other", None).await;
    let a = team.task("A").await;
    team.task_on(other.id, "B").await;
    let _: Task = member
        .patch(paths::task(team.ws, a.id), &json!({"priority": "high"}))
        .await;
    assert_eq!(
        feed(&team, &member, &format!("task={}", a.id)).await.len(),
        2
    );
    let of_other = feed(&team, &member, &format!("board={}", other.id)).await;
    assert!(
        of_other
            .iter()
            .all(|entry| entry.board_id() == Some(other.id))
            && of_other.len() == 2
    );
    let by_member = feed(&team, &member, &format!("actor={}", member.id())).await;
    let kinds: Vec<_> = by_member.iter().map(|entry| entry.kind).collect();
    assert!(kinds.starts_with(&[EventKind::TaskUpdated]), "{kinds:?}");
}

#[tokio::test]
async fn all_that_narrows_it_must_hold() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let other = team.board("Other", None).await;
    let task = team.task("A").await;
    let _: Task = member
        .patch(paths::task(team.ws, task.id), &json!({"priority": "high"}))
        .await;
    let kinds = async |query: String| {
        let entries = feed(&team, &team.owner, &query).await;
        entries.into_iter().map(|e| e.kind).collect::<Vec<_>>()
    };
    let (task, board, actor) = (
        format!("task={}", task.id),
        format!("board={}", team.board.id),
        format!("actor={}", member.id()),
    );
    let changed = [EventKind::TaskUpdated];
    assert_eq!(kinds(format!("{task}&{actor}")).await, changed);
    assert_eq!(kinds(format!("{board}&{actor}")).await, changed);
    assert_eq!(kinds(format!("{task}&{board}&{actor}")).await, changed);
    let both = [EventKind::TaskUpdated, EventKind::TaskCreated];
    assert_eq!(kinds(format!("{task}&{board}")).await, both);
    assert!(kinds(format!("{task}&board={}", other.id)).await.is_empty());
}

#[tokio::test]
async fn of_what_one_may_not_know_it_is_not_found() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private", Some(&[])).await;
    let hidden = team.task_on(private.id, "Hush").await;
    let (_, _, foreign) = team.stranger().await;
    let path = |query: String| format!("{}?{query}", paths::activity(team.ws));
    for query in [
        format!("task={}", hidden.id),
        format!("board={}", private.id),
        format!("board={}&actor={}", private.id, member.id()),
        format!("board={}&task={}", team.board.id, hidden.id),
        format!("board={}", foreign.id),
        format!("task={}", TaskId::new()),
    ] {
        let call = member.call(Method::GET, path(query));
        call.refused(404).await;
    }
    // Who sees every board still sees what became of one that is gone, and of a task in the trash.
    team.owner.delete(paths::task(team.ws, hidden.id)).await;
    team.owner.delete(paths::board(team.ws, private.id)).await;
    for query in [
        format!("task={}", hidden.id),
        format!("board={}", private.id),
    ] {
        assert!(!feed(&team, &team.owner, &query).await.is_empty());
    }
}

#[tokio::test]
async fn it_is_read_with_the_rights_of_today() {
    let team = Team::start().await;
    let (member, guest, admin) = (
        team.join(Role::Member).await,
        team.join(Role::Guest).await,
        team.join(Role::Admin).await,
    );
    let private = team.board("Private", Some(&[])).await;
    team.task_on(private.id, "Hush").await;
    team.task("Open").await;
    let text = |who: Client| async move {
        let answer = who.call(Method::GET, paths::activity(team.ws)).send().await;
        answer.text
    };
    let of_member = text(member.clone()).await;
    assert!(
        of_member.contains("Open")
            && !of_member.contains("Hush")
            && !of_member.contains("invitation.")
    );
    let of_guest = text(guest).await;
    assert!(!of_guest.contains("Open") && !of_guest.contains("Hush"));
    let of_admin = text(admin).await;
    assert!(of_admin.contains("Hush") && of_admin.contains("invitation.accepted"));
}

#[tokio::test]
async fn pages_hold_each_entry_once_while_more_happens() {
    let team = Team::start().await;
    for n in 0..12 {
        team.task(&format!("T{n}")).await;
    }
    let all = feed(&team, &team.owner, "limit=100").await.len();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{}?limit=5{cursor}", paths::activity(team.ws));
        let page: Page<Activity> = team.owner.get(path).await;
        seen.extend(page.items.iter().map(|entry| entry.seq));
        team.task("Meanwhile").await;
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), all);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]));
}

#[tokio::test]
async fn nobody_can_change_what_was_logged() {
    let team = Team::start().await;
    team.task("T").await;
    for role in ["tutti_app", "tutti_system"] {
        for table in ["activity_log", "account_log", "stream.events"] {
            for act in ["UPDATE", "DELETE", "TRUNCATE"] {
                let may = team.app.database.number(&format!(
                    "SELECT has_table_privilege('{role}', '{table}', '{act}')::int"
                ));
                assert_eq!(may, 0, "{role} may {act} {table}");
            }
        }
    }
}

#[tokio::test]
async fn the_audit_chain_holds_over_everything_that_was_done() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let private = team.board("Private — ünïcode ✓", Some(&[])).await;
    let task = team.task("It's \"quoted\" \\").await;
    let _: Task = team
        .owner
        .post(
            paths::task_move(team.ws, task.id),
            &json!({"board_id": private.id, "column_id": private.columns[0].id}),
        )
        .await;
    team.owner.delete(paths::member(team.ws, member.id())).await;
    let _: Value = team
        .owner
        .patch(paths::workspace(team.ws), &json!({"name": "New"}))
        .await;
    assert_eq!(broken_links(&team), 0);
    // The check itself finds a forgery.
    team.app
        .database
        .run("UPDATE activity_log SET subject_name = 'forged' WHERE seq = 3");
    assert_eq!(broken_links(&team), 1);
}

#[tokio::test]
async fn an_id_that_is_a_task_s_too_hides_nothing_else() {
    let team = Team::start().await;
    let member = team.join(Role::Member).await;
    let column = team.column(Category::Todo);
    let path = paths::column(team.ws, team.board.id, column);
    let _: Value = team.owner.patch(path, &json!({"name": "Named"})).await;
    let private = team.board("Private", Some(&[])).await;
    // A client chooses the ids of what it makes.
    for id in [json!(team.board.id), json!(column)] {
        let new = json!({"id": id, "board_id": team.board.id, "title": "Same"});
        let task: Task = team.owner.post(paths::tasks(team.ws), &new).await;
        let to = json!({"board_id": private.id, "column_id": private.columns[0].id});
        let path = paths::task_move(team.ws, task.id);
        let call = team.owner.call(Method::POST, path).json(&to);
        call.if_match(task.version).send().await.expect(200);
    }
    let path = paths::board(team.ws, team.board.id);
    let _: Value = team.owner.patch(path, &json!({"name": "Renamed"})).await;
    let asked = [
        String::new(),
        format!("board={}", team.board.id),
        format!("actor={}", team.owner.id()),
    ];
    for narrowed in asked {
        let told = feed(&team, &member, &narrowed).await;
        for kind in [EventKind::ColumnUpdated, EventKind::BoardUpdated] {
            assert!(
                told.iter().any(|entry| entry.kind == kind),
                "{kind} by {narrowed:?}"
            );
        }
        assert!(told.iter().all(|entry| entry.subject.name != "Same"));
    }
}

/// Entries whose hash is not what the entry says, or that do not follow the one before, or a head that is not the last.
pub fn broken_links(team: &Team) -> i64 {
    links_broken(&team.app.database, team.ws)
}

/// The same in any workspace.
pub fn links_broken(database: &Database, ws: WorkspaceId) -> i64 {
    database.number(&format!(
        "SELECT count(*) FROM (
            SELECT prev_hash, hash, lag(hash, 1, '\\x'::bytea) OVER (ORDER BY seq) AS before, lead(seq) OVER (ORDER BY seq) IS NULL AS last,
                sha256(prev_hash || convert_to(concat_ws(E'\\x1f', format, workspace_id, seq, extract(epoch FROM at),
                    actor_kind, coalesce(actor_id::text, ''), coalesce(actor_name, ''), coalesce(via, ''), coalesce(ip, ''), kind, audience,
                    coalesce(room_kind, ''), coalesce(room_id::text, ''), subject_kind, subject_id, subject_name, changes), 'UTF8')) AS right_hash,
                (SELECT audit_head FROM streams s WHERE s.workspace_id = l.workspace_id) AS head
            FROM activity_log l WHERE workspace_id = '{ws}') l
         WHERE prev_hash <> before OR hash <> right_hash OR (last AND hash <> head)"
    ))
}
