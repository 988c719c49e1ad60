//! The hub: what a node knows of the streams it serves and of the sockets that follow them.
//!
//! Plain data structures without I/O, clock or lock: the server passes in the time and what PostgreSQL answered, holds
//! one mutex around each [`Stream`] and one around the [`SocketRegistry`], and does what they report. So thousands of
//! interleavings of commits, losses, joins and crashes can be played through in a second (`tests/interleavings`).
//!
//! [`Sequencer`] releases a stream in order, [`Roster`] says who is a member and what each may read, [`Homes`] where moved
//! tasks are, [`Stream`] joins these with the subscribers, [`Presence`] tells who is here, [`Typing`] who types, [`SocketRegistry`] knows every open socket,
//! [`Allowance`] counts a socket's frames.

pub mod allowance;
pub mod budget;
pub mod event;
pub mod frame;
pub mod homes;
pub mod outbox;
pub mod presence;
pub mod roster;
pub mod sequencer;
pub mod socket_registry;
pub mod stream;
pub mod typing;

pub use allowance::Allowance;
pub use event::{Carried, StreamEvent};
pub use homes::Homes;
pub use outbox::{Full, Outbox};
pub use presence::{Presence, PresenceLocation};
pub use roster::{Effect, Roster};
pub use sequencer::{Hole, Offered, Sequencer};
pub use socket_registry::SocketRegistry;
pub use stream::{Limits, Page, Position, Pull, Reason, Refused, Removal, Removed, Stream};
pub use typing::Typing;
