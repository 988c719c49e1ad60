//! What a change touched, so that the screen wakes only what shows it.

use crate::list::{areas, one_of_each};

areas! { one_of_each
    /// Something that a reader of the [`Store`](crate::Store) may find different now. It may be told without a difference, never the
    /// other way round.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Touched {
        /// The workspace's own name and slug.
        Workspace,
        /// One's own role and rights.
        Me,
        /// The feed has a new entry.
        Activity,
        /// The workspace was deleted, or the reader is out of it.
        Gone,
    }
}

/// A list in which each thing stands once.
#[derive(Debug, Default)]
pub(crate) struct Touches {
    list: Vec<Touched>,
    /// Who a guest knows may have changed: see [`Area::introduces`](crate::area::Area::introduces).
    pub(crate) acquaintances: bool,
}

impl Touches {
    pub(crate) fn add(&mut self, touched: impl Into<Touched>) {
        let touched = touched.into();
        // Events touch two or three things; only a load touches many, and `push` is its door.
        if !self.list.contains(&touched) {
            self.list.push(touched);
        }
    }
    /// Without looking for doubles, for a load that touches everything of a board once.
    pub(crate) fn push(&mut self, touched: impl Into<Touched>) {
        self.list.push(touched.into());
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = Touched> {
        self.list.iter().copied()
    }
    pub(crate) fn into_vec(self) -> Vec<Touched> {
        self.list
    }
}
