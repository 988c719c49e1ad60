//! What can go wrong with a request.

use tutti_types::{ErrorCode, Problem};

use crate::text::{self, Words};

/// Where it went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No answer came: offline, timed out, or the server is away. Trying again may help.
    Network,
    /// The server answered and refused.
    Refused,
    /// The answer could not be understood, as from a proxy's error page.
    Unreadable,
}

/// A request that did not succeed.
#[derive(Clone, Debug)]
pub struct Error {
    /// Where it went wrong.
    pub kind: Kind,
    /// The stable code, where the server gave one that this build knows.
    pub code: Option<ErrorCode>,
    /// All the server said.
    pub problem: Option<Problem>,
    /// The HTTP status; 0 where no answer came.
    pub status: u16,
    /// Seconds after which the server asked to come again, because of a limit or while it is busy.
    pub retry_after_s: Option<u64>,
}

impl Error {
    /// No answer came.
    pub const fn network() -> Self {
        Self {
            kind: Kind::Network,
            code: None,
            problem: None,
            status: 0,
            retry_after_s: None,
        }
    }

    /// An answer that is no success, read as a problem.
    pub fn from_answer(status: u16, body: &str) -> Self {
        let problem: Option<Problem> = serde_json::from_str(body).ok();
        let kind = match (status, &problem) {
            // A gateway's own page means that the server behind it is away.
            (502..=504, _) => Kind::Network,
            (_, Some(_)) => Kind::Refused,
            (_, None) => Kind::Unreadable,
        };
        Self {
            kind,
            code: problem.as_ref().map(|p| p.code),
            problem,
            status,
            retry_after_s: None,
        }
    }

    /// A success whose body is not what this build expects.
    pub const fn unreadable(status: u16) -> Self {
        Self {
            kind: Kind::Unreadable,
            code: None,
            problem: None,
            status,
            retry_after_s: None,
        }
    }

    /// With what the header `Retry-After` says, where that is meant for a limit or a busy server.
    pub(super) fn with_pause(mut self, seconds: Option<u64>) -> Self {
        self.retry_after_s = seconds.filter(|_| matches!(self.status, 429 | 503));
        self
    }

    /// Whether no answer came, so that the same request may be tried again later.
    pub fn is_network(&self) -> bool {
        self.kind == Kind::Network
    }

    /// Whether the same request may be answered another time: no answer came, or none of what was asked for.
    pub const fn may_pass(&self) -> bool {
        !matches!(self.kind, Kind::Refused) || self.status == 429 || self.status >= 500
    }

    /// Whether it is not for this person, or is not at all; anything else may pass.
    pub const fn is_no_access(&self) -> bool {
        matches!(self.status, 403 | 404)
    }

    /// Whether it went wrong in the same way as another one.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.kind, self.status, self.code) == (other.kind, other.status, other.code)
    }

    /// Whether the server refused with this code.
    pub fn is(&self, code: ErrorCode) -> bool {
        self.code == Some(code)
    }

    /// Whether the server refused this field of the request.
    pub fn names(&self, field: &str) -> bool {
        let mut errors = self.problem.iter().flat_map(|problem| &problem.errors);
        errors.any(|error| error.field == field)
    }

    /// A sentence for people: the server's own where it gave one.
    pub fn message(&self) -> Words {
        match (&self.problem, self.kind) {
            (Some(problem), _) => words(problem),
            (None, Kind::Network) => text::NO_ANSWER.into(),
            (None, _) => text::UNREADABLE.into(),
        }
    }
}

/// What a problem says to people.
pub fn words(problem: &Problem) -> Words {
    let said = match problem.detail.is_empty() {
        true => &problem.title,
        false => &problem.detail,
    };
    Words::own(said.to_string())
}
