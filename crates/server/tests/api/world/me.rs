//! One's own account.

use serde_json::json;
use tutti_testkit::app::PASSWORD;

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("getMe", Scope::Own),
    Case::new("updateMe", Scope::Own).body(|ids| json!({"name": format!("Name {}", ids.n)})),
    Case::new("getMyChanges", Scope::Own),
    Case::new("changePassword", Scope::Own)
        .body(|_| json!({"current_password": PASSWORD, "new_password": PASSWORD})),
    Case::new("listSessions", Scope::Own),
    // The session is nobody's.
    Case::new("deleteSession", Scope::Own).answers(404),
    Case::new("deleteOtherSessions", Scope::Own),
];
