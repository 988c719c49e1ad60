//! Who is signed in, and the workspaces they are in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::auth::SignedIn;
use tutti_types::me::{Me, MyWorkspace};
use tutti_types::{UserId, WorkspaceId};

use crate::latest::Latest;
use crate::{api, keys, storage};

/// How far signing in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Asking whether the refresh cookie still stands.
    Starting,
    /// Signed in; the list of workspaces is known.
    In,
    /// Signed out.
    Out,
    /// No answer came.
    Failed,
}

/// A page that was asked for, and by whom, where that is known.
#[derive(Clone)]
struct Asked {
    by: Option<UserId>,
    page: String,
}

/// A workspace that one is out of.
#[derive(Clone, PartialEq, Eq)]
pub struct Lost {
    pub id: WorkspaceId,
    /// Its address then.
    pub slug: String,
    /// Its name then.
    pub name: String,
    /// There is no such workspace any longer.
    pub is_deleted: bool,
}

/// The session, by context.
#[derive(Clone, Copy)]
pub struct Session {
    /// Who is signed in.
    pub user: RwSignal<Option<Me>>,
    /// Where they are a member, in the order they joined.
    pub workspaces: RwSignal<Vec<MyWorkspace>>,
    /// Where they are suspended.
    pub suspended: RwSignal<Vec<MyWorkspace>>,
    /// How far signing in is.
    pub phase: RwSignal<Phase>,
    /// The requests for the list of workspaces.
    lists: Latest,
    /// Where to go once signed in, where a page that needs it was asked for before.
    next: StoredValue<Option<Asked>>,
    /// Whose session ended last on this page, and whether they ended it themselves.
    last: StoredValue<(Option<UserId>, bool)>,
    /// The workspace that was lost while it was open, until one goes elsewhere.
    pub lost: RwSignal<Option<Lost>>,
    /// The workspace that one leaves or deletes: whose end is no news.
    leaving: StoredValue<Option<Leaving>>,
    /// One comes from a screen before a workspace, and none was shown since.
    pub arrived: StoredValue<bool>,
    /// The address that was entered to sign in or up, until one is in.
    pub address: StoredValue<String>,
}

/// A workspace that one leaves or deletes.
#[derive(Clone, Copy)]
struct Leaving {
    id: WorkspaceId,
    /// The server has answered.
    is_done: bool,
}

impl Session {
    /// A session that nobody has begun.
    pub fn new() -> Self {
        Self {
            user: RwSignal::new(None),
            workspaces: RwSignal::new(Vec::new()),
            suspended: RwSignal::new(Vec::new()),
            phase: RwSignal::new(Phase::Starting),
            lists: Latest::new(),
            next: StoredValue::new(None),
            last: StoredValue::new((None, false)),
            lost: RwSignal::new(None),
            leaving: StoredValue::new(None),
            arrived: StoredValue::new(false),
            address: StoredValue::new(String::new()),
        }
    }

    /// The session of the app this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Whether somebody is signed in.
    pub fn is_in(self) -> bool {
        self.phase.get_untracked() == Phase::In
    }

    /// Goes on with the refresh cookie's session, if there is one.
    pub fn resume(self) {
        api::on_signed_out(move || self.end(false));
        self.phase.set(Phase::Starting);
        spawn_local(async move {
            if self.take_up(api::auth::resume().await).await.is_err() {
                self.phase.set(Phase::Failed);
            }
        });
    }

    /// Tries again after a start without an answer; what is shown stays until there is one.
    pub fn retry(self) {
        spawn_local(async move {
            // It is tried again until there is one.
            let _ = self.take_up(api::auth::resume_again().await).await;
        });
    }

    /// Goes on with what a renewal gave. Of several the first to succeed begins the session: what the others say after that, good
    /// or bad, is of no account any more.
    async fn take_up(self, renewed: Result<SignedIn, api::Error>) -> Result<(), api::Error> {
        let is_awaited = || matches!(self.phase.get_untracked(), Phase::Starting | Phase::Failed);
        if !is_awaited() {
            return Ok(());
        }
        let begun = match renewed {
            Ok(signed_in) => self.begin(signed_in).await,
            Err(error) => Err(error),
        };
        match begun {
            Err(_) if !is_awaited() => Ok(()),
            Err(error) if error.status == 401 => {
                self.end(false);
                Ok(())
            }
            begun => begun,
        }
    }

    /// Takes what signing in, signing up or resuming gave, and loads the list of workspaces.
    pub async fn begin(self, signed_in: SignedIn) -> Result<(), api::Error> {
        // The form that asked for it goes by the person's own doing, and the next one gets the focus.
        keys::forget_field();
        self.address.set_value(String::new());
        self.user.set(Some(signed_in.user));
        self.reload_workspaces().await?;
        let is_over = self.user.with_untracked(Option::is_none);
        // To be told anew that one is in would make the page anew.
        if is_over || self.phase.get_untracked() == Phase::In {
            return Ok(());
        }
        self.phase.set(Phase::In);
        self.last.set_value((None, false));
        Ok(())
    }

