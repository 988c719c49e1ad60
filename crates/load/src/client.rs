//! A client that takes little CPU: bytes on a TCP stream, nothing made twice.

mod buffer;
mod http;
mod versions;
mod web_socket;

pub use buffer::Buffer;
pub use http::{Http, request};
pub use versions::versions;
pub use web_socket::{WebSocket, whole};
