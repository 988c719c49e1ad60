//! One step: an input, and what the state machine wants done for it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Context, Input, Output, PollAnswer};
use tutti_types::WorkspaceId;
use tutti_types::events::EventsQuery;

use super::socket::{News, Socket};
use super::{Followed, Link, Told};
use crate::{api, dom};

/// Tells the state machine, and does what it wants.
pub(super) fn step(followed: impl Followed, input: Input) {
    let Some(link) = followed.link().filter(|link| !link.is_closed.get()) else {
        return;
    };
    let context = Context {
        now: dom::steady_ms(),
        random: js_sys::Math::random(),
        cursor: followed.cursor(),
    };
    let (outputs, is_newly_live) = {
        let mut sync = link.sync.borrow_mut();
        let was_live = sync.is_live();
        let outputs = sync.step(input, context);
        (outputs, sync.is_live() && !was_live)
    };
    for output in outputs {
        carry_out(followed, &link, output);
    }
    if is_newly_live {
        tell(followed, Told::Live);
    }
}

fn carry_out(followed: impl Followed, link: &Link, output: Output) {
    match output {
        Output::Connect => connect(followed, link),
        Output::Disconnect => drop(link.socket.replace(None)),
        Output::Send(text) => {
            if let Some(socket) = link.socket.borrow().as_ref() {
                socket.send(&text);
            }
        }
        Output::SetTimer(at) => {
            let wait = Duration::from_millis(at.saturating_sub(dom::steady_ms()));
            let timer = set_timeout_with_handle(move || step(followed, Input::Tick), wait).ok();
            if let Some(old) = link.timer.replace(timer) {
                old.clear();
            }
        }
        Output::Poll { epoch, after } => {
            let limit = None;
            poll(
                followed,
                link.ws,
                EventsQuery {
                    epoch,
                    after,
                    limit,
                },
            );
        }
        Output::LoadSnapshot => load_snapshot(followed, link.ws),
        Output::RenewToken => renew_token(followed),
        Output::Event(frame) => tell(followed, Told::Event(frame)),
        Output::Events(events) => tell(followed, Told::Events(events)),
        Output::Reload(rooms) => tell(followed, Told::Rooms(rooms)),
        Output::Checkpoint(seq) => tell(followed, Told::Checkpoint(seq)),
        Output::Badge(badge) => tell(followed, Told::Badge(badge)),
        Output::Me { rev, .. } => tell(followed, Told::Me(rev)),
        Output::Presence { full, users } => {
            let is_full = full;
            tell(followed, Told::Presence { is_full, users });
        }
        Output::Typing { .. } => {}
        Output::NewBuild(_) => tell(followed, Told::NewBuild),
        Output::Denied => tell(followed, Told::Gone),
    }
}

/// Tells it, or asks for what it missed.
fn tell(followed: impl Followed, told: Told) {
    if let Err(gap) = followed.hear(told) {
        step(followed, Input::Gap(gap));
    }
}

fn connect(followed: impl Followed, link: &Link) {
    let socket = Socket::open(move |news| match news {
        News::Opened => step(followed, Input::Opened),
        News::Frame(text) => {
            tell(followed, Told::Heard);
            step(followed, Input::Frame(text));
        }
        News::Closed(code) => step(followed, Input::Closed(code)),
    });
    let failed = socket.is_none();
    link.socket.replace(socket);
    if failed {
        set_timeout(move || step(followed, Input::Closed(1006)), Duration::ZERO);
    }
}

fn poll(followed: impl Followed, ws: WorkspaceId, query: EventsQuery) {
    spawn_local(async move {
        let answer = match api::events::after(ws, &query).await {
            Ok(events) => {
                tell(followed, Told::Heard);
                PollAnswer::Page(events)
            }
            Err(error) => match error.status {
                401 => PollAnswer::Unauthenticated,
                403 | 404 => PollAnswer::Denied,
                _ => PollAnswer::Failed,
            },
        };
        step(followed, Input::Polled(answer));
    });
}

fn load_snapshot(followed: impl Followed, ws: WorkspaceId) {
    spawn_local(async move {
        match api::workspaces::snapshot(ws).await {
            Ok(snapshot) => {
                tell(followed, Told::Snapshot(Box::new(snapshot)));
                step(followed, Input::SnapshotLoaded);
            }
            Err(error) if error.status == 404 => tell(followed, Told::Gone),
            Err(_) => step(followed, Input::SnapshotFailed),
        }
    });
}

fn renew_token(followed: impl Followed) {
    spawn_local(async move {
        if let Ok((token, expires_in_ms)) = api::access_token().await {
            step(
                followed,
                Input::Token {
                    token,
                    expires_in_ms,
                },
            );
        }
    });
}
