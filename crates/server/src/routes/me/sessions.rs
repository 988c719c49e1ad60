//! `GET` and `DELETE /me/sessions`, `DELETE /me/sessions/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get};
use tutti_db::Error;
use tutti_db::commands;
use tutti_db::models::session;
use tutti_db::models::session::SessionRow;
use tutti_types::auth::Session;
use tutti_types::page::PageQuery;
use tutti_types::{Page, SessionId, Timestamp};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, NoBody, Path};
use crate::routes::responses::{ReadProblems, WriteProblems};

fn shown(row: SessionRow, current: SessionId) -> Session {
    Session {
        current: row.id == current,
        id: row.id,
        user_agent: row.user_agent,
        ip: row.ip,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}

/// Where one is signed in, last seen first.
#[utoipa::path(
    tag = "me", operation_id = "listSessions", summary = "Where one is signed in", params(PageQuery),
    responses((status = 200, description = "A page of sessions", body = Page<Session>), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/me/sessions")]
pub async fn list(caller: Caller, app: Data<App>, listing: Listing) -> ApiResult {
    let (user, current) = (caller.user_id, caller.session_id);
    let after: Option<(Timestamp, SessionId)> = listing.after()?;
    let most = listing.rows();
    let sessions = app.gate.me(caller.0, None, None, move |tx| {
        let rows = session::page(tx.conn, user, after, most)?;
        let sessions = rows.into_iter().map(|row| shown(row, current));
        Ok(sessions.collect::<Vec<_>>())
    });
    let position = |session: &Session| (session.last_seen_at, session.id);
    let page = listing.page(sessions.await?, position, |session| session);
    Ok(HttpResponse::Ok().json(page))
}

/// Signs out everywhere but here. Sockets of those sessions close within a second.
#[utoipa::path(
    tag = "me", operation_id = "deleteOtherSessions", summary = "Sign out everywhere else",
    responses((status = 204, description = "Signed out everywhere else"), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[delete("/api/v1/me/sessions")]
pub async fn delete_others(caller: Caller, app: Data<App>, body: NoBody) -> ApiResult {
    let (user, current) = (caller.user_id, caller.session_id);
    app.gate
        .me(caller.0, None, body.op, move |tx| {
            commands::session::end_all(tx, user, Some(current))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Signs out somewhere. Sockets of that session close within a second.
#[utoipa::path(
    tag = "me", operation_id = "deleteSession", summary = "Sign out somewhere", params(("id" = SessionId, Path)),
    responses((status = 204, description = "Signed out there"), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[delete("/api/v1/me/sessions/{id}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    id: Path<SessionId>,
    body: NoBody,
) -> ApiResult {
    let (user_id, id) = (caller.user_id, id.0);
    app.gate
        .me(caller.0, None, body.op, move |tx| {
            if commands::session::end(tx, user_id, id, "session.ended")? {
                Ok(())
            } else {
                Err(Error::not_found())
            }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
