//! What a task is made of, said once: what is read of it, and what requests write.

use std::ops::Deref;

use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::sql_types::{Array, Bool, Nullable, Text, Timestamptz, Uuid};
use tutti_types::columns::Category;
use tutti_types::tasks::{Priority, Task, UpdateTask, done_at, due};
use tutti_types::text::Markdown;
use tutti_types::{BoardId, ColumnId, Patch, TaskId, Timestamp, UserId, WorkspaceId};

use crate::commands::Changes;
use crate::error::{Error, Result};
use crate::row::{Row, Sql};

row! {
    /// A task as a board or a list shows it. The description is left out: they do not read what they do not show.
    CardRow of tasks as t {
        workspace_id: WorkspaceId,
        id: TaskId,
        board_id: BoardId,
        column_id: ColumnId,
        /// Its number in the workspace.
        number: i64,
        /// One line.
        title: String,
        /// How urgent.
        priority: Priority,
        /// When work on it begins.
        start_at: Option<Timestamp>,
        /// When it is due.
        due_at: Option<Timestamp>,
        /// Whether that is a date.
        due_all_day: bool,
        /// Its place in the column.
        position: String,
        /// Rises with each change.
        version: i64,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// Who made it.
        created_by: Option<UserId>,
        created_at: Timestamp,
        /// When it last changed.
        updated_at: Timestamp,
        /// Since when it has its status.
        status_changed_at: Timestamp,
        /// In the trash since.
        deleted_at: Option<Timestamp>,
        /// Who put it there.
        deleted_by: Option<UserId>,
    } with {
        /// Whether it has a description.
        has_description: bool => Bool = "t.description <> ''",
        /// Who works on it, in the order they were assigned.
        assignee_ids: Vec<UserId> => Array<Uuid> =
            "ARRAY(SELECT a.user_id FROM task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id ORDER BY a.place)",
    } then {
        /// The category of its column: [`STATUS`], where the statement does not read the columns anyway.
        status: Category => Text,
    }
}

impl CardRow {
    /// The task as clients see it, without its description.
    #[must_use]
    pub fn into_task(self, prefix: &str) -> Task {
        Task {
            id: self.id,
            workspace_id: self.workspace_id,
            board_id: self.board_id,
            column_id: self.column_id,
            number: self.number,
            key: format!("{prefix}-{}", self.number),
            title: self.title,
            has_description: self.has_description,
            description: None,
            status: self.status,
            priority: self.priority,
            assignee_ids: self.assignee_ids,
            start_at: self.start_at,
            due_at: self.due_at,
            due_all_day: self.due_all_day,
            position: self.position,
            version: self.version,
            changed_seq: self.changed_seq,
            created_by: self.created_by,
            created_at: self.created_at,
            updated_at: self.updated_at,
            status_changed_at: self.status_changed_at,
            done_at: done_at(self.status, self.status_changed_at),
            deleted_at: self.deleted_at,
            deleted_by: self.deleted_by,
        }
    }
}

