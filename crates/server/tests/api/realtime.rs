//! The realtime socket, by its raw frames.

mod access;
mod ends;
mod frames;
mod presence;
mod resume;
