//! The invitations that wait. They are on nobody's screen but this one, so the page loads them itself, and again when the
//! stream tells of a change.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashMap;
use tutti_types::InvitationId;
use tutti_types::events::EventKind;
use tutti_types::invitations::{Invitation, InvitationLink};

use crate::api;
use crate::latest::Latest;
use crate::store::Space;
use crate::text::Words;

/// The list, by context.
#[derive(Clone, Copy)]
pub struct Pending {
    /// The invitations, or why they did not load; none while they do.
    pub list: RwSignal<Option<Result<Vec<Invitation>, Words>>>,
    /// The links that were made on this page; the server tells each only once.
    links: RwSignal<FxHashMap<InvitationId, String>>,
    latest: Latest,
    space: Space,
}

impl Pending {
    /// Loads them, and keeps them current.
    pub fn load() -> Self {
        let space = Space::here();
        let pending = Self {
            list: RwSignal::new(None),
            links: RwSignal::new(FxHashMap::default()),
            latest: Latest::new(),
            space,
        };
        pending.reload();
        space.on_news(tells, move || pending.ask());
        pending
    }

    /// Loads them anew, what is shown staying until then.
    pub fn reload(self) {
        spawn_local(self.ask());
    }

    async fn ask(self) {
        let asked = self.latest.ask();
        let answer = api::invitations::all(self.space.id).await;
        if !asked.is_last() {
            return;
        }
        // A list that is shown is better than the news that a newer one did not load.
        let has_list = |list: &Option<_>| matches!(list, Some(Ok(_)));
        match answer {
            Ok(all) => self.list.set(Some(Ok(all))),
            Err(error) if !self.list.with_untracked(has_list) => {
                self.list.set(Some(Err(error.message())))
            }
            Err(_) => {}
        }
    }

    /// The link of an invitation, where it was made here.
    pub fn link(self, id: InvitationId) -> Option<String> {
        self.links.with(|links| links.get(&id).cloned())
    }

    /// Whether somebody of this address waits already, as far as is known here.
    pub fn waits(self, email: &str) -> bool {
        let waits = self.list.try_with_untracked(|list| {
            let list = list.as_ref().and_then(|list| list.as_ref().ok());
            list.is_some_and(|list| list.iter().any(|one| one.email.eq_ignore_ascii_case(email)))
        });
        waits == Some(true)
    }

    /// Takes a new invitation, or one with a new link.
    pub fn take(self, made: InvitationLink) {
        let id = made.invitation.id;
        self.links.update(|links| {
            links.insert(id, made.link);
        });
        self.list.update(|list| {
            if let Some(Ok(list)) = list {
                // One address has one invitation; the server took the other back.
                let email = &made.invitation.email;
                list.retain(|one| one.id != id && !one.email.eq_ignore_ascii_case(email));
                list.insert(0, made.invitation);
            }
        });
    }

    /// Takes one off.
    pub fn drop_one(self, id: InvitationId) {
        self.list.update(|list| {
            if let Some(Ok(list)) = list {
                list.retain(|one| one.id != id);
            }
        });
    }
}

/// Whether an invitation came or went by it.
const fn tells(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::InvitationCreated
            | EventKind::InvitationRevoked
            | EventKind::InvitationAccepted
            | EventKind::MemberJoined
    )
}
