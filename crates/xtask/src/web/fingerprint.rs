//! Whether the browser's half must be built again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// A number over everything that goes into the build. Contents count, not times, so that a fresh checkout or a change
/// taken back costs nothing.
pub fn of_inputs(profile: &str) -> Result<String> {
    let root = shell::root();
    let mut hasher = DefaultHasher::new();
    profile.hash(&mut hasher);
    shell::capture(Command::new("rustc").arg("-vV").current_dir(&root))?.hash(&mut hasher);
    let folders = [
        "frontend/src",
        "frontend/style",
        "frontend/assets",
        "crates/types",
        "crates/state",
        "crates/xtask",
    ];
    let single = [
        "frontend/index.html",
        "frontend/boot.js",
        "frontend/Cargo.toml",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
    ];
    let files = folders
        .iter()
        .flat_map(|f| shell::files(&root.join(f)))
        .chain(single.iter().map(|f| root.join(f)));
    for file in files.filter(|f| f.is_file()) {
        file.hash(&mut hasher);
        fs::read(&file)
            .with_context(|| format!("could not read {}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
