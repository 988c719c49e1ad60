//! A file for each table: its rows and its queries; and one for what is forgotten of all.

pub mod board;
pub mod column;
pub mod credential;
pub mod instance;
pub mod invitation;
pub mod job;
pub mod member;
pub mod password_reset;
pub mod role;
pub mod room;
pub mod session;
pub mod stream;
pub mod task;
pub mod user;
pub mod workspace;
