//! Conditional requests through proxies that change our tags, over every operation that takes a condition.

use serde_json::{Value, json};
use tutti_testkit::contract::{Operation, operations};
use tutti_testkit::{Method, Team, TestResponse};
use tutti_types::paths;

use crate::world::{self, Ids};

/// What proxies make of a tag: a mark of weakness, the name of the coding they applied, both.
const DECORATIONS: [&str; 10] = [
    "\"{}\"",
    "W/\"{}\"",
    "\"{}-gzip\"",
    "\"{}--gzip\"",
    "\"{};gzip\"",
    "W/\"{}-br\"",
    "W/\"{}--zstd\"",
    "\"another\", \"{}\"",
    "W/\"0\",W/\"{}-gzip\"",
    ", \"{}\" ,",
];

/// A tag's text as it came with the thing that an operation changes.
async fn tag(team: &Team, operation: &Operation, ids: &Ids) -> String {
    // What lies in the trash is read nowhere; who deleted it had its version.
    let trashed = match operation.id.as_str() {
        "restoreBoard" => Some(format!("boards WHERE id = '{}'", ids.board)),
        "restoreColumn" => Some(format!("columns WHERE id = '{}'", ids.column)),
        _ => None,
    };
    if let Some(row) = trashed {
        let version = team
            .app
            .database
            .number(&format!("SELECT version FROM {row}"));
        return version.to_string();
    }
    // Who is put on a board, or taken off it, is changed as little as the board's other people.
    let of_board = operation.path.trim_end_matches("/members/{user}");
    let path = match of_board.rsplit('/').find(|part| part.starts_with('{')) {
        Some("{task}") => paths::task(ids.ws, ids.task),
        Some("{board}") => paths::board(ids.ws, ids.board),
        Some("{ws}") => paths::workspace(ids.ws),
        Some("{column}") => {
            let columns: Value = team.owner.get(paths::columns(ids.ws, ids.board)).await;
            let mut columns = columns["items"].as_array().unwrap().iter();
            let column = columns.find(|column| column["id"] == ids.column.to_string());
            return column.unwrap()["version"].to_string();
        }
        other => panic!("{other:?} has no version"),
    };
    let answer = team.owner.call(Method::GET, path).send().await;
    answer.header("etag").unwrap().trim_matches('"').to_owned()
}

/// A tag of the same thing from before: its version is one less.
fn stale(tag: &str) -> String {
    let (version, rest) = tag.split_once('.').unwrap_or((tag, ""));
    let version = version.parse::<i64>().unwrap() - 1;
    if rest.is_empty() {
        version.to_string()
    } else {
        format!("{version}.{rest}")
    }
}

async fn send(team: &Team, operation: &Operation, ids: &Ids, lines: &[String]) -> TestResponse {
    let mut call = world::request(operation, ids, &team.owner);
    for line in lines {
        call = call.header("if-match", line);
    }
    call.send().await
}

/// The team whose things an operation changes: one of its own where nothing is left of it afterwards.
async fn team_for<'t>(
    operation: &Operation,
    team: &'t Team,
    own: &'t mut Option<Team>,
) -> &'t Team {
    if operation.id == "deleteWorkspace" {
        own.insert(Team::start().await)
    } else {
        team
    }
}

#[tokio::test]
async fn a_write_is_made_by_whatever_a_proxy_left_of_the_tag() {
    let team = Team::start().await;
    let mut n = 0;
    let writes = operations().iter().filter(|o| o.takes("if-match"));
    for operation in writes {
        for decoration in DECORATIONS {
            n += 1;
            let mut own = None;
            let team = team_for(operation, &team, &mut own).await;
            let ids = world::target(team, operation, n).await;
            let tag = tag(team, operation, &ids).await;
            let before = team.app.database.fingerprint();
            let old = decoration.replace("{}", &stale(&tag));
            let refused = send(team, operation, &ids, std::slice::from_ref(&old)).await;
            refused.expect(412);
            let current = refused.problem().current.unwrap();
            assert!(
                tag.starts_with(&current["version"].to_string()),
                "{current}"
            );
            assert_eq!(
                team.app.database.fingerprint(),
                before,
                "{} {old}",
                operation.id
            );
            // Several lines are one list.
            let both = [decoration.replace("{}", &tag), old];
            let done = send(team, operation, &ids, &both).await;
            assert!(
                matches!(done.status, 200 | 204),
                "{} {both:?}: {}",
                operation.id,
                done.text
            );
        }
    }
    assert!(n >= 60, "{n}");
}

