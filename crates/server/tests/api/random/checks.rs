//! What is true of the table whatever was done, by however many at once.

use std::collections::BTreeSet;

use tutti_testkit::TestResponse;
use tutti_types::ErrorCode;

use super::table::Table;

/// The refusals that somebody may meet who does nothing wrong in form.
const EXPECTED: [ErrorCode; 10] = [
    ErrorCode::NotFound,
    ErrorCode::Forbidden,
    ErrorCode::VersionConflict,
    ErrorCode::ValidationFailed,
    ErrorCode::WipLimit,
    ErrorCode::NoSuchColumn,
    ErrorCode::ColumnNotEmpty,
    ErrorCode::LastColumn,
    ErrorCode::LastOwner,
    ErrorCode::LimitReached,
];

pub fn expected(answer: &TestResponse) {
    if answer.status >= 400 {
        let code = answer.problem().code;
        assert!(EXPECTED.contains(&code), "{}", answer.text);
    }
}

pub fn holds_together(table: &Table) {
    let mut places = BTreeSet::new();
    for card in &table.cards {
        let misfit: Vec<_> = card
            .assignee_ids
            .iter()
            .filter(|user| table.person(**user).is_none())
            .collect();
        assert!(misfit.is_empty(), "{misfit:?} are not here: {card:?}");
        if card.trashed {
            continue;
        }
        let column = table.column(card.column_id).unwrap();
        assert!(
            column.lives && column.board_id == card.board_id,
            "{card:?} stands in {column:?}"
        );
        assert!(is_rank(&card.position), "{card:?}");
        assert!(
            places.insert((card.column_id, card.position.clone())),
            "another stands where {card:?} does"
        );
    }
    for column in &table.columns {
        assert!(is_rank(&column.position), "{column:?}");
    }
}

/// A fraction that there is always a place before.
fn is_rank(position: &str) -> bool {
    position.bytes().all(|b| b.is_ascii_alphanumeric())
        && !position.ends_with('0')
        && !position.is_empty()
}

/// No act fills a column beyond its limit. One that is lowered may find more than it allows.
pub fn limits_hold(before: &Table, after: &Table) {
    let (were, are) = (before.orders(), after.orders());
    for column in after.columns.iter().filter(|column| column.lives) {
        let Some(limit) = column.wip_limit else {
            continue;
        };
        // Acts at once may have been judged by the limit of before.
        // One that is restored takes back what it held.
        let Some(old) = before.column(column.id).filter(|old| old.lives) else {
            continue;
        };
        let Some(old_limit) = old.wip_limit else {
            continue;
        };
        let most = were[&column.id].len().max(limit).max(old_limit);
        assert!(are[&column.id].len() <= most, "{column:?} holds too many");
    }
}
