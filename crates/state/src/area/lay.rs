//! Laying overlays over the truth: those that have to be laid anew, and whichever meet them.

use super::{Area, Layer, Overlaid, Overlay, Reach};
use crate::answer::Answer;
use crate::base::Base;

/// Shows of each overlay what is its turn.
pub(crate) type Pass<A> = fn(&mut Layer<'_, A>, &Overlay<A>);

/// Shows what the server answered to it, or else what it wants.
pub(crate) fn lay<A: Area>(layer: &mut Layer<'_, A>, overlay: &Overlay<A>) {
    match &overlay.answer {
        None => overlay.act().show(layer, overlay.at),
        Some(Answer::Done) => overlay.act().show_done(layer),
        Some(answer) => A::lay_answer(layer, answer),
    }
}

/// What was laid anew.
pub(super) struct Laid<A: Area> {
    pub(super) shown: A::Shown,
    /// Of each overlay, by its place, what it looked at and changed.
    pub(super) reaches: Vec<(usize, Reach<A::Thing>)>,
}

impl<A: Area> Overlaid<A> {
    /// Lays these overlays over the truth, and more of them where they turn out to meet others.
    pub(super) fn lay(&mut self, base: &Base, anew: &mut [bool]) -> Laid<A> {
        loop {
            let laid = self.lay_only(base, anew);
            #[cfg(test)]
            {
                self.done.laid += laid.reaches.len();
            }
            let mut met = Reach::default();
            for (_, reach) in &laid.reaches {
                met.extend(reach);
            }
            if !self.spread(anew, met) {
                return laid;
            }
        }
    }

    /// Adds the overlays that meet what is `met` or one another; whether there were any.
    pub(super) fn spread(&self, anew: &mut [bool], mut met: Reach<A::Thing>) -> bool {
        for (overlay, _) in self.overlays.iter().zip(&*anew).filter(|(_, anew)| **anew) {
            met.extend(&overlay.reach);
        }
        let mut has_grown = false;
        loop {
            let mut grows = false;
            for (overlay, anew) in self.overlays.iter().zip(anew.iter_mut()) {
                if !*anew && overlay.reach.meets(&met) {
                    met.extend(&overlay.reach);
                    *anew = true;
                    grows = true;
                }
            }
            if !grows {
                return has_grown;
            }
            has_grown = true;
        }
    }

    pub(super) fn lay_only(&self, base: &Base, anew: &[bool]) -> Laid<A> {
        let mut layer = Layer::over(base, &self.truth);
        let mut reaches: Vec<(usize, Reach<A::Thing>)> = Vec::new();
        let chosen = anew.iter().enumerate().filter(|(_, anew)| **anew);
        reaches.extend(chosen.map(|(at, _)| (at, Reach::default())));
        for pass in A::PASSES {
            for (at, reach) in &mut reaches {
                if let Some(overlay) = self.overlays.get(*at) {
                    pass(&mut layer, overlay);
                    reach.extend(&layer.take_reach());
                }
            }
        }
        Laid {
            shown: layer.into_shown(),
            reaches,
        }
    }
}
