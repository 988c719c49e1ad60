use super::*;
use crate::Cursor;
use crate::sync::{ANSWER_WITHIN_MS, QUIET_MS};
use tutti_types::Epoch;

/// A machine with a clock, and all it has put out since it was asked last.
struct Bench {
    sync: Sync,
    workspace: WorkspaceId,
    cursor: Option<Cursor>,
    now: u64,
    timer: u64,
    out: Vec<String>,
}

impl Bench {
    fn new() -> Self {
        let workspace = WorkspaceId::new();
        Self {
            sync: Sync::new(workspace, "b1"),
            workspace,
            cursor: None,
            now: 1_000,
            timer: 0,
            out: Vec::new(),
        }
    }

    fn step(&mut self, input: Input) {
        let context = Context {
            now: self.now,
            random: 0.5,
            cursor: self.cursor,
        };
        for output in self.sync.step(input, context) {
            match output {
                Output::SetTimer(at) => self.timer = at,
                Output::Send(text) => {
                    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                    self.out
                        .push(format!("send {}", value["type"].as_str().unwrap()));
                }
                Output::Reload(rooms) => {
                    let ids = rooms.iter().map(|room| room.id.to_string());
                    self.out.push(format!("reload {}", ids.collect::<String>()));
                }
                Output::Event(frame) => self.out.push(format!("event {}", frame.event.seq)),
                Output::Poll { after, .. } => self.out.push(format!("poll {after}")),
                Output::Badge(badge) => self.out.push(format!("{badge:?}")),
                Output::Me { rev, .. } => self.out.push(format!("me {rev}")),
                Output::NewBuild(build) => self.out.push(format!("build {build}")),
                other => {
                    let text = format!("{other:?}");
                    self.out
                        .push(text.split([' ', '(']).next().unwrap().to_owned());
                }
            }
        }
    }

    fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.out)
    }

    /// Lets the timer ring until `now`.
    fn until(&mut self, now: u64) {
        while self.timer <= now {
            self.now = self.timer;
            self.step(Input::Tick);
        }
        self.now = now;
    }

    fn frame(&mut self, text: &str) {
        let text = text
            .replace("WS", &self.workspace.to_string())
            .replace("EPOCH", &Epoch::new().to_string());
        self.step(Input::Frame(text));
    }

    fn token(&mut self) {
        self.step(Input::Token {
            token: "t".into(),
            expires_in_ms: 300_000,
        });
    }

    fn greet(&mut self) {
        self.step(Input::Opened);
        self.frame(r#"{"type":"ready","session_id":"x","protocol":"tutti.v1","build":"b1","rev":4,"heartbeat_s":25}"#);
    }

    fn live() -> Self {
        let mut bench = Self::new();
        bench.step(Input::Start);
        bench.token();
        bench.cursor = Some(Cursor {
            epoch: Epoch::new(),
            seq: 7,
        });
        bench.step(Input::SnapshotLoaded);
        bench.greet();
        bench
            .frame(r#"{"type":"subscribed","workspace_id":"WS","epoch":"EPOCH","seq":7,"head":7}"#);
        assert_eq!(bench.sync.badge(), Some(Badge::Live));
        bench.take();
        bench
    }
}

#[test]
fn socket_and_snapshot_come_side_by_side_and_the_socket_waits() {
    let mut bench = Bench::new();
    bench.step(Input::Start);
    assert_eq!(bench.take(), ["RenewToken"]);
    bench.token();
    assert_eq!(bench.take(), ["LoadSnapshot", "Connect"]);
    bench.greet();
    assert_eq!(bench.take(), ["send authenticate", "me 4"]);
    bench.cursor = Some(Cursor {
        epoch: Epoch::new(),
        seq: 7,
    });
    bench.step(Input::SnapshotLoaded);
    assert_eq!(bench.take(), ["send subscribe"]);
    bench.frame(r#"{"type":"subscribed","workspace_id":"WS","epoch":"EPOCH","seq":7,"head":7}"#);
    assert_eq!(bench.take(), ["Live"]);
}

#[test]
fn without_a_socket_it_polls_and_says_so_then_says_offline() {
    let mut bench = Bench::live();
    let start = bench.now;
    bench.step(Input::Closed(1006));
    bench.until(start + 2_900);
    assert!(
        !bench
            .take()
            .iter()
            .any(|o| o.starts_with("poll") || o == "Polling")
    );
    bench.until(start + 3_100);
    let out = bench.take();
    assert!(
        out.contains(&"poll 7".to_owned()) && out.contains(&"Polling".to_owned()),
        "{out:?}"
    );
    bench.step(Input::Polled(PollAnswer::Failed));
    bench.until(start + 10_100);
    let out = bench.take();
    assert!(
        out.contains(&"poll 7".to_owned()) && out.contains(&"Offline".to_owned()),
        "{out:?}"
    );
    bench.step(Input::Online);
    assert!(bench.sync.badge() == Some(Badge::Offline));
}

#[test]
fn rooms_to_load_anew_are_told_and_kinds_of_a_newer_server_are_passed_over() {
    let mut bench = Bench::live();
    let board = "00000000-0000-7000-8000-000000000001";
    bench.frame(&format!(
        r#"{{"type":"reload","workspace_id":"WS","seq":6,"rooms":[{{"kind":"hall","id":"{}"}},{{"kind":"board","id":"{board}"}}]}}"#,
        "00000000-0000-7000-8000-000000000002"
    ));
    assert_eq!(bench.take(), [format!("reload {board}")]);
}

#[test]
fn the_socket_is_tried_endlessly_with_growing_pauses() {
    let mut bench = Bench::live();
    let mut pauses = Vec::new();
    for _ in 0..40 {
        let down = bench.now;
        bench.step(Input::Closed(1006));
        bench.take();
        while !bench.take().contains(&"Connect".to_owned()) {
            let at = bench.timer;
            bench.until(at);
        }
        pauses.push(bench.now - down);
    }
    assert!(pauses[0] < 600 && pauses.iter().all(|p| *p <= LONGEST_PAUSE_MS));
    assert!(*pauses.last().unwrap() > LONGEST_PAUSE_MS / 2);
    bench.step(Input::Closed(1006));
    bench.take();
    bench.step(Input::Visible);
    assert!(
        bench.take().contains(&"Connect".to_owned()),
        "the person is back"
    );
}

#[test]
fn a_page_that_was_frozen_finds_the_dead_socket() {
    let mut bench = Bench::live();
    bench.now += 60_000;
    bench.step(Input::Visible);
    assert!(bench.take().contains(&"send ping".to_owned()));
    let at = bench.now;
    bench.until(at + ANSWER_WITHIN_MS);
    let out = bench.take();
    assert!(out.contains(&"Disconnect".to_owned()), "{out:?}");
    bench.until(at + ANSWER_WITHIN_MS + 1_000);
    assert!(bench.take().contains(&"Connect".to_owned()));
}

#[test]
fn without_a_network_it_says_so_at_once_unless_the_socket_answers() {
    let mut bench = Bench::live();
    bench.now += 10;
    bench.step(Input::Offline);
    assert_eq!(bench.take(), ["send ping", "Offline"]);
    bench.now += 5;
    bench.frame(r#"{"type":"pong","n":1}"#);
    bench.until(bench.now + 3_000);
    assert_eq!(bench.take(), ["Live"]);
    bench.step(Input::Offline);
    assert_eq!(bench.take(), ["send ping", "Offline"]);
    bench.until(bench.now + ANSWER_WITHIN_MS);
    assert!(bench.take().contains(&"Disconnect".to_owned()));
    assert_eq!(bench.sync.badge(), Some(Badge::Offline));
    bench.now += 1;
    bench.step(Input::Online);
    assert!(!bench.take().contains(&"Offline".to_owned()));
}

#[test]
fn a_request_without_an_answer_asks_the_socket_once() {
    let mut bench = Bench::live();
    bench.now += 10;
    bench.step(Input::Doubt);
    bench.step(Input::Doubt);
    assert_eq!(bench.take(), ["send ping"]);
    bench.until(bench.now + ANSWER_WITHIN_MS);
    assert_eq!(bench.take(), ["Disconnect"]);
}

#[test]
fn a_quiet_socket_that_answers_stays() {
    let mut bench = Bench::live();
    let start = bench.now;
    bench.until(start + QUIET_MS);
    assert_eq!(bench.take(), ["send ping"]);
    bench.frame(r#"{"type":"pong","n":1}"#);
    bench.until(start + QUIET_MS + ANSWER_WITHIN_MS + 1_000);
    assert!(bench.take().is_empty() && bench.sync.is_live());
}

#[test]
fn a_gap_subscribes_anew_and_drops_what_is_of_the_old_subscription() {
    let mut bench = Bench::live();
    let event = r#"{"type":"event","workspace_id":"WS","epoch":"019aa000-0000-7000-8000-000000000000","seq":9,"prev":8,
        "at":"2026-11-21T09:30:00Z","actor_id":null,"kind":"x","data":{}}"#;
    bench.frame(event);
    assert_eq!(bench.take(), ["event 9"]);
    bench.step(Input::Gap(Gap::Missed));
    assert_eq!(bench.take(), ["send unsubscribe", "send subscribe"]);
    bench.frame(event);
    assert!(bench.take().is_empty());
    bench.frame(r#"{"type":"subscribed","workspace_id":"WS","epoch":"EPOCH","seq":7,"head":9}"#);
    bench.frame(event);
    assert_eq!(bench.take(), ["event 9"]);
}

#[test]
fn a_resync_loads_the_snapshot_and_then_follows() {
    let mut bench = Bench::live();
    bench.frame(r#"{"type":"resync","workspace_id":"WS","reason":"too_old"}"#);
    assert_eq!(bench.take(), ["LoadSnapshot"]);
    bench.step(Input::SnapshotLoaded);
    assert_eq!(bench.take(), ["send subscribe"]);
}

#[test]
fn the_token_is_renewed_before_it_expires_and_after_a_4401() {
    let mut bench = Bench::live();
    let start = bench.now;
    for at in (0..240_000).step_by(20_000) {
        bench.until(start + at);
        bench.frame(r#"{"type":"checkpoint","workspace_id":"WS","seq":7}"#);
    }
    bench.take();
    bench.until(start + 240_000);
    assert!(bench.take().contains(&"RenewToken".to_owned()));
    bench.token();
    assert_eq!(bench.take(), ["send authenticate"]);
    bench.step(Input::Closed(4401));
    assert!(bench.take().contains(&"RenewToken".to_owned()));
    bench.until(bench.now + 2_000);
    assert!(
        !bench.take().contains(&"Connect".to_owned()),
        "not with a token that is refused"
    );
    bench.token();
    assert!(bench.take().contains(&"Connect".to_owned()));
}

#[test]
fn who_is_denied_stops() {
    let mut bench = Bench::live();
    bench.frame(r#"{"type":"denied","workspace_id":"WS"}"#);
    assert_eq!(bench.take(), ["Disconnect", "Denied"]);
    bench.step(Input::Tick);
    assert!(bench.take().is_empty());
}

#[test]
fn another_build_is_told_once() {
    let mut bench = Bench::live();
    for _ in 0..2 {
        bench.frame(r#"{"type":"ready","build":"b2","rev":4}"#);
    }
    let out = bench.take();
    assert_eq!(
        out.iter().filter(|o| *o == "build b2").count(),
        1,
        "{out:?}"
    );
}
