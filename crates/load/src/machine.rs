//! The machine: how busy it is, with what, and what it is.

mod cpu;
mod memory;
mod shape;

pub use cpu::{Meter, Usage};
pub use memory::resident_mib;
pub use shape::{Shape, raise_file_limit, shape};
