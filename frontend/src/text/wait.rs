//! What is said while something waits for its time.

pub use super::ui::{CANCEL, TRY_AGAIN};

pub const TOO_MANY: &str = "Too many tries just now. What you entered is kept and sent by itself.";
pub const BUSY: &str = "The server is busy just now. What you entered is kept and sent by itself.";
pub const BY_ITSELF: &str = "It is tried again by itself.";
pub const NOW: &str = "Trying again.";

/// `Again in 14 s.`
pub fn again_in(seconds: u64) -> String {
    match seconds {
        0 => NOW.to_owned(),
        1..=120 => format!("Again in {seconds} s."),
        _ => format!("Again in {} min.", seconds.div_ceil(60)),
    }
}
