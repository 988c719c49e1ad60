//! What the stream brings to the workspace, and what one asks of the stream.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Changes, Cursor, Gap, Touched};
use tutti_types::UserId;
use tutti_types::realtime::{ClientFrame, Presence};

use super::Space;
use crate::dom;
use crate::live::{self, Followed, Link, Told};

impl Space {
    /// Begins to follow; to be called once, in the owner of the workspace's page.
    pub fn follow(self) {
        live::follow(self);
    }

    /// Tries at once, as the badge's menu offers.
    pub fn reconnect(self) {
        live::reconnect(self);
        self.wake_queue();
    }

    /// Sends a frame, if the socket is open: what one looks at, that one types.
    pub fn say(self, frame: ClientFrame) {
        live::say(self, frame);
    }

    /// Shows what was applied, or passes on what was missed.
    fn show(self, applied: Result<Changes, Gap>, by: Option<(UserId, i64)>) -> Result<(), Gap> {
        self.arrive(applied?, by);
        Ok(())
    }

    fn meet(self, is_full: bool, users: Vec<Presence>) {
        self.presence.update(|here| {
            if is_full {
                here.clear();
            }
            here.retain(|old| users.iter().all(|new| new.user_id != old.user_id));
            here.extend(users.into_iter().filter(|user| user.online));
        });
    }

    /// The stream left something out.
    fn tell_reloaded(self, touched: &[Touched]) {
        self.update_signals(touched);
        self.reloaded.update(|n| *n += 1);
    }
}

impl Followed for Space {
    fn link(self) -> Option<Rc<Link>> {
        Some(self.core()?.link.clone())
    }

    fn cursor(self) -> Option<Cursor> {
        self.read(|store| store.cursor())
    }

    fn hear(self, told: Told) -> Result<(), Gap> {
        let Some(core) = self.core() else {
            return Ok(());
        };
        match told {
            Told::Event(frame) => {
                let by = frame.event.actor_id.map(|actor| (actor, frame.event.seq));
                let applied = core.store.borrow_mut().apply_frame(&frame);
                return self.show(applied, by);
            }
            Told::Events(events) => {
                let applied = core.store.borrow_mut().apply_events(&events);
                let shown = self.show(applied, None);
                if !events.reload.is_empty() {
                    self.tell_reloaded(&[]);
                }
                return shown;
            }
            Told::Rooms(rooms) => {
                let touched = core.store.borrow_mut().reload_rooms(&rooms);
                self.tell_reloaded(&touched);
            }
            Told::Snapshot(snapshot) => {
                let is_other_life = core.store.borrow().cursor().epoch != snapshot.epoch;
                let touched = core.store.borrow_mut().reload(*snapshot);
                if is_other_life {
                    self.forget_told();
                }
                self.tell_reloaded(&touched);
            }
            Told::Checkpoint(seq) => core.store.borrow_mut().checkpoint(seq),
            Told::Heard => _ = self.heard_at.try_set(dom::steady_ms()),
            Told::Badge(badge) => self.badge.set(Some(badge)),
            Told::Live => {
                self.load_stale();
                self.ask_who_again();
            }
            Told::Me(rev) => {
                if let Some(session) = core.session {
                    spawn_local(session.catch_up(rev));
                }
            }
            Told::Presence { is_full, users } => self.meet(is_full, users),
            Told::NewBuild => self.new_build.set(true),
            Told::Gone => self.gone.set(true),
        }
        Ok(())
    }
}
