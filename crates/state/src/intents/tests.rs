use super::*;
use crate::entity::Entity;
use crate::queue::Queue;

const ID: &str = "00000000-0000-0000-0000-000000000005";

/// As pages keep them in the browser; all but the last since intents had one enumeration with fields.
const KEPT: [&str; 15] = [
    r#"{"CreateTask":{"task":"ID","create":{"board_id":"ID","title":"New"}}}"#,
    r#"{"UpdateTask":{"task":"ID","patch":{"title":"Other"},"began":{"version":3,"title":"Old","description":""}}}"#,
    r#"{"UpdateTask":{"task":"ID","patch":{"description":null},"began":null}}"#,
    r#"{"MoveTask":{"task":"ID","to":{"column_id":"ID","before":"ID"}}}"#,
    r#"{"DeleteTask":{"task":"ID"}}"#,
    r#"{"RestoreTask":{"task":"ID","card":null}}"#,
    r#"{"CreateColumn":{"board":"ID","column":"ID","create":{"name":"Later","category":"todo"}}}"#,
    r#"{"UpdateColumn":{"board":"ID","column":"ID","patch":{"name":"Next","wip_limit":null}}}"#,
    r#"{"MoveColumn":{"board":"ID","column":"ID","to":{"after":"ID"}}}"#,
    r#"{"DeleteColumn":{"board":"ID","column":"ID","to":null}}"#,
    r#"{"RestoreColumn":{"board":"ID","column":"ID"}}"#,
    r#"{"UpdateBoard":{"board":"ID","patch":{"name":"Launch"}}}"#,
    r#"{"DeleteBoard":{"board":"ID"}}"#,
    r#"{"RestoreBoard":{"board":"ID"}}"#,
    r#"{"UpdateMember":{"member":"ID","patch":{"role":"admin","custom_role_id":null}}}"#,
];

#[test]
fn what_earlier_pages_kept_is_read_and_kept_under_the_same_name() {
    for kept in KEPT {
        let intent: Intent = serde_json::from_str(&kept.replace("ID", ID)).unwrap();
        let again = serde_json::to_string(&intent).unwrap();
        let name = |text: &str| text.split('"').nth(1).map(str::to_owned);
        assert_eq!(name(&again), name(kept));
        let entity = match kept {
            _ if kept.contains("Task") => Entity::Task(ID.parse().ok().unwrap()),
            _ if kept.contains("Member") => Entity::Member(ID.parse().ok().unwrap()),
            _ if kept.contains("Column") => Entity::Column(ID.parse().ok().unwrap()),
            _ => Entity::Board(ID.parse().ok().unwrap()),
        };
        assert_eq!(intent.entity(), entity, "{kept}");
    }
}

#[test]
fn a_queue_that_an_earlier_page_kept_is_read() {
    let kept = format!(
        r#"{{"workspace_id":"{ID}","entries":[{{"op":{{"key":"k1","at":"2026-01-01T00:00:00Z","intent":{}}},
        "state":"InFlight","since":5,"attempts":1,"not_before":5,"version":null,"stale":0}}]}}"#,
        KEPT[1].replace("ID", ID)
    );
    let mut queue: Queue = serde_json::from_str(&kept).unwrap();
    queue.revive(0);
    let request = queue.due(0).remove(0);
    assert_eq!((request.method, request.key.as_str()), ("PATCH", "k1"));
    assert_eq!(request.body.as_deref(), Some(r#"{"title":"Other"}"#));
    assert_eq!(request.if_match.as_deref(), Some("\"3\""));
}
