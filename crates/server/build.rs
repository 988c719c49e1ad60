//! Puts the SPA's files into the binary, where `TUTTI_WEB_DIST` names the folder `cargo xtask web` made.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=TUTTI_WEB_DIST");
    let mut files = Vec::new();
    if let Some(dist) = env::var_os("TUTTI_WEB_DIST").filter(|dist| !dist.is_empty()) {
        println!("cargo::rerun-if-changed={}", PathBuf::from(&dist).display());
        collect(Path::new(&dist), Path::new(&dist), &mut files)?;
    }
    files.sort();
    let entries: Vec<String> = files
        .iter()
        .map(|(name, path)| format!("({name:?}, include_bytes!({path:?}) as &[u8]),\n"))
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("web.rs");
    fs::write(out, format!("&[\n{}]", entries.concat()))
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((name.to_string_lossy().into_owned(), path.canonicalize()?));
        }
    }
    Ok(())
}
