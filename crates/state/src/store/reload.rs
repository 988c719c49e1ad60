//! The snapshot anew.

use tutti_types::snapshot::Snapshot;

use super::{Cursor, Store};
use crate::activity::Feed;
use crate::base::Base;
use crate::touched::{Touched, Touches};

impl Store {
    /// The snapshot anew, after a resync. What was loaded besides it is shown as it was until it is loaded again; what the person
    /// did lies over it still.
    pub fn reload(&mut self, mut snapshot: Snapshot) -> Vec<Touched> {
        let mut touches = Touches::default();
        let clock = self.count_request();
        let is_other_life = snapshot.epoch != self.cursor.epoch;
        if is_other_life {
            // Its entries are of another life, in which the same positions stood for something else.
            self.feed = Feed::default();
            touches.push(Touched::Activity);
        }
        self.gap_after.get_or_insert(self.cursor.seq);
        self.cursor = Cursor {
            epoch: snapshot.epoch,
            seq: snapshot.seq,
        };
        self.base = Base::new(&snapshot);
        self.areas
            .reload(&mut snapshot, is_other_life, clock, &mut touches);
        touches.push(Touched::Workspace);
        touches.push(Touched::Me);
        touches.acquaintances = true;
        self.finish(touches)
    }
}
