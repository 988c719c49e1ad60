//! `POST /auth/logout`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use tutti_db::commands;
use tutti_db::gate::SystemUse;
use tutti_db::models::session;

use crate::ApiResult;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::NoBody;
use crate::routes::responses::PublicProblems;

/// Ends the session of the refresh cookie. Its sockets close within a second; who is not signed in gets the same answer.
#[utoipa::path(
    tag = "auth", operation_id = "logout", summary = "Sign out", security(("refresh_cookie" = [])),
    responses((status = 204, description = "Signed out"), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[post("/api/v1/auth/logout")]
pub async fn logout(request: HttpRequest, app: Data<App>, _body: NoBody) -> ApiResult {
    app.origins.require(&request)?;
    if let Some(token) = app.refresh_cookie.read(&request) {
        let device = Device::of(&request, &app.proxies);
        app.limits.renewal(device.network())?;
        let hash = tokens::hash(&token);
        app.gate
            .system(SystemUse::Authentication, move |tx| {
                let Some(shown) = session::show(tx.conn, &hash)? else {
                    return Ok(());
                };
                commands::session::end(tx, shown.user_id, shown.session_id, "session.ended")?;
                Ok(())
            })
            .await?;
    }
    Ok(HttpResponse::NoContent()
        .cookie(app.refresh_cookie.without())
        .cookie(app.refresh_cookie.hint(false))
        .finish())
}
