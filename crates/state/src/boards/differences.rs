//! What differs in two views of boards. They are compared deeply where both have loaded them; descriptions where both know them; the
//! order of boards is not part of the comparison.

use tutti_types::BoardId;
use tutti_types::boards::Board;
use tutti_types::tasks::Task;

use super::{Boards, Cards, OnBoard};
use crate::area::Seen;
use crate::compare::differ;

pub(super) fn find(ours: Seen<'_, Boards>, theirs: Seen<'_, Boards>, found: &mut Vec<String>) {
    // Whoever adds a field says here whether two views have to agree on it. Compared as they are shown:
    let Boards {
        boards: _,
        columns: _,
        tasks: _,
        parts: _,
        // Told by the workspace, which is compared by itself, and the same as long as it is open:
        workspace: _,
        me: _,
        // Of what was once there, and of cards that came before their board:
        removed: _,
        early: _,
        apart: _,
        // What its person has read, and what they asked for:
        given: _,
        reloaded: _,
    } = ours.truth;
    let sorted = |seen: Seen<'_, Boards>| {
        let mut boards: Vec<Board> = seen.boards().cloned().collect();
        boards.sort_by_key(|board| board.id);
        boards
    };
    let (boards, others) = (sorted(ours), sorted(theirs));
    differ(found, "boards", &boards, &others);
    strange_parts(ours, "the first", found);
    strange_parts(theirs, "the second", found);
    for board in boards {
        if ours.truth.is_loaded(board.id) && theirs.truth.is_loaded(board.id) {
            board_differences(ours, theirs, board.id, found);
        }
    }
}

/// A part that is loaded is of a board that is known: of one that is out of sight nothing is kept.
fn strange_parts(seen: Seen<'_, Boards>, which: &str, found: &mut Vec<String>) {
    let truth = seen.truth;
    for id in truth.parts.ids() {
        if truth.is_loaded(id) && truth.boards.iter().all(|board| board.id != id) {
            found.push(format!("part of {id}: {which} holds it without its board"));
        }
    }
}

fn board_differences(
    ours: Seen<'_, Boards>,
    theirs: Seen<'_, Boards>,
    board: BoardId,
    found: &mut Vec<String>,
) {
    let (mine, yours) = (&ours.truth.parts, &theirs.truth.parts);
    let what = format!("stale {board}");
    differ(found, &what, &mine.is_stale(board), &yours.is_stale(board));
    if let Some((mine, yours)) = mine.get(board).zip(yours.get(board)) {
        let OnBoard {
            columns,
            // Of how it was loaded, and is loaded again:
            is_guessed: _,
        } = mine;
        let what = format!("columns held of {board}");
        differ(found, &what, columns, &yours.columns);
    }
    let columns = ours.columns(board);
    let what = format!("columns of {board}");
    differ(found, &what, columns, theirs.columns(board));
    for id in columns.iter().copied() {
        let what = format!("column {id}");
        differ(found, &what, &ours.column(id), &theirs.column(id));
        let (cards, others) = (ours.order(id), theirs.order(id));
        differ(found, &format!("cards of {id}"), cards, others);
        let (mine, yours) = (&ours.truth.columns, &theirs.truth.columns);
        if let Some((mine, yours)) = mine.get(&id).zip(yours.get(&id)) {
            held_differences(mine, yours, found);
            let count =
                |cards: usize, held: &Cards| i64::try_from(cards).unwrap_or(0) + held.hidden;
            let counts = (count(cards.len(), mine), count(others.len(), yours));
            differ(found, &format!("count of {id}"), &counts.0, &counts.1);
        }
        for id in cards {
            if let (Some(mine), Some(yours)) = (ours.task(*id), theirs.task(*id)) {
                let (mine, yours) = comparable(mine, yours);
                differ(found, &format!("task {id}"), &mine, &yours);
            }
        }
    }
}

/// What two loaded parts have to agree on of one of their columns: which of its cards they hold, and how many they do not.
fn held_differences(ours: &Cards, theirs: &Cards, found: &mut Vec<String>) {
    let Cards {
        column,
        order,
        hidden,
    } = ours;
    let id = column.id;
    differ(found, &format!("column held {id}"), column, &theirs.column);
    differ(found, &format!("cards held of {id}"), order, &theirs.order);
    differ(found, &format!("hidden of {id}"), hidden, &theirs.hidden);
}

/// Without the description, where one of the two does not know it.
fn comparable(a: &Task, b: &Task) -> (Task, Task) {
    if a.description.is_some() && b.description.is_some() {
        (a.clone(), b.clone())
    } else {
        (a.clone().into_card(), b.clone().into_card())
    }
}
