//! The pages of a list as one run of items, which ends where the last of them ended.

use tutti_types::Page;

/// What comes in pages, the newest first.
pub trait Aged: Send + Sync + 'static {
    /// What the list is sorted by; the newest has the greatest, and no two have the same.
    type Age: Ord;

    fn age(&self) -> Self::Age;
}

/// How far the run reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Reach {
    /// No page came yet.
    #[default]
    Nowhere,
    /// There is more from this cursor on.
    More(String),
    /// That is all.
    All,
}

/// The items, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<T> {
    items: Vec<T>,
    reach: Reach,
}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            reach: Reach::Nowhere,
        }
    }
}

impl<T: Aged> Run<T> {
    /// The items.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Whether the first page came.
    pub fn is_begun(&self) -> bool {
        self.reach != Reach::Nowhere
    }

    /// Where the page below it begins; none where there is no more, or nothing came yet.
    pub const fn cursor(&self) -> Option<&String> {
        match &self.reach {
            Reach::More(cursor) => Some(cursor),
            Reach::Nowhere | Reach::All => None,
        }
    }

    /// The last item, below which something is missing; none where the run ends with the list.
    pub fn end(&self) -> Option<T::Age> {
        self.cursor().and_then(|_| self.last())
    }

    fn last(&self) -> Option<T::Age> {
        self.items.last().map(T::age)
    }

    /// Whether these, from the first on, go down as far as what is shown.
    pub(super) fn is_reached_by(&self, items: &[T]) -> bool {
        match self.reach {
            Reach::Nowhere => true,
            Reach::More(_) => items.last().map(T::age) <= self.last(),
            Reach::All => false,
        }
    }

    /// Takes these, from the first on, in place of what is shown.
    pub(super) fn renew(&mut self, mut items: Vec<T>, cursor: Option<String>) {
        let end = self.end();
        let is_shown = |item: &T| Some(item.age()) >= end;
        if end.is_some() && cursor.is_some() && items.iter().any(is_shown) {
            // The next page still begins where the run ends.
            items.retain(is_shown);
        } else {
            self.reach_to(cursor);
        }
        self.items = items;
    }

    /// Takes the page below it.
    pub(super) fn extend(&mut self, page: Page<T>) {
        let end = self.last();
        let is_below = |item: &T| end.is_none() || Some(item.age()) < end;
        let below = page.items.into_iter().filter(is_below);
        self.items.extend(below);
        self.reach_to(page.next_cursor);
    }

    fn reach_to(&mut self, cursor: Option<String>) {
        self.reach = cursor.map_or(Reach::All, Reach::More);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Aged for u32 {
        type Age = Self;

        fn age(&self) -> Self {
            *self
        }
    }

    fn page(items: &[u32], cursor: Option<&str>) -> Page<u32> {
        Page {
            items: items.to_vec(),
            next_cursor: cursor.map(str::to_owned),
        }
    }

    fn begun(items: &[u32], cursor: Option<&str>) -> Run<u32> {
        let mut run = Run::default();
        run.renew(items.to_vec(), cursor.map(str::to_owned));
        run
    }

    #[test]
    fn more_goes_on_where_the_run_ends_and_repeats_nothing() {
        let mut run = begun(&[9, 8, 7], Some("below 7"));
        assert_eq!(run.end(), Some(7));
        run.extend(page(&[7, 6, 5], Some("below 5")));
        assert_eq!(run.items(), [9, 8, 7, 6, 5]);
        assert_eq!(run.cursor().map(String::as_str), Some("below 5"));
        run.extend(page(&[4], None));
        assert_eq!(run.items(), [9, 8, 7, 6, 5, 4]);
        assert_eq!((run.cursor(), run.end()), (None, None));
    }

    #[test]
    fn what_is_loaded_again_keeps_as_much_as_was_shown() {
        let mut run = begun(&[9, 8, 7], Some("below 7"));
        assert!(!run.is_reached_by(&[10, 9]));
        assert!(run.is_reached_by(&[10, 9, 7]));
        // 10 is new and 8 is gone; what the larger pages brought beyond 7 is not shown.
        run.renew(vec![10, 9, 7, 6], Some("below 6".to_owned()));
        assert_eq!(run.items(), [10, 9, 7]);
        assert_eq!(run.cursor().map(String::as_str), Some("below 7"));
    }

    #[test]
    fn where_all_that_was_shown_is_gone_the_run_ends_with_what_came() {
        let mut run = begun(&[9, 8], Some("below 8"));
        assert!(run.is_reached_by(&[7, 6]));
        run.renew(vec![7, 6], Some("below 6".to_owned()));
        assert_eq!(run.items(), [7, 6]);
        assert_eq!(run.cursor().map(String::as_str), Some("below 6"));
    }

    #[test]
    fn a_list_that_is_whole_stays_so() {
        let mut run = begun(&[9, 8], None);
        assert!(!run.is_reached_by(&[9]), "it is read to its end");
        run.renew(vec![10, 9], None);
        assert_eq!(run.items(), [10, 9]);
        assert!(run.cursor().is_none() && run.is_begun());
    }

    #[test]
    fn the_first_page_is_enough_where_nothing_is_shown() {
        assert!(Run::<u32>::default().is_reached_by(&[]));
        let empty = begun(&[], None);
        assert!(empty.is_begun() && empty.items().is_empty());
    }
}
