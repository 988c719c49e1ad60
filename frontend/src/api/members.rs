//! The people of a workspace.

use tutti_types::members::{Member, UpdateMember};
use tutti_types::page::PageQuery;
use tutti_types::{Page, UserId, WorkspaceId, paths};

use super::{Call, Error, query};

/// All whom one may know of.
pub async fn all(ws: WorkspaceId) -> Result<Vec<Member>, Error> {
    let mut known = Vec::new();
    let mut filter = PageQuery::default();
    loop {
        let path = query::with(paths::members(ws), &filter);
        let page: Page<Member> = Call::get(path).json().await?;
        known.extend(page.items);
        if page.next_cursor.is_none() {
            return Ok(known);
        }
        filter.cursor = page.next_cursor;
    }
}

/// Changes a role, or locks out.
pub async fn update(ws: WorkspaceId, user: UserId, body: &UpdateMember) -> Result<Member, Error> {
    Call::patch(paths::member(ws, user), body).json().await
}

/// Removes somebody; oneself: leaves.
pub async fn remove(ws: WorkspaceId, user: UserId) -> Result<(), Error> {
    Call::delete(paths::member(ws, user)).done().await
}
