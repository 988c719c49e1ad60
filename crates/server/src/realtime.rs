//! The realtime side of a node: its sockets, and the streams they follow.
//!
//! [`Hub`] is where commits arrive and from where frames leave; [`driver`] is one connection and
//! `families` what it may send; what they may see and in which
//! order is decided by the plain data structures of `tutti-realtime`.

pub mod body;
mod catch_up;
mod connection;
pub mod driver;
mod families;
pub mod hub;
pub(crate) mod incoming;
mod keep_up;
pub mod queue;
mod served;

pub use hub::Hub;
