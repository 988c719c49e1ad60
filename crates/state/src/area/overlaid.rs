//! An area as it is seen: what the server said of it, with the overlays over that in the order of their making.
//!
//! Only what an overlay changes is kept a second time. It is made anew from the truth whenever something of what the overlay looked
//! at is new, and with it only those overlays that meet it. So a rename by another person shows on a card that is being dragged,
//! and the drag stays; and what happens elsewhere costs a look-up.

use rustc_hash::FxHashSet;
use tutti_types::Timestamp;
use tutti_types::rooms::Room;

use super::{Area, Overlay, Reach, Seen, Told};
use crate::answer::Answer;
use crate::base::Base;
use crate::touched::Touches;

#[derive(Debug)]
pub(crate) struct Overlaid<A: Area> {
    pub(crate) truth: A,
    pub(super) overlays: Vec<Overlay<A>>,
    shown: A::Shown,
    /// All of it has to be laid anew.
    is_stale: bool,
    /// What overlays changed that are gone since.
    left: FxHashSet<A::Thing>,
    #[cfg(test)]
    pub(super) done: Done,
}

/// What it took to keep the view so far.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Done {
    /// How often an overlay was laid.
    pub(super) laid: usize,
    /// How many things were compared with what was shown before.
    pub(super) compared: usize,
}

impl<A: Area> Overlaid<A> {
    pub(crate) fn new(truth: A) -> Self {
        Self {
            truth,
            overlays: Vec::new(),
            shown: A::Shown::default(),
            is_stale: false,
            left: FxHashSet::default(),
            #[cfg(test)]
            done: Done::default(),
        }
    }

    pub(crate) const fn seen(&self) -> Seen<'_, A> {
        Seen {
            truth: &self.truth,
            shown: &self.shown,
        }
    }

    /// What the person did and the stream has not told yet, in order.
    pub(crate) fn overlays(&self) -> &[Overlay<A>] {
        &self.overlays
    }

    fn overlay_mut(&mut self, key: &str) -> Option<&mut Overlay<A>> {
        self.overlays.iter_mut().find(|overlay| overlay.key == key)
    }

    /// Lays one more over it; what takes it back is told as before. One whose key is known already changes nothing.
    pub(crate) fn make(
        &mut self,
        key: String,
        at: Timestamp,
        intent: A::Intent,
    ) -> Option<A::Intent> {
        let undo = A::act(&intent).undo(self.seen());
        if !self.holds(&key) {
            self.overlays.push(Overlay::new(key, at, intent));
        }
        undo
    }

    pub(crate) fn catch_up(&self, intent: A::Intent) -> A::Intent {
        A::act(&intent).caught_up(self.seen()).unwrap_or(intent)
    }

    /// Whether one of this key lies here.
    pub(crate) fn holds(&self, key: &str) -> bool {
        self.overlays.iter().any(|overlay| overlay.key == key)
    }

    /// The server did one of them, as the store's count of requests was `clock`.
    pub(crate) fn confirm(&mut self, key: &str, answer: Answer, clock: u64, touches: &mut Touches) {
        let Some(overlay) = self.overlay_mut(key) else {
            return;
        };
        overlay.answer = Some(answer);
        overlay.since = clock;
        overlay.is_laid = false;
        self.drop_settled();
        // Its event may have been in what a resync left out: then only a load tells what became of it.
        let left = self.overlays.iter().find(|o| o.key == key && o.is_lost);
        if let Some(overlay) = left {
            self.truth.ask_again(overlay, touches);
        }
    }

    /// The server refused it, or the person took it back: what it changed goes back.
    pub(crate) fn refuse(&mut self, key: &str) {
        self.retain_overlays(|overlay, _| overlay.key != key);
    }

    /// Takes out the overlays that `stays` does not want, and what they changed is shown anew.
    pub(crate) fn retain_overlays(&mut self, stays: impl Fn(&Overlay<A>, &A) -> bool) {
        let Self {
            overlays,
            truth,
            left,
            ..
        } = self;
        overlays.retain(|overlay| {
            let stays = stays(overlay, truth);
            if !stays {
                left.extend(overlay.reach.changed());
            }
            stays
        });
    }

    /// Drops the answered overlays that the truth has caught up with.
    pub(crate) fn drop_settled(&mut self) {
        self.retain_overlays(|overlay, truth| !overlay.is_settled(truth));
    }

    /// Takes in an event, and drops what it settles.
    pub(crate) fn absorb(&mut self, told: &Told<'_>, touches: &mut Touches) {
        self.truth.apply(told, touches);
        if let Some(op) = &told.event.op {
            let entity = told.payload.entity();
            self.retain_overlays(|o, _| o.key != *op || Some(o.entity) != entity);
        }
        self.drop_settled();
    }

    /// Something that happened in these rooms is not known. The event of a request that is still out may be among it, and then what is
    /// loaded anew tells what became of it.
    pub(crate) fn lose(&mut self, rooms: &[Room], touches: &mut Touches) {
        self.truth.lose(rooms, touches);
        for overlay in &mut self.overlays {
            overlay.is_lost |= self.truth.is_lost(overlay, rooms);
        }
    }

    /// The snapshot anew, in another life of the stream where that began one.
    pub(crate) fn reload(
        &mut self,
        fresh: A,
        is_other_life: bool,
        clock: u64,
        touches: &mut Touches,
    ) {
        if is_other_life {
            self.truth.forget_positions(touches);
            self.retain_overlays(|overlay, _| overlay.answer.as_ref().is_none_or(A::outlives));
        }
        self.truth.reload(fresh, clock, touches);
        for overlay in &mut self.overlays {
            overlay.is_lost = true;
        }
        // What was done to something that is out of sight now has nothing left to wait for.
        self.drop_settled();
        self.is_stale = true;
    }

    /// Brings the view up to date with what was touched, and adds what looks different now.
    pub(crate) fn refresh(&mut self, base: &Base, touches: &mut Touches) {
        let is_stale = std::mem::take(&mut self.is_stale);
        let mut changed = std::mem::take(&mut self.left);
        if self.overlays.is_empty() && A::is_clear(&self.shown) {
            return;
        }
        let mut things: FxHashSet<A::Thing> = touches.iter().flat_map(A::things).collect();
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
        let laid = self.lay(base, &mut anew);
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
            self.done.compared += changed.len();
        }
        A::replace(&mut self.shown, laid.shown, &changed, is_stale, touches);
    }

    /// Fails where the view is not what all overlays, laid anew, make of the truth: an assertion for tests.
    pub(crate) fn assert_view(&self, base: &Base) {
        let all = vec![true; self.overlays.len()];
        assert_eq!(self.shown, self.lay_only(base, &all).shown);
    }
}

#[cfg(test)]
mod tests;
