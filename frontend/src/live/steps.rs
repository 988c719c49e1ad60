//! One step: an input, and what the state machine wants done for it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Context, Gap, Input, Output, PollAnswer, Touched};
use tutti_types::UserId;
use tutti_types::events::EventsQuery;
use tutti_types::realtime::Presence;

use super::socket::{News, Socket};
use crate::store::Space;
use crate::{api, dom};

impl Space {
    /// Tells the state machine, and does what it wants.
    pub(super) fn step(self, input: Input) {
        let Some(core) = self.core().filter(|core| core.alive.get()) else {
            return;
        };
        let context = Context {
            now: dom::steady_ms(),
            random: js_sys::Math::random(),
            cursor: Some(core.store.borrow().cursor()),
        };
        let (outputs, is_newly_live) = {
            let mut sync = core.link.sync.borrow_mut();
            let was_live = sync.is_live();
            let outputs = sync.step(input, context);
            (outputs, sync.is_live() && !was_live)
        };
        for output in outputs {
            self.carry_out(output);
        }
        if is_newly_live {
            self.load_stale();
        }
    }

    fn carry_out(self, output: Output) {
        let Some(core) = self.core() else { return };
        match output {
            Output::Connect => {
                let socket = Socket::open(move |news| match news {
                    News::Opened => self.step(Input::Opened),
                    News::Frame(text) => {
                        self.heard_at.set(dom::steady_ms());
                        self.step(Input::Frame(text));
                    }
                    News::Closed(code) => self.step(Input::Closed(code)),
                });
                let failed = socket.is_none();
                core.link.socket.replace(socket);
                if failed {
                    set_timeout(move || self.step(Input::Closed(1006)), Duration::ZERO);
                }
            }
            Output::Disconnect => drop(core.link.socket.replace(None)),
            Output::Send(text) => {
                if let Some(socket) = core.link.socket.borrow().as_ref() {
                    socket.send(&text);
                }
            }
            Output::SetTimer(at) => {
                let wait = Duration::from_millis(at.saturating_sub(dom::steady_ms()));
                let timer = set_timeout_with_handle(move || self.step(Input::Tick), wait).ok();
                if let Some(old) = core.link.timer.replace(timer) {
                    old.clear();
                }
            }
            Output::Poll { epoch, after } => self.poll(EventsQuery {
                epoch,
                after,
                limit: None,
            }),
            Output::LoadSnapshot => self.load_snapshot(),
            Output::RenewToken => self.renew_token(),
            Output::Event(frame) => {
                let (actor, seq) = (frame.actor_id, frame.seq);
                let applied = core.store.borrow_mut().apply_frame(&frame);
                self.take(applied, actor.map(|actor| (actor, seq)));
            }
            Output::Events(events) => {
                let applied = core.store.borrow_mut().apply_events(&events);
                self.take(applied, None);
                if !events.reload.is_empty() {
                    self.reloaded.update(|n| *n += 1);
                }
            }
            Output::Reload(rooms) => {
                let touched = core.store.borrow_mut().reload_rooms(&rooms);
                self.touch(&touched);
                self.reloaded.update(|n| *n += 1);
            }
            Output::Checkpoint(seq) => core.store.borrow_mut().checkpoint(seq),
            Output::Badge(badge) => self.badge.set(Some(badge)),
            Output::Me { rev, .. } => {
                if let Some(session) = core.session {
                    spawn_local(session.catch_up(rev));
                }
            }
            Output::Presence { full, users } => self.meet(full, users),
            Output::Typing { .. } => {}
            Output::NewBuild(_) => self.new_build.set(true),
            Output::Denied => self.gone.set(true),
        }
    }

    /// Shows what was applied, or asks for what was missed.
    fn take(self, applied: Result<Vec<Touched>, Gap>, by: Option<(UserId, i64)>) {
        match applied {
            Ok(touched) => self.arrive(touched, by),
            Err(gap) => self.step(Input::Gap(gap)),
        }
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

    fn poll(self, query: EventsQuery) {
        spawn_local(async move {
            let answer = match api::events::after(self.id, &query).await {
                Ok(events) => {
                    self.heard_at.try_set(dom::steady_ms());
                    PollAnswer::Page(events)
                }
                Err(error) => match error.status {
                    401 => PollAnswer::Unauthenticated,
                    403 | 404 => PollAnswer::Denied,
                    _ => PollAnswer::Failed,
                },
            };
            self.step(Input::Polled(answer));
        });
    }

    fn load_snapshot(self) {
        spawn_local(async move {
            let answer = api::workspaces::snapshot(self.id).await;
            let Some(core) = self.core() else { return };
            match answer {
                Ok(snapshot) => {
                    let touched = core.store.borrow_mut().reload(snapshot);
                    self.touch(&touched);
                    self.reloaded.update(|n| *n += 1);
                    self.step(Input::SnapshotLoaded);
                }
                Err(error) if error.status == 404 => self.gone.set(true),
                Err(_) => self.step(Input::SnapshotFailed),
            }
        });
    }

    fn renew_token(self) {
        spawn_local(async move {
            if let Ok((token, expires_in_ms)) = api::access_token().await {
                self.step(Input::Token {
                    token,
                    expires_in_ms,
                });
            }
        });
    }
}
