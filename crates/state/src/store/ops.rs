//! What the person did, from its making to what became of it.

use super::Store;
use crate::answer::Answer;
use crate::intent::Intent;
use crate::op::{Made, Op};
use crate::touched::{Touched, Touches};

impl Store {
    /// Shows an optimistic change at once. An op whose key is known already changes nothing.
    pub fn make(&mut self, op: Op) -> Made {
        let undo = self.areas.make(op);
        let touched = self.finish(Touches::default());
        Made { touched, undo }
    }

    /// The server did it. Its answer stands for the intent until the event is applied, so that nothing flickers in between;
    /// where the event came first, the answer tells nothing new.
    pub fn confirm(&mut self, key: &str, answer: Answer) -> Vec<Touched> {
        let mut touches = Touches::default();
        let clock = self.count_request();
        self.areas.confirm(key, answer, clock, &mut touches);
        self.finish(touches)
    }

    /// The server refused it, or the person took it back: what it changed goes back.
    pub fn refuse(&mut self, key: &str) -> Vec<Touched> {
        self.areas.refuse(key);
        self.finish(Touches::default())
    }

    /// What was kept to be done later, such as a step back, as it is to be done now: its texts stand on the version shown,
    /// unless somebody changed them meanwhile.
    #[must_use]
    pub fn catch_up(&self, intent: Intent) -> Intent {
        self.areas.catch_up(intent)
    }
}