/// What requests write, each in the column of its name.
macro_rules! written {
    (
        required { $($(#[$doc:meta])* $field:ident: $rust:ty => $sql:ty,)+ }
        nullable { $($(#[$ndoc:meta])* $nullable:ident: $nrust:ty => $nsql:ty,)* }
    ) => {
        /// What a request says of a task; what is absent stays as it is.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct TaskFields {
            $($(#[$doc])* pub $field: Option<$rust>,)+
            $($(#[$ndoc])* pub $nullable: Option<Option<$nrust>>,)*
            /// Who works on it; checked by [`assignable`](crate::models::member::assignable). They stand in a table of their own.
            pub assignee_ids: Option<Vec<UserId>>,
        }

        impl From<UpdateTask> for TaskFields {
            fn from(request: UpdateTask) -> Self {
                Self {
                    $($field: request.$field.sent(),)+
                    $($nullable: request.$nullable.sent(),)*
                    assignee_ids: request.assignee_ids,
                }
            }
        }

        impl TaskFields {
            /// Whether a task would be another one after it.
            #[must_use]
            pub fn differ_from(&self, task: &TaskRow) -> bool {
                fn new<T: PartialEq>(sent: Option<&T>, now: &T) -> bool {
                    sent.is_some_and(|sent| sent != now)
                }
                new(self.assignee_ids.as_ref(), &task.assignee_ids)
                    $(|| new(self.$field.as_ref(), &task.$field))+
                    $(|| new(self.$nullable.as_ref(), &task.$nullable))*
            }

            /// All of them, for a task that is new.
            pub(super) fn or_default(self) -> Self {
                Self {
                    $($field: Some(self.$field.unwrap_or_default()),)+
                    ..self
                }
            }

            /// The columns of an `INSERT`, behind others.
            pub(super) fn names(&self, pass: &mut AstPass<'_, '_, Pg>) -> QueryResult<()> {
                $(pass.push_sql(concat!(", ", stringify!($field)));)+
                $(pass.push_sql(concat!(", ", stringify!($nullable)));)*
                Ok(())
            }

            /// The values of these columns.
            pub(super) fn values<'b>(&'b self, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                $(
                    pass.push_sql(", ");
                    pass.push_bind_param::<Nullable<$sql>, _>(&self.$field)?;
                )+
                $(
                    pass.push_sql(", ");
                    pass.push_bind_param::<Nullable<$nsql>, _>(self.$nullable.as_ref().unwrap_or(&None))?;
                )*
                Ok(())
            }

            /// The assignments of an `UPDATE`, behind others. The text is the same whatever was sent, so that its plan is kept.
            pub(super) fn set<'b>(&'b self, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                $(
                    pass.push_sql(concat!(", ", stringify!($field), " = coalesce("));
                    pass.push_bind_param::<Nullable<$sql>, _>(&self.$field)?;
                    pass.push_sql(concat!(", t.", stringify!($field), ")"));
                )+
                $(
                    pass.push_sql(concat!(", ", stringify!($nullable), " = CASE WHEN "));
                    pass.push_bind_param::<Bool, _>(if self.$nullable.is_some() { &true } else { &false })?;
                    pass.push_sql(" THEN ");
                    pass.push_bind_param::<Nullable<$nsql>, _>(self.$nullable.as_ref().unwrap_or(&None))?;
                    pass.push_sql(concat!(" ELSE t.", stringify!($nullable), " END"));
                )*
                Ok(())
            }
        }

        /// Notes what people edited of a task.
        pub(crate) fn note_edits(changes: &mut Changes, old: &Task, new: &Task) {
            $(changes.field(stringify!($field), &old.$field, &new.$field);)+
            $(changes.field(stringify!($nullable), &old.$nullable, &new.$nullable);)*
            changes.field("assignee_ids", &old.assignee_ids, &new.assignee_ids);
        }
    };
}

written! {
    required {
        /// One line.
        title: String => Text,
        /// Markdown.
        description: String => Text,
        /// How urgent.
        priority: Priority => Text,
        /// Whether it is due on a date; [`settled`](TaskFields::settled) with `due_at`.
        due_all_day: bool => Bool,
    }
    nullable {
        /// When work on it begins.
        start_at: Timestamp => Timestamptz,
        /// When it is due; [`settled`](TaskFields::settled) with `due_all_day`.
        due_at: Timestamp => Timestamptz,
    }
}

impl TaskFields {
    /// What it makes of a task that is due then: a date is its midnight UTC, and what is not due is due on no date.
    ///
    /// # Errors
    /// `validation_failed` where it makes a date of what is not due.
    pub fn settled(self, now: (Option<Timestamp>, bool)) -> Result<Self> {
        if self.due_at.is_none() && self.due_all_day.is_none() {
            return Ok(self);
        }
        let at = self.due_at.unwrap_or(now.0);
        if self.due_all_day == Some(true) && at.is_none() {
            return Err(Error::invalid("due_all_day", "needs a due_at"));
        }
        let (at, all_day) = due(at, self.due_all_day.unwrap_or(now.1));
        Ok(Self {
            due_at: Some(at),
            due_all_day: Some(all_day),
            ..self
        })
    }
}

/// The category of a task's column, for a row `t` of tasks.
pub(super) const STATUS: &str = "(SELECT c.category FROM columns c WHERE c.workspace_id = t.workspace_id AND c.id = t.column_id)";

/// A task as it stands in the database: a card with its description. A statement that locks may show other tables as they were before
/// it waited: see [`Locked`](super::Locked).
#[derive(Clone, Debug, diesel::Queryable)]
pub struct TaskRow {
    /// All else.
    pub card: CardRow,
    /// Markdown.
    pub description: String,
}

impl Row for TaskRow {
    type Sql = (Sql<CardRow>, Text);
    fn columns(pass: &mut AstPass<'_, '_, Pg>) {
        CardRow::columns(pass);
        pass.push_sql(", ");
        pass.push_sql(STATUS);
        pass.push_sql(", t.description");
    }
}

impl Deref for TaskRow {
    type Target = CardRow;
    fn deref(&self) -> &CardRow {
        &self.card
    }
}

impl TaskRow {
    /// The task whole, as clients see it.
    #[must_use]
    pub fn into_task(self, prefix: &str) -> Task {
        Task {
            description: Some(self.description),
            ..self.card.into_task(prefix)
        }
    }
}

/// What a field of a request says of a column.
trait Sent<T> {
    /// What is to be written, where it was sent.
    fn sent(self) -> Option<T>;
}

impl<T, F: Into<T>> Sent<T> for Option<F> {
    fn sent(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<T, F: Into<T>> Sent<Option<T>> for Patch<F> {
    fn sent(self) -> Option<Option<T>> {
        self.into_change().map(|value| value.map(Into::into))
    }
}

/// A text that is cleared is empty.
impl Sent<String> for Patch<Markdown> {
    fn sent(self) -> Option<String> {
        let change = self.into_change();
        change.map(|text| text.map(String::from).unwrap_or_default())
    }
}
