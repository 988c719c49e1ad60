//! How somebody asks the server.

use anyhow::Result;
use serde::de::DeserializeOwned;

/// Somebody with a token, who can ask.
pub trait Ask {
    /// What a GET answers; `path` as in [`tutti_types::paths`], with its query.
    ///
    /// # Errors
    /// Where it is not answered, or refused.
    fn get<T: DeserializeOwned>(&mut self, path: &str) -> impl Future<Output = Result<T>>;
}
