//! The connection.

use tutti_state::Badge;

use super::{Words, say, typed};

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
        Some(Badge::Polling) => "Polling",
        Some(Badge::Offline) => "Offline",
    }
}

/// What follows the badge's word where there is room.
pub const fn badge_more(badge: Badge) -> &'static str {
    match badge {
        Badge::Polling => ", 5 s",
        Badge::Live | Badge::Offline => "",
    }
}

pub const fn explain(badge: Option<Badge>) -> &'static str {
    match badge {
        None => "Connecting to the server.",
        Some(Badge::Live) => "Changes appear at once.",
        Some(Badge::Polling) => "Live updates are blocked. Checking every 5 seconds.",
        Some(Badge::Offline) => "No answer from the server.",
    }
}

/// When the server was last heard.
pub fn last_sync(seconds: f64) -> Words {
    say(if seconds < 3.0 {
        "Last sync just now".to_owned()
    } else if seconds < 60.0 {
        format!("Last sync {seconds:.0} s ago")
    } else {
        format!("Last sync {:.0} min ago", (seconds / 60.0).floor())
    })
}

fn changes(count: usize) -> String {
    match count {
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    }
}

const fn are(count: usize) -> &'static str {
    match count {
        1 => "is",
        _ => "are",
    }
}

/// What waits.
pub fn waiting(count: usize) -> Words {
    let (changes, are) = (changes(count), are(count));
    say(format!("{changes} {are} waiting to be sent"))
}

/// What was sent too long ago to be sent again.
pub fn outdated(count: usize) -> Words {
    say(match count {
        1 => "1 change from an earlier day was not sent again".to_owned(),
        n => format!("{n} changes from an earlier day were not sent again"),
    })
}

pub const OUTDATED_WHY: &str =
    "The connection broke before the server answered, so they may have arrived. Check the board.";

fn in_workspace(name: Option<&str>) -> String {
    name.map(|name| format!(" in {}", typed(name)))
        .unwrap_or_default()
}

/// A change in a workspace that is not open was refused.
pub fn not_saved_in(workspace: Option<&str>) -> Words {
    say(format!("A change{} was not saved", in_workspace(workspace)))
}

/// A new task in a workspace that is not open was refused.
pub fn not_created_in(title: &str, workspace: Option<&str>) -> Words {
    say(format!(
        "“{title}” was not created{}",
        in_workspace(workspace),
        title = typed(title)
    ))
}

/// A text met another in a workspace that is not open.
pub fn clash_in(workspace: Option<&str>) -> Words {
    say(format!(
        "Someone else changed a text that you changed{}",
        in_workspace(workspace)
    ))
}

/// What becomes of it.
pub const CLASH_IN_TEXT: &str = "Both are kept. Open the workspace to choose.";

/// The banner; `is_kept` where the browser keeps changes when the page goes.
pub fn offline(count: usize, is_kept: bool) -> Words {
    let are = are(count);
    let changes = match count {
        0 => "Changes".to_owned(),
        n => changes(n),
    };
    say(if is_kept {
        format!(
            "You are offline. {changes} {are} kept here and will be sent when you are back online."
        )
    } else {
        format!(
            "You are offline. {changes} will be sent when you are back online, if this page stays open."
        )
    })
}

/// The browser's storage has no room for what waits.
pub const NOT_KEPT: &str = "This browser cannot keep your changes";
pub const NOT_KEPT_WHY: &str =
    "Its storage is full or blocked. Do not close this page until they are sent.";

/// The toast after an absence.
pub fn back_online(sent: usize) -> Words {
    say(match sent {
        0 => "Back online".to_owned(),
        n => format!("Back online, {} sent", changes(n)),
    })
}
