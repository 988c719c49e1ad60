//! Today's rights over what happened earlier: the one rule of resumes, of polling and of pages from the database.

use tutti_types::UserId;

use crate::{Effect, Rights, StreamEvent};

/// What an earlier event is to a reader of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Seen,
    Hidden,
    /// A replay across it would not end in what the database holds.
    Resync,
}

/// Judges one earlier event.
///
/// Three kinds cannot be replayed. Across one's own removal or suspension, later taken back, nothing told what was lost in
/// between: those without membership are told nothing. Across becoming a guest, or one no longer, other people are known, of
/// whom nothing tells. And the deletion of a board whose last readers are not known any
/// more must reach whoever has that board, but not tell others that it was there.
pub(super) fn judge(rights: &Rights, user: UserId, event: &StreamEvent) -> Verdict {
    match event.effect() {
        Effect::MemberRemoved(gone) if *gone == user => Verdict::Resync,
        Effect::Member {
            user: locked,
            suspended: true,
            ..
        } if *locked == user => Verdict::Resync,
        Effect::Member {
            user: other,
            knows_others: true,
            ..
        } if *other == user => Verdict::Resync,
        Effect::BoardDeleted(board) if !rights.knows_deleted(*board) => Verdict::Resync,
        _ if rights.may_receive(user, event) => Verdict::Seen,
        _ => Verdict::Hidden,
    }
}
