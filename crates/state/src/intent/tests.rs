use super::*;
use crate::queue::Queue;
use crate::{boards, people};

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
        let entity: Entity = match kept {
            _ if kept.contains("Task") => boards::Entity::Task(ID.parse().ok().unwrap()).into(),
            _ if kept.contains("Member") => people::Entity::Member(ID.parse().ok().unwrap()).into(),
            _ if kept.contains("Column") => boards::Entity::Column(ID.parse().ok().unwrap()).into(),
            _ => boards::Entity::Board(ID.parse().ok().unwrap()).into(),
        };
        assert_eq!(intent.entity(), entity, "{kept}");
    }
}

/// Each intent of each area stands among [`KEPT`], so that its name cannot change unnoticed.
#[test]
fn each_name_under_which_an_intent_is_kept_is_tried() {
    let mut names: Vec<&str> = Vec::new();
    macro_rules! names {
        ($module:ident: $Area:ident { $($name:ident = $kept:literal),+ $(,)? }) => {
            names.extend([$($kept),+]);
        };
    }
    macro_rules! names_of_each {
        ({ $($module:ident: $Area:ident),+ $(,)? }) => {
            $(crate::$module::table! { names })+
        };
    }
    areas! { names_of_each }
    let tried: Vec<&str> = KEPT
        .iter()
        .filter_map(|kept| kept.split('"').nth(1))
        .collect();
    for name in &names {
        assert!(tried.contains(name), "{name} is not tried");
    }
    let twice = names
        .iter()
        .filter(|name| names.iter().filter(|other| other == name).count() > 1);
    assert_eq!(twice.count(), 0, "two areas keep something under one name");
    let unknown = serde_json::from_str::<Intent>(r#"{"Unheard":{}}"#);
    assert!(unknown.unwrap_err().to_string().contains("Unheard"));
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
