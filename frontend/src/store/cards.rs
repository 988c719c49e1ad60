//! What is shown of a card and of a column's order.

use std::sync::Arc;

use tutti_types::tasks::Task;
use tutti_types::{TaskId, UserId};

/// A card as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardState {
    /// The task, with what the person did to it.
    pub task: Task,
    /// A change of it has waited for more than a moment.
    pub is_saving: bool,
    /// The last change of it was refused.
    pub fault: Option<Fault>,
    /// Somebody else changed it just now.
    pub remote: Option<Remote>,
    /// Somebody gave it to one, who has not looked at it since.
    pub is_given: bool,
    /// It was deleted, or went where one cannot see it.
    pub is_gone: bool,
}

/// Why a change was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A few words.
    pub text: String,
    /// The op, to be done again; absent where that would be refused again.
    pub key: String,
}

/// Who changed it just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    pub user: UserId,
    pub name: String,
    /// Tells one mark from the next.
    pub seq: i64,
}

/// A column's cards, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderState {
    /// Those that are loaded.
    pub ids: Arc<[TaskId]>,
    /// How many there are, those not loaded included.
    pub count: usize,
}
