//! What the server's frames mean.

use tutti_types::realtime::ClientFrame;

use super::link::Link;
use super::{Context, Output, Snapshot, Sync};
use crate::event::AnyFrame;

impl Sync {
    pub(super) fn hear(&mut self, text: &str, context: Context, out: &mut Vec<Output>) {
        let now = context.now;
        self.last_heard = now;
        if let Link::Live { heard, pinged } = &mut self.link {
            *heard = now;
            *pinged = None;
        }
        // A frame that cannot be read is of a newer server; the next event's `prev` will tell if it mattered.
        let Some(frame) = AnyFrame::read(text) else {
            return;
        };
        if frame.workspace_id.is_some_and(|id| id != self.workspace_id) {
            return;
        }
        let live = matches!(self.link, Link::Live { .. });
        match frame.r#type.as_str() {
            "event" if live => out.extend(frame.into_event().map(Output::Event)),
            "checkpoint" if live => out.extend(frame.seq.map(Output::Checkpoint)),
            "reload" if live => out.push(Output::Reload(frame.rooms)),
            "ready" => {
                if let Some(build) = frame.build
                    && build != self.build
                {
                    self.build.clone_from(&build);
                    out.push(Output::NewBuild(build));
                }
                out.extend(frame.rev.map(|rev| Output::Me { rev, what: None }));
                // The answer to a renewal changes nothing else.
                if let Link::Greeting { since, .. } = self.link {
                    self.link = Link::Idle { since };
                    self.subscribe(context, out);
                }
            }
            "subscribed" => {
                if matches!(self.link, Link::Subscribing { .. }) {
                    self.link = Link::Live {
                        heard: now,
                        pinged: None,
                    };
                    self.attempts = 0;
                }
            }
            "resync" => self.resync(now),
            "denied" => self.deny(out),
            "me" => {
                let what = frame.what.and_then(|what| what.parse().ok());
                out.extend(frame.rev.map(|rev| Output::Me { rev, what }));
            }
            "presence" => out.push(Output::Presence {
                full: frame.full.unwrap_or(false),
                users: frame.users.unwrap_or_default(),
            }),
            "typing" => {
                let place = frame.board_id.zip(frame.task_id);
                if let Some(((board_id, task_id), user_ids)) = place.zip(frame.user_ids) {
                    out.push(Output::Typing {
                        board_id,
                        task_id,
                        user_ids,
                    });
                }
            }
            _ => {}
        }
    }

    /// Follows the workspace from the store's cursor, once there is one.
    pub(super) fn subscribe(&mut self, context: Context, out: &mut Vec<Output>) {
        let (Link::Idle { since }, Snapshot::Loaded, Some(cursor)) =
            (self.link, self.snapshot, context.cursor)
        else {
            return;
        };
        self.link = Link::Subscribing {
            since,
            at: context.now,
        };
        say(
            out,
            &ClientFrame::Subscribe {
                workspace_id: self.workspace_id,
                epoch: Some(cursor.epoch),
                after: Some(cursor.seq),
            },
        );
    }

    /// Begins the subscription anew. What is still on its way of the old one is dropped.
    pub(super) fn resubscribe(&mut self, context: Context, out: &mut Vec<Output>) {
        if matches!(self.link, Link::Live { .. } | Link::Subscribing { .. }) {
            let since = self.link.away_since().unwrap_or(context.now);
            let workspace_id = self.workspace_id;
            say(out, &ClientFrame::Unsubscribe { workspace_id });
            self.link = Link::Idle { since };
            self.subscribe(context, out);
        }
    }

    /// The snapshot has to be loaded anew; the socket waits for it.
    pub(super) fn resync(&mut self, now: u64) {
        if self.snapshot == Snapshot::Loaded {
            self.snapshot = Snapshot::Wanted(now);
        }
        if matches!(self.link, Link::Live { .. } | Link::Subscribing { .. }) {
            let since = self.link.away_since().unwrap_or(now);
            self.link = Link::Idle { since };
        }
    }

    pub(super) fn deny(&mut self, out: &mut Vec<Output>) {
        self.stopped = true;
        out.push(Output::Disconnect);
        out.push(Output::Denied);
    }
}

pub(super) fn say(out: &mut Vec<Output>, frame: &ClientFrame) {
    // Frames are texts, ids and numbers: writing them cannot fail.
    out.extend(serde_json::to_string(frame).ok().map(Output::Send));
}
