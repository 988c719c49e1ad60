//! The screens, by address:
//!
//! ```text
//! /sign-in[#token]  sign_in::SignIn      /w/:slug/members   members::Members
//! /sign-up[#token]  sign_up::SignUp      /w/:slug/settings  settings::Settings
//! /invite#token     invite::Invite       /w/:slug/account   account::Account
//! /onboarding       onboarding::Onboarding   /w/:slug/trash     trash::Trash
//! /reset#token      reset::Reset            /w/:slug/drafts    drafts::Drafts
//!                                           /w/:slug/t/:key    by_key::ByKey
//! ```
//!
//! Those at the left stand alone and need only the session; those at the right stand in the shell and take the workspace
//! from the context. `no_access::NoAccess` is what an address shows that is not for the reader, `not_found::NotFound` what one
//! shows that leads nowhere in a workspace of theirs.

pub mod account;
mod address;
pub mod board;
pub mod by_key;
mod creation;
pub mod drafts;
pub mod entry;
pub mod guard;
pub mod home;
pub mod invite;
pub mod members;
pub mod no_access;
pub mod not_found;
pub mod onboarding;
pub mod reset;
mod section;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
mod submit;
pub mod trash;
mod way;
pub mod workspace;

pub use creation::Creation;
pub use section::{FormSection, Known};
pub use submit::{FormFault, Submit};