#[tokio::test]
async fn a_condition_that_is_none_is_refused_and_one_that_never_holds_is_stale() {
    let team = Team::start().await;
    for (n, operation) in operations().iter().enumerate() {
        if operation.method == "GET" {
            continue;
        }
        let mut own = None;
        let team = team_for(operation, &team, &mut own).await;
        let ids = world::target(team, operation, n).await;
        let mut parameters = operation.parameters().into_iter();
        let Some(parameter) = parameters.find(|told| told.name == "If-Match") else {
            continue;
        };
        let before = team.app.database.fingerprint();
        for (line, status) in [
            ("7", 400),
            ("\"7", 400),
            ("*, \"7\"", 400),
            ("\"\"", 412),
            ("\"x\"", 412),
            ("\"+1\"", 412),
            ("\"99999999999999999999\"", 412),
        ] {
            let told = parameter.fault(&json!(line));
            assert_eq!(told.is_some(), status == 400, "{line}: {told:?}");
            let answer = send(team, operation, &ids, &[line.to_owned()]).await;
            assert_eq!(
                answer.status, status,
                "{} {line}: {}",
                operation.id, answer.text
            );
        }
        assert_eq!(team.app.database.fingerprint(), before, "{}", operation.id);
        let any = send(team, operation, &ids, &["*".to_owned()]).await;
        assert!(
            matches!(any.status, 200 | 204),
            "{}: {}",
            operation.id,
            any.text
        );
    }
}

#[tokio::test]
async fn a_stale_tag_is_refused_exactly_where_the_file_tells_of_the_condition() {
    let team = Team::start().await;
    let (mut refused, mut made) = (0, 0);
    for (n, operation) in operations().iter().enumerate() {
        if operation.method == "GET" {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        // No version of anything.
        let answer = send(&team, operation, &ids, &["\"0\"".to_owned()]).await;
        let what = format!("{}: {} {}", operation.id, answer.status, answer.text);
        assert_eq!(answer.status == 412, operation.takes("if-match"), "{what}");
        refused += usize::from(answer.status == 412);
        made += usize::from(answer.status < 300);
    }
    assert!(refused >= 10 && made >= 10, "{refused} {made}");
}

#[tokio::test]
async fn a_read_is_answered_by_304_exactly_where_the_client_has_it() {
    let team = Team::start().await;
    let mut reads = 0;
    for (n, operation) in operations().iter().enumerate() {
        if operation.method != "GET" || operation.id == "realtime" {
            continue;
        }
        let ids = world::target(&team, operation, n).await;
        let whole = world::request(operation, &ids, &team.owner).send().await;
        whole.expect(200);
        let conditional = whole.header("etag").is_some();
        assert_eq!(
            conditional,
            operation.takes("if-none-match"),
            "{}",
            operation.id
        );
        let Some(etag) = whole.header("etag") else {
            continue;
        };
        reads += 1;
        let tag = etag.trim_matches('"');
        for decoration in DECORATIONS.into_iter().chain(["*"]) {
            let line = decoration.replace("{}", tag);
            let call = world::request(operation, &ids, &team.owner);
            let known = call.header("if-none-match", &line).send().await;
            known.expect(304);
            assert_eq!(known.text, "");
            for kept in ["etag", "cache-control", "vary"] {
                assert_eq!(
                    known.header(kept),
                    whole.header(kept),
                    "{} {kept}",
                    operation.id
                );
            }
            let line = decoration.replace("{}", &format!("{tag}0"));
            if line != "*" {
                let call = world::request(operation, &ids, &team.owner);
                call.header("if-none-match", &line).send().await.expect(200);
            }
        }
    }
    assert!(reads >= 3, "{reads}");
}
