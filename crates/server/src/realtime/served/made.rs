//! Streams and events as the hub takes them, made of what the database gives.

use std::sync::Arc;

use tutti_db::gate::CommittedEvent;
use tutti_db::models::room::handed;
use tutti_db::models::stream::{EventRow, RightsChange};
use tutti_db::views::roster::RosterOf;
use tutti_realtime::stream::Limits;
use tutti_realtime::{Effect, Homes, Roster, Stream, StreamEvent, homes};
use tutti_types::WorkspaceId;
use tutti_types::events::Audience;
use tutti_types::rooms::{Room, RoomReaders};

use crate::realtime::queue::Queue;

pub(super) fn shared(rows: &[EventRow]) -> Vec<Arc<StreamEvent>> {
    rows.iter().map(|row| Arc::new(of_row(row))).collect()
}

/// The stream as the database has it.
pub(super) fn stream(workspace: WorkspaceId, of: RosterOf) -> Stream<Queue> {
    // A kind that only a newer server knows may have changed anything.
    let effect = |change: &RightsChange| {
        let kind = change.kind.parse();
        let effect = kind.map_or(Effect::Unclear, |kind| Effect::of(kind, &change.data));
        (change.seq, effect)
    };
    let history: Vec<(i64, Effect)> = of.changes.iter().map(effect).collect();
    let mut roster = Roster::new(of.members, of.boards);
    if let Some((oldest, _)) = history.first().filter(|_| of.more) {
        roster.judged_from(*oldest);
    }
    let roster = roster.after(&history);
    let homes = Homes::new(of.moved, of.seq, homes::MOST);
    Stream::new(
        workspace,
        of.epoch,
        of.seq,
        roster,
        homes,
        Limits::default(),
    )
}

fn handing(event: StreamEvent, handed: Option<(Room, RoomReaders)>) -> StreamEvent {
    match handed {
        Some((room, readers)) => event.handing(room, readers),
        None => event,
    }
}

pub(super) fn of_commit(e: &CommittedEvent) -> StreamEvent {
    let event = StreamEvent::new(
        e.seq,
        e.at,
        e.actor_id,
        e.op.as_deref(),
        e.kind.as_str(),
        e.audience.clone(),
        &e.data,
    );
    handing(event, e.handed.clone())
}

fn of_row(row: &EventRow) -> StreamEvent {
    // An audience that only a newer server knows is nobody of ours.
    let audience = row.audience.parse().unwrap_or(Audience::Users(Vec::new()));
    let event = StreamEvent::new(
        row.seq,
        row.at,
        row.actor_id,
        row.op.as_deref(),
        &row.kind,
        audience,
        &row.data,
    );
    handing(event, row.handed.as_deref().and_then(handed))
}
