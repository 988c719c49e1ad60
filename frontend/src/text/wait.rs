//! What is said while something waits for its time.

pub use super::ui::{CANCEL, TRY_AGAIN};

pub const TOO_MANY: &str = "Too many attempts. Your input is kept and will be sent automatically.";
pub const BUSY: &str = "The server is busy. Your input is kept and will be sent automatically.";
pub const BY_ITSELF: &str = "Retrying automatically.";
pub const NOW: &str = "Trying again.";

/// `Again in 14 s.`
pub fn again_in(seconds: u64) -> String {
    match seconds {
        0 => NOW.to_owned(),
        1..=120 => format!("Again in {seconds} s."),
        _ => format!("Again in {} min.", seconds.div_ceil(60)),
    }
}
