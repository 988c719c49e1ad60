//! Whether two stores hold the same, for *old snapshot + events = new snapshot*.

use std::fmt::Debug;

use tutti_types::tasks::Task;

use super::Store;
use super::truth::Truth;

impl Store {
    /// What differs in the two views, a sentence each. Boards are compared deeply where both have loaded them; descriptions
    /// where both know them; the order of people and of boards is not part of the comparison.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        // Whoever adds a field says here whether two views have to agree on it. Compared as they are shown:
        let Self {
            truth:
                truth @ Truth {
                    workspace: _,
                    me: _,
                    members: _,
                    boards: _,
                    columns: _,
                    tasks: _,
                    gone: _,
                    // Of how and when it was loaded, and of what was once there:
                    parts: _,
                    names: _,
                    removed: _,
                    early: _,
                    apart: _,
                },
            cursor: _,
            // What its person does and has read:
            overlays: _,
            shown: _,
            feed: _,
            gap_after: _,
            given: _,
            wishes: _,
            wished_members: _,
            clock: _,
            reloaded: _,
        } = self;
        let mut found = Vec::new();
        differ(&mut found, "workspace", self.workspace(), other.workspace());
        differ(&mut found, "gone", &self.is_gone(), &other.is_gone());
        differ(&mut found, "me", self.me(), other.me());
        let (mut ours, mut theirs) = (self.members().to_vec(), other.members().to_vec());
        ours.sort_by_key(|member| member.user_id);
        theirs.sort_by_key(|member| member.user_id);
        differ(&mut found, "members", &ours, &theirs);
        let (mut ours, mut theirs) = (self.boards(), other.boards());
        ours.sort_by_key(|board| board.id);
        theirs.sort_by_key(|board| board.id);
        differ(&mut found, "boards", &ours, &theirs);
        for board in ours {
            if truth.is_loaded(board.id) && other.truth.is_loaded(board.id) {
                self.board_differences(other, board.id, &mut found);
            }
        }
        found
    }

    /// Fails with every difference, each on its line.
    ///
    /// # Panics
    /// Where the two views differ: it is an assertion for tests.
    pub fn assert_same(&self, other: &Self) {
        let found = self.differences(other);
        assert!(found.is_empty(), "the stores differ:\n{}", found.join("\n"));
    }

    fn board_differences(
        &self,
        other: &Self,
        board: tutti_types::BoardId,
        found: &mut Vec<String>,
    ) {
        let (ours, theirs) = (self.columns(board), other.columns(board));
        differ(found, &format!("columns of {board}"), &ours, &theirs);
        for column in ours {
            differ(
                found,
                &format!("column {column}"),
                &self.column(column),
                &other.column(column),
            );
            differ(
                found,
                &format!("cards of {column}"),
                &self.order(column),
                &other.order(column),
            );
            differ(
                found,
                &format!("count of {column}"),
                &self.count(column),
                &other.count(column),
            );
            for id in self.order(column) {
                if let (Some(mine), Some(yours)) = (self.task(*id), other.task(*id)) {
                    let (mine, yours) = comparable(mine, yours);
                    differ(found, &format!("task {id}"), &mine, &yours);
                }
            }
        }
    }
}

/// Without the description, where one of the two does not know it.
fn comparable(a: &Task, b: &Task) -> (Task, Task) {
    if a.description.is_some() && b.description.is_some() {
        (a.clone(), b.clone())
    } else {
        (a.clone().into_card(), b.clone().into_card())
    }
}

fn differ<T: PartialEq + Debug + ?Sized>(found: &mut Vec<String>, what: &str, a: &T, b: &T) {
    if a != b {
        found.push(format!("{what}: {a:?} is not {b:?}"));
    }
}
