//! What stands where something loads.

use leptos::prelude::*;

use super::Request;
use crate::api;
use crate::text::Words;

/// What is there. It changes seldom, so that what shows the thing is made once, and only what is in it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Asking,
    /// Nothing, and this is why.
    Failed(Words),
    /// It came, and there is nothing in it.
    Empty,
    /// It came.
    Here,
}

impl State {
    /// By whether it is empty, once it came. What came is better than the news that a newer one did not.
    pub fn of(is_empty: Option<bool>, fault: ReadSignal<Option<api::Error>>) -> Self {
        match is_empty {
            Some(true) => Self::Empty,
            Some(false) => Self::Here,
            None => fault.with(|fault| match fault {
                Some(fault) => Self::Failed(fault.message()),
                None => Self::Asking,
            }),
        }
    }
}

/// How something stands that loads, for `ui::Loaded`.
#[derive(Clone, Copy)]
pub struct Shown {
    /// What is there.
    pub state: Memo<State>,
    /// Asks again.
    pub again: Callback<()>,
    /// The pages below those that are there.
    pub more: Option<More>,
}

impl Shown {
    /// Of something without pages.
    pub fn new(state: Memo<State>, request: Request) -> Self {
        Self {
            state,
            again: Callback::new(move |()| request.again()),
            more: None,
        }
    }
}

/// The pages below those that are there.
#[derive(Clone, Copy)]
pub struct More {
    /// Whether there are any.
    pub is_there: Memo<bool>,
    /// Whether the next is on its way.
    pub busy: ReadSignal<bool>,
    /// Asks for the next.
    pub load: Callback<()>,
}
