//! Light, dark, or as the system is.

use leptos::prelude::*;

use crate::storage;

/// Where it is remembered; `boot.js` reads it before the first paint.
const KEY: &str = "tutti.theme";

/// A choice of colours.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What was chosen in this browser.
    pub fn remembered() -> Self {
        match storage::recall(KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    const fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Shows it, and remembers it in this browser.
    pub fn choose(self) {
        storage::remember(KEY, self.word());
        if let Some(root) = document().document_element() {
            // Neither can fail for an attribute of this name.
            let _ = match self.word() {
                Some(word) => root.set_attribute("data-theme", word),
                None => root.remove_attribute("data-theme"),
            };
        }
    }
}
