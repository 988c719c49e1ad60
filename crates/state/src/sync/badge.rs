//! The badge: what the person is told about the connection.

/// How the workspace is kept current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// By the socket.
    Live,
    /// By polling.
    Polling,
    /// Not at all.
    Offline,
}

/// Each state is shown at least this long, so that it never flickers.
pub const HOLD_MS: u64 = 2_000;

/// What is shown, and since when.
#[derive(Debug, Default)]
pub(super) struct Display {
    shown: Option<(Badge, u64)>,
}

impl Display {
    /// Shows `wanted` if what is shown has been held long enough, or `at_once`; tells what is shown anew, or when to ask again.
    pub(super) fn show(
        &mut self,
        wanted: Option<Badge>,
        at_once: bool,
        now: u64,
    ) -> Result<Option<Badge>, u64> {
        let Some(wanted) = wanted else {
            return Ok(None);
        };
        match self.shown {
            Some((shown, _)) if shown == wanted => Ok(None),
            Some((_, since)) if !at_once && now < since + HOLD_MS => Err(since + HOLD_MS),
            _ => {
                self.shown = Some((wanted, now));
                Ok(Some(wanted))
            }
        }
    }

    pub(super) fn current(&self) -> Option<Badge> {
        self.shown.map(|(badge, _)| badge)
    }
}
