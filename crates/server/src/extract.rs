//! What handlers take from a request. The order of checks is that of the arguments: who asks comes first.

mod body;
mod op;
mod parse;
mod path;
mod person;
mod query;

pub use body::{Body, NoBody};
pub use op::IfMatch;
pub use path::Path;
pub use person::Caller;
pub use query::Query;
