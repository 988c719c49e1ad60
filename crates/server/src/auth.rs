//! Passwords, access tokens and refresh tokens.

pub mod cookies;
pub mod device;
pub mod origin;
pub mod passwords;
pub mod sign_up;
pub mod tokens;
