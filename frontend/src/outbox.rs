//! What the person did and the server has not answered yet, in all their workspaces. It belongs to the person and not to the
//! workspace that is open: it is sent from any page, and taken back where it was done.
//!
//! The requests and their order are plain data (`tutti_state::Outbox`). This layer sends them, keeps them over a reload
//! (`persist`), and brings the answers to the workspace that is open, or tells of them where that is another one (`away`).

mod away;
mod open;
mod persist;
mod send;
mod undo;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tutti_state::queue::State;
use tutti_state::{Op, Queue};
use tutti_types::{UserId, WorkspaceId};

use crate::drafts::Drafts;
use crate::effect::effect;
use crate::session::Session;
use crate::text::Words;
use crate::ui::Toasts;
use crate::{dom, storage};
pub use open::OpenWorkspace;
pub use undo::Undone;

/// The outbox, by context.
#[derive(Clone, Copy)]
pub struct Outbox {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// How many changes wait to be sent. Told anew whenever an answer comes.
    pub waiting: RwSignal<usize>,
    /// Whether the browser has what waits, should the page go.
    pub is_kept: RwSignal<bool>,
}

/// Nothing here is borrowed while a signal is set, since what wakes may come back.
struct Inner {
    /// Whose it is.
    user: Cell<Option<UserId>>,
    state: RefCell<tutti_state::Outbox>,
    /// The workspace that is open.
    open: RefCell<Option<Rc<dyn OpenWorkspace>>>,
    /// Rises with each workspace that is opened.
    opened: Cell<u32>,
    /// Why new tasks were refused, by the keys of their ops.
    refusals: RefCell<FxHashMap<String, Words>>,
    /// Who waits for the answer to an op, by its key.
    awaited: RefCell<FxHashMap<String, js_sys::Function>>,
    /// The entries of the browser's storage that are this page's or waited for.
    names: RefCell<FxHashSet<String>>,
    timer: RefCell<Option<TimeoutHandle>>,
    toasts: Toasts,
    session: Session,
    drafts: Drafts,
}

impl Outbox {
    /// Starts it; to be called once, where the app begins. It is whoever's is signed in.
    pub fn start(session: Session, toasts: Toasts, drafts: Drafts) -> Self {
        let inner = Inner {
            user: Cell::new(None),
            state: RefCell::default(),
            open: RefCell::default(),
            opened: Cell::default(),
            refusals: RefCell::default(),
            awaited: RefCell::default(),
            names: RefCell::default(),
            timer: RefCell::default(),
            toasts,
            session,
            drafts,
        };
        let outbox = Self {
            inner: StoredValue::new_local(Rc::new(inner)),
            waiting: RwSignal::new(0),
            is_kept: RwSignal::new(storage::works()),
        };
        outbox.listen();
        let user = Memo::new(move |_| session.user.with(|user| user.as_ref().map(|user| user.id)));
        effect(move || outbox.serve(user.get()));
        outbox
    }

    /// The outbox of the app this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Takes up what this person left to be sent. What somebody else left stays in the browser until they are back.
    pub fn serve(self, user: Option<UserId>) {
        let inner = self.inner();
        if inner.user.replace(user) == user {
            return;
        }
        inner.state.take();
        inner.refusals.take();
        if let Some(timer) = inner.timer.take() {
            timer.clear();
        }
        for (_, tell) in inner.awaited.take() {
            undo::answer(&tell, false);
        }
        self.waiting.set(0);
        if let Some(user) = user {
            self.restore(user);
        }
    }

    /// A workspace is open, until the owner this is called in goes. What waits in it is laid over what the server said.
    pub fn enter(self, space: impl OpenWorkspace + 'static) {
        let inner = self.inner();
        let space = Rc::new(space);
        let opened = inner.opened.get() + 1;
        inner.opened.set(opened);
        inner.open.replace(Some(space.clone()));
        on_cleanup(move || {
            let inner = self.inner();
            // The next workspace may have come before this one went.
            if inner.opened.get() == opened {
                inner.open.take();
            }
        });
        let ops: Vec<Op> = {
            let mut state = inner.state.borrow_mut();
            let queue = state.queue_mut(space.id());
            queue.release(dom::steady_ms());
            queue.ops().cloned().collect()
        };
        space.lay_over(ops);
        self.pump();
    }

    /// This workspace, where it is open.
    fn open(self, workspace: WorkspaceId) -> Option<Rc<dyn OpenWorkspace>> {
        let space = self.inner().open.borrow().clone();
        space.filter(|space| space.id() == workspace)
    }

    /// Queues what was done; [`Self::pump`] sends it.
    pub fn push(self, workspace: WorkspaceId, op: Op) {
        let inner = self.inner();
        let mut state = inner.state.borrow_mut();
        state.queue_mut(workspace).push(op, dom::steady_ms());
    }

    /// Does again what was refused. Where its workspace is open that shows at once; elsewhere it is only sent.
    pub fn retry(self, workspace: WorkspaceId, key: &str) {
        let retry = |queue: &mut Queue| queue.retry(key, dom::steady_ms());
        let Some(op) = self.change(workspace, retry) else {
            return;
        };
        self.set_refusal(key, None);
        if let Some(space) = self.open(workspace) {
            space.retried(op);
        }
        self.pump();
    }

    /// Reads the queue of a workspace.
    pub fn read<T>(self, workspace: WorkspaceId, read: impl FnOnce(&Queue) -> T) -> Option<T> {
        let inner = self.inner();
        let state = inner.state.borrow();
        state.queue(workspace).map(read)
    }

    /// Changes the queue of a workspace.
    pub fn change<T>(self, workspace: WorkspaceId, change: impl FnOnce(&mut Queue) -> T) -> T {
        let inner = self.inner();
        let mut state = inner.state.borrow_mut();
        change(state.queue_mut(workspace))
    }

    /// Whether what was done under this key stands refused. Tracked.
    pub fn is_refused(self, workspace: WorkspaceId, key: &str) -> bool {
        self.is_in(workspace, key, State::Refused)
    }

    /// Whether an op waits, or does not, in this way. Tracked.
    fn is_in(self, workspace: WorkspaceId, key: &str, wanted: State) -> bool {
        // It is told anew whenever the queues change.
        self.waiting.track();
        let is_in = |queue: &Queue| queue.entry(key).is_some_and(|entry| entry.state == wanted);
        self.read(workspace, is_in) == Some(true)
    }

    /// Why a new task was refused, where this page was told.
    pub fn refusal(self, key: &str) -> Option<Words> {
        self.inner().refusals.borrow().get(key).cloned()
    }

    /// Keeps or forgets why.
    pub fn set_refusal(self, key: &str, why: Option<Words>) {
        let inner = self.inner();
        let mut refusals = inner.refusals.borrow_mut();
        match why {
            Some(why) => refusals.insert(key.to_owned(), why),
            None => refusals.remove(key),
        };
    }
}
