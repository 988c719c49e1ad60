//! How far back the rail reaches: the pages it asked for, and where its list ends.

use leptos::prelude::*;
use tutti_types::BoardId;
use tutti_types::activity::{Activity, ActivityQuery};

use crate::api;
use crate::remote::{Request, tell_fault};
use crate::store::Space;
use crate::text::board as text;

/// How far the pages reach.
#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    /// The first page is not there.
    Nowhere,
    /// More may come from this cursor; from the newest on where older entries were let go of.
    More(Option<String>),
    /// That is all.
    All,
}

/// The entries to show, and what asks for more of them.
#[derive(Clone, Copy)]
pub struct Pages {
    /// The entries, newest first.
    pub entries: Memo<Vec<Activity>>,
    /// Asks for the newest page.
    pub newest: Request,
    /// Asks for the page after the last one.
    pub older: Request,
    /// Where they end.
    pub extent: Extent,
}

/// Which entries are shown: those of the store's feed that no gap is above.
#[derive(Clone, Copy)]
pub struct Extent {
    space: Space,
    board: BoardId,
    /// Whether they are those of all boards.
    pub is_all: RwSignal<bool>,
    /// What is older than this may have gaps: others have loaded it, or it came by events of long ago.
    since: RwSignal<i64>,
    /// How far they reach.
    pub reach: RwSignal<Reach>,
    /// Somebody asked for older ones.
    pub has_older: RwSignal<bool>,
    /// The newest entry from before a gap, until what lies in that is asked for.
    before_gap: StoredValue<Option<i64>>,
}

impl Pages {
    /// The newest page of a board, or of all, and what comes from now on.
    pub fn new(space: Space, board: BoardId, is_all: bool) -> Self {
        let extent = Extent {
            space,
            board,
            is_all: RwSignal::new(is_all),
            since: RwSignal::new(i64::MAX),
            reach: RwSignal::new(Reach::Nowhere),
            has_older: RwSignal::new(false),
            before_gap: StoredValue::new(None),
        };
        let pages = Self {
            entries: Memo::new(move |_| extent.entries()),
            newest: Request::taking(move || extent.newest()),
            older: Request::taking(move || extent.older()),
            extent,
        };
        pages.newest.load();
        tell_fault(pages.older, "older activity".to_owned(), text::OLDER_FAILED);
        // The stream could not tell of all that happened.
        Effect::watch(
            move || space.reloaded.get(),
            move |_, _, _| pages.bridge(),
            false,
        );
        Effect::watch(
            move || space.feed_cut.get(),
            move |cut, _, _| extent.end_after(*cut),
            false,
        );
        pages
    }

    /// Those of all boards, or of this one only.
    pub fn show(self, all: bool) {
        self.extent.is_all.set(all);
        self.extent.since.set(i64::MAX);
        self.extent.has_older.set(false);
        self.load_anew();
    }

    /// Asks for the first page again.
    pub fn load_anew(self) {
        self.extent.reach.set(Reach::Nowhere);
        self.load_newest(None);
    }

    /// Loads the page after the last one.
    pub fn load_older(self) {
        if !self.older.busy.get_untracked() {
            self.extent.has_older.set(true);
            self.older.load();
        }
    }

    /// Loads what lies between now and the newest entry from before the gap.
    fn bridge(self) {
        let gap = self.extent.space.read(|s| s.gap_after()).flatten();
        let is_known = |entry: &&Activity| gap.is_none_or(|gap| entry.seq <= gap);
        let newest = self
            .entries
            .with_untracked(|entries| entries.iter().find(is_known).map(|entry| entry.seq));
        self.load_newest(newest);
    }

    fn load_newest(self, before_gap: Option<i64>) {
        self.newest.forget();
        self.older.forget();
        self.extent.before_gap.set_value(before_gap);
        self.newest.load();
    }
}

impl Extent {
    fn entries(self) -> Vec<Activity> {
        self.space.feed.track();
        let (is_all, since) = (self.is_all.get(), self.since.get());
        let here = |entry: &&Activity| {
            entry.seq >= since && (is_all || entry.board_id() == Some(self.board))
        };
        let entries = self.space.read(|s| {
            let entries = s.feed().entries().iter();
            entries.filter(here).cloned().collect()
        });
        entries.unwrap_or_default()
    }

    /// Loads the newest page over what is shown. A page that does not reach down to the newest entry from before a gap leaves a hole
    /// that nobody would see, so the list ends with it.
    async fn newest(self) -> Result<impl FnOnce() + 'static, api::Error> {
        let before_gap = self.before_gap.try_update_value(Option::take).flatten();
        let told_up_to = self.space.read(|store| store.cursor().seq);
        let answer = api::activity::list(self.space.id, &self.query(None)).await;
        if answer.is_err() && before_gap.is_some() {
            // What is told from here on is without a hole.
            self.since.set(told_up_to.unwrap_or_default() + 1);
        }
        let page = answer?;
        Ok(move || {
            let last = oldest(&page.items, page.next_cursor.as_ref());
            self.space.apply_activity(page.items);
            self.space.close_gap();
            if before_gap.is_none_or(|newest| last > newest) {
                self.has_older.set(false);
                self.end_with(last, page.next_cursor);
            }
        })
    }

    /// Loads the page after the last one. Where older entries were let go of, the way down to them leads over what is still here.
    async fn older(self) -> Result<impl FnOnce() + 'static, api::Error> {
        let below = self.since.get_untracked();
        let mut query = self.query(match self.reach.get_untracked() {
            Reach::More(cursor) => cursor,
            Reach::Nowhere | Reach::All => None,
        });
        loop {
            let page = api::activity::list(self.space.id, &query).await?;
            let last = oldest(&page.items, page.next_cursor.as_ref());
            self.space.apply_activity(page.items);
            if last < below {
                return Ok(move || self.end_with(last, page.next_cursor));
            }
            query.cursor = page.next_cursor;
        }
    }

    /// Everything up to here was let go of.
    fn end_after(self, cut: i64) {
        if cut < self.since.get_untracked() {
            return;
        }
        self.since.set(cut + 1);
        self.reach.maybe_update(|reach| {
            let is_news = !matches!(reach, Reach::Nowhere | Reach::More(None));
            if is_news {
                *reach = Reach::More(None);
            }
            is_news
        });
    }

    fn query(self, cursor: Option<String>) -> ActivityQuery {
        ActivityQuery {
            board: (!self.is_all.get_untracked()).then_some(self.board),
            cursor,
            limit: Some(50),
            ..ActivityQuery::default()
        }
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
