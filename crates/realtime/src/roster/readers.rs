//! Who reads one event: its audience looked up once, then asked for each subscriber.

use std::collections::HashMap;

use tutti_types::{Permission, UserId};

use super::{BoardAccess, Standing};

/// The readers of one event, as of now.
#[derive(Clone, Copy, Debug)]
pub struct Readers<'a> {
    pub(super) members: Option<&'a HashMap<UserId, Standing>>,
    pub(super) who: Who<'a>,
    /// Whom a `member.*` event is about.
    pub(super) subject: Option<UserId>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'a> {
    Nobody,
    Holders(Permission),
    Board(&'a BoardAccess),
    These(&'a [UserId]),
}

impl Readers<'_> {
    /// Whether `user` is one of them. Somebody suspended or removed never is.
    #[must_use]
    pub fn admit(&self, user: UserId) -> bool {
        let Some(standing) = self.members.and_then(|members| members.get(&user)) else {
            return false;
        };
        if standing.suspended {
            return false;
        }
        self.subject == Some(user)
            || match self.who {
                Who::Nobody => false,
                Who::Holders(permission) => standing.rights.may(permission),
                Who::Board(board) => board.seen_since(user, *standing).is_some(),
                Who::These(users) => users.contains(&user),
            }
    }
}
