//! What a client holds of a board, made from a load and events. Written anew here, since a checker that shares the browser's
//! code shares its faults.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

/// A card, as far as people see where it is and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Card {
    pub column_id: String,
    pub title: String,
    pub position: String,
    pub version: i64,
}

/// All cards by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards(pub BTreeMap<String, Card>);

impl Cards {
    /// From a board's answer.
    pub fn of_board(board: &Value) -> Result<Self> {
        let mut cards = Self::default();
        for task in board
            .get("tasks")
            .and_then(Value::as_array)
            .context("a board without tasks")?
        {
            cards.put(task)?;
        }
        Ok(cards)
    }

    /// From the database.
    pub fn stored(url: &str, board: &str) -> Result<Self> {
        let select = format!(
            "SELECT id, column_id, title, position, version FROM tasks WHERE board_id = '{board}' AND deleted_at IS NULL"
        );
        let mut cards = Self::default();
        for task in super::sql::rows::<Value>(url, &select)? {
            cards.put(&task)?;
        }
        Ok(cards)
    }

    fn put(&mut self, task: &Value) -> Result<()> {
        let id = task.get("id").and_then(Value::as_str);
        let id = id.context("a task without an id")?.to_owned();
        self.0.insert(id, Card::deserialize(task)?);
        Ok(())
    }

    /// Applies an event.
    pub fn apply(&mut self, kind: &str, data: &Value) -> Result<()> {
        match kind {
            "task.created" | "task.updated" | "task.moved" | "task.restored" => {
                self.put(data.get("task").context("an event without its task")?)?;
            }
            "task.deleted" | "task.gone" => {
                let id = data.get("task_id").and_then(Value::as_str);
                self.0.remove(id.context("an event without its task")?);
            }
            "column.reordered" => {
                let positions = data.get("positions").context("no positions")?;
                for (id, position) in Vec::<(String, String)>::deserialize(positions)? {
                    if let Some(card) = self.0.get_mut(&id) {
                        card.position = position;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The ids of a column's cards, in order.
    pub fn order(&self, column: &str) -> Vec<&str> {
        let mut cards: Vec<(&str, &str)> = self
            .0
            .iter()
            .filter(|(_, card)| card.column_id == column)
            .map(|(id, card)| (card.position.as_str(), id.as_str()))
            .collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn events_change_what_a_load_gave() {
        let task =
            json!({"id": "a", "column_id": "c", "title": "t", "position": "V", "version": 1});
        let mut cards = Cards::of_board(&json!({ "tasks": [task] })).unwrap();
        let before = cards.clone();
        let other =
            json!({"id": "b", "column_id": "c", "title": "t", "position": "F", "version": 1});
        cards
            .apply("task.created", &json!({ "task": other }))
            .unwrap();
        assert_eq!(cards.order("c"), ["b", "a"]);
        cards
            .apply("column.reordered", &json!({"positions": [["b", "k"]]}))
            .unwrap();
        assert_eq!(cards.order("c"), ["a", "b"]);
        assert_eq!(cards.differences(&before).len(), 1);
        cards
            .apply("task.deleted", &json!({"task_id": "b"}))
            .unwrap();
        assert_eq!(cards, before);
    }
}
