//! A date that is being picked. Each choice counts at once, as everywhere in the panel.

use leptos::html::Div;
use leptos::prelude::*;
use tutti_state::Intent;
use tutti_state::boards::TaskUpdate;
use tutti_types::tasks::{EARLIEST, LATEST};
use tutti_types::{Date, TaskId};

use super::{When, Which, starts_late};
use crate::clock;
use crate::store::Space;
use crate::text::date::{Here, Order};
use crate::ui::{date, popup, time};

/// What the parts of the picker share.
#[derive(Clone, Copy)]
pub struct Picking {
    space: Space,
    which: Which,
    tasks: StoredValue<Vec<TaskId>>,
    /// What all of the tasks have, where it is the same.
    pub value: Memo<Option<When>>,
    /// Whether one of them has a date.
    pub is_any: Memo<bool>,
    /// Whether one of them begins after it is due.
    pub starts_late: Memo<bool>,
    /// The day the calendar stands on.
    pub active: RwSignal<Date>,
    /// How the person writes a date in numbers.
    order: Order,
    /// What is typed as a date and does not count yet.
    pub typed: RwSignal<Option<String>>,
    /// The time that the next date gets, where it is another than the present one's.
    minute: RwSignal<Option<Option<u16>>>,
    /// What it all stands in.
    pub node: NodeRef<Div>,
}

/// The day it is here. Tracked.
pub fn today() -> Date {
    date::today(time::now())
}

/// The first day that a task can have, and the last.
pub fn bounds() -> (Date, Date) {
    (Date::of(EARLIEST), Date::of(LATEST))
}

impl Picking {
    pub fn new(space: Space, which: Which, tasks: Vec<TaskId>) -> Self {
        let cards: Vec<_> = tasks.iter().filter_map(|task| space.card(*task)).collect();
        let (each, all) = (cards.clone(), cards.clone());
        let is_any = Memo::new(move |_| {
            let mut all = all.iter();
            all.any(|card| card.with(|card| which.of(&card.task).is_some()))
        });
        let value = Memo::new(move |_| {
            let mut each = each
                .iter()
                .map(|card| card.with(|card| which.of(&card.task)));
            let first = each.next()?;
            each.all(|other| other == first).then_some(first)?
        });
        let starts_late = Memo::new(move |_| {
            let mut each = cards.iter();
            each.any(|card| card.with(|card| starts_late(&card.task)))
        });
        let stands = value.get_untracked().map(|when| when.date);
        Self {
            space,
            which,
            tasks: StoredValue::new(tasks),
            value,
            is_any,
            starts_late,
            active: RwSignal::new(stands.unwrap_or_else(|| untrack(today))),
            order: date::order(),
            typed: RwSignal::new(None),
            minute: RwSignal::new(None),
            node: NodeRef::new(),
        }
    }

    /// Where and when something is typed, untracked.
    pub fn here(self) -> Here {
        Here {
            today: untrack(today),
            now: date::minute(clock::now()),
            order: self.order,
            stands: untrack(|| self.value.get()).map(|when| when.date),
        }
    }

    /// The time that goes with a date. Tracked.
    pub fn minute(self) -> Option<u16> {
        let chosen = self.minute.get();
        chosen.unwrap_or_else(|| self.value.get().and_then(|when| when.minute))
    }

    /// The time that goes with a date on which one begins to work, or by which one ends.
    pub const fn usual_minute(self) -> u16 {
        match self.which {
            Which::Start => 9 * 60,
            Which::Due => 17 * 60,
        }
    }

    /// Goes to a day, as near as tasks can have one.
    pub fn go_to(self, date: Date) {
        let (first, last) = bounds();
        self.active.set(date.clamp(first, last));
    }

    /// Another time, or none, goes with the date.
    pub fn set_minute(self, minute: Option<u16>) {
        match self.value.get_untracked() {
            Some(when) => {
                self.minute.set(None);
                self.write(Some(When { minute, ..when }));
            }
            None => self.minute.set(Some(minute)),
        }
    }

    /// Writes it into those that have another, in one step.
    pub fn write(self, when: Option<When>) {
        let Some(tasks) = self.tasks.try_get_value() else {
            return;
        };
        let which = self.which;
        let change = |task: &TaskId| {
            let is = self
                .space
                .read(|s| s.task(*task).map(|task| which.of(task)));
            let is = is.flatten()?;
            (is != when).then(|| {
                Intent::from(TaskUpdate {
                    task: *task,
                    patch: which.change(when),
                    began: None,
                })
            })
        };
        self.space
            .act_all(tasks.iter().filter_map(change).collect());
    }

    /// The picker closes; the focus goes back to where it was.
    pub fn close(self) {
        if let Some(node) = self.node.get_untracked() {
            popup::close_around(&node);
        }
    }

    /// This date it is, or none, whatever was typed; the picker closes.
    pub fn pick(self, date: Option<Date>) {
        self.typed.set(None);
        let minute = untrack(|| self.minute());
        self.write(date.map(|date| When { date, minute }));
        self.close();
    }
}
