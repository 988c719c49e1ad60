//! The SPA's files: from a folder while it is being worked on, else from inside the binary.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use actix_web::web::Bytes;

use super::embedded;

/// Where the SPA's files are.
#[derive(Clone, Debug)]
pub enum Files {
    /// In this folder, as `cargo xtask web` left them.
    Folder(PathBuf),
    /// Inside the binary.
    Embedded,
}

impl Files {
    /// The hash that `cargo xtask web` gave this build: the name of the one folder under `assets`.
    #[must_use]
    pub fn build(&self) -> String {
        let hash = match self {
            Self::Embedded => embedded::build().map(str::to_owned),
            Self::Folder(dir) => fs::read_dir(dir.join("assets"))
                .ok()
                .and_then(|mut entries| entries.next()?.ok())
                .map(|entry| entry.file_name().to_string_lossy().into_owned()),
        };
        hash.unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned())
    }

    /// Whether there are any: a binary may be built without them.
    #[must_use]
    pub fn has_app(&self) -> bool {
        match self {
            Self::Embedded => embedded::file(INDEX).is_some(),
            Self::Folder(dir) => dir.join(INDEX).is_file(),
        }
    }

    /// The parts of this build, by their names below the folder that bears its hash.
    pub(super) fn parts(&self, build: &str) -> io::Result<Vec<(String, Cow<'static, [u8]>)>> {
        match self {
            Self::Embedded => Ok(embedded::below(&format!("assets/{build}/"))),
            Self::Folder(dir) => in_folder(&dir.join("assets").join(build)),
        }
    }

    /// A file's bytes; nothing outside of the SPA can be named.
    pub(super) async fn read(&self, name: &str) -> Option<Bytes> {
        match self {
            Self::Embedded => embedded::file(name).map(Bytes::from_static),
            Self::Folder(dir) => {
                let relative = Path::new(name);
                if !relative
                    .components()
                    .all(|part| matches!(part, Component::Normal(_)))
                {
                    return None;
                }
                let file = dir.join(relative);
                tokio::task::spawn_blocking(move || fs::read(file).ok())
                    .await
                    .ok()
                    .flatten()
                    .map(Bytes::from)
            }
        }
    }
}

/// The SPA's page.
pub(super) const INDEX: &str = "index.html";
/// The page for who is not signed in, with a smaller program.
pub(super) const ENTRANCE: &str = "entrance.html";

/// What is said where there is no page.
pub const NO_APP: &str = "This Tutti has no browser app in it, so no pages are served: build the app with `cargo xtask web` and name its folder in \
     TUTTI_WEB_DIR. The API works.";

/// The files below a folder by their names.
fn in_folder(folder: &Path) -> io::Result<Vec<(String, Cow<'static, [u8]>)>> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(dir) = left.pop() {
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                left.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                let name = name.to_string_lossy().into_owned();
                found.push((name, fs::read(&path)?.into()));
            }
        }
    }
    Ok(found)
}
