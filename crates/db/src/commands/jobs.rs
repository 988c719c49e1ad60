//! All kinds of jobs.

use super::{board, housekeeping, task, workspace};
use crate::jobs::Kind;

/// Every kind that a node knows. A new one is a line here.
pub const KINDS: &[Kind] = &[
    housekeeping::MAKE_PARTITIONS,
    housekeeping::DROP_PARTITIONS,
    housekeeping::FORGET_HANDED,
    housekeeping::FORGET_KEYS,
    housekeeping::FORGET_SPENT_TOKENS,
    housekeeping::FORGET_UNUSED_TOKENS,
    housekeeping::FORGET_SESSIONS,
    housekeeping::FORGET_RESET_LINKS,
    housekeeping::EMPTY_TASKS,
    housekeeping::EMPTY_BOARDS,
    housekeeping::EMPTY_COLUMNS,
    housekeeping::EMPTY_WORKSPACES,
    Kind::of::<board::Purge>(),
    Kind::of::<workspace::Purge>(),
    Kind::of::<task::Unassign>(),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        let names: BTreeSet<_> = KINDS.iter().map(Kind::name).collect();
        assert_eq!(names.len(), KINDS.len());
        let small = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        assert!(names.iter().all(|name| name.chars().all(small)));
    }
}
