//! `web`: the browser's half, from Rust to a folder of files that any server can send.

mod fingerprint;
mod wasm_opt;

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::shell;

const TARGET: &str = "wasm32-unknown-unknown";

/// How to build it.
#[derive(clap::Args)]
pub struct Arguments {
    /// Small and compressed, as it is shipped, into target/web/dist; else quick to build, into target/web/dist-dev.
    #[arg(long)]
    release: bool,
}

/// Builds it and says where it is.
pub fn run(arguments: &Arguments) -> Result<()> {
    let dist = build(arguments.release, false)?;
    println!("{}", dist.display());
    Ok(())
}

/// Builds it unless nothing has changed, and returns the folder. `quiet` keeps cargo's words for the case of failure.
pub fn build(release: bool, quiet: bool) -> Result<PathBuf> {
    let (profile, name) = if release {
        ("web", "dist")
    } else {
        ("webdev", "dist-dev")
    };
    let dist = shell::web_target_dir().join(name);
    let stamp = dist.with_extension("stamp");
    let fingerprint = fingerprint::of_inputs(profile)?;
    if dist.join("index.html").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|s| s == fingerprint)
    {
        return Ok(dist);
    }
    add_target()?;
    let run = if quiet {
        |c: &mut std::process::Command| shell::capture(c).map(drop)
    } else {
        shell::run
    };
    // Not with `--cfg erase_components`, which would send an eighth less: a view that shows itself anew then takes all attributes
    // off its elements and puts them back, and a link without its address loses the focus.
    for program in ["tutti-entrance", "tutti-frontend"] {
        run(shell::web_cargo().args([
            "rustc",
            "--profile",
            profile,
            "--target",
            TARGET,
            "-p",
            "tutti-frontend",
            "--bin",
            program,
            "--",
            // What the splitter finds the parts by.
            "-Clink-args=--emit-relocs",
        ]))?;
    }
    let mut bundle = shell::web_cargo();
    bundle.args([
        "run",
        "--quiet",
        "--release",
        "-p",
        "xtask",
        "--features",
        "bundle",
        "--bin",
        "xtask-bundle",
        "--",
    ]);
    bundle
        .arg("--built")
        .arg(shell::web_target_dir().join(TARGET).join(profile));
    bundle
        .arg("--frontend")
        .arg(shell::root().join("frontend"))
        .arg("--out")
        .arg(&dist);
    if release {
        bundle.arg("--release");
        match wasm_opt::get() {
            Ok(path) => _ = bundle.arg("--wasm-opt").arg(path),
            Err(why) => eprintln!("wasm-opt is skipped, the page gets some 5 % larger: {why:#}"),
        }
    }
    run(&mut bundle)?;
    fs::write(&stamp, fingerprint)
        .with_context(|| format!("could not write {}", stamp.display()))?;
    Ok(dist)
}

/// Sees to it that rustc can build for the browser.
pub fn add_target() -> Result<()> {
    if has_target() {
        return Ok(());
    }
    if shell::which("rustup").is_none() {
        bail!(
            "rustc cannot build for {TARGET}: install that target with your package manager, or Rust with rustup"
        );
    }
    eprintln!("adding the target {TARGET} to the Rust toolchain");
    shell::run(
        std::process::Command::new("rustup")
            .args(["target", "add", TARGET])
            .current_dir(shell::root()),
    )
}

fn has_target() -> bool {
    let mut rustc = std::process::Command::new("rustc");
    rustc
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(shell::root())
        .stderr(Stdio::null());
    shell::capture(&mut rustc).is_ok_and(|dir| PathBuf::from(dir.trim()).is_dir())
}
