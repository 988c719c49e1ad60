//! The trash: boards, columns and tasks that were deleted, and their return.

mod board;
mod column;
mod list;
