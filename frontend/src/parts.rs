//! The parts of the program that are loaded when they are first wanted: what such a load is, and why it may fail. Which screens
//! are parts stands in `app::parts`; what a screen opens later is made by an [`OnDemand`] beside it.

mod on_demand;

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::{AnyView, IntoAny, IntoView};
use leptos::wasm_split::SplitLoaderError;

pub use on_demand::{Make, OnDemand, Switch};

use crate::{api, dom};

/// A screen that is a part, or that the part did not come.
pub type Screen = Result<AnyView, SplitLoaderError>;

/// A screen on its way.
pub type ScreenLoading = Pin<Box<dyn Future<Output = Screen>>>;

/// What makes a view that is opened later, or that its part did not come. It is made once it is known that it is still wanted.
pub type Maker = Result<Box<dyn FnOnce() -> AnyView>, SplitLoaderError>;

/// A maker, as a part gives it.
#[expect(clippy::unnecessary_wraps, reason = "only what loads the part fails")]
pub fn maker<V: IntoView + 'static>(make: impl FnOnce() -> V + 'static) -> Maker {
    Ok(Box::new(move || make().into_any()))
}

/// Why a part did not come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The server has another version of the program, and no longer this one's parts.
    NewVersion,
    /// The server answers, but not with the part.
    Failed,
    /// Nobody answers.
    NoAnswer,
}

impl Why {
    /// Asks for the page anew, which names the version that the server has.
    pub async fn find_out() -> Self {
        let known = dom::meta("build").unwrap_or_default();
        match api::build().await {
            Some(build) if build != known => Self::NewVersion,
            Some(_) => Self::Failed,
            None => Self::NoAnswer,
        }
    }
}
