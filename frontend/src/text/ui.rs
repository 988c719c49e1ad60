//! What the parts of the interface say by themselves, wherever they stand.

/// A page or a list takes long.
pub const STILL_LOADING: &str = "Still loading";
/// A button beside what was refused or takes long.
pub const RETRY: &str = "Retry";
/// A button where something did not load.
pub const TRY_AGAIN: &str = "Try again";
/// A button.
pub const UNDO: &str = "Undo";
/// Of a toast.
pub const DISMISS: &str = "Dismiss";
/// Where toasts stand.
pub const NOTIFICATIONS: &str = "Notifications";
/// A button.
pub const COPY: &str = "Copy";
/// It was copied.
pub const COPIED: &str = "Copied";
/// The browser refused to copy.
pub const COPY_YOURSELF: &str = "Your browser does not let Tutti copy it. Select it here:";
/// A switch of a password's field.
pub const SHOW_PASSWORD: &str = "Show password";
/// A button.
pub const CANCEL: &str = "Cancel";
