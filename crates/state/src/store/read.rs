//! Reading what is of no area.

use tutti_types::snapshot::MeHere;
use tutti_types::workspaces::Workspace;

use super::{Cursor, Store};
use crate::activity::Feed;
use crate::base::Gone;

impl Store {
    /// The workspace.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.base.workspace
    }
    /// What the reader is here, and may do.
    #[must_use]
    pub const fn me(&self) -> &MeHere {
        &self.base.me
    }
    /// Where the workspace was deleted, or the reader is out of it: which of the two.
    #[must_use]
    pub const fn gone(&self) -> Option<Gone> {
        self.base.gone
    }
    /// Where in the stream this is.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }
    /// The position after which the feed may lack entries: where the stream first left something out, or was begun anew, since the
    /// last [`Store::close_gap`].
    #[must_use]
    pub const fn gap_after(&self) -> Option<i64> {
        self.gap_after
    }
    /// The newest page of the feed was asked for since, and is here.
    pub const fn close_gap(&mut self) {
        self.gap_after = None;
    }
    /// The activity rail.
    #[must_use]
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }
    /// The activity rail, to merge pages into.
    pub const fn feed_mut(&mut self) -> &mut Feed {
        &mut self.feed
    }
    /// The keys of what the person did and the stream has not told yet, area by area.
    #[must_use]
    pub fn overlays(&self) -> Vec<&str> {
        self.areas.keys()
    }
}
