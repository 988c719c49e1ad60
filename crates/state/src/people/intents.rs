//! What a person may do to people; see [`boards::intents`](crate::boards).

mod member_update;

pub use member_update::MemberUpdate;

use super::People;
use crate::area::Act;
use crate::table::intents;

/// The table: a page keeps its intents under the names on the right, and later versions of it read them.
macro_rules! table {
    ($make:ident) => {
        $make! { people: People {
            MemberUpdate = "UpdateMember",
        } }
    };
}

table! { intents }
pub(crate) use table;
