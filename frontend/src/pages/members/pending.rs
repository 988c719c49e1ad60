//! The invitations that wait. They are on nobody's screen but this one, so the page loads them itself, and again when the
//! stream tells of a change.

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use tutti_types::InvitationId;
use tutti_types::invitations::{Invitation, InvitationLink};

use crate::api;
use crate::remote::Remote;
use crate::store::Space;

/// The list, by context.
#[derive(Clone, Copy)]
pub struct Pending {
    /// The invitations.
    pub list: Remote<Vec<Invitation>>,
    /// The links that were made on this page; the server tells each only once.
    links: RwSignal<FxHashMap<InvitationId, String>>,
}

impl Pending {
    /// Loads them, and keeps them current.
    pub fn load() -> Self {
        let space = Space::here();
        let pending = Self {
            list: Remote::new(move || api::invitations::all(space.id)),
            links: RwSignal::new(FxHashMap::default()),
        };
        space.on_news(space.invitations, move || pending.list.request.refresh());
        pending
    }

    /// The link of an invitation, where it was made here.
    pub fn link(self, id: InvitationId) -> Option<String> {
        self.links.with(|links| links.get(&id).cloned())
    }

    /// Whether somebody of this address waits already, as far as is known here.
    pub fn waits(self, email: &str) -> bool {
        let waits = self.list.thing.try_with_untracked(|list| {
            let mut list = list.iter().flatten();
            list.any(|one| one.email.eq_ignore_ascii_case(email))
        });
        waits == Some(true)
    }

    /// Takes a new invitation, or one with a new link.
    pub fn take(self, made: InvitationLink) {
        let id = made.invitation.id;
        self.links.update(|links| {
            links.insert(id, made.link);
        });
        self.list.change(|list| {
            // One address has one invitation; the server took the other back.
            let email = &made.invitation.email;
            list.retain(|one| one.id != id && !one.email.eq_ignore_ascii_case(email));
            list.insert(0, made.invitation);
        });
    }

    /// Takes one off.
    pub fn drop_one(self, id: InvitationId) {
        self.list.change(|list| list.retain(|one| one.id != id));
    }
}
