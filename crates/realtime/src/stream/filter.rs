//! What of earlier events may be shown today: the one rule of resumes, of polling and of pages from the database.

use tutti_types::UserId;
use tutti_types::events::Audience;

use crate::{Effect, Homes, Roster, StreamEvent};

/// What an earlier event is to a reader of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Seen,
    Hidden,
    /// A replay across it would show what the reader never saw, or not end in what the database holds.
    Resync,
}

/// Judges earlier events by what is known as of the released head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge<'a> {
    pub(super) roster: &'a Roster,
    pub(super) homes: &'a Homes,
}

impl Judge<'_> {
    /// Whether what came after this position may be replayed to a reader at all.
    pub(super) fn may_begin(self, user: UserId, after: i64) -> bool {
        after >= self.roster.since(user).max(self.homes.floor())
    }

    /// Judges one event after a position from which the reader may begin. It is seen by who could read it then, and has read its
    /// like without a break since; so nothing is told of a time in which they could not.
    ///
    /// What is left out because it is not theirs today was taken from them by an event that they do get. Two things cannot be
    /// left out like that, since nothing would tell what became of them: what happened on a board before the reader
    /// (last) came to see it, and what happened to a task before it went where they may not see it. And the deletion of a board whose
    /// last readers are not known any more must reach whoever has that board, but not tell others that it was there.
    pub(super) fn judge(self, user: UserId, event: &StreamEvent) -> Verdict {
        let (roster, homes) = (self.roster, self.homes);
        let sees = |board| roster.may_read(user, &Audience::board(board));
        match event.effect() {
            Effect::BoardDeleted(_) if !roster.knows_readers(event) => return Verdict::Resync,
            // Brought to somebody by name, who may have lost it since.
            Effect::Board { board, .. } if !sees(*board) => return Verdict::Hidden,
            _ if !roster.may_receive(user, event) => return Verdict::Hidden,
            _ => {}
        }
        let since = roster.reads_since(user, event.audience());
        let is_older = since.is_some_and(|since| event.seq() < since);
        let is_elsewhere = homes.elsewhere(event).is_some_and(|board| !sees(board));
        if is_older || is_elsewhere {
            Verdict::Resync
        } else {
            Verdict::Seen
        }
    }
}
