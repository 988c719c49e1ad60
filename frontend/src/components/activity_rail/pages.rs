//! How far back the rail reaches: the pages it asked for, and where its list ends.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::BoardId;
use tutti_types::activity::{Activity, ActivityQuery};

use crate::api;
use crate::latest::Latest;
use crate::store::Space;
use crate::text::board as text;
use crate::ui::{Toast, Toasts};

/// How far the pages reach.
#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    /// The first page is on its way.
    Asking,
    /// More may come from this cursor; from the newest on where older entries were let go of.
    More(Option<String>),
    /// That is all.
    All,
    /// It did not come.
    Failed,
}

/// The entries to show, and what asks for more of them.
#[derive(Clone, Copy)]
pub struct Pages {
    space: Space,
    board: BoardId,
    toasts: Toasts,
    /// Whether they are those of all boards.
    pub is_all: RwSignal<bool>,
    /// What is older than this may have gaps: others have loaded it, or it came by events of long ago.
    since: RwSignal<i64>,
    /// How far they reach.
    pub reach: RwSignal<Reach>,
    /// The entries, newest first.
    pub entries: Memo<Vec<Activity>>,
    /// Somebody asked for older ones.
    pub has_older: RwSignal<bool>,
    latest: Latest,
}

impl Pages {
    /// The newest page of a board, or of all, and what comes from now on.
    pub fn new(space: Space, board: BoardId, is_all: bool) -> Self {
        let is_all = RwSignal::new(is_all);
        let since = RwSignal::new(i64::MAX);
        let entries = Memo::new(move |_| {
            space.feed.track();
            let (is_all, since) = (is_all.get(), since.get());
            let here = |entry: &&Activity| {
                entry.seq >= since && (is_all || entry.board_id() == Some(board))
            };
            let entries = space.read(|s| {
                let entries = s.feed().entries().iter();
                entries.filter(here).cloned().collect::<Vec<_>>()
            });
            entries.unwrap_or_default()
        });
        let pages = Self {
            space,
            board,
            toasts: Toasts::here(),
            is_all,
            since,
            reach: RwSignal::new(Reach::Asking),
            entries,
            has_older: RwSignal::new(false),
            latest: Latest::new(),
        };
        pages.load_newest(None);
        // The stream could not tell of all that happened.
        Effect::watch(
            move || space.reloaded.get(),
            move |_, _, _| pages.bridge(),
            false,
        );
        Effect::watch(
            move || space.feed_cut.get(),
            move |cut, _, _| pages.end_after(*cut),
            false,
        );
        pages
    }

    /// Those of all boards, or of this one only.
    pub fn show(self, all: bool) {
        self.is_all.set(all);
        self.since.set(i64::MAX);
        self.has_older.set(false);
        self.load_anew();
    }

    /// Asks for the first page again.
    pub fn load_anew(self) {
        self.reach.set(Reach::Asking);
        self.load_newest(None);
    }

    /// Loads what lies between now and the newest entry from before the gap.
    fn bridge(self) {
        let gap = self.space.read(|s| s.gap_after()).flatten();
        let is_known = |entry: &&Activity| gap.is_none_or(|gap| entry.seq <= gap);
        let newest = self
            .entries
            .with_untracked(|entries| entries.iter().find(is_known).map(|entry| entry.seq));
        self.load_newest(newest);
    }

    /// Everything up to here was let go of.
    fn end_after(self, cut: i64) {
        if cut < self.since.get_untracked() {
            return;
        }
        self.since.set(cut + 1);
        let more = Reach::More(None);
        let is_told = self.reach.with_untracked(|reach| *reach == more);
        if !is_told && self.reach.with_untracked(|reach| *reach != Reach::Asking) {
            self.reach.set(more);
        }
    }

    fn query(self, cursor: Option<String>) -> ActivityQuery {
        ActivityQuery {
            board: (!self.is_all.get_untracked()).then_some(self.board),
            cursor,
            limit: Some(50),
            ..ActivityQuery::default()
        }
    }

    /// Loads the newest page over what is shown, of which `known` is the newest. A page that does not reach down to that leaves a
    /// hole that nobody would see, so the list ends with it.
    fn load_newest(self, known: Option<i64>) {
        let (query, asked) = (self.query(None), self.latest.ask());
        let told_up_to = self.space.read(|store| store.cursor().seq);
        spawn_local(async move {
            let answer = api::activity::list(self.space.id, &query).await;
            if !asked.is_last() {
                return;
            }
            let Ok(page) = answer else {
                if known.is_some() {
                    // What is told from here on is without a hole.
                    self.since.set(told_up_to.unwrap_or_default() + 1);
                }
                self.reach.set(Reach::Failed);
                return;
            };
            let last = oldest(&page.items, page.next_cursor.as_ref());
            self.space.take_activity(page.items);
            self.space.close_gap();
            if known.is_none_or(|known| last > known) {
                self.has_older.set(false);
                self.end_with(last, page.next_cursor);
            }
        });
    }

    /// Loads the page after the last one, and tells once it is there. Where older entries were let go of, the way down to
    /// them leads over what is still here.
    pub fn load_older(self, cursor: Option<String>, told: Callback<()>) {
        self.has_older.set(true);
        let (asked, below) = (self.latest.ask(), self.since.get_untracked());
        let mut query = self.query(cursor.clone());
        spawn_local(async move {
            loop {
                let answer = api::activity::list(self.space.id, &query).await;
                if !asked.is_last() {
                    return;
                }
                let page = match answer {
                    Ok(page) => page,
                    Err(error) => {
                        let failed = Toast::error(text::OLDER_FAILED).text(error.message());
                        self.toasts.show(failed);
                        return self.reach.set(Reach::More(cursor));
                    }
                };
                let last = oldest(&page.items, page.next_cursor.as_ref());
                self.space.take_activity(page.items);
                if last < below {
                    self.end_with(last, page.next_cursor);
                    return told.run(());
                }
                query.cursor = page.next_cursor;
            }
        });
    }

    fn end_with(self, last: i64, next: Option<String>) {
        self.since.set(last);
        self.reach.set(match next {
            Some(cursor) => Reach::More(Some(cursor)),
            None => Reach::All,
        });
    }
}

/// Down to where a page tells everything: the beginning where no other follows.
fn oldest(page: &[Activity], next: Option<&String>) -> i64 {
    let last = page.last().filter(|_| next.is_some());
    last.map(|entry| entry.seq).unwrap_or_default()
}
