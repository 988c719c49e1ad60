//! The client's state of one workspace as plain data: no I/O, no clock, no browser. The SPA drives it, and so do the tests
//! and the load generator.
//!
//! - [`Store`]: what the server said (snapshot, parts loaded later, events) and, over it, what the person has done and the
//!   server has not told yet. Every change returns [`Touched`], so that one event wakes one card.
//! - [`boards`] and [`people`]: the areas. What each has of intents, of what they change, of answers and of what is touched is a variant
//!   of the store's [`Intent`], [`Entity`], [`Answer`] and [`Touched`].
//! - [`Op`] and [`Intent`]: an optimistic change; its key is the request's Idempotency-Key and comes back as the event's `op`.
//! - [`Edit`]: a text that is being written, and how it stands to what others write.
//! - [`Queue`]: the requests of those changes, in order per entity, retried with the same key, kept over a reload.
//! - [`Outbox`]: the queues of all of a person's workspaces, and their steps back.
//! - [`Sync`]: the protocol: socket, polling, back-off, badge. Inputs in, outputs out.
//! - [`Feed`]: the activity rail, from events and from pages, each entry once.
//!
//! # Reading
//! ```text
//! store.workspace() -> &Workspace            store.me() -> &MeHere          store.cursor() -> Cursor { epoch, seq }
//! store.members() -> Vec<&Member>            store.member(id) -> Option<&Member>
//! store.boards() -> Vec<&Board>              store.board(id) -> Option<&Board>
//! store.part(board) -> PartState             // Absent | Loading | Loaded | Stale: Absent and Stale want a load
//! store.columns(board) -> Vec<ColumnId>      store.column(id) -> Option<&Column>      // the view, in order
//! store.order(column) -> &[TaskId]           store.count(column) -> usize             // the count holds cards not loaded
//! store.task(id) -> Option<&Task>            store.pending(task) -> bool              // a change of it waits
//! store.feed() -> &Feed                      store.overlays() -> Vec<&str>           // the keys of ops that wait
//! store.given() -> &[Given]                  // what others gave one to do; store.see(task) takes it off
//! store.gone() -> Option<Gone>               // deleted, or the reader is out of it
//! ```
//! # Changing
//! ```text
//! Store::new(snapshot)                          store.reload(snapshot) -> Vec<Touched>              // after a resync
//! store.apply_frame(&Frame)                     -> Result<Vec<Touched>, Gap>                        // from the socket
//! store.apply_events(&Events)                   -> Result<Vec<Touched>, Gap>                        // from polling
//! store.checkpoint(seq)
//! store.begin_part(board) -> Ticket             store.finish_part(ticket, BoardDetail) -> PartLoaded  // Done(touched) | AskAgain | Late
//! store.abandon_part(ticket)                    // the request failed
//! store.apply_task(Task)                        // GET of one task: brings its description
//! store.apply_cards(Vec<Task>)                  // a page of the rest of a done column
//! store.begin_cards() -> Asked                  store.finish_cards(asked, Vec<Task>) -> Vec<Touched>      // the same, safe against late answers
//! store.apply_board(Board), apply_workspace(Workspace)      // answers outside of ops
//! ```
//! # Optimistic changes
//! ```text
//! let op = Op { key, at, intent };                       // key: a new UUID; at: now
//! let Made { touched, undo } = store.make(op.clone());   // undo: Option<Intent>, to be made with a key of its own,
// as store.catch_up(undo)
//! queue.push(op, now);                                   // Queue::new(workspace_id)
//! for request in queue.due(now) { /* send: method, path, body, key, if_match */ }
//! match queue.settle(&key, Reply { status, retry_after_s, body: &body }, now) {  // status 0: no answer came
//!     Settled::Done(answer)      => store.confirm(&key, answer),             // -> Vec<Touched>
//!     Settled::Refused(problem)  => store.refuse(&key),                      // -> Vec<Touched>; toast with problem
//!     Settled::Conflict(c)       => { store.refuse(&key); store.apply_task(c.current) } // show both texts of c.texts
//!     Settled::Again(at)         => { /* call due() again at that time */ }
//!     Settled::Unknown           => {}
//! }
//! queue.retry(&key, now)   queue.forget(&key)   queue.next_at() -> Option<u64>   queue.waiting() -> usize   queue.entry(&key)
//! queue.wake(now)                                        // back online
//! // over a reload: serde_json of the Queue; then queue.adopt(left, now, today), and store.make(op) for each of its ops
//! ```
//! # The protocol
//! ```text
//! let mut sync = Sync::new(workspace_id, build);
//! let outputs = sync.step(Input::…, Context { now, random, cursor: Some(store.cursor()) });
//! Input:  Start | Token { token, expires_in_ms } | Opened | Frame(String) | Closed(u16) | Tick | Online | Visible | Reconnect
//!         | Polled(PollAnswer) | SnapshotLoaded | SnapshotFailed | Gap(Gap) | Say(ClientFrame)
//! Output: Connect | Disconnect | Send(String) | Poll { epoch, after } | LoadSnapshot | RenewToken | SetTimer(at)
//!         | Event(Frame) | Checkpoint(seq) | Events(Events) | Badge(Badge) | Me { rev, what } | Presence { full, users }
//!         | Typing { board_id, task_id, user_ids } | NewBuild(String) | Denied
//! ```
//! A driver executes outputs in order. When the store answers an `Output::Event` or `Output::Events` with [`Gap`], the driver
//! feeds `Input::Gap` with it. Times are milliseconds of any steady clock.

pub mod activity;
mod answer;
mod area;
mod areas;
mod base;
pub mod boards;
mod compare;
pub mod edit;
mod entity;
pub mod event;
pub mod held;
mod intent;
mod list;
mod news;
mod op;
pub mod order;
pub mod outbox;
mod outgoing;
mod parts;
pub mod people;
pub mod queue;
mod replace;
pub mod sorting;
pub mod store;
pub mod sync;
mod table;
mod touched;

pub use activity::Feed;
pub use answer::Answer;
pub use base::Gone;
pub use boards::{Began, Given};
pub use edit::{Edit, Standing};
pub use entity::Entity;
pub use event::{Frame, ReadEvent};
pub use held::Slot;
pub use intent::Intent;
pub use news::{Changes, News};
pub use op::{Made, Op};
pub use outbox::{Outbox, Step};
pub use parts::{Asked, PartLoaded, PartState, Ticket};
pub use queue::{Conflict, Queue, Reply, Request, Settled};
pub use sorting::sort_by;
pub use store::{Cursor, Gap, Store};
pub use sync::{Badge, Context, Input, Output, PollAnswer, Sync};
pub use touched::Touched;
