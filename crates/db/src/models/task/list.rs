//! Tasks in lists, as cards.
//!
//! A statement holds the conditions that were asked for and no others, and is planned anew each time: whether a person's tasks,
//! a column's or the newest are best read first depends on the values.

use diesel::connection::SimpleConnection;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::tasks::Priority;
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, UserId, WorkspaceId};

use super::CardRow;
use super::fields::STATUS;
use crate::row::{Row, Sql};

/// What a list of tasks is narrowed by. All of it must hold.
#[derive(Clone, Debug)]
pub struct Filter {
    pub workspace: WorkspaceId,
    /// The boards the reader sees, or the one wanted.
    pub boards: Vec<BoardId>,
    /// One column.
    pub column: Option<ColumnId>,
    /// The columns of one status on those boards. They are values, not a join, since the planner knows how many tasks each column holds.
    pub columns: Option<Vec<ColumnId>>,
    /// One person.
    pub assignee: Option<UserId>,
    /// One priority.
    pub priority: Option<Priority>,
    pub due_before: Option<Timestamp>,
    /// A piece of the title; or the task of `number`.
    pub text: Option<String>,
    /// The number in a text that is a task's key.
    pub number: Option<i64>,
    /// The one task of this number.
    pub numbered: Option<i64>,
}

impl Filter {
    /// All tasks of these boards.
    #[must_use]
    pub const fn of_boards(workspace: WorkspaceId, boards: Vec<BoardId>) -> Self {
        Self {
            workspace,
            boards,
            column: None,
            columns: None,
            assignee: None,
            priority: None,
            due_before: None,
            text: None,
            number: None,
            numbered: None,
        }
    }
}

/// Which tasks, in which order, and behind which one the page begins.
#[derive(Clone, Debug)]
pub enum Order {
    /// The living, newest first.
    Newest(Option<(Timestamp, TaskId)>),
    /// Those in the trash, last deleted first.
    Trashed(Option<(Timestamp, TaskId)>),
    /// The living by when they are due, what is not due at the end.
    Due(Option<(Option<Timestamp>, TaskId)>),
    /// The living by place, which has a meaning within one column.
    Rank(String),
}

/// At most `limit` tasks. As in every list, the caller asks for one more than it shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn list(
    conn: &mut PgConnection,
    filter: Filter,
    order: Order,
    limit: i64,
) -> QueryResult<Vec<CardRow>> {
    conn.batch_execute("SET LOCAL plan_cache_mode = 'force_custom_plan'")?;
    let list = List {
        filter,
        order,
        limit,
    };
    list.get_results(conn)
}

/// When a task is due, as the index `tasks_due` holds it: what is not due is never due.
const DUE: &str = "CASE WHEN t.due_at IS NULL THEN 'infinity' ELSE t.due_at END";

#[derive(Debug)]
struct List {
    filter: Filter,
    order: Order,
    limit: i64,
}

impl QueryId for List {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for List {
    type SqlType = Sql<CardRow>;
}

impl RunQueryDsl<PgConnection> for List {}

impl QueryFragment<Pg> for List {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql("SELECT ");
        CardRow::columns(&mut out);
        out.push_sql(", ");
        out.push_sql(STATUS);
        out.push_sql(" FROM tasks t WHERE ");
        self.filter.walk_ast(out.reborrow())?;
        self.order.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.limit)
    }
}

impl QueryFragment<Pg> for Filter {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("t.workspace_id = ");
        out.push_bind_param::<Uuid, _>(&self.workspace)?;
        // Columns are of the boards that the reader sees, and a second condition would count as one more narrowing.
        if let Some(columns) = &self.columns {
            out.push_sql(" AND t.column_id = ANY (");
            out.push_bind_param::<Array<Uuid>, _>(columns)?;
        } else {
            out.push_sql(" AND t.board_id = ANY (");
            out.push_bind_param::<Array<Uuid>, _>(&self.boards)?;
        }
        out.push_sql(")");
        if let Some(column) = &self.column {
            out.push_sql(" AND t.column_id = ");
            out.push_bind_param::<Uuid, _>(column)?;
        }
        if let Some(assignee) = &self.assignee {
            out.push_sql(
                " AND t.id IN (SELECT a.task_id FROM task_assignees a WHERE a.workspace_id = ",
            );
            out.push_bind_param::<Uuid, _>(&self.workspace)?;
            out.push_sql(" AND a.user_id = ");
            out.push_bind_param::<Uuid, _>(assignee)?;
            out.push_sql(")");
        }
        if let Some(priority) = &self.priority {
            out.push_sql(" AND t.priority = ");
            out.push_bind_param::<Text, _>(priority)?;
        }
        if let Some(before) = &self.due_before {
            out.push_sql(" AND ");
            out.push_sql(DUE);
            out.push_sql(" < ");
            out.push_bind_param::<Timestamptz, _>(before)?;
        }
        if let Some(number) = &self.numbered {
            out.push_sql(" AND t.number = ");
            out.push_bind_param::<BigInt, _>(number)?;
        }
        if let Some(text) = &self.text {
            out.push_sql(" AND (strpos(lower(t.title), lower(");
            out.push_bind_param::<Text, _>(text)?;
            out.push_sql(")) > 0");
            if let Some(number) = &self.number {
                out.push_sql(" OR t.number = ");
                out.push_bind_param::<BigInt, _>(number)?;
            }
            out.push_sql(")");
        }
        Ok(())
    }
}

impl QueryFragment<Pg> for Order {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (after, time) = match self {
            Self::Newest(after) => {
                out.push_sql(" AND t.deleted_at IS NULL");
                (after, "t.created_at")
            }
            Self::Trashed(after) => {
                out.push_sql(" AND t.deleted_at IS NOT NULL");
                (after, "t.deleted_at")
            }
            Self::Due(after) => {
                out.push_sql(" AND t.deleted_at IS NULL");
                if let Some((at, id)) = after {
                    out.push_sql(" AND (");
                    out.push_sql(DUE);
                    out.push_sql(", t.id) > (");
                    match at {
                        Some(at) => out.push_bind_param::<Timestamptz, _>(at)?,
                        None => out.push_sql("'infinity'"),
                    }
                    out.push_sql(", ");
                    out.push_bind_param::<Uuid, _>(id)?;
                    out.push_sql(")");
                }
                out.push_sql(" ORDER BY ");
                out.push_sql(DUE);
                out.push_sql(", t.id");
                return Ok(());
            }
            Self::Rank(after) => {
                out.push_sql(" AND t.deleted_at IS NULL AND t.position > ");
                out.push_bind_param::<Text, _>(after)?;
                out.push_sql(" ORDER BY t.position");
                return Ok(());
            }
        };
        if let Some((at, id)) = after {
            out.push_sql(" AND (");
            out.push_sql(time);
            out.push_sql(", t.id) < (");
            out.push_bind_param::<Timestamptz, _>(at)?;
            out.push_sql(", ");
            out.push_bind_param::<Uuid, _>(id)?;
            out.push_sql(")");
        }
        out.push_sql(" ORDER BY ");
        out.push_sql(time);
        out.push_sql(" DESC, t.id DESC");
        Ok(())
    }
}
