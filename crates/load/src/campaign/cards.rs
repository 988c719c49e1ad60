//! The cards of a board, as the database holds them and as a follower does.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Deserialize;
use tutti_state::Store;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId};

/// A card, as far as people see where it is and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Card {
    id: TaskId,
    pub column_id: ColumnId,
    pub title: String,
    pub position: String,
    pub version: i64,
}

/// All cards by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards(pub BTreeMap<TaskId, Card>);

impl Cards {
    /// From the database.
    pub fn stored(url: &str, board: &str) -> Result<Self> {
        let select = format!(
            "SELECT id, column_id, title, position, version FROM tasks WHERE board_id = '{board}' AND deleted_at IS NULL"
        );
        Ok(Self::of(super::sql::rows(url, &select)?.into_iter()))
    }

    /// Those that somebody knows, in the columns in which they see them.
    pub fn held(store: &Store, board: BoardId) -> Self {
        let columns = store.columns(board);
        let tasks = columns.iter().flat_map(|column| store.order(*column));
        Self::of(tasks.filter_map(|id| store.task(*id)).map(Card::from))
    }

    fn of(cards: impl Iterator<Item = Card>) -> Self {
        Self(cards.map(|card| (card.id, card)).collect())
    }

    /// The ids of a column's cards, in order.
    pub fn order(&self, column: ColumnId) -> Vec<TaskId> {
        let cards = self.0.values().filter(|card| card.column_id == column);
        let mut cards: Vec<_> = cards.map(|card| (&card.position, card.id)).collect();
        cards.sort_unstable();
        cards.into_iter().map(|(_, id)| id).collect()
    }

    /// What differs from another, as one line a card.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let ids = self.0.keys().chain(other.0.keys());
        let mut found: Vec<String> = ids
            .filter(|id| self.0.get(*id) != other.0.get(*id))
            .map(|id| format!("{id}: {:?} and {:?}", self.0.get(id), other.0.get(id)))
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

impl From<&Task> for Card {
    fn from(task: &Task) -> Self {
        Self {
            id: task.id,
            column_id: task.column_id,
            title: task.title.to_string(),
            position: task.position.clone(),
            version: task.version,
        }
    }
}
