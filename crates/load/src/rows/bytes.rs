//! P13: bytes to the first screens.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::pages;
use crate::bench::{Bench, Measured};
use crate::report::Target;
use crate::row::Row;

/// Counts them in a browser, and the lazy parts in the folder. Bytes do not depend on who else is at work.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let folder = bench
        .stand
        .web()
        .context("there is no SPA: build it with `cargo xtask web --release`")?;
    let (main, lazy) = parts(&folder.join("assets"))?;
    let found = pages::bytes_sent(bench).await?;
    for (name, what, most) in [
        ("board", "sent until the first board is there", 380.0),
        ("sign_in", "sent until sign-in is there", 250.0),
    ] {
        let of = found.get(name).context("the script tells no bytes")?;
        let number = |name: &str| of.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let largest = of.get("largest").and_then(Value::as_array);
        let largest: Vec<String> = largest.into_iter().flatten().filter_map(told).collect();
        let sent = Measured::certain(number("bytes") / 1_000.0);
        let figure = bench.figure(Row::P13, what, &sent, 0, "kB", Target::AtMost(most));
        figure.note = format!(
            "{:.0} requests; {}; fetched ahead after that {:.0}",
            number("requests"),
            largest.join(", "),
            number("ahead") / 1_000.0
        );
    }
    let lazy = Measured::certain(lazy);
    let figure = bench.figure(
        Row::P13,
        "the largest part that is loaded when it is needed",
        &lazy,
        0,
        "kB",
        Target::AtMost(120.0),
    );
    figure.note = format!("the main part has {main:.0} kB");
    Ok(())
}

/// The sizes of the main part and of the largest lazy one, compressed as they are sent, in kB.
fn parts(assets: &Path) -> Result<(f64, f64)> {
    let (mut main, mut lazy) = (0.0_f64, 0.0_f64);
    for build in std::fs::read_dir(assets)? {
        for file in std::fs::read_dir(build?.path())? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".wasm.br") {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "the size of a file")]
            let size = file.metadata()?.len() as f64 / 1_000.0;
            if name == "tutti_bg.wasm.br" {
                main = size;
            } else if name != "entrance_bg.wasm.br" {
                lazy = lazy.max(size);
            }
        }
    }
    Ok((main, lazy))
}

/// A file's name and size, without the folder that is called by a hash.
fn told(file: &Value) -> Option<String> {
    let path = file.get("path")?.as_str()?;
    let last = path.rsplit('/').next()?;
    let name = if path.contains("/boards/") {
        "the board's cards"
    } else {
        last
    };
    Some(format!(
        "{name} {:.0}",
        file.get("bytes")?.as_f64()? / 1_000.0
    ))
}
