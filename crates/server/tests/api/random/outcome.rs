//! What an act that nothing disturbed has to have done.

use std::collections::BTreeSet;

use tutti_testkit::TestResponse;
use tutti_types::tasks::{MoveTask, Task, UpdateTask};
use tutti_types::{TaskId, UserId};

use super::act::{Act, Change};
use super::refusals::{home, refusals};
use super::table::{Card, Orders, Table, in_order};

/// Holds an answer, and what came of the act, against what was there before.
pub fn judge(before: &Table, who: UserId, act: &Act, answer: &TestResponse, after: &Table) {
    let reasons = refusals(before, who, act);
    if answer.status >= 400 {
        let code = answer.problem().code;
        assert!(
            reasons.contains(&code),
            "refused by {code}, not by any of {reasons:?}: {}",
            answer.text
        );
        assert!(before == after, "what is refused leaves all as it was");
        return;
    }
    assert!(reasons.is_empty(), "not refused by any of {reasons:?}");
    let answered = act.answered(answer);
    for task in &answered {
        answered_as_it_is(task, after);
    }
    stand_as_asked(before, act, &answered, after);
    if let Some((ids, Change::Patch(patch))) = act.change() {
        written_as_asked(&ids, patch, after);
    }
}

/// Each task that changed, and no other, rose by one version and was told once; what lies in the trash changes untold.
pub fn told_once(before: &Table, after: &Table, mut told: Vec<TaskId>) {
    let mut changed = Vec::new();
    for card in &after.cards {
        // What is on a board that is restored was there before.
        let buried = || before.buried.iter().find(|buried| buried.id == card.id);
        let Some(mut old) = before.card(card.id).or_else(buried).cloned() else {
            changed.push(card.id);
            continue;
        };
        // Whoever is removed is off their tasks with it: one event tells it of all.
        let stays = |user: &UserId| after.person(*user).is_some();
        old.assignee_ids.retain(stays);
        let risen = card.version - old.version;
        let but = |position: &String| Card {
            version: old.version,
            position: position.clone(),
            ..card.clone()
        };
        let same = but(&card.position) == old;
        // To whom a spread gives another rank nothing happened.
        let same_but_rank = but(&old.position) == old;
        assert!(
            risen == i64::from(!same) || (same_but_rank && risen == 0),
            "{old:?} became {card:?}"
        );
        if risen > 0 && !(old.trashed && card.trashed) {
            changed.push(card.id);
        }
    }
    told.sort_unstable();
    changed.sort_unstable();
    assert_eq!(told, changed, "told and changed");
}

fn answered_as_it_is(task: &Task, after: &Table) {
    let card = after.card(task.id).unwrap();
    assert_eq!(task.position, card.position, "position of {}", task.id);
    assert_eq!(task.version, card.version, "version of {}", task.id);
    assert_eq!(
        (task.board_id, task.column_id, Some(task.status)),
        (card.board_id, card.column_id, after.status(card))
    );
    assert_eq!(
        (&task.title, task.priority, &task.assignee_ids),
        (&card.title, card.priority, &card.assignee_ids)
    );
    assert_eq!(task.deleted_at.is_some(), card.trashed);
}

fn written_as_asked(ids: &[TaskId], patch: &UpdateTask, after: &Table) {
    for card in ids.iter().map(|id| after.card(*id).unwrap()) {
        let title = patch.title.clone().map(String::from);
        assert!(title.is_none_or(|title| title == card.title));
        assert!(
            patch
                .priority
                .is_none_or(|priority| priority == card.priority)
        );
        let people = patch.assignee_ids.as_ref();
        assert!(people.is_none_or(|people| *people == card.assignee_ids));
        assert!(patch.status.is_none() || after.status(card) == patch.status);
    }
}

