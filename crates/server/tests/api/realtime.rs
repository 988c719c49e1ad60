//! The realtime socket, by its raw frames.

mod absence;
mod access;
mod closing;
mod ends;
mod families;
mod frames;
mod malformed;
mod presence;
mod resume;
