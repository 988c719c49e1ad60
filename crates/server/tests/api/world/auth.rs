//! Signing up, in and out.

use serde_json::json;
use tutti_testkit::app::{PASSWORD, email};

use super::{Case, Scope};

pub const CASES: &[Case] = &[
    Case::new("getAuthOptions", Scope::Public),
    Case::new("register", Scope::Public).body(
        |ids| json!({"email": format!("new{}@example.com", ids.n), "password": PASSWORD, "name": "New"}),
    ),
    Case::new("login", Scope::Public)
        .body(|_| json!({"email": email("Olga Owner"), "password": PASSWORD})),
    Case::new("logout", Scope::Public),
    // Without a cookie.
    Case::new("refresh", Scope::Public).answers(401),
    // By a link of nothing.
    Case::new("resetPassword", Scope::Public)
        .body(|_| json!({"token": "none", "password": PASSWORD}))
        .answers(409),
];
