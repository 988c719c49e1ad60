//! When a task begins and when it is due: what that means here and now, and how it is changed.

mod calendar;
mod chip;
mod entry;
mod picker;
mod picking;

use tutti_types::columns::Category;
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::{Date, Patch, Timestamp};

pub use chip::Chip;
pub use picker::{DateFields, picker};

use crate::text::date as text;
use crate::ui::date;

/// A day, and the minute of it where one is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub date: Date,
    /// Minutes since its midnight.
    pub minute: Option<u16>,
}

/// A date of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// When work on it begins.
    Start,
    /// When it is due.
    Due,
}

impl Which {
    /// What it is called among a task's properties.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => text::START,
            Self::Due => text::DUE,
        }
    }

    /// What its picker is called.
    pub const fn picker_name(self) -> &'static str {
        match self {
            Self::Start => text::START_DATE,
            Self::Due => text::DUE_DATE,
        }
    }

    /// What it is of a task, in this browser's time zone.
    pub fn of(self, task: &Task) -> Option<When> {
        match self {
            Self::Start => Some(self.at(task.start_at?, false)),
            Self::Due => Some(self.at(task.due_at?, task.due_all_day)),
        }
    }

    /// What a moment means as one of these. A date without a time is the same in all time zones.
    pub fn at(self, at: Timestamp, is_date: bool) -> When {
        if is_date {
            return When {
                date: Date::of(at),
                minute: None,
            };
        }
        let date = date::of(at);
        // A task begins at a moment, never on a date: one that begins with a day is told without the time.
        let is_whole = self == Self::Start && date::at(date, 0) == at;
        When {
            date,
            minute: (!is_whole).then(|| date::minute(at)),
        }
    }

    /// The change that makes it another one, or none.
    pub fn change(self, when: Option<When>) -> UpdateTask {
        let at = |when: When| date::at(when.date, when.minute.unwrap_or_default());
        match self {
            Self::Start => UpdateTask {
                start_at: when.map(at).into(),
                ..UpdateTask::default()
            },
            Self::Due => {
                let all_day = when.map(|when| when.minute.is_none());
                let at = when.map(|when| match when.minute {
                    Some(_) => at(when),
                    None => when.date.midnight(),
                });
                UpdateTask {
                    due_at: Patch::from(at),
                    due_all_day: all_day,
                    ..UpdateTask::default()
                }
            }
        }
    }
}

/// How near a task's due date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Not near, or the task is done.
    Far,
    /// Today or tomorrow.
    Soon,
    /// Past.
    Late,
}

impl Nearness {
    /// Of an open task. Today counts as long as the due time, where there is one, `is_past` not.
    const fn of(due: Date, is_past: bool, today: Date) -> Self {
        let days = due.days_after(today);
        if days < 0 || is_past {
            Self::Late
        } else if days <= 1 {
            Self::Soon
        } else {
            Self::Far
        }
    }

    /// The classes of what tells it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Far => "meta due",
            Self::Soon => "meta meta--soon due",
            Self::Late => "meta meta--late due",
        }
    }

    /// Its icon; none where it is far.
    pub const fn icon(self) -> Option<&'static str> {
        match self {
            Self::Far => None,
            Self::Soon => Some("calendar-clock"),
            Self::Late => Some("calendar-x"),
        }
    }
}

/// When a task is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// In this browser's time zone.
    pub when: When,
    at: Timestamp,
    is_done: bool,
}

impl Due {
    /// None where that is not said.
    pub fn of(task: &Task) -> Option<Self> {
        Some(Self {
            when: Which::Due.of(task)?,
            at: task.due_at?,
            is_done: task.status == Category::Done,
        })
    }

    /// How near it is at a time in milliseconds since 1970.
    pub fn nearness(self, now: f64) -> Nearness {
        if self.is_done {
            return Nearness::Far;
        }
        let is_past = self.when.minute.is_some() && is_past(self.at, now);
        Nearness::of(self.when.date, is_past, date::today(now))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of our time fit a double exactly"
)]
fn is_past(at: Timestamp, now: f64) -> bool {
    at.as_millis() as f64 <= now
}

/// Whether it begins after it is due.
pub fn starts_late(task: &Task) -> bool {
    let (Some(start), Some(due)) = (Which::Start.of(task), Which::Due.of(task)) else {
        return false;
    };
    // What has no time begins with the day and is due until its end.
    let begins = (start.date, start.minute.unwrap_or_default());
    begins > (due.date, due.minute.unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_nearer() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let today = date("2026-12-31");
        for (due, is_past, wanted) in [
            ("2026-12-30", false, Nearness::Late),
            ("2026-12-31", false, Nearness::Soon),
            ("2026-12-31", true, Nearness::Late),
            ("2027-01-01", false, Nearness::Soon),
            ("2027-01-02", false, Nearness::Far),
        ] {
            assert_eq!(Nearness::of(date(due), is_past, today), wanted, "{due}");
        }
    }
}
