//! What every screen is made of. A primitive knows nothing of workspaces or tasks beyond what it shows.

mod again;
pub mod announce;
mod avatar;
mod banner;
mod button;
mod choice;
mod copy;
mod count;
pub mod date;
mod dialog;
mod edit_dialog;
mod empty;
mod faces;
mod field;
mod form;
mod icon;
mod kbd;
mod list;
mod loaded;
mod loading;
mod menu;
pub mod popup;
mod status;
pub mod time;
mod tip;
mod toast;
pub mod toolbar;
mod typed;

use leptos::prelude::*;

pub use again::{Again, AskAgain};
pub use avatar::{Avatar, NoAvatar, color_hue, hue};
pub use banner::{Banner, FormError, Tone};
pub use button::{Button, IconButton, Kind};
pub use choice::{COLORS, Choice, Choices, Swatches};
pub use copy::{CopyField, copy, copy_and_say};
pub use count::Count;
pub use dialog::Dialog;
pub use edit_dialog::EditDialog;
pub use empty::{Art, Empty};
pub use faces::Faces;
pub use field::{Field, FieldFault, PasswordField, TextField, TextInput, meter};
pub use form::{Handed, Input, Wrong, checked, focus_first_wrong, follow, refuse};
pub use icon::{Icon, Mark};
pub use kbd::Kbd;
pub use list::List;
pub use loaded::Loaded;
pub use loading::{Loading, Skeleton, SkeletonRows};
pub use menu::{Menu, MenuButton, MenuCheck, MenuItem, MenuRule};
pub use status::{PriorityIcon, StatusIcon, priority_name, status_name};
pub use time::Ago;
pub use toast::{Toast, Toasts, Undoing};
pub use typed::{Said, Saying, Typed, fill};

/// Provides what the primitives need by context. Call it once, where the app begins.
pub fn provide() {
    provide_context(Toasts::new());
    provide_context(time::Clock::start());
}

/// Toasts, tips and live regions: what stands once in the app, beside whatever screen is shown.
#[component]
pub fn Layers() -> impl IntoView {
    view! {
        <announce::LiveRegions/>
        <toast::ToastRegion/>
        <tip::Tips/>
    }
}
