//! The hash in the name, the placeholders, and the compressed copies.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this a compressed copy costs more in headers than it saves.
const SMALL: u64 = 256;

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("could not read {}", folder.display()))?
        {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() {
                &mut folders
            } else {
                &mut found
            };
            list.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// 16 hexadecimal digits over the names and contents of a folder.
pub fn hash(folder: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files(folder)? {
        file.strip_prefix(folder)?.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Replaces `{{build}}` in every text file by the hash and `{{assets}}` by the address of the assets.
pub fn replace_placeholders(folder: &Path, hash: &str) -> Result<()> {
    for file in files(folder)? {
        let text = ["html", "js", "css", "webmanifest", "json"];
        if !file
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| text.contains(&e))
        {
            continue;
        }
        let old = fs::read_to_string(&file)
            .with_context(|| format!("could not read {}", file.display()))?;
        let new = old
            .replace("{{assets}}", &format!("/assets/{hash}"))
            .replace("{{build}}", hash);
        if new != old {
            fs::write(&file, new)?;
        }
    }
    Ok(())
}

/// Writes `.br` (quality 11) and `.gz` beside each file that gets smaller by it.
pub fn compress(folder: &Path) -> Result<()> {
    let mut files = files(folder)?;
    // Fonts and pictures are compressed in themselves.
    let dense = ["woff2", "png", "jpg", "webp", "avif", "br", "gz"];
    files.retain(|f| {
        !f.extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| dense.contains(&e))
    });
    let next = std::sync::Mutex::new(files.into_iter());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            loop {
                let file = next
                    .lock()
                    .map_err(|_| anyhow::anyhow!("another worker failed"))?
                    .next();
                let Some(file) = file else { return Ok(()) };
                compress_file(&file)
                    .with_context(|| format!("could not compress {}", file.display()))?;
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        Ok(())
    })
}

fn compress_file(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    if (bytes.len() as u64) < SMALL {
        return Ok(());
    }
    let mut br = Vec::new();
    // The mode for fonts differs in how distances are written, which suits a program too.
    let is_program = file.extension().is_some_and(|e| e == "wasm");
    let params = BrotliEncoderParams {
        mode: if is_program {
            BrotliEncoderMode::BROTLI_MODE_FONT
        } else {
            BrotliEncoderMode::BROTLI_MODE_GENERIC
        },
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut br, &params)?;
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(&bytes)?;
    for (ending, compressed) in [("br", br), ("gz", gz.finish()?)] {
        if compressed.len() < bytes.len() {
            let mut name = file.as_os_str().to_owned();
            name.push(".");
            name.push(ending);
            fs::write(name, compressed)?;
        }
    }
    Ok(())
}
