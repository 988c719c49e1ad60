//! A client that takes little CPU: bytes on a TCP stream, nothing made twice.

mod buffer;
mod http;
mod socket;
mod versions;

pub use buffer::Buffer;
pub use http::{Http, request};
pub use socket::{Socket, whole};
pub use versions::versions;
