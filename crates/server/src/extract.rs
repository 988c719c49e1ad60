//! What handlers take from a request. The order of checks is that of the arguments: who asks comes first.

mod body;
mod caller;
mod condition;
mod fault;
mod listing;
mod op;
mod parse;
mod path;
mod query;

pub use body::{Body, NoBody};
pub use caller::Caller;
pub(crate) use caller::{of as caller, require_session};
pub use condition::{IfMatch, IfNoneMatch};
pub use listing::Listing;
pub use path::Path;
pub use query::Query;
