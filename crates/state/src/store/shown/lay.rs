//! Laying overlays over the truth: those that have to be laid anew, and whichever meet them.

use crate::answer::Answer;
use crate::entity::Entity;
use crate::overlay::Overlay;
use crate::store::Store;
use crate::view::{Layer, Reach, Shown};

/// What was laid anew.
pub(super) struct Laid {
    pub(super) shown: Shown,
    /// Of each overlay, by its place, what it looked at and changed.
    pub(super) reaches: Vec<(usize, Reach)>,
}

impl Store {
    /// Lays these overlays over the truth, and more of them where they turn out to meet others.
    pub(super) fn lay(&mut self, anew: &mut [bool]) -> Laid {
        loop {
            let laid = self.lay_only(anew);
            #[cfg(test)]
            {
                self.shown.done.laid += laid.reaches.len();
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
    pub(super) fn spread(&self, anew: &mut [bool], mut met: Reach) -> bool {
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

    pub(super) fn lay_only(&self, anew: &[bool]) -> Laid {
        let mut layer = Layer::over(&self.truth);
        let mut reaches: Vec<(usize, Reach)> = Vec::new();
        let chosen = anew.iter().enumerate().filter(|(_, anew)| **anew);
        reaches.extend(chosen.map(|(at, _)| (at, Reach::default())));
        // Cards stand on columns, and what the person wants lies over what the server has answered.
        for pass in [lay_frame, lay_answer, lay_cards] {
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

const fn is_of_task(overlay: &Overlay) -> bool {
    matches!(overlay.entity, Entity::Task(_))
}

/// Boards, columns and people.
fn lay_frame(layer: &mut Layer<'_>, overlay: &Overlay) {
    if is_of_task(overlay) {
        return;
    }
    let act = overlay.op.intent.act();
    match &overlay.answer {
        Some(Answer::Board(board)) => layer.answer_board(board),
        Some(Answer::Column(column)) => layer.answer_column(column),
        Some(Answer::Member(member)) => layer.answer_member(member),
        Some(Answer::Task(_)) => {}
        Some(Answer::Done) => act.show_done(layer),
        None => act.show(layer, overlay.op.at),
    }
}

/// Tasks as the server has answered.
fn lay_answer(layer: &mut Layer<'_>, overlay: &Overlay) {
    let Entity::Task(id) = overlay.entity else {
        return;
    };
    layer.take_up(id);
    match &overlay.answer {
        Some(Answer::Task(task)) => layer.answer_task(task),
        Some(Answer::Done) => overlay.op.intent.act().show_done(layer),
        Some(Answer::Board(_) | Answer::Column(_) | Answer::Member(_)) | None => {}
    }
}

/// What the person wants of tasks.
fn lay_cards(layer: &mut Layer<'_>, overlay: &Overlay) {
    let (act, at) = (overlay.op.intent.act(), overlay.op.at);
    let is_answered = overlay.answer.is_some();
    if !is_of_task(overlay) {
        act.show_cards(layer, at, is_answered);
    } else if !is_answered {
        act.show(layer, at);
    }
}
