//! What people look at and do in the large workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use super::fill::task;
use crate::stand::seed::id;
use crate::stand::{Stand, workspace_id};
use tutti_client::{Http, request};

/// One request, in variations.
pub struct Screen {
    /// Its name, for the table.
    pub name: String,
    pub method: &'static str,
    /// Who asks.
    pub person: usize,
    /// Whether it is one of those that are timed.
    pub timed: bool,
    path: String,
    body: String,
}

impl Screen {
    /// The n-th variation: `{board}`, `{column}`, `{task}` and `{n}` stand for another one each time.
    pub fn request(&self, n: usize) -> (String, String) {
        // A guest is on every tenth board, which begins with the first; everybody else may see those too.
        let board = 1 + (n % 9) * 10;
        let vary = |text: &str| {
            text.replace("{board}", &id(4, 0, board as u64))
                .replace("{column}", &id(5, 0, board as u64 * 10 + 1 + n as u64 % 4))
                .replace("{task}", &task(board, n * 13 % 40))
                .replace("{n}", &n.to_string())
        };
        (vary(&self.path), vary(&self.body))
    }
}

/// What is read; those with a star are timed.
const READ: [&str; 27] = [
    "*snapshot",
    "boards",
    "*boards/{board}",
    "boards/{board}/columns",
    "members",
    "*tasks",
    "*tasks?cursor={tasks}",
    "*tasks?board={board}",
    "*tasks?column={column}",
    "*tasks?board={board}&status=done",
    "*tasks?status=blocked",
    "*tasks?priority=high",
    "*tasks?assignee={person}",
    "*tasks?assignee={nobody}",
    "*tasks?q=chapter%201{n}",
    "*tasks?q=nothing%20has%20this",
    "tasks?board={board}&assignee={person}&priority=low",
    "*tasks?deleted=true",
    "tasks?board={board}&deleted=true",
    "tasks?column={column}&sort=-created_at",
    "*activity",
    "*activity?cursor={activity}",
    "activity?board={board}",
    "activity?actor={person}",
    "*activity?board={board}&actor={person}",
    "*events?epoch={epoch}&after={after}",
    "",
];

/// Reads by owner, member and guest, then changes by the owner.
pub async fn all(stand: &Stand) -> Result<Vec<Screen>> {
    let base = format!("/api/v1/workspaces/{}", workspace_id(0));
    let mut screens = Vec::new();
    for (who, person) in [("owner", 0), ("member", 5), ("guest", 24)] {
        let known = Known::ask(stand, person, &base).await?;
        for path in READ {
            let (timed, path) = path
                .strip_prefix('*')
                .map_or((false, path), |path| (true, path));
            let whole = format!("{base}/{path}");
            screens.push(Screen {
                name: format!("GET {path} ({who})"),
                method: "GET",
                person,
                timed: timed && who != "member",
                path: known.fill(whole.trim_end_matches('/')),
                body: String::new(),
            });
        }
        for (path, within) in [
            ("tasks/{task}", true),
            ("activity?task={task}", true),
            ("/me", false),
            ("/me/sessions", false),
            ("/me/changes?after=0", false),
            ("/workspaces", false),
        ] {
            screens.push(Screen {
                name: format!("GET {path} ({who})"),
                method: "GET",
                person,
                timed: false,
                path: if within {
                    format!("{base}/{path}")
                } else {
                    format!("/api/v1{path}")
                },
                body: String::new(),
            });
        }
    }
    let changes = [
        ("GET", "invitations", ""),
        (
            "POST",
            "tasks",
            r#"{"board_id":"{board}","column_id":"{column}","title":"New {n}"}"#,
        ),
        ("PATCH", "tasks/{task}", r#"{"title":"Renamed {n}"}"#),
        (
            "PATCH",
            "tasks/{task}",
            r#"{"status":"blocked","priority":"high"}"#,
        ),
        ("POST", "tasks/{task}/move", r#"{"column_id":"{column}"}"#),
        (
            "POST",
            "tasks/bulk",
            r#"{"ids":["{task}"],"patch":{"priority":"low"}}"#,
        ),
        ("POST", "tasks/bulk", r#"{"ids":["{task}"],"delete":true}"#),
        ("POST", "tasks/bulk", r#"{"ids":["{task}"],"restore":true}"#),
        ("PATCH", "boards/{board}", r#"{"name":"Board {n}"}"#),
        (
            "PATCH",
            "boards/{board}/columns/{column}",
            r#"{"name":"Column {n}"}"#,
        ),
    ];
    screens.extend(changes.map(|(method, path, body)| Screen {
        name: format!("{method} {path} {body}"),
        method,
        person: 0,
        timed: false,
        path: format!("{base}/{path}"),
        body: body.to_owned(),
    }));
    Ok(screens)
}

/// What a path needs that only the server can tell.
struct Known {
    epoch: String,
    after: i64,
    tasks: String,
    activity: String,
}

impl Known {
    async fn ask(stand: &Stand, person: usize, base: &str) -> Result<Self> {
        let (mut http, token) = (Http::open(stand.addr).await?, stand.token(person)?);
        let mut get = async |path: &str| -> Result<Value> {
            http.json(&request(
                "GET",
                &format!("{base}/{path}"),
                Some(&token),
                "",
                "",
            ))
            .await
        };
        let text = |value: &Value, name: &str| -> Result<String> {
            Ok(value
                .get(name)
                .and_then(Value::as_str)
                .with_context(|| format!("no {name}"))?
                .to_owned())
        };
        let snapshot = get("snapshot").await?;
        Ok(Self {
            epoch: text(&snapshot, "epoch")?,
            after: snapshot
                .get("seq")
                .and_then(Value::as_i64)
                .context("no seq")?
                - 200,
            tasks: text(&get("tasks").await?, "next_cursor")?,
            activity: text(&get("activity").await?, "next_cursor")?,
        })
    }

    fn fill(&self, path: &str) -> String {
        path.replace("{epoch}", &self.epoch)
            .replace("{after}", &self.after.to_string())
            .replace("{tasks}", &self.tasks)
            .replace("{activity}", &self.activity)
            .replace("{person}", &id(2, 5, 0))
            // A member who has no task.
            .replace("{nobody}", &id(6, 1, 0))
    }
}
