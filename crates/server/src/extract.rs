//! What handlers take from a request. The order of checks is that of the arguments: who asks comes first.

mod body;
mod condition;
mod listing;
mod op;
mod parse;
mod path;
mod person;
mod query;

pub use body::{Body, NoBody};
pub use condition::{IfMatch, IfNoneMatch};
pub use listing::Listing;
pub use path::Path;
pub use person::Caller;
pub(crate) use person::of as caller;
pub use query::Query;
