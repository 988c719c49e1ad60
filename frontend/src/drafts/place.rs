//! Where a text belongs.

use serde::{Deserialize, Serialize};
use tutti_state::Intent;
use tutti_state::boards::{
    BoardUpdate, ColumnCreate, ColumnUpdate, Intent as Boards, TaskUpdate, TextField,
};
use tutti_types::text::tidied;
use tutti_types::{BoardId, ColumnId, Patch, TaskId, WorkspaceId};

/// A text that somebody can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A task's title.
    Title(TaskId),
    /// A task's description.
    Description(TaskId),
    /// The title of a new task of a column.
    NewTask(ColumnId),
    /// The name of a new column of a board.
    NewColumn(BoardId),
    /// A column's name.
    ColumnName(ColumnId),
    /// The name of a new board of a workspace.
    NewBoard(WorkspaceId),
    /// A board's name.
    BoardName(BoardId),
    /// Whom one invites to a workspace.
    Invitation(WorkspaceId),
    /// A workspace's name.
    WorkspaceName(WorkspaceId),
    /// A workspace's address.
    WorkspaceAddress(WorkspaceId),
    /// What a workspace's task keys begin with.
    TaskPrefix(WorkspaceId),
    /// The name of a new workspace.
    NewWorkspaceName,
    /// The address of a new workspace.
    NewWorkspaceAddress,
    /// One's own name.
    PersonName,
}

/// A place, and what to say and where to lead when its text is offered elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    pub place: Place,
    /// The workspace it is in.
    pub workspace: Option<WorkspaceId>,
    /// The board it is on.
    pub board: Option<BoardId>,
    /// What it is a text of, such as `LRK-214` or a column's name; empty where the place says it all.
    pub of: String,
}

impl Place {
    /// Of a task's text.
    pub const fn of_task(task: TaskId, field: TextField) -> Self {
        match field {
            TextField::Title => Self::Title(task),
            TextField::Description => Self::Description(task),
        }
    }

    /// The task whose text it is.
    pub const fn task(self) -> Option<TaskId> {
        match self {
            Self::Title(task) | Self::Description(task) => Some(task),
            _ => None,
        }
    }

    /// Whether two texts are saved as the same here: who typed a blank more, or a second one between two words, need not be
    /// offered that.
    pub fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            Self::Description(_) => one.trim() == other.trim(),
            _ => tidied(one) == tidied(other),
        }
    }

    /// Whether a text is nothing to keep: the same as each that it is written over, or empty where nothing stood.
    pub fn is_nothing(self, text: &str, overs: &[String]) -> bool {
        let is_same = |over: &String| self.is_same(text, over);
        overs.iter().all(is_same) && (!overs.is_empty() || text.trim().is_empty())
    }

    /// The places that an intent writes to, each with what it writes.
    pub fn written_by(intent: &Intent) -> Vec<(Self, String)> {
        let mut written = Vec::new();
        let mut write = |place, text: Option<&str>| {
            written.extend(text.map(|text| (place, text.to_owned())));
        };
        match intent {
            Intent::Boards(Boards::TaskUpdate(TaskUpdate { task, patch, .. })) => {
                let title = patch.title.as_ref().map(|title| title.as_str());
                write(Self::Title(*task), title);
                let description = match &patch.description {
                    Patch::Keep => None,
                    Patch::Clear => Some(""),
                    Patch::Set(text) => Some(text.as_str()),
                };
                write(Self::Description(*task), description);
            }
            Intent::Boards(Boards::ColumnCreate(ColumnCreate { board, create, .. })) => {
                write(Self::NewColumn(*board), Some(create.name.as_str()));
            }
            Intent::Boards(Boards::ColumnUpdate(ColumnUpdate { column, patch, .. })) => {
                let name = patch.name.as_ref().map(|name| name.as_str());
                write(Self::ColumnName(*column), name);
            }
            Intent::Boards(Boards::BoardUpdate(BoardUpdate { board, patch })) => {
                let name = patch.name.as_ref().map(|name| name.as_str());
                write(Self::BoardName(*board), name);
            }
            _ => {}
        }
        written
    }
}

impl Location {
    /// Of a person, wherever they are.
    pub const fn own(place: Place) -> Self {
        Self {
            place,
            workspace: None,
            board: None,
            of: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_as_the_same_is_the_same() {
        let name = Place::ColumnName(ColumnId::new());
        for typed in [
            "In  review",
            " In review ",
            "In\u{a0}review",
            "In re\u{200b}view",
        ] {
            assert!(name.is_same(typed, "In review"), "{typed:?}");
        }
        assert!(!name.is_same("in review", "In review"));
        let text = Place::Description(TaskId::new());
        assert!(text.is_same("a\n\nb\n", "a\n\nb"));
        assert!(!text.is_same("a\n\nb", "a b"));
    }

    #[test]
    fn what_changes_nothing_is_no_draft() {
        let title = Place::Title(TaskId::new());
        let overs = |overs: &[&str]| {
            overs
                .iter()
                .map(|over| (*over).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(title.is_nothing("Ship it ", &overs(&["Ship it"])));
        assert!(!title.is_nothing("", &overs(&["Ship it"])));
        assert!(
            !title.is_nothing("Ship it", &overs(&["Ship it", "Ship"])),
            "on its way"
        );
        let card = Place::NewTask(ColumnId::new());
        assert!(card.is_nothing(" \n", &[]));
        assert!(!card.is_nothing("Half", &[]));
    }
}
