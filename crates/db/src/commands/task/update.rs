//! Changing the fields of tasks.

use std::collections::{BTreeMap, HashMap};

use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::text::{Markdown, TaskTitle};
use tutti_types::{BoardId, Patch, Permission, TaskId, UserId};

use super::events::updated;
use super::require_version;
use super::status::{Targets, place, target};
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::member;
use crate::models::task::{self, TaskFields, TaskRow, TaskSlot};

/// Changes the fields that were sent; a status moves the task to the end of the board's first column of it.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`, `no_such_column`, `wip_limit`, `validation_failed` for the assignees, and for what
/// is due on a date and has none.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    request: &UpdateTask,
    if_match: &IfMatch,
) -> Result<Task> {
    let column = match request.status {
        Some(status) => target(tx, me, id, status)?,
        None => None,
    };
    let task = access::task(tx, me, id, Permission::TasksUpdate)?;
    require_version(&task, me, if_match)?;
    require_texts(&task, me, request)?;
    let fields = sent(tx, me, std::slice::from_ref(&task), request)?;
    let place = match request.status {
        Some(status) => place(tx, &task, status, column.as_ref())?,
        None => None,
    };
    let fields = fields.settled((task.due_at, task.due_all_day))?;
    let row = match place.is_some() || fields.differ_from(&task) {
        true => Some(task::update(tx.conn, &task, place, fields)?),
        false => None,
    };
    Ok(told(tx, me, task, row))
}

/// Tells of a task that was written, and gives it as it is.
fn told(tx: &mut Tx<'_>, me: &Member, task: Granted<TaskRow>, written: Option<TaskRow>) -> Task {
    let old = task.into_subject().into_task(me.task_prefix());
    let Some(row) = written else {
        return old;
    };
    let mut now = row.into_task(me.task_prefix());
    updated(tx, &old, &mut now);
    now
}

/// The same of many tasks.
///
/// # Errors
/// As for one: all, or none.
pub(super) fn update_all(
    tx: &mut Tx<'_>,
    me: &Member,
    ids: &[TaskId],
    request: &UpdateTask,
) -> Result<Vec<Task>> {
    let targets = Targets::lock(tx, me, ids, request.status)?;
    let tasks = access::tasks(tx.conn, me, ids, Permission::TasksUpdate)?;
    for task in &tasks {
        require_texts(task, me, request)?;
    }
    let sent = sent(tx, me, &tasks, request)?;
    let placed = targets.place(tx, &tasks)?.into_iter();
    let mut places: HashMap<TaskId, TaskSlot> =
        placed.map(|(task, place)| (task.id, place)).collect();
    let came = !places.is_empty();
    let mut alike: Vec<Alike<'_>> = Vec::new();
    for task in &tasks {
        let fields = sent.clone().settled((task.due_at, task.due_all_day))?;
        let place = places.remove(&task.id);
        if place.is_some() || fields.differ_from(task) {
            Alike::add(&mut alike, fields, task, place);
        }
    }
    let mut written: HashMap<TaskId, TaskRow> = HashMap::new();
    for Alike {
        fields,
        tasks,
        places,
    } in alike
    {
        written.extend(by_id(task::update_all(tx.conn, &tasks, places, fields)?));
    }
    let mut kept = match came {
        true => read_again(tx, me, &tasks, &written)?,
        false => HashMap::new(),
    };
    let mut answer = Vec::with_capacity(tasks.len());
    for task in tasks {
        let (row, kept) = (written.remove(&task.id), kept.remove(&task.id));
        answer.push(match kept {
            Some(kept) => kept.into_task(me.task_prefix()),
            None => told(tx, me, task, row),
        });
    }
    Ok(answer)
}

/// Refuses where a text is neither what the client saw nor what it writes.
fn require_texts(task: &TaskRow, me: &Member, request: &UpdateTask) -> Result<()> {
    let Some(expected) = &request.expected else {
        return Ok(());
    };
    let title = expected.title.as_ref().map(TaskTitle::as_str);
    let new_title = request.title.as_ref().map(TaskTitle::as_str);
    let description = expected.description.as_ref().map(Markdown::as_str);
    let new_description = match &request.description {
        Patch::Keep => None,
        Patch::Clear => Some(""),
        Patch::Set(text) => Some(text.as_str()),
    };
    let differs = |now: &str, expected: Option<&str>, new: Option<&str>| {
        expected.is_some_and(|expected| expected != now && new != Some(now))
    };
    if differs(&task.title, title, new_title)
        || differs(&task.description, description, new_description)
    {
        return Err(Error::conflict(&task.clone().into_task(me.task_prefix())));
    }
    Ok(())
}

/// Tasks that one statement changes alike: all that are named, but for what a request makes of each by when it was due.
struct Alike<'t> {
    fields: TaskFields,
    tasks: Vec<&'t Granted<TaskRow>>,
    /// Of each, or none.
    places: Vec<TaskSlot>,
}

impl<'t> Alike<'t> {
    fn add(
        all: &mut Vec<Self>,
        fields: TaskFields,
        task: &'t Granted<TaskRow>,
        place: Option<TaskSlot>,
    ) {
        let is_alike = |a: &&mut Self| a.fields == fields && a.places.is_empty() == place.is_none();
        if let Some(alike) = all.iter_mut().find(is_alike) {
            alike.tasks.push(task);
            alike.places.extend(place);
        } else {
            all.push(Self {
                fields,
                tasks: vec![task],
                places: place.into_iter().collect(),
            });
        }
    }
}

/// Those that were not written: a column that was spread for others who came has given them another rank.
fn read_again(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: &[Granted<TaskRow>],
    written: &HashMap<TaskId, TaskRow>,
) -> Result<HashMap<TaskId, TaskRow>> {
    let mut rest: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    rest.retain(|id| !written.contains_key(id));
    if rest.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(by_id(access::readable_tasks(tx.conn, me, &rest)?).collect())
}

fn by_id(rows: Vec<TaskRow>) -> impl Iterator<Item = (TaskId, TaskRow)> {
    rows.into_iter().map(|row| (row.id, row))
}

/// The fields that were sent. New people are checked on each board where they are new to a task.
fn sent(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: &[Granted<TaskRow>],
    request: &UpdateTask,
) -> Result<TaskFields> {
    let mut assignee_ids = request.assignee_ids.clone();
    if let Some(ids) = &request.assignee_ids {
        let new_to = tasks.iter().filter(|task| task.assignee_ids != *ids);
        let mut boards: BTreeMap<BoardId, Vec<UserId>> = BTreeMap::new();
        for task in new_to {
            // Who is on each of a board's tasks already is new to none.
            let staying = boards.entry(task.board_id);
            let staying = staying.or_insert_with(|| task.assignee_ids.clone());
            staying.retain(|user| task.assignee_ids.contains(user));
        }
        for (board, staying) in boards {
            let board = access::readable_board(tx.conn, me, board)?;
            assignee_ids = Some(member::assignable(tx.conn, &board, ids, &staying)?);
        }
    }
    Ok(TaskFields {
        assignee_ids,
        ..request.clone().into()
    })
}
