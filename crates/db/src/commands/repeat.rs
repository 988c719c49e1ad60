//! A create that comes again with the client's own id: is it the same request?

use serde::Serialize;
use sha2::{Digest, Sha256};
use tutti_types::UserId;

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

/// Whether what is there was made by the request that comes now. Of what was made before requests were kept it is taken for
/// granted, so that no client is refused for an upgrade of the server.
pub(super) fn is_the_same(kept: Option<Vec<u8>>, asked: Option<&Vec<u8>>) -> bool {
    kept.is_none_or(|kept| asked == Some(&kept))
}
