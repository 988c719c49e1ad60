use super::*;

const TASK: &str = r#"{"task_id":"00000000-0000-0000-0000-000000000005","board_id":"00000000-0000-0000-0000-000000000003"}"#;

/// An event's frame that ends in these fields.
fn frame(rest: &str) -> Option<Frame> {
    let id = "00000000-0000-0000-0000-000000000001";
    let head = format!(
        r#""type":"event","workspace_id":"{id}","epoch":"{id}","seq":7,"prev":6,"at":"2026-01-01T00:00:00Z","actor_id":null"#
    );
    Frame::read(&format!("{{{head},{rest}}}"))
}

fn content(rest: &str) -> Content {
    frame(rest).map(|frame| frame.event.content).unwrap()
}

#[test]
fn a_payload_is_read_before_and_behind_its_kind() {
    for rest in [
        format!(r#""kind":"task.deleted","data":{TASK}"#),
        format!(r#""data":{TASK},"kind":"task.deleted","later":{{"x":[1]}}"#),
    ] {
        let Content::Known(EventKind::TaskDeleted, payload) = content(&rest) else {
            panic!("not read: {rest}");
        };
        assert!(matches!(
            &*payload,
            Payload::Boards(crate::boards::Payload::TaskGone(_))
        ));
    }
}

#[test]
fn what_cannot_be_read_keeps_its_place_in_the_stream() {
    for rest in [
        r#""kind":"task.deleted","data":{"task_id":7}"#,
        r#""data":{"task_id":7},"kind":"task.deleted""#,
    ] {
        assert!(matches!(content(rest), Content::Unreadable), "{rest}");
        assert_eq!(frame(rest).unwrap().event.seq, 7);
    }
    let newer = content(r#""kind":"weather.changed","data":{"sun":true}"#);
    assert!(matches!(newer, Content::UnknownKind));
}

#[test]
fn what_is_no_event_is_none() {
    assert!(frame(r#""kind":"task.deleted""#).is_none(), "no payload");
    assert!(Frame::read(r#"{"type":"pong","n":7}"#).is_none());
    assert!(AnyFrame::read(r#"{"n":7}"#).is_none(), "no type");
    assert!(AnyFrame::read("pong").is_none());
}
