//! The time that is written into rows, as the database tells it.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::Timestamptz;

diesel::define_sql_function! {
    /// The real time, but for the example workspace: see `gate.moment` in the migrations.
    #[sql_name = "gate.moment"]
    fn moment(real: Timestamptz) -> Timestamptz;
}

/// When the transaction began.
pub(crate) fn now() -> moment<diesel::dsl::now> {
    moment(diesel::dsl::now)
}

/// So many seconds after the transaction began, by the clock that judges whether that is past: the server's may differ.
pub(crate) fn in_seconds(seconds: i64) -> SqlLiteral<Timestamptz> {
    sql(&format!("now() + interval '{seconds} s'"))
}
