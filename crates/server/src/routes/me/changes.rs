//! `GET /me/changes`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::user;
use tutti_types::me::{ChangesQuery, MyChanges};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Query};
use crate::routes::responses::ReadProblems;

/// One's own things as they are now, where they changed since a revision.
#[utoipa::path(
    tag = "me", operation_id = "getMyChanges", summary = "What of one's own changed", params(ChangesQuery),
    responses((status = 200, description = "What changed", body = MyChanges), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/me/changes")]
pub async fn changes(caller: Caller, app: Data<App>, query: Query<ChangesQuery>) -> ApiResult {
    let (id, after) = (caller.user_id, query.0.after);
    let changes = app
        .gate
        .me(caller.0, None, None, move |tx| {
            let me = user::find(tx.conn, id)?;
            let rev = me.rev;
            // A revision that is ahead was given before a backup was put back: then all is told.
            if rev == after {
                return Ok(MyChanges {
                    rev,
                    user: None,
                    workspaces: None,
                });
            }
            Ok(MyChanges {
                rev,
                user: Some(me.into()),
                workspaces: Some(user::workspaces(tx.conn, id)?),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(changes))
}
