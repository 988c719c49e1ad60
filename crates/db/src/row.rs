//! What a statement answers: the columns in its text, their SQL types and the struct they are read into are one list.

use diesel::pg::Pg;
use diesel::query_builder::AstPass;

/// What a row is read from. [`row!`] makes it of a struct; where one holds another, it is written by hand.
pub trait Row {
    /// The SQL types of the columns.
    type Sql;
    /// Writes the columns into a statement: `{TheRow}` in the text of a [`statement!`].
    fn columns(pass: &mut AstPass<'_, '_, Pg>);
}

/// The SQL types of a row's columns.
pub type Sql<R> = <R as Row>::Sql;

/// Declares a struct that is read from a table. First come the table's own columns, whose SQL types `schema.rs` knows; then, behind
/// `with`, what is worked out, as SQL type and text; then, behind `then`, what each statement writes itself behind `{TheRow}`, since its
/// text is not the same in all of them. Every statement calls the table by the name given here.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $name:ident of $table:ident as $alias:ident {
            $($(#[$doc:meta])* $field:ident: $rust:ty,)+
        }
        $(with { $($(#[$wdoc:meta])* $with:ident: $wrust:ty => $wsql:ty = $text:expr,)+ })?
        $(then { $($(#[$tdoc:meta])* $then:ident: $trust:ty => $tsql:ty,)+ })?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, diesel::Queryable)]
        pub struct $name {
            $($(#[$doc])* pub $field: $rust,)+
            $($($(#[$wdoc])* pub $with: $wrust,)+)?
            $($($(#[$tdoc])* pub $then: $trust,)+)?
        }
        impl crate::row::Row for $name {
            type Sql = (
                $(<crate::schema::$table::$field as diesel::Expression>::SqlType,)+
                $($($wsql,)+)?
                $($($tsql,)+)?
            );
            fn columns(pass: &mut diesel::query_builder::AstPass<'_, '_, diesel::pg::Pg>) {
                let texts = [
                    $(concat!(stringify!($alias), ".", stringify!($field)),)+
                    $($($text,)+)?
                ];
                for (at, text) in texts.into_iter().enumerate() {
                    if at > 0 {
                        pass.push_sql(", ");
                    }
                    pass.push_sql(text);
                }
            }
        }
    };
}
