//! Hot statements, prepared once per connection.
//!
//! Diesel plans every `UPDATE` of its query builder and every `sql_query` anew, which costs PostgreSQL more than running
//! them. A statement made here has a static `QueryId`, so its plan is kept.

/// Declares a statement: its parameters with their SQL types, what a row of its answer holds, what it `locks`, `holds` already or
/// `makes` if anything (see [`Lock`](crate::locks::Lock)), and its text, in which a parameter's name stands where its value goes, `[CONSTANT]`
/// where a shared piece of text does, and `{TheRow}` where the columns of a [`Row`](crate::row::Row) do. What writes more than one value
/// itself is a `with` parameter: `(it.method)` calls a method that writes into the statement.
macro_rules! statement {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $rust:ty => $sql:ty),* $(,)? } $(with $part:ident: $of:ident)? -> $row:ty
        $(, locks $lock:ident)? $(, holds $held:ident)? $(, makes $made:ident)?; $($piece:tt)+) => {
        $(#[$doc])*
        #[derive(Debug, diesel::query_builder::QueryId)]
        pub struct $name { $(pub $field: $rust,)* $(pub $part: $of)? }

        impl $name {
            $(fn $field<'b>(&'b self, pass: &mut diesel::query_builder::AstPass<'_, 'b, diesel::pg::Pg>) -> diesel::QueryResult<()> {
                pass.push_bind_param::<$sql, _>(&self.$field)
            })*
        }
        impl diesel::query_builder::QueryFragment<diesel::pg::Pg> for $name {
            fn walk_ast<'b>(&'b self, mut pass: diesel::query_builder::AstPass<'_, 'b, diesel::pg::Pg>) -> diesel::QueryResult<()> {
                // Diesel comes here for the text or the values each time that it is run.
                $(crate::locks::take(crate::locks::Lock::$lock);)?
                $(crate::locks::require(crate::locks::Lock::$held);)?
                $(crate::locks::make(crate::locks::Lock::$made);)?
                $(statement!(@piece self, pass, $piece);)+
                Ok(())
            }
        }
        impl diesel::query_builder::Query for $name {
            type SqlType = $row;
        }
        impl diesel::RunQueryDsl<diesel::PgConnection> for $name {}
    };
    (@piece $self:ident, $pass:ident, $text:literal) => { $pass.push_sql($text) };
    (@piece $self:ident, $pass:ident, ($part:ident.$method:ident)) => { $self.$part.$method(&mut $pass)? };
    (@piece $self:ident, $pass:ident, {$row:ty}) => { <$row as crate::row::Row>::columns(&mut $pass) };
    (@piece $self:ident, $pass:ident, [$text:expr]) => { $pass.push_sql($text) };
    (@piece $self:ident, $pass:ident, $field:ident) => { $self.$field(&mut $pass)? };
}
