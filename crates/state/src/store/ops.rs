//! What the person did, from its making to what became of it.

use super::Store;
use super::shown::board_of;
use crate::answer::Answer;
use crate::intents::Intent;
use crate::overlay::{Made, Op, Overlay};
use crate::touched::{Touched, Touches};

impl Store {
    /// Shows an optimistic change at once. An op whose key is known already changes nothing.
    pub fn make(&mut self, op: Op) -> Made {
        let mut touches = Touches::default();
        let undo = op.intent.act().undo(self.seen());
        if self.overlays.iter().all(|overlay| overlay.op.key != op.key) {
            self.overlays.push(Overlay::new(op));
            self.refresh(&mut touches);
        }
        Made {
            touched: touches.into_vec(),
            undo,
        }
    }

    /// The server did it. Its answer stands for the intent until the event is applied, so that nothing flickers in between;
    /// where the event came first, the answer tells nothing new.
    pub fn confirm(&mut self, key: &str, answer: Answer) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.clock += 1;
        let Some(overlay) = self.overlays.iter_mut().find(|o| o.op.key == key) else {
            return Vec::new();
        };
        overlay.answer = Some(answer);
        overlay.since = self.clock;
        overlay.is_laid = false;
        self.drop_settled();
        // Its event may have been in what a resync left out: then only the board itself tells what became of it.
        let left = self.overlays.iter().find(|o| o.op.key == key && o.lost);
        if let Some(board) = left.and_then(|overlay| board_of(&self.truth, overlay)) {
            self.truth.spoil(board, &mut touches);
        }
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// The server refused it, or the person took it back: what it changed goes back.
    pub fn refuse(&mut self, key: &str) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.keep_overlays(|overlay, _| overlay.op.key != key);
        self.refresh(&mut touches);
        touches.into_vec()
    }

    /// What was kept to be done later, such as a step back, as it is to be done now: its texts stand on the version shown,
    /// unless somebody changed them meanwhile.
    #[must_use]
    pub fn catch_up(&self, intent: Intent) -> Intent {
        let now = intent.act().caught_up(self.seen());
        now.unwrap_or(intent)
    }
}
