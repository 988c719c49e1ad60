//! Invitations. A link is made here and shown in the one answer; the database has the hash of its token and nothing else.

pub mod accept;
pub mod create;
pub mod list;
pub mod preview;
pub mod resend;
pub mod revoke;

use tutti_db::commands::invitation::{self, Issued};
use tutti_types::invitations::InvitationLink;
use tutti_types::{ErrorCode, WorkspaceId};

use crate::app::App;
use crate::auth::tokens;
use crate::extract::Caller;
use crate::{ApiError, ApiResult};

/// A token that is about to become an invitation's.
#[derive(Clone)]
struct Token {
    text: String,
    hash: Vec<u8>,
}

impl Token {
    fn new() -> ApiResult<Self> {
        let (text, hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
        Ok(Self { text, hash })
    }
}

/// The answer with its link. A repetition was answered from what is kept, which holds no link: the invitation gets this
/// repetition's token then, and a link that did arrive before is void.
async fn linked(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    issued: Issued,
    token: Token,
) -> ApiResult<InvitationLink> {
    let Token { text, hash } = token;
    let (linked, id) = (issued.linked, issued.invitation.id);
    let invitation = if linked {
        issued.invitation
    } else {
        let relinked = app.gate.write(caller.0, ws, None, move |tx, me| {
            invitation::relink(tx, me, id, &hash)
        });
        relinked.await.map_err(over)?.invitation
    };
    let public = app.public_url.as_str().trim_end_matches('/');
    Ok(InvitationLink {
        invitation,
        link: format!("{public}/invite#{text}"),
    })
}

/// What was made by the first request waits no longer when it is repeated.
fn over(error: tutti_db::Error) -> ApiError {
    let error = ApiError::from(error);
    match error.code() {
        ErrorCode::NotFound => ApiError::new(
            ErrorCode::InvitationUnusable,
            "It was made, and accepted or taken back since.",
        ),
        _ => error,
    }
}
