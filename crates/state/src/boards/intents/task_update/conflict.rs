//! A text that two people changed.

use tutti_types::Patch;
use tutti_types::tasks::Task;

use super::TaskUpdate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConflict {
    pub field: TextField,
    /// What both began from.
    pub began: String,
    /// What the person wrote.
    pub mine: String,
    /// What it holds now.
    pub theirs: String,
}

/// A text of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextField {
    /// The title.
    Title,
    /// The description.
    Description,
}

/// Texts of the patch that now hold neither what the edit began from nor what it wants.
pub(super) fn between(wanted: &TaskUpdate, current: &Task) -> Vec<TextConflict> {
    let (patch, Some(began)) = (&wanted.patch, &wanted.began) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut compare = |field, began: &str, mine: &str, theirs: &str| {
        if theirs != began && theirs != mine {
            found.push(TextConflict {
                field,
                began: began.to_owned(),
                mine: mine.to_owned(),
                theirs: theirs.to_owned(),
            });
        }
    };
    if let Some(title) = &patch.title {
        compare(
            TextField::Title,
            &began.title,
            title.as_str(),
            &current.title,
        );
    }
    let mine = match &patch.description {
        Patch::Keep => None,
        Patch::Clear => Some(""),
        Patch::Set(text) => Some(text.as_str()),
    };
    if let (Some(mine), Some(theirs)) = (mine, &current.description) {
        compare(TextField::Description, &began.description, mine, theirs);
    }
    found
}
