//! Limits that belong to no one area.

/// Requests of one person that are accepted at once.
pub const PERSON_AT_ONCE: u32 = 200;
/// Requests of one person that are taken in a minute after that.
pub const PERSON_A_MINUTE: u32 = 600;
/// How many things the browser changes or makes in one act. Each is a request of its own, and other requests need room too.
pub const ACTS_AT_ONCE: usize = 100;
const _: () = assert!(ACTS_AT_ONCE as u64 * 2 <= PERSON_AT_ONCE as u64);

/// The most characters of an Idempotency-Key, which is printable ASCII.
pub const MAX_IDEMPOTENCY_KEY: usize = 255;
