//! The SQLSTATE of an error: what went wrong, in five characters that no language changes (PostgreSQL, appendix A).
//!
//! Diesel reads it, makes of some states a kind of its own, and gives the rest away as text only.

use std::ffi::{CStr, c_int};
use std::fmt;
use std::ptr::{self, NonNull};

use diesel::result::{DatabaseErrorInformation, Error as DieselError};
use pq_sys::{PG_DIAG_SQLSTATE, PGresult, PQresultErrorField};

/// Five digits and capital letters, of which the first two are the class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SqlState([u8; 5]);

impl SqlState {
    /// The state of an error that the database answered with; `None` for one that libpq or Diesel made.
    #[must_use]
    pub fn of(error: &DieselError) -> Option<Self> {
        match error {
            DieselError::DatabaseError(_, info) => Self::read(&**info),
            _ => None,
        }
    }

    #[expect(
        unsafe_code,
        reason = "Diesel keeps what libpq answered, and shows all of it but the state"
    )]
    fn read(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> Option<Self> {
        // Diesel's texts of its own.
        if size_of_val(info) != size_of::<NonNull<PGresult>>() {
            return None;
        }
        let field = c_int::from(PG_DIAG_SQLSTATE);
        // SAFETY: in the version of Diesel that Cargo.toml asks for, two types have this trait: `String`, which is larger, and
        // `PgErrorInformation`. That holds nothing but a `RawResult`, and that nothing but a `NonNull<PGresult>`, which lives as
        // long as it does. A field as large as its struct lies at its beginning. The text belongs to the result.
        let state = unsafe {
            let result = ptr::from_ref(info).cast::<NonNull<PGresult>>().read();
            let text = PQresultErrorField(result.as_ptr(), field);
            NonNull::new(text).map(|text| CStr::from_ptr(text.as_ptr()))
        };
        state?.to_bytes().try_into().ok().map(Self)
    }

    /// The five characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
