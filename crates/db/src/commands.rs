//! What can be done: each command takes its proofs, changes rows and leaves its events, inside a transaction of the gate.
//!
//! Locks are taken in the one order of [`Lock`](crate::locks::Lock). People and the stream's row come last, by the gate.

pub mod account;
pub mod board;
pub mod column;
pub mod housekeeping;
pub mod invitation;
pub mod jobs;
pub mod me;
pub mod member;
pub mod password;
pub mod rebalance;
mod repeat;
pub mod session;
pub mod task;
pub mod workspace;

use serde::Serialize;
use serde_json::Value;
use tutti_types::activity::Change;

/// Texts in an activity entry are cut to this many characters.
const CUT: usize = 200;

/// Gathers what changed of a resource, field by field.
#[derive(Debug, Default)]
pub(crate) struct Changes(pub Vec<Change>);

impl Changes {
    /// Notes a field where it differs.
    pub fn field<T: Serialize + PartialEq>(&mut self, field: &str, from: &T, to: &T) {
        if from != to {
            self.0.push(Change {
                field: field.to_owned(),
                from: cut(from),
                to: cut(to),
            });
        }
    }
    /// The names of the fields that differ.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|change| change.field.clone()).collect()
    }
}

fn cut(value: &impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) if text.chars().count() > CUT => {
            Value::String(text.chars().take(CUT).chain(['…']).collect())
        }
        Ok(value) => value,
        Err(_) => Value::Null,
    }
}
