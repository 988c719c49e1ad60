//! The header that makes a request safe to repeat.

use actix_web::HttpRequest;
use sha2::{Digest, Sha256};
use tutti_db::gate::Op;
use tutti_types::ErrorCode;
use tutti_types::limits::MAX_IDEMPOTENCY_KEY;

use crate::ApiError;

/// The Idempotency-Key of a request with a hash of all that it asks for.
pub(super) fn op(request: &HttpRequest, body: &[u8]) -> Result<Option<Op>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    // HTTP lets a tab and bytes beyond ASCII stand in a header, too.
    let is_printable = |key: &&str| key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let key = value.to_str().ok().filter(is_printable);
    let key = key.filter(|key| (1..=MAX_IDEMPOTENCY_KEY).contains(&key.len()));
    let key = key.ok_or_else(|| {
        ApiError::new(
            ErrorCode::BadRequest,
            format!(
                "Idempotency-Key must be 1 to {MAX_IDEMPOTENCY_KEY} printable ASCII characters."
            ),
        )
    })?;
    let mut hash = Sha256::new();
    for part in [
        request.method().as_str().as_bytes(),
        request.uri().to_string().as_bytes(),
        body,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Ok(Some(Op {
        key: key.to_owned(),
        request_hash: hash.finalize().into(),
    }))
}
