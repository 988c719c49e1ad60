//! The SPA's files inside the binary: `build.rs` lists what stood in `TUTTI_WEB_DIST` when this was built.

use std::borrow::Cow;

/// Names below the SPA's root with their bytes, sorted by name.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// A file's bytes by its name.
pub(super) fn file(name: &str) -> Option<&'static [u8]> {
    let at = FILES
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    FILES.get(at).map(|(_, bytes)| *bytes)
}

/// All files below a prefix, with what their names hold after it.
pub(super) fn below(prefix: &str) -> Vec<(String, Cow<'static, [u8]>)> {
    FILES
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(prefix)?.to_owned(), (*bytes).into())))
        .collect()
}

/// The name of the folder under `assets`, which is a hash of all that is in it.
pub(super) fn build() -> Option<&'static str> {
    FILES
        .iter()
        .find_map(|(name, _)| name.strip_prefix("assets/")?.split('/').next())
}
