//! What was done, told where a test fails.

use tutti_testkit::TestResponse;

use crate::random::act::Act;

/// Lines that are told: what came before the failure, not the whole play.
const LAST: usize = 40;

#[derive(Default)]
pub struct Said {
    lines: Vec<String>,
    pub done: usize,
    pub refused: usize,
}

impl Said {
    pub fn act(&mut self, who: &str, act: &Act, at_once: bool) {
        let how = if at_once { "at once " } else { "" };
        self.lines.push(format!("{how}{who} {act:?}"));
    }
    pub fn answer(&mut self, answer: &TestResponse) {
        let line = format!("  -> {} {}", answer.status, answer.text);
        self.lines.push(line);
        if answer.status < 300 {
            self.done += 1;
        } else {
            self.refused += 1;
        }
    }
    pub fn back(&mut self, who: &str) {
        self.lines.push(format!("{who} is brought back"));
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let from = self.lines.len().saturating_sub(LAST);
            eprintln!("the last that was done:\n{}", self.lines[from..].join("\n"));
        }
    }
}
