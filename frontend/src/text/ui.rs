//! What the parts of the interface say by themselves, wherever they stand.

/// A page or a list takes long.
pub const STILL_LOADING: &str = "Still loading";
/// A button beside what was refused or takes long.
pub const RETRY: &str = "Retry";
/// A button where something did not load.
pub const TRY_AGAIN: &str = "Try again";
/// A button beside a list that comes in pages.
pub const SHOW_OLDER: &str = "Show older";
pub const UNDO: &str = "Undo";
pub const DISMISS: &str = "Dismiss";
/// Where toasts stand.
pub const NOTIFICATIONS: &str = "Notifications";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
/// The browser refused to copy.
pub const COPY_YOURSELF: &str = "Your browser does not let Tutti copy this. Select it here:";
/// A switch of a password's field.
pub const SHOW_PASSWORD: &str = "Show password";
pub const CANCEL: &str = "Cancel";
