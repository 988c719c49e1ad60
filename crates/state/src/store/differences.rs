//! Whether two stores hold the same, for *old snapshot + events = new snapshot*.

use super::Store;
use crate::base::Base;
use crate::compare::differ;

impl Store {
    /// What differs in the two views, a sentence each.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        // Whoever adds a field says here whether two views have to agree on it.
        let Self {
            base:
                Base {
                    workspace,
                    me,
                    gone,
                },
            areas,
            // What its person does and has read:
            cursor: _,
            feed: _,
            gap_after: _,
            clock: _,
        } = self;
        let mut found = Vec::new();
        differ(&mut found, "workspace", workspace, other.workspace());
        differ(&mut found, "gone", gone, &other.gone());
        differ(&mut found, "me", me, other.me());
        areas.differences(&other.areas, &mut found);
        found
    }

    /// Fails with every difference, each on its line.
    ///
    /// # Panics
    /// Where the two views differ: it is an assertion for tests.
    pub fn assert_same(&self, other: &Self) {
        let found = self.differences(other);
        assert!(found.is_empty(), "the stores differ:\n{}", found.join("\n"));
    }

    /// Fails where the view is not what all overlays, laid anew, make of the truth.
    ///
    /// # Panics
    /// It is an assertion for tests.
    pub fn assert_view(&self) {
        self.areas.assert_view(&self.base);
    }
}
