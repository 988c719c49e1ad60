//! A client of Tutti for tests and measurements. It needs nothing of the server.
//!
//! - [`Http`] and [`WebSocket`] take little CPU: bytes on a TCP stream, nothing made twice. Measurements use them as they are.
//! - [`Follower`] is what somebody knows of a workspace: the state that the browser keeps (`crates/state`), loaded once and kept
//!   current by events alone. It asks by whatever implements [`Ask`], so that tests can hold each answer against the contract.

pub mod ask;
mod buffer;
pub mod follower;
pub mod frame;
pub mod http;
pub mod web_socket;

pub use ask::Ask;
pub use buffer::Buffer;
pub use follower::{Follower, Polled};
pub use frame::Frame;
pub use http::{Http, request};
pub use web_socket::{WebSocket, whole};
