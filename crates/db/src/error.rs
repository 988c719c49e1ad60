//! Why something was not done.

mod by_state;

use std::borrow::Cow;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use tutti_types::{ErrorCode, FieldError};

use crate::sqlstate::SqlState;

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
    /// The connection is gone or of no more use, or nobody knows what became of the commit. To the person the same as
    /// [`Error::Unavailable`].
    #[error("the connection to the database was lost: {0}")]
    Lost(Cow<'static, str>),
    /// The database takes no writes: it is a standby, as after a failover, or was told so. Another connection may lead to another
    /// server.
    #[error("the database takes no writes (transaction_read_only is on)")]
    ReadOnly,
    /// The database has no room, memory or working disk for what was asked, and so perhaps not for other writes either.
    #[error("the database cannot write: {0}")]
    Exhausted(Cow<'static, str>),
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
    /// Whether the same may well work a moment later, with nothing changed about what was asked for.
    #[must_use]
    pub const fn will_pass(&self) -> bool {
        matches!(
            self,
            Self::Unavailable(_)
                | Self::Lost(_)
                | Self::ReadOnly
                | Self::Exhausted(_)
                | Self::Contended
        )
    }

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
    /// A session that is not, or no longer, there.
    pub fn unauthenticated() -> Self {
        Self::refused(
            ErrorCode::Unauthenticated,
            "Your session has ended. Please sign in again.",
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
    /// The same of fields that lie in another field of the request.
    #[must_use]
    pub(crate) fn within(mut self, outer: &str) -> Self {
        if let Self::Refused(refusal) = &mut self {
            for error in &mut refusal.errors {
                error.field = format!("{outer}.{}", error.field);
                refusal.detail = format!("{} {}.", error.field, error.message).into();
            }
        }
        self
    }
    /// `If-Match` is stale.
    pub fn conflict(current: &impl serde::Serialize) -> Self {
        Self::Refused(Box::new(Refusal {
            code: ErrorCode::VersionConflict,
            detail: "Someone changed it after you loaded it.".into(),
            errors: Vec::new(),
            current: serde_json::to_value(current).ok(),
        }))
    }
    /// Whether the connection it came over can no longer be used.
    #[must_use]
    pub const fn lost_connection(&self) -> bool {
        matches!(self, Self::Lost(_) | Self::ReadOnly)
    }
}

/// What the name of a broken constraint means to the person.
fn by_constraint(name: &str) -> Option<Error> {
    let refused = |code, detail: &'static str| Some(Error::refused(code, detail));
    match name {
        "users_email_key" => refused(
            ErrorCode::EmailTaken,
            "An account with this e-mail address exists. Sign in instead.",
        ),
        "workspace_slugs_slug_key" => {
            refused(ErrorCode::SlugTaken, "Another workspace has this URL.")
        }
        "workspaces_pkey" => refused(ErrorCode::IdTaken, "Something else has this id."),
        "workspace_members_pkey" => refused(
            ErrorCode::AlreadyMember,
            "They are a member of this workspace.",
        ),
        // The client's own id, which another node was about to give to something. Asked again, the command finds that, and tells the same
        // request from another one.
        "boards_pkey"
        | "columns_pkey"
        | "tasks_pkey"
        | "invitations_pkey"
        | "tasks_position_key"
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
            DieselError::DatabaseError(kind, info) => match (kind, SqlState::of(&error)) {
                // Told by the connection, whatever the last answer on it was.
                (DatabaseErrorKind::ClosedConnection, _) => Self::Lost("it was closed".into()),
                (_, Some(state)) => {
                    let constraint = info.constraint_name().and_then(by_constraint);
                    constraint.unwrap_or_else(|| by_state::error(state, error))
                }
                // What libpq says itself, it says of the connection.
                (_, None) => Self::Lost(info.message().to_owned().into()),
            },
            DieselError::BrokenTransactionManager | DieselError::RollbackErrorOnCommit { .. } => {
                Self::Lost("it was closed".into())
            }
            _ => Self::Database(error),
        }
    }
}
