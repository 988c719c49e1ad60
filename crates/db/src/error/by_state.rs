//! What an SQLSTATE means for whoever asked: the one table of state → error.

use diesel::result::Error as DieselError;
use tutti_types::ErrorCode;

use super::Error;
use crate::sqlstate::SqlState;

/// What to make of an error that no constraint explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// Another transaction was in the way: try again.
    Contended,
    /// The database is busy or being worked on: come back.
    Busy,
    /// It has no room, memory or working disk.
    Exhausted,
    /// It takes no writes.
    ReadOnly,
    /// This connection is of no more use; another one may be.
    Connection,
    /// A text holds what PostgreSQL has no place for.
    Character,
    /// The tables are not there, or not ours to use: the database is being restored, or somebody took a right away.
    Unprepared,
    /// A statement of ours is wrong.
    Ours,
}

fn meaning(state: &str) -> Meaning {
    let class = state.get(..2).unwrap_or_default();
    match (class, state) {
        (_, "25006") => Meaning::ReadOnly,
        // Serialization, deadlock, or a transaction that was rolled back for others' sake.
        (_, "40003") => Meaning::Connection,
        ("40", _) => Meaning::Contended,
        // A NUL, or what the database's encoding lacks.
        (_, "22021" | "22P05") => Meaning::Character,
        // Ended by the database for having been idle, in a transaction or for too long.
        (_, "25P03" | "25P04") => Meaning::Connection,
        // A plan that was kept is void since a table changed, or a pooler handed out the connection that does not have it.
        (_, "0A000" | "26000" | "42P05") => Meaning::Connection,
        // The numbers of transactions run out: somebody has to vacuum.
        (_, "54000") => Meaning::Exhausted,
        // Cancelled: by the statement's timeout, or by the operator.
        (_, "57014" | "57000") => Meaning::Busy,
        // Shut down, crashed, starting, dropped; the connection exceptions; who may connect at all.
        ("57" | "08" | "28" | "3D", _) => Meaning::Connection,
        // Disk full, out of memory, too many connections; errors of the system and of the database itself, broken files.
        ("53" | "58" | "F0" | "XX", _) => Meaning::Exhausted,
        // A lock that was not given in time, something in use; a snapshot that is too old.
        ("55" | "72", _) => Meaning::Busy,
        // No such table, no such schema, no right to it.
        (_, "42P01" | "3F000" | "42501") => Meaning::Unprepared,
        _ => Meaning::Ours,
    }
}

/// The error of a state.
pub(super) fn error(state: SqlState, cause: DieselError) -> Error {
    let why = || format!("{cause} (SQLSTATE {state})").into();
    match meaning(state.as_str()) {
        Meaning::Contended => Error::Contended,
        Meaning::Busy => Error::Unavailable(why()),
        Meaning::Unprepared => {
            tracing::error!(%cause, %state, "the database's tables are not there, or Tutti may not use them");
            Error::Unavailable(why())
        }
        Meaning::Exhausted => Error::Exhausted(why()),
        Meaning::ReadOnly => Error::ReadOnly,
        Meaning::Connection => Error::Lost(why()),
        Meaning::Character => Error::refused(
            ErrorCode::BadRequest,
            "A text holds a character that cannot be kept, such as NUL.",
        ),
        Meaning::Ours => Error::Database(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each class of appendix A, and each state that means something else than its class.
    #[test]
    fn every_class_of_states_has_its_meaning() {
        for (meant, states) in [
            (Meaning::Contended, "40000 40001 40002 40P01"),
            (Meaning::Busy, "55000 55006 55P02 55P03 57000 57014 72000"),
            (
                Meaning::Exhausted,
                "53000 53100 53200 53300 53400 54000 58000 58030 58P01 58P02 F0000 XX000 XX001 XX002",
            ),
            (Meaning::ReadOnly, "25006"),
            (
                Meaning::Connection,
                "08000 08001 08003 08004 08006 08P01 0A000 25P03 25P04 26000 28000 28P01 3D000 40003 42P05 57P01 57P02 57P03 57P04 57P05",
            ),
            (Meaning::Character, "22021 22P05"),
            (Meaning::Unprepared, "3F000 42501 42P01"),
            (
                Meaning::Ours,
                "03000 09000 0B000 0F001 0L000 0P000 0Z002 20000 21000 22001 22003 22012 22P02 23502 24000 25001 25P02 27000 \
                 2B000 2D000 2F002 34000 38000 39000 3B001 42601 42703 42883 44000 54001 54011 HV000 P0001",
            ),
        ] {
            for state in states.split_whitespace() {
                assert_eq!(meaning(state), meant, "{state}");
            }
        }
    }
}
