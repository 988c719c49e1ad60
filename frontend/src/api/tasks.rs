//! Tasks. What is done to them, to columns and to an open board goes through the queue of `tutti_state`, which knows their
//! paths and keys; see `store::acts`.

use tutti_types::tasks::{CreateTask, Task, TaskQuery};
use tutti_types::text::TaskKey;
use tutti_types::{Page, TaskId, WorkspaceId, paths};

use super::{Call, Error, query};

/// A task, whole.
pub async fn get(ws: WorkspaceId, task: TaskId) -> Result<Task, Error> {
    Call::get(paths::task(ws, task)).json().await
}

/// Tasks, as cards.
pub async fn list(ws: WorkspaceId, filter: &TaskQuery) -> Result<Page<Task>, Error> {
    Call::get(query::with(paths::tasks(ws), filter))
        .json()
        .await
}

/// The task that has this key, or had it: as a card. What is no key is nobody's.
pub async fn by_key(ws: WorkspaceId, key: &str) -> Result<Option<Task>, Error> {
    let Ok(key) = TaskKey::parse(key.trim()) else {
        return Ok(None);
    };
    let filter = TaskQuery {
        key: Some(key),
        ..TaskQuery::default()
    };
    Ok(list(ws, &filter).await?.items.into_iter().next())
}

/// Makes one where no board is open, as when a workspace is new.
pub async fn create(ws: WorkspaceId, body: &CreateTask, key: &str) -> Result<Task, Error> {
    Call::post(paths::tasks(ws), body).keyed(key).json().await
}
