//! This installation.

use diesel::prelude::*;
use diesel::sql_types::Text;

statement!(
    /// The first letters of the installation's id.
    Id { } -> Text;
    "SELECT left(replace(id::text, '-', ''), 12) FROM instance"
);

/// What names this installation among others on the same machine.
///
/// # Errors
/// Where the database fails.
pub fn id(conn: &mut PgConnection) -> QueryResult<String> {
    Id {}.get_result(conn)
}