/// Each card stands where it was asked to, and the others as before.
fn stand_as_asked(before: &Table, act: &Act, answered: &[Task], after: &Table) {
    let mut wanted = before.orders();
    let mut now = after.orders();
    match (act.change(), act) {
        (Some((ids, Change::Move(to))), _) => move_to(&mut wanted, &ids, to),
        (Some((ids, Change::Delete)), _) => take(&mut wanted, &ids),
        (Some((ids, Change::Patch(patch))), _) => by_status(&mut wanted, before, &ids, patch),
        (Some((ids, Change::Restore)), _) => {
            for card in ids.iter().map(|id| before.card(*id).unwrap()) {
                let there = &now[&home(before, card).unwrap()];
                assert!(there.contains(&card.id), "{} is not back", card.id);
            }
            let back = ids
                .into_iter()
                .filter(|id| before.card(*id).unwrap().trashed);
            // Between which others depends on what became of them since.
            take(&mut now, &back.collect::<Vec<_>>());
        }
        (None, Act::Create(new)) => {
            let column = new.column_id.or(before.first_of(new.board_id, new.status));
            let order = wanted.get_mut(&column.unwrap()).unwrap();
            let at = order.iter().position(|id| Some(*id) == new.before);
            order.insert(at.unwrap_or(order.len()), answered[0].id);
        }
        (None, Act::DeleteColumn(_, id, to)) => {
            let cards = wanted.remove(id).unwrap_or_default();
            if let Some(to) = to {
                wanted.get_mut(to).unwrap().extend(cards);
            }
        }
        (None, Act::RestoreColumn(_, id)) if !before.column(*id).unwrap().lives => {
            let back = before.coming_back(*id);
            take(&mut wanted, &back);
            wanted.insert(*id, back);
        }
        (None, Act::RestoreBoard(id)) => {
            let cards = before.buried.iter().filter(|card| card.board_id == *id);
            wanted.extend(in_order(&cards.cloned().collect::<Vec<_>>()));
            wanted = only_columns_of(wanted, &now);
        }
        // Columns and boards that come or go take no living card with them but what is on a board that is deleted.
        _ => wanted = only_columns_of(wanted, &now),
    }
    assert_eq!(now, wanted, "the orders of the cards");
}

fn only_columns_of(orders: Orders, now: &Orders) -> Orders {
    let mut orders = orders;
    orders.retain(|column, _| now.contains_key(column));
    for column in now.keys() {
        orders.entry(*column).or_default();
    }
    orders
}

fn take(orders: &mut Orders, ids: &[TaskId]) {
    for order in orders.values_mut() {
        order.retain(|id| !ids.contains(id));
    }
}

/// Side by side, in the order asked for: before or after a card of the column, be it one of them, or at the end.
fn move_to(orders: &mut Orders, ids: &[TaskId], to: MoveTask) {
    let order = &orders[&to.column_id];
    let place_of = |id: Option<TaskId>| order.iter().position(|other| Some(*other) == id);
    let at = match (place_of(to.before), place_of(to.after)) {
        (Some(at), _) => at,
        (None, Some(at)) => at + 1,
        (None, None) => order.len(),
    };
    let staying = order[..at].iter().filter(|id| !ids.contains(id)).count();
    take(orders, ids);
    let order = orders.get_mut(&to.column_id).unwrap();
    order.splice(staying..staying, ids.iter().copied());
}

/// Those of another status to the end of their board's first column of this one.
fn by_status(orders: &mut Orders, before: &Table, ids: &[TaskId], patch: &UpdateTask) {
    let Some(status) = patch.status else { return };
    let moving = ids.iter().map(|id| before.card(*id).unwrap());
    let moving: BTreeSet<_> = moving
        .filter(|card| before.status(card) != Some(status))
        .map(|card| card.id)
        .collect();
    take(orders, &moving.iter().copied().collect::<Vec<_>>());
    for id in ids.iter().filter(|id| moving.contains(id)) {
        let board = before.card(*id).unwrap().board_id;
        let column = before.first_of(board, Some(status)).unwrap();
        orders.get_mut(&column).unwrap().push(*id);
    }
}
