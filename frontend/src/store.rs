//! The workspace one is in, as signals: the state itself is plain data in `tutti_state`; this layer asks for it, hands what
//! the person does to the outbox, and turns every [`Touched`] into the one signal that shows it.
//!
//! A signal per card and one per order: an event about one card wakes that card and nothing else. The signals are counted
//! (`ArcRwSignal`), since they are made in callbacks that no component owns.

mod acts;
mod card_status;
mod cards;
mod core;
mod edits;
mod entities;
mod followed;
mod given;
mod names;
mod news;
mod open;
mod others;
mod parts;
mod people;
mod refused_tasks;
mod responses;
mod settle;
mod signals;
mod told;
mod unsaved;

use std::rc::Rc;

use leptos::prelude::*;
use tutti_state::{Badge, Given, PartState};
use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::Member;
use tutti_types::realtime::Presence;
use tutti_types::snapshot::{MeHere, Snapshot};
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, Permission, Rights, TaskId, UserId, WorkspaceId};

use self::core::Core;
use crate::outbox::Outbox;
pub use cards::{CardState, Fault, OrderState, Remote};
pub use edits::text_of;
pub use people::sees;
pub use refused_tasks::RefusedTask;
use told::LastTold;

/// The workspace one is in, by context.
#[derive(Clone, Copy)]
pub struct Space {
    core: StoredValue<Rc<Core>, LocalStorage>,
    pub id: WorkspaceId,
    /// Itself.
    pub workspace: RwSignal<Workspace>,
    /// What one is in it.
    pub me: RwSignal<MeHere>,
    rights: Memo<Rights>,
    /// Its people.
    pub members: RwSignal<Vec<Member>>,
    /// Its boards, in the sidebar's order.
    pub boards: RwSignal<Vec<Board>>,
    /// The state of the connection; none before the first is known.
    pub badge: RwSignal<Option<Badge>>,
    /// When the server was last heard, by the page's steady clock.
    pub heard_at: RwSignal<u64>,
    /// How many changes wait to be sent, those of other workspaces included. Told anew whenever an answer comes.
    pub waiting: RwSignal<usize>,
    /// Who is here.
    pub presence: RwSignal<Vec<Presence>>,
    /// Rises with each new entry of the feed.
    pub feed: RwSignal<u32>,
    /// Everything of the feed up to here was let go of; rises as that goes on.
    pub feed_cut: RwSignal<i64>,
    /// Somebody reads further down in the feed: nothing is let go of.
    pub feed_held: StoredValue<bool>,
    /// What was last told of tasks and boards.
    told: RwSignal<LastTold>,
    /// Rises when something went into the trash, or may have come out of it.
    pub trash: RwSignal<u32>,
    /// Rises when an invitation came, went or was accepted.
    pub invitations: RwSignal<u32>,
    /// Rises when the stream left something out, or could not be followed and the workspace was loaded anew. What is loaded
    /// besides it has missed something.
    pub reloaded: RwSignal<u32>,
    /// The workspace was deleted, or one is out of it.
    pub gone: RwSignal<bool>,
    /// A newer build of the app is there.
    pub new_build: RwSignal<bool>,
    /// What others gave one to do, until one looks at it.
    pub given: RwSignal<Vec<Given>>,
    /// The tasks that the person has just changed; who looks at them takes them off.
    pub acted: RwSignal<Vec<TaskId>>,
}

impl Space {
    /// From its snapshot. What waits in the outbox is shown over it.
    pub fn open(user: UserId, snapshot: Snapshot) -> Self {
        let outbox = Outbox::here();
        outbox.serve(Some(user));
        let core = Core::new(user, snapshot, outbox);
        let given = given::recall(&core);
        let (workspace, me, members, boards) = {
            let store = core.store.borrow();
            (
                store.workspace().clone(),
                store.me().clone(),
                store.members().into_iter().cloned().collect::<Vec<_>>(),
                store.boards().into_iter().cloned().collect::<Vec<_>>(),
            )
        };
        let me = RwSignal::new(me);
        let space = Self {
            id: core.ws,
            core: StoredValue::new_local(Rc::new(core)),
            workspace: RwSignal::new(workspace),
            me,
            rights: Memo::new(move |_| me.with(|me| me.permissions)),
            members: RwSignal::new(members),
            boards: RwSignal::new(boards),
            badge: RwSignal::new(None),
            heard_at: RwSignal::new(crate::dom::steady_ms()),
            waiting: outbox.waiting,
            presence: RwSignal::new(Vec::new()),
            feed: RwSignal::new(0),
            feed_cut: RwSignal::new(0),
            feed_held: StoredValue::new(false),
            told: RwSignal::new(LastTold::default()),
            trash: RwSignal::new(0),
            invitations: RwSignal::new(0),
            reloaded: RwSignal::new(0),
            gone: RwSignal::new(false),
            new_build: RwSignal::new(false),
            given: RwSignal::new(given),
            acted: RwSignal::new(Vec::new()),
        };
        outbox.enter(space);
        space.save_texts_on_leaving();
        space
    }

    /// The workspace of the page this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Its inside; none once its page is gone.
    pub(crate) fn core(self) -> Option<Rc<Core>> {
        self.core.try_get_value()
    }

    /// Reads the state. For what is shown, read a signal.
    pub fn read<T>(self, read: impl FnOnce(&tutti_state::Store) -> T) -> Option<T> {
        let core = self.core()?;
        let store = core.store.borrow();
        Some(read(&store))
    }

    /// All that one may do here. It wakes who asks only when that changes.
    #[track_caller]
    pub fn rights(self) -> Rights {
        self.rights.get()
    }

    /// Whether one may do this here; wakes as [`Space::rights`] does.
    #[track_caller]
    pub fn may(self, permission: Permission) -> bool {
        self.rights().may(permission)
    }

    /// A card's signal; none where there is no such card.
    pub fn card(self, task: TaskId) -> Option<ArcRwSignal<CardState>> {
        self.core()?.card(task)
    }

    /// The signal of a column's order.
    pub fn order(self, column: ColumnId) -> ArcRwSignal<OrderState> {
        self.core().map_or_else(
            || ArcRwSignal::new(OrderState::default()),
            |core| core.order(column),
        )
    }

    /// The signal of a board's columns, in order.
    pub fn columns(self, board: BoardId) -> ArcRwSignal<Vec<Column>> {
        self.core()
            .map_or_else(|| ArcRwSignal::new(Vec::new()), |core| core.columns(board))
    }

    /// The signal of how far a board is loaded.
    pub fn part(self, board: BoardId) -> ArcRwSignal<PartState> {
        self.core().map_or_else(
            || ArcRwSignal::new(PartState::Absent),
            |core| core.part(board),
        )
    }

    /// The board of this id.
    pub fn board(self, board: BoardId) -> Option<Board> {
        self.boards
            .with(|boards| boards.iter().find(|b| b.id == board).cloned())
    }
}
