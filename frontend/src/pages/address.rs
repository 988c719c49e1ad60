//! Parts of an address.

use leptos::prelude::*;
use leptos_router::location::Location;

/// The query of where somebody is as it stands in the address: with its `?`, which the router leaves out.
pub fn query(here: &Location) -> String {
    here.search.with_untracked(|search| match &**search {
        "" => String::new(),
        search => format!("?{search}"),
    })
}
