//! The socket's own state.

/// Where the socket stands. Times are of entering the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Down; to be tried again at `retry_at`.
    Down { since: u64, retry_at: u64 },
    /// Being opened, while it has been away since `since`.
    Opening { since: u64, at: u64 },
    /// Open; `authenticate` was sent, `ready` is awaited.
    Greeting { since: u64, at: u64 },
    /// Authenticated; a snapshot is awaited before it is worth to subscribe.
    Idle { since: u64 },
    /// `subscribe` was sent; what comes before `subscribed` is of an older subscription.
    Subscribing { since: u64, at: u64 },
    /// Events come. `pinged` is when a ping was sent that nothing answered yet, `heard` when the last frame came.
    Live { heard: u64, pinged: Option<u64> },
}

impl Link {
    /// Since when there are no live events; absent where there are.
    pub(super) const fn away_since(self) -> Option<u64> {
        match self {
            Self::Down { since, .. }
            | Self::Opening { since, .. }
            | Self::Greeting { since, .. }
            | Self::Idle { since }
            | Self::Subscribing { since, .. } => Some(since),
            Self::Live { .. } => None,
        }
    }

    /// Whether `authenticate` may be sent on it.
    pub(super) const fn is_open(self) -> bool {
        !matches!(self, Self::Down { .. } | Self::Opening { .. })
    }
}
