//! Single scenes of one client, played by hand.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

mod board;
mod hidden;
mod members;
mod news;

use serde_json::{Value, json};
use tutti_state::Store;
use tutti_types::events::Event;
use tutti_types::snapshot::Snapshot;
use tutti_types::{Role, TaskId};

/// When all of it happens.
const AT: &str = "2026-01-01T00:00:00Z";

/// The n-th id, of whatever.
fn id<T: std::str::FromStr>(n: u64) -> T {
    let text = format!("00000000-0000-0000-0000-{n:012x}");
    text.parse().ok().unwrap()
}

/// The same as it stands on the wire.
fn name(n: u64) -> String {
    id::<TaskId>(n).to_string()
}

/// A workspace with these boards, as somebody of this role sees it at a position of a stream.
fn snapshot(role: Role, members: &Value, boards: &Value, epoch: &str, seq: i64) -> Snapshot {
    let snapshot = json!({
        "workspace": {
            "id": name(1), "name": "Larkfield", "slug": "larkfield", "task_prefix": "LRK", "version": 1, "changed_seq": 1,
            "created_at": AT, "updated_at": AT,
        },
        "me": {"user_id": name(2), "role": role, "permissions": role.rights()},
        "members": members, "boards": boards, "epoch": epoch, "seq": seq,
    });
    serde_json::from_value(snapshot).unwrap()
}

/// A client at position 10 of the stream that has loaded nothing yet.
fn client(role: Role, members: &Value, boards: &Value) -> Store {
    Store::new(snapshot(role, members, boards, &name(9), 10))
}

/// An event as the stream tells it, from text: what is not read yet stays text.
fn event(seq: i64, kind: &str, data: &Value, op: Option<&str>) -> Event {
    let event = json!({
        "seq": seq, "event_id": name(100), "at": AT, "actor_id": null, "op": op, "kind": kind, "data": data,
    });
    serde_json::from_str(&event.to_string()).unwrap()
}