    /// Asks anew for the list of workspaces, as after making or joining one.
    pub async fn reload_workspaces(self) -> Result<(), api::Error> {
        let asked = self.lists.ask();
        let list = api::workspaces::all().await?;
        if asked.accept() {
            self.take_workspaces(list);
        }
        Ok(())
    }

    fn take_workspaces(self, list: Vec<MyWorkspace>) {
        let (suspended, list): (Vec<_>, Vec<_>) = list.into_iter().partition(|ws| ws.suspended);
        for ws in &list {
            // `boot.js` starts the next load of this workspace by its id before the app knows it.
            storage::remember(&format!("tutti.ws.{}", ws.slug), Some(&ws.id.to_string()));
        }
        if self.workspaces.with_untracked(|old| *old != list) {
            self.workspaces.set(list);
        }
        if self.suspended.with_untracked(|old| *old != suspended) {
            self.suspended.set(suspended);
        }
    }

    /// Reads one's own things where the server has others than are known here: it is past them, or was set back to a backup.
    pub async fn catch_up(self, rev: i64) {
        let person = || {
            self.user
                .with_untracked(|u| u.as_ref().map(|u| (u.id, u.rev)))
        };
        let Some((id, known)) = person().filter(|(_, known)| rev != *known) else {
            return;
        };
        let asked = self.lists.ask();
        let Ok(changes) = api::me::changes(known).await else {
            return;
        };
        if person().is_none_or(|(now, _)| now != id) {
            // Signed out while it was on its way.
            return;
        }
        if let Some(user) = changes.user {
            self.user.set(Some(user));
        }
        if let Some(list) = changes.workspaces.filter(|_| asked.accept()) {
            self.take_workspaces(list);
        }
    }

    /// One leaves this workspace or deletes it: that it ends is no news then.
    pub fn begin_leaving(self, id: WorkspaceId) {
        self.leaving.set_value(Some(Leaving { id, is_done: false }));
    }

    /// That was refused.
    pub fn cancel_leaving(self, id: WorkspaceId) {
        self.forget_leaving(|leaving| leaving.id == id);
    }

    /// One is out.
    pub fn has_left(self, id: WorkspaceId) {
        self.leaving.set_value(Some(Leaving { id, is_done: true }));
    }

    /// One has come in: where one had left it before, that one is out of it some day is news again.
    pub fn enter(self, id: WorkspaceId) {
        self.forget_leaving(|leaving| leaving.id == id && leaving.is_done);
    }

    fn forget_leaving(self, which: impl Fn(&Leaving) -> bool) {
        self.leaving
            .update_value(|leaving| *leaving = leaving.filter(|leaving| !which(leaving)));
    }

    /// Whether one is out of this workspace by one's own doing.
    pub fn is_leaving(self, id: WorkspaceId) -> bool {
        self.leaving
            .get_value()
            .is_some_and(|leaving| leaving.id == id)
    }

    /// Signs out on this device.
    pub async fn sign_out(self) {
        // Whatever the server says, this browser forgets.
        let _ = api::auth::logout().await;
        self.next.set_value(None);
        self.end(true);
    }

    fn end(self, by_choice: bool) {
        api::forget_token();
        let user = self
            .user
            .with_untracked(|user| user.as_ref().map(|user| user.id));
        if by_choice || user.is_some() {
            self.last.set_value((user, by_choice));
        }
        self.user.set(None);
        self.lost.set(None);
        self.lists.forget();
        self.workspaces.set(Vec::new());
        self.suspended.set(Vec::new());
        self.phase.set(Phase::Out);
    }

    /// Whether somebody's session ended here without their asking for it.
    pub fn has_lapsed(self) -> bool {
        self.last
            .with_value(|(user, by_choice)| user.is_some() && !by_choice)
    }

    /// This page was asked for by somebody who has to sign in first. Whoever signs in after a sign-out did not ask for it.
    pub fn come_back_to(self, page: String) {
        let (by, by_choice) = self.last.get_value();
        if !by_choice {
            self.next.set_value(Some(Asked { by, page }));
        }
    }

    /// Where somebody who is signed in belongs: what they asked for, their last or first workspace, or onboarding.
    pub fn home(self) -> String {
        let user = self
            .user
            .with_untracked(|user| user.as_ref().map(|user| user.id));
        let asked = self.next.try_update_value(Option::take).flatten();
        if let Some(asked) = asked.filter(|asked| asked.by.is_none() || asked.by == user) {
            return asked.page;
        }
        let last = storage::recall("tutti.last");
        self.workspaces.with_untracked(|list| {
            let last = last.and_then(|slug| list.iter().find(|ws| ws.slug == slug));
            last.or_else(|| list.first())
                .map_or_else(|| "/onboarding".to_owned(), |ws| format!("/w/{}", ws.slug))
        })
    }
}
