//! What an overlay stands on and what it changes, noted while it is laid: so it is laid anew exactly when something of that is new.

use rustc_hash::FxHashMap;
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

use crate::touched::Touched;

/// One thing that overlays look at or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// A task's own fields.
    Task(TaskId),
    /// The order of a column's cards.
    Order(ColumnId),
    /// A board's columns: whether they are loaded, their fields and their order.
    Columns(BoardId),
    /// A board's own fields.
    Board(BoardId),
    /// A member.
    Member(UserId),
    /// A column that was looked for and is on no board that is known.
    UnknownColumn,
}

impl Thing {
    /// What an overlay may have looked at of what was touched.
    pub(crate) fn of(touched: Touched) -> impl Iterator<Item = Self> {
        let (thing, also) = match touched {
            Touched::Card(id) => (Some(Self::Task(id)), None),
            Touched::Order(id) => (Some(Self::Order(id)), None),
            Touched::Columns(id) | Touched::Part(id) => {
                (Some(Self::Columns(id)), Some(Self::UnknownColumn))
            }
            Touched::Board(id) => (Some(Self::Board(id)), None),
            Touched::Member(id) => (Some(Self::Member(id)), None),
            Touched::Workspace
            | Touched::Me
            | Touched::Members
            | Touched::Boards
            | Touched::Activity
            | Touched::Given
            | Touched::Trash
            | Touched::Invitations
            | Touched::Gone => (None, None),
        };
        thing.into_iter().chain(also)
    }
}

/// What one overlay looked at, and what of it it changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach(FxHashMap<Thing, bool>);

impl Reach {
    pub(crate) fn reads(&mut self, thing: Thing) {
        self.0.entry(thing).or_insert(false);
    }

    pub(crate) fn changes(&mut self, thing: Thing) {
        self.0.insert(thing, true);
    }

    /// Each thing, and whether it is changed.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Thing, bool)> {
        self.0.iter().map(|(thing, changed)| (*thing, *changed))
    }

    pub(crate) fn changed(&self) -> impl Iterator<Item = Thing> {
        self.iter()
            .filter_map(|(thing, changed)| changed.then_some(thing))
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        for (thing, changed) in other.iter() {
            if changed {
                self.changes(thing);
            } else {
                self.reads(thing);
            }
        }
    }

    /// Whether one of the two changes what the other looks at.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (small, large) = if self.0.len() < other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        small
            .iter()
            .any(|(thing, changed)| large.0.get(&thing).is_some_and(|other| changed || *other))
    }

    pub(crate) fn holds_any(&self, things: &rustc_hash::FxHashSet<Thing>) -> bool {
        if self.0.len() < things.len() {
            self.0.keys().any(|thing| things.contains(thing))
        } else {
            things.iter().any(|thing| self.0.contains_key(thing))
        }
    }
}
