//! The view: the truth with the overlays over it, in the order of their making.
//!
//! Only what an overlay changes is kept a second time. It is made anew from the truth whenever something of what the overlay looked
//! at is new, and with it only those overlays that meet it. So a rename by another person shows on a card that is being dragged,
//! and the drag stays; and what happens elsewhere costs a look-up.

mod compare;
mod lay;
mod settle;

use rustc_hash::FxHashSet;

use super::{Store, Truth};
use crate::overlay::Overlay;
use crate::touched::Touches;
use crate::view::{Reach, Shown, Thing};
use compare::put_all;
pub(super) use settle::board_of;

/// What is shown in place of the truth.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) now: Shown,
    /// All of it has to be laid anew.
    pub(crate) is_stale: bool,
    /// What overlays changed that are gone since.
    left: FxHashSet<Thing>,
    #[cfg(test)]
    done: Done,
}

/// What it took to keep the view so far.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Done {
    /// How often an overlay was laid.
    laid: usize,
    /// How many things were compared with what was shown before.
    compared: usize,
}

impl Store {
    /// Takes out the overlays that `stays` does not want, and what they changed is shown anew.
    pub(crate) fn keep_overlays(&mut self, stays: impl Fn(&Overlay, &Truth) -> bool) {
        let Self {
            overlays,
            truth,
            shown,
            ..
        } = self;
        overlays.retain(|overlay| {
            let stays = stays(overlay, truth);
            if !stays {
                shown.left.extend(overlay.reach.changed());
            }
            stays
        });
    }

    /// Brings the view up to date with what was touched, and adds what looks different now.
    pub(crate) fn refresh(&mut self, touches: &mut Touches) {
        let is_stale = std::mem::take(&mut self.shown.is_stale);
        let mut changed = std::mem::take(&mut self.shown.left);
        if self.overlays.is_empty() && self.shown.now.is_empty() {
            return;
        }
        let mut things: FxHashSet<Thing> = touches.iter().flat_map(Thing::of).collect();
        things.extend(&changed);
        let mut anew: Vec<bool> = self
            .overlays
            .iter()
            .map(|o| is_stale || !o.is_laid || o.reach.holds_any(&things))
            .collect();
        if !is_stale && changed.is_empty() && !anew.contains(&true) {
            return;
        }
        self.spread(&mut anew, Reach::default());
        let laid = self.lay(&mut anew);
        // What they changed before is shown no longer, unless they change it again.
        for (overlay, _) in self.overlays.iter().zip(&anew).filter(|(_, anew)| **anew) {
            changed.extend(overlay.reach.changed());
        }
        for (overlay, reach) in laid.reaches {
            if let Some(overlay) = self.overlays.get_mut(overlay) {
                changed.extend(reach.changed());
                overlay.reach = reach;
                overlay.is_laid = true;
            }
        }
        #[cfg(test)]
        {
            self.shown.done.compared += changed.len();
        }
        put_all(&mut self.shown.now, laid.shown, &changed, is_stale, touches);
    }
}

impl Store {
    /// Fails where the view is not what all overlays, laid anew, make of the truth.
    ///
    /// # Panics
    /// It is an assertion for tests.
    pub fn assert_view(&self) {
        let all = vec![true; self.overlays.len()];
        let anew = self.lay_only(&all).shown;
        let now = &self.shown.now;
        assert_eq!(now.tasks, anew.tasks, "tasks");
        assert_eq!(now.orders, anew.orders, "orders");
        assert_eq!(now.columns, anew.columns, "columns");
        assert_eq!(now.column_orders, anew.column_orders, "orders of columns");
        assert_eq!(now.boards, anew.boards, "boards");
        assert_eq!(now.members, anew.members, "members");
    }
}

#[cfg(test)]
mod tests;
