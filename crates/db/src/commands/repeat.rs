//! A create that comes again with the client's own id: is it the same request?

use serde::Serialize;
use sha2::{Digest, Sha256};
use tutti_types::{ErrorCode, UserId};

use crate::error::{Error, Result};
use crate::gate::Tx;

/// Has the transaction remember a request that makes something, and gives what the row keeps of it: a hash of who asked and for what.
/// Where the client leaves the id to us it cannot ask again, and nothing is kept. A field that a later version adds and a client does
/// not send changes no hash, since requests leave out what is absent. The request's Idempotency-Key is kept without the answer: the
/// id finds what was made as it is by then, and a kept answer would be older.
pub(super) fn remember_request<I, R: Serialize>(
    tx: &mut Tx<'_>,
    user: UserId,
    id: Option<I>,
    request: &R,
) -> Result<Option<Vec<u8>>> {
    if id.is_none() {
        return Ok(None);
    }
    tx.keep_key_alone();
    let body = serde_json::to_vec(request)
        .map_err(|e| Error::Database(diesel::result::Error::SerializationError(e.into())))?;
    let mut hash = Sha256::new();
    hash.update(user.0.as_bytes());
    hash.update(body);
    Ok(Some(hash.finalize().to_vec()))
}

/// Lets a create have what is there under its id, where it made that itself: what is there is `theirs` to have, and the request that was
/// `kept` of it is the one that is `asked` now. Nothing in the trash is theirs, whatever its kind: answered as made, it would be looked for
/// where it is not. Of what was made before requests were kept the request is taken for granted, so that no client is refused for an
/// upgrade of the server.
///
/// # Errors
/// `id_taken` for everything else; `what` names it.
pub(super) fn require_same(
    what: &str,
    theirs: bool,
    kept: Option<Vec<u8>>,
    asked: Option<&Vec<u8>>,
) -> Result<()> {
    if theirs && kept.is_none_or(|kept| asked == Some(&kept)) {
        return Ok(());
    }
    Err(Error::refused(
        ErrorCode::IdTaken,
        format!("Another {what} has this id."),
    ))
}
