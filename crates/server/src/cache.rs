//! What is read far more often than it changes, kept as the bytes that are sent.

pub mod boards;
mod tailed;
