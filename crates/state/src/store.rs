//! One workspace as the client knows it: where it is in the stream, and what its areas hold.

mod differences;
mod entry;
mod ops;
mod read;
mod reload;
mod stream;

use tutti_types::Epoch;
use tutti_types::snapshot::Snapshot;
use tutti_types::workspaces::Workspace;

use crate::activity::Feed;
use crate::areas::Areas;
use crate::base::Base;
use crate::touched::{Touched, Touches};

/// A position in a workspace's stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The stream's life.
    pub epoch: Epoch,
    /// Everything up to here that the reader may see is known.
    pub seq: i64,
}

/// Something was missed. Nothing was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Events between the cursor and the frame are missing: subscribe again from the cursor.
    Missed,
    /// The stream has another life, or cannot be followed from here: load the snapshot anew.
    Resync,
}

/// One workspace: what the server said, and over it what the person did.
#[derive(Debug)]
pub struct Store {
    base: Base,
    cursor: Cursor,
    pub(crate) areas: Areas,
    feed: Feed,
    /// The position after which the feed may lack entries, since the stream left something out or was begun anew.
    gap_after: Option<i64>,
    /// Counts requests and answers, to tell which came before which.
    clock: u64,
}

impl Store {
    /// A workspace from its snapshot.
    #[must_use]
    pub fn new(mut snapshot: Snapshot) -> Self {
        let mut store = Self {
            cursor: Cursor {
                epoch: snapshot.epoch,
                seq: snapshot.seq,
            },
            base: Base::new(&snapshot),
            areas: Areas::new(&mut snapshot),
            feed: Feed::default(),
            gap_after: None,
            clock: 0,
        };
        let mut touches = Touches::default();
        touches.acquaintances = true;
        store.areas.forget_strangers(&store.base, &mut touches);
        store
    }

    /// The workspace from an answer outside of ops.
    pub fn apply_workspace(&mut self, workspace: Workspace) -> Vec<Touched> {
        if workspace.changed_seq <= self.base.workspace.changed_seq {
            return Vec::new();
        }
        let mut touches = Touches::default();
        self.base.put_workspace(workspace, &mut touches);
        self.areas.follow_workspace(&self.base, &mut touches);
        self.finish(touches)
    }

    /// The number of a request, or of an answer.
    pub(crate) const fn count_request(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// Brings the view up to date with what was touched. Gives all that may look different now.
    pub(crate) fn finish(&mut self, mut touches: Touches) -> Vec<Touched> {
        self.areas.forget_strangers(&self.base, &mut touches);
        self.areas.refresh(&self.base, &mut touches);
        touches.into_vec()
    }
}
