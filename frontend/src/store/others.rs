//! What others do, shown as it comes, and together where it comes fast: while more than eight changes come in a second, the screen is
//! woken at most four times in it. What makes room for some of them has come to rest before the next are shown in that area, so a card
//! need not wait for a line of the activity.

use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use leptos::prelude::*;
use tutti_state::{Changes, News, Touched, boards};
use tutti_types::{TaskId, UserId};

use super::{Remote, Space};
use crate::dom::{self, Area};

/// So many changes in a second are shown one by one.
const FEW: usize = 8;
/// For how long changes are gathered after one was shown, where more come.
const GATHER_MS: u64 = 250;
/// How long somebody else's change is marked.
const MARKED_FOR: Duration = Duration::from_millis(1_200);

/// Hears what is about to be shown.
type Watcher = Box<dyn Fn(&[Touched])>;

/// What waits to be shown.
#[derive(Default)]
pub(super) struct Others {
    rail: Waiting,
    main: Waiting,
    /// Who changed which card by which event.
    marks: Vec<(TaskId, UserId, i64)>,
    /// When the last few came, by the page's steady clock.
    came: VecDeque<u64>,
    watchers: Vec<Watcher>,
}

/// What waits to be shown in an area.
#[derive(Default)]
struct Waiting {
    touched: Vec<Touched>,
    news: Vec<News>,
    /// When something was shown last, by the page's steady clock.
    shown_at: Option<u64>,
    is_due: bool,
}

/// Where it is shown.
const fn area(touched: Touched) -> Area {
    match touched {
        Touched::Activity => Area::Rail,
        _ => Area::Main,
    }
}

impl Others {
    /// Whether much comes at the moment, with what came just now.
    fn is_busy(&mut self, now: u64) -> bool {
        self.came.push_back(now);
        if self.came.len() <= FEW {
            return false;
        }
        let before = self.came.pop_front();
        before.is_some_and(|before| now < before + 1_000)
    }

    const fn waiting(&mut self, area: Area) -> &mut Waiting {
        match area {
            Area::Rail => &mut self.rail,
            Area::Main => &mut self.main,
        }
    }
}

impl Space {
    /// Has `watcher` called before a change by others is shown: what must not move can be looked at once more.
    pub fn before_others(self, watcher: impl Fn(&[Touched]) + 'static) {
        if let Some(core) = self.core() {
            core.others.borrow_mut().watchers.push(Box::new(watcher));
        }
    }

    /// Shows what an event touched, now or together with what comes in the next moment. `by` is whose face a card carries for a
    /// while, if anybody's.
    pub(crate) fn arrive(self, changes: Changes, by: Option<(UserId, i64)>) {
        let Changes { touched, news } = changes;
        let Some(core) = self.core() else { return };
        let now = dom::steady_ms();
        let mut others = core.others.borrow_mut();
        if let Some((user, seq)) = by.filter(|(user, _)| *user != core.user) {
            let cards = touched.iter().filter_map(|touched| match touched {
                Touched::Boards(boards::Touched::Card(task)) => Some((*task, user, seq)),
                _ => None,
            });
            others.marks.extend(cards);
        }
        for one in touched {
            let waiting = others.waiting(area(one));
            if !waiting.touched.contains(&one) {
                waiting.touched.push(one);
            }
        }
        others.main.news.extend(news);
        let is_busy = others.is_busy(now);
        drop(others);
        for area in [Area::Main, Area::Rail] {
            self.show_soon(area, is_busy, now);
        }
    }

    fn show_soon(self, area: Area, is_busy: bool, now: u64) {
        let Some(core) = self.core() else { return };
        let mut others = core.others.borrow_mut();
        let waiting = others.waiting(area);
        if waiting.is_due || waiting.touched.is_empty() && waiting.news.is_empty() {
            return;
        }
        waiting.is_due = true;
        let gathered = waiting.shown_at.map(|at| at + GATHER_MS);
        let rest = gathered.filter(|until| is_busy && now < *until);
        drop(others);
        let show = move || dom::once_at_rest(area, move || self.show_others(area));
        match rest {
            Some(until) => set_timeout(show, Duration::from_millis(until - now)),
            None => show(),
        }
    }

    fn show_others(self, area: Area) {
        let Some(core) = self.core() else { return };
        let (touched, news, marks) = {
            let mut others = core.others.borrow_mut();
            let marks = match area {
                Area::Main => mem::take(&mut others.marks),
                Area::Rail => Vec::new(),
            };
            let waiting = others.waiting(area);
            waiting.is_due = false;
            waiting.shown_at = Some(dom::steady_ms());
            let (touched, news) = (&mut waiting.touched, &mut waiting.news);
            (mem::take(touched), mem::take(news), marks)
        };
        for watcher in &core.others.borrow().watchers {
            watcher(&touched);
        }
        for (task, user, seq) in &marks {
            let name = untrack(|| self.name_of(Some(*user)));
            let first = name.split_whitespace().next().unwrap_or_default();
            let mark = Remote {
                user: *user,
                name: first.to_owned(),
                seq: *seq,
            };
            core.remotes.borrow_mut().insert(*task, mark);
        }
        self.update_signals(&touched);
        self.tell(&news);
        if !marks.is_empty() {
            set_timeout(move || self.unmark(&marks), MARKED_FOR);
        }
    }

    fn unmark(self, marks: &[(TaskId, UserId, i64)]) {
        let Some(core) = self.core() else { return };
        for (task, _, seq) in marks {
            let is_last = |mark: &Remote| mark.seq == *seq;
            let is_last = core.remotes.borrow().get(task).is_some_and(is_last);
            if is_last {
                core.remotes.borrow_mut().remove(task);
                core.refresh_card(*task);
            }
        }
    }
}
