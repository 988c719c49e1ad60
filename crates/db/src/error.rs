//! Why something was not done.

use std::borrow::Cow;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use tutti_types::{ErrorCode, FieldError};

/// What anything that can be refused returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a transaction was rolled back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be carried out, and the person is told why.
    #[error("{0:?}")]
    Refused(Box<Refusal>),
    /// The database is away, or every connection is busy for too long.
    #[error("the database is not available: {0}")]
    Unavailable(Cow<'static, str>),
    /// The connection is gone, or nobody knows what became of the commit. To the person the same as [`Error::Unavailable`].
    #[error("the connection to the database was lost: {0}")]
    Lost(Cow<'static, str>),
    /// Two transactions got in each other's way; the gate tries again.
    #[error("a concurrent change was in the way")]
    Contended,
    /// Anything else is our fault.
    #[error(transparent)]
    Database(DieselError),
}

/// A refusal as the person will see it.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The stable code.
    pub code: ErrorCode,
    /// What was wrong this time.
    pub detail: Cow<'static, str>,
    /// With `validation_failed`: the fields.
    pub errors: Vec<FieldError>,
    /// With `version_conflict`: the resource as it is now.
    pub current: Option<serde_json::Value>,
}

impl Error {
    /// A refusal with a code and a sentence.
    pub fn refused(code: ErrorCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Refused(Box::new(Refusal {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            current: None,
        }))
    }
    /// The one 404, for what does not exist and for what is not the reader's to know of.
    pub fn not_found() -> Self {
        Self::refused(
            ErrorCode::NotFound,
            "There is nothing here, or it is not yours to see.",
        )
    }
    /// A member without the right.
    pub fn forbidden() -> Self {
        Self::refused(
            ErrorCode::Forbidden,
            "Your role in this workspace does not allow this.",
        )
    }
    /// One field is not right.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        let error = FieldError {
            field: field.into(),
            code: "invalid".to_owned(),
            message: message.into(),
        };
        Self::Refused(Box::new(Refusal {
            code: ErrorCode::ValidationFailed,
            detail: format!("{} {}.", error.field, error.message).into(),
            errors: vec![error],
            current: None,
        }))
    }
    /// `If-Match` is stale.
    pub fn conflict(current: &impl serde::Serialize) -> Self {
        Self::Refused(Box::new(Refusal {
            code: ErrorCode::VersionConflict,
            detail: "Somebody changed it after you loaded it.".into(),
            errors: Vec::new(),
            current: serde_json::to_value(current).ok(),
        }))
    }
    /// Whether the connection it came over can no longer be used.
    #[must_use]
    pub const fn lost_connection(&self) -> bool {
        matches!(self, Self::Lost(_))
    }
}

/// What the name of a broken constraint means to the person.
fn by_constraint(name: &str) -> Option<Error> {
    let refused = |code, detail: &'static str| Some(Error::refused(code, detail));
    match name {
        "users_email_key" => refused(
            ErrorCode::EmailTaken,
            "An account with this address exists. Sign in instead.",
        ),
        "workspaces_slug_key" => {
            refused(ErrorCode::SlugTaken, "Another workspace has this address.")
        }
        "workspaces_pkey" | "boards_pkey" | "columns_pkey" | "tasks_pkey" | "invitations_pkey" => {
            refused(ErrorCode::IdTaken, "Something else has this id.")
        }
        "workspace_members_pkey" => refused(
            ErrorCode::AlreadyMember,
            "They are a member of this workspace.",
        ),
        "tasks_position_key"
        | "columns_position_key"
        | "idempotency_keys_pkey"
        | "tasks_workspace_id_board_id_column_id_fkey"
        | "invitations_waiting_key"
        // Somebody was removed while they were being added.
        | "board_members_workspace_id_user_id_fkey"
        | "task_assignees_workspace_id_user_id_fkey" => Some(Error::Contended),
        _ => None,
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::NotFound => Self::not_found(),
            DieselError::DatabaseError(kind, info) => match kind {
                DatabaseErrorKind::UniqueViolation | DatabaseErrorKind::ForeignKeyViolation => info
                    .constraint_name()
                    .and_then(by_constraint)
                    .unwrap_or(Self::Database(error)),
                DatabaseErrorKind::SerializationFailure => Self::Contended,
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                    Self::Lost("it was closed".into())
                }
                // libpq tells these by their words only.
                _ => match info.message() {
                    m if m.contains("deadlock detected") => Self::Contended,
                    m if m.contains("lock timeout") => {
                        Self::Unavailable("a lock was not given in time".into())
                    }
                    m if m.contains("statement timeout") => {
                        Self::Unavailable("a statement took too long".into())
                    }
                    // A NUL, which PostgreSQL has no place for in a text.
                    m if m.contains("invalid byte sequence") => {
                        Self::refused(ErrorCode::BadRequest, "A text must not hold NUL.")
                    }
                    m if m.contains("No space left on device") => {
                        Self::Unavailable("the database's disk is full".into())
                    }
                    m if m.contains("the database system is")
                        || m.contains("terminating connection")
                        || m.contains("server closed the connection")
                        || m.contains("no connection to the server")
                        || m.contains("could not receive data")
                        || m.contains("SSL connection has been closed")
                        || m.contains("could not send data") =>
                    {
                        Self::Lost("it was closed".into())
                    }
                    _ => Self::Database(error),
                },
            },
            DieselError::BrokenTransactionManager => Self::Lost("it was closed".into()),
            _ => Self::Database(error),
        }
    }
}
