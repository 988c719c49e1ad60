//! Taking something back.

use std::future::Future;
use std::pin::Pin;

/// True once it is taken back, false where it is not, which has been told by then.
pub type Undoing = Pin<Box<dyn Future<Output = bool>>>;
