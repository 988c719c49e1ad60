//! The connection.

use tutti_state::Badge;

pub const CONNECTION: &str = "Connection";
pub const RECONNECT: &str = "Reconnect now";
pub const TRY_NOW: &str = "Try now";
pub const NEW_BUILD: &str = "A new version of Tutti is ready.";
pub const RELOAD: &str = "Reload";

/// The badge's word.
pub const fn badge(badge: Option<Badge>) -> &'static str {
    match badge {
        None => "Connecting",
        Some(Badge::Live) => "Live",
        Some(Badge::Polling) => "Polling, 5 s",
        Some(Badge::Offline) => "Offline",
    }
}

/// What it means.
pub fn explain(badge: Option<Badge>) -> String {
    match badge {
        None => "Connecting to the server.",
        Some(Badge::Live) => "Changes appear at once.",
        Some(Badge::Polling) => "Live updates are blocked. Checking every 5 seconds.",
        Some(Badge::Offline) => "No answer from the server.",
    }
    .to_owned()
}

/// When the server was last heard.
pub fn last_sync(seconds: f64) -> String {
    if seconds < 3.0 {
        "Last sync just now".to_owned()
    } else if seconds < 60.0 {
        format!("Last sync {seconds:.0} s ago")
    } else {
        format!("Last sync {:.0} min ago", (seconds / 60.0).floor())
    }
}

fn changes(count: usize) -> String {
    match count {
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    }
}

/// What waits.
pub fn waiting(count: usize) -> String {
    match count {
        1 => "1 change waits to be sent".to_owned(),
        n => format!("{n} changes wait to be sent"),
    }
}

/// What was sent too long ago to be sent again.
pub fn outdated(count: usize) -> String {
    match count {
        1 => "1 change of an earlier day was not sent again".to_owned(),
        n => format!("{n} changes of an earlier day were not sent again"),
    }
}

/// Why.
pub const OUTDATED_WHY: &str =
    "The connection broke before the server's answer, so they may have arrived. Look at the board.";

/// The banner.
pub fn offline(count: usize) -> String {
    match count {
        0 => "You are offline. Changes are kept here and sent when you are back.".to_owned(),
        n => format!(
            "You are offline. {} kept here and sent when you are back.",
            changes(n)
        ),
    }
}

/// The toast after an absence.
pub fn back_online(sent: usize) -> String {
    match sent {
        0 => "Back online".to_owned(),
        n => format!("Back online, {} sent", changes(n)),
    }
}
