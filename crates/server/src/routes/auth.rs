//! Signing up, in and out.

pub mod login;
pub mod logout;
pub mod options;
pub mod refresh;
pub mod register;
pub mod reset_password;
mod signed_in;
