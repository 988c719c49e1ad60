//! Turns the compiled wasm and the files beside it into the folder that is served:
//!
//! ```text
//! index.html               {{assets}} replaced by /assets/<hash>, {{build}} by <hash>, {{program}} by tutti
//! entrance.html            the same with the program that a stranger needs
//! assets/<hash>/tutti.js   made by wasm-bindgen, imported by boot.js
//! assets/<hash>/tutti_bg.wasm, entrance.js, entrance_bg.wasm, boot.js, app.css, and all of frontend/assets
//! ```
//!
//! The hash is of everything in that folder, so all of it may be cached for ever. The folder carries it and not each file,
//! because names stand inside the wasm and its chunks.

mod css;
mod js;
mod names;
mod pack;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;

/// What cargo built, how it is called here, and the page that begins with it. The workspace's is the last: of the splitter's files there
/// is one set, and it is the only one that has parts.
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("tutti-entrance.wasm", "entrance", "entrance.html"),
    ("tutti-frontend.wasm", "tutti", "index.html"),
];

#[derive(Parser)]
struct Arguments {
    /// The folder of what cargo built.
    #[arg(long)]
    built: PathBuf,
    /// The folder with index.html, boot.js, style/ and assets/.
    #[arg(long)]
    frontend: PathBuf,
    /// The folder to write; what was there before goes.
    #[arg(long)]
    out: PathBuf,
    /// Make it small, and write compressed copies.
    #[arg(long)]
    release: bool,
    #[arg(long)]
    wasm_opt: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let (frontend, out) = (&arguments.frontend, &arguments.out);
    // Written aside and then moved, so that a server which is running never sees half of it.
    let new = out.with_extension("new");
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    let assets = new.join("assets/new");
    fs::create_dir_all(&assets)?;

    for (built, name, _) in PROGRAMS {
        wasm::bind(
            &arguments.built.join(built),
            name,
            &assets,
            arguments.release,
        )?;
    }
    if let Some(program) = &arguments.wasm_opt {
        wasm::optimise(program, &assets)?;
    }
    wasm::inline_small_chunks(&assets)?;
    copy(&frontend.join("boot.js"), &assets.join("boot.js"))?;
    fs::write(
        assets.join("app.css"),
        css::bundle(&frontend.join("style"), arguments.release)?,
    )?;
    copy_folder(&frontend.join("assets"), &assets)?;
    if arguments.release {
        for name in ["boot.js", "tutti.js", "entrance.js", "__wasm_split.js"] {
            shrink_js(&assets.join(name))?;
        }
    }

    let hash = pack::hash(&assets)?;
    let page = fs::read_to_string(frontend.join("index.html"))?;
    for (_, name, file) in PROGRAMS {
        fs::write(new.join(file), page.replace("{{program}}", name))?;
    }
    pack::replace_placeholders(&new, &hash)?;
    fs::rename(&assets, new.join("assets").join(&hash))?;
    if arguments.release {
        pack::compress(&new)?;
    }
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::rename(&new, out).with_context(|| format!("could not move the result to {}", out.display()))
}

/// Where there is such a file.
fn shrink_js(file: &Path) -> Result<()> {
    if file.is_file() {
        fs::write(file, js::shrink(&fs::read_to_string(file)?))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else if to.exists() {
            bail!(
                "{} has the name of a file that is generated",
                entry.path().display()
            );
        } else {
            copy(&entry.path(), &to)?;
        }
    }
    Ok(())
}
