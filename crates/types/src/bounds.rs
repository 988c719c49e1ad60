//! Bounds of numbers and lists in requests, which hold before anybody is asked what the request is about: who may not know of a
//! thing is told the same of a wrong field as who may.

use std::collections::BTreeSet;
use std::fmt::Display;

use serde::de::{Deserialize, Deserializer, Error};

use crate::columns::MAX_WIP_LIMIT;
use crate::invitations::MAX_DAYS;
use crate::page::MAX_CURSOR;
use crate::tasks::{MAX_ASSIGNEES, MAX_BULK, is_in_range};
use crate::text::{Invalid, TaskTitle, comparable};
use crate::{Patch, TaskId, Timestamp, UserId};

/// A column's limit.
///
/// # Errors
/// Where it is not 1 to [`MAX_WIP_LIMIT`].
pub(crate) fn wip_limit<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i32>, D::Error> {
    up_to(MAX_WIP_LIMIT, from)
}

/// A column's limit in a PATCH.
///
/// # Errors
/// As [`wip_limit`].
pub(crate) fn new_wip_limit<'de, D: Deserializer<'de>>(from: D) -> Result<Patch<i32>, D::Error> {
    Ok(wip_limit(from)?.into())
}

/// Days until something lapses.
///
/// # Errors
/// Where they are none of 1 to 30.
pub(crate) fn days<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    up_to(MAX_DAYS, from)
}

/// When a task begins or is due.
///
/// # Errors
/// Where it is none of the years 1970 to 9999.
pub(crate) fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let moment = Option::deserialize(from)?;
    if moment.is_some_and(|at| !is_in_range(at)) {
        return Err(Error::custom("must be in the years 1970 to 9999"));
    }
    Ok(moment)
}

/// The same in a PATCH.
///
/// # Errors
/// As [`moment`].
pub(crate) fn new_moment<'de, D: Deserializer<'de>>(from: D) -> Result<Patch<Timestamp>, D::Error> {
    Ok(moment(from)?.into())
}

/// A list's cursor.
///
/// # Errors
/// Where it is longer than any list gives.
pub(crate) fn cursor<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let cursor = String::deserialize(from)?;
    match cursor.len() {
        0..=MAX_CURSOR => Ok(Some(cursor)),
        _ => Err(Error::custom("is not a cursor of this list")),
    }
}

/// What is looked for in titles.
///
/// # Errors
/// Where it is longer than a title, or holds NUL, which PostgreSQL cannot even compare.
pub(crate) fn searched<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = comparable(from)?;
    match text.chars().count() {
        0..=TaskTitle::MAX => Ok(Some(text)),
        length => Err(Error::custom(Invalid::too_long(length, TaskTitle::MAX))),
    }
}

/// A number from 1 on, where there is one.
fn up_to<'de, T, D>(most: T, from: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de> + PartialOrd + From<u8> + Display,
    D: Deserializer<'de>,
{
    let number = Option::deserialize(from)?;
    match number {
        Some(number) if number < T::from(1) || number > most => {
            Err(Error::custom(format_args!("must be 1 to {most}")))
        }
        _ => Ok(number),
    }
}

/// The people of a task.
///
/// # Errors
/// Where they are more than 20.
pub(crate) fn assignees<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<UserId>, D::Error> {
    let people = Vec::deserialize(from)?;
    if people.len() > MAX_ASSIGNEES {
        return Err(Error::custom(format_args!(
            "must name at most {MAX_ASSIGNEES} people"
        )));
    }
    Ok(people)
}

/// The people of a task in a PATCH, who cannot be cleared by `null`.
///
/// # Errors
/// As [`assignees`].
pub(crate) fn new_assignees<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Vec<UserId>>, D::Error> {
    assignees(from).map(Some)
}

/// The tasks of a bulk request.
///
/// # Errors
/// Where they are not 1 to 200, or one is named twice.
pub(crate) fn bulk<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<TaskId>, D::Error> {
    let ids: Vec<TaskId> = Vec::deserialize(from)?;
    let distinct: BTreeSet<&TaskId> = ids.iter().collect();
    if ids.is_empty() || ids.len() > MAX_BULK || distinct.len() != ids.len() {
        return Err(Error::custom(format_args!(
            "must name 1 to {MAX_BULK} different tasks"
        )));
    }
    Ok(ids)
}
