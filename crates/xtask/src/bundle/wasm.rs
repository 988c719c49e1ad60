//! wasm: split off the lazy parts, generate the JavaScript beside it, make it small.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use super::names::Names;

/// A function under `#[lazy]` is imported from a module of this name until the splitter has been there.
const SPLIT_MARK: &[u8] = b"__wasm_split";

/// How the parts are fetched: a network that only stumbles is not worth a word, be it before a part or within it. Where it stays away
/// the program says so, and asks again.
const PATIENT_FETCH: &str = "
async function patientFetch(url) {
    for (const wait of [250, 750]) {
        const response = await wholeFetch(url).catch(() => null);
        if (response && response.status < 500) return response;
        await new Promise((over) => setTimeout(over, wait));
    }
    return wholeFetch(url).catch((e) => {
        e.isTold = true;
        throw e;
    });
}
async function wholeFetch(url) {
    const response = await fetch(url);
    return response.ok ? new Response(await response.arrayBuffer(), response) : response;
}
";

/// A chunk of at most this many bytes stands in the loader: what two parts share is often a handful of bytes, and each request costs
/// a round trip.
const SMALL_CHUNK: u64 = 800;

/// How such a chunk is read.
const INLINE_FETCH: &str = "
async function inlineFetch(base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } });
}
";

/// What rustc lets LLVM use, and so what wasm-opt must understand.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Makes it small. The lowest 1 024 bytes of memory are the end of the stack, which only a program reaches that is about to overflow it:
/// so an address and what is added to it may become one. By whom and with what it was made is of no use to a browser.
const OPTIMISE: [&str; 4] = [
    "-Oz",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// What the splitter calls the file that loads the parts.
const LOADER: &str = "__wasm_split.js";

/// Writes `<name>.js`, `<name>_bg.wasm` and the lazy parts into a folder.
pub fn bind(wasm: &Path, name: &str, out: &Path, release: bool) -> Result<()> {
    let mut bytes = fs::read(wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    // Leptos brings the mark even where nothing is lazy.
    let mut split = bytes.windows(SPLIT_MARK.len()).any(|w| w == SPLIT_MARK);
    if split {
        let main = out.join("main.wasm");
        let main_module = format!("./{name}.js");
        let mut options = Options::new(&bytes);
        options.output_dir = out;
        options.main_out_path = &main;
        options.main_module = &main_module;
        options.link_name = "./__wasm_split.js";
        let parts = transform(options).map_err(|e| anyhow!("could not split the wasm: {e:#}"))?;
        split = !parts.split_modules.is_empty();
        if split {
            bytes = fs::read(&main)?;
            be_patient(&out.join(LOADER))?;
        } else {
            fs::remove_file(out.join(LOADER))?;
        }
        fs::remove_file(&main)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, bytes)
        .web(true)?
        .typescript(false)
        .keep_lld_exports(split);
    if release {
        bindgen
            .remove_name_section(true)
            .remove_producers_section(true);
    }
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    // What the splitter needed and no browser does.
    let customs = &mut output.wasm_mut().customs;
    let names = customs.iter().map(|(_, section)| section.name().to_owned());
    let names: Vec<String> = names
        .filter(|n| n == "linking" || n.starts_with("reloc."))
        .collect();
    for name in names {
        customs.remove_raw(&name);
    }
    let names = release.then(|| Names::shorten(&mut output, name));
    output
        .emit(out)
        .context("could not write what wasm-bindgen made")?;
    if let Some(names) = names {
        let js = out.join(format!("{name}.js"));
        fs::write(&js, names.rewrite(&fs::read_to_string(&js)?)?)?;
    }
    Ok(())
}

/// Makes all programs and parts of a folder smaller.
pub fn optimise(wasm_opt: &Path, out: &Path) -> Result<()> {
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "wasm") {
            optimise_file(wasm_opt, &path)?;
        }
    }
    Ok(())
}

/// Puts the small chunks into the splitter's loader, where a program has parts.
pub fn inline_small_chunks(out: &Path) -> Result<()> {
    let loader = out.join(LOADER);
    if !loader.is_file() {
        return Ok(());
    }
    let mut text = fs::read_to_string(&loader)? + INLINE_FETCH;
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_chunk = name.starts_with("chunk_") && name.ends_with(".wasm");
        if !is_chunk || fs::metadata(&path)?.len() > SMALL_CHUNK {
            continue;
        }
        let fetch = format!("patientFetch(new URL(\"./{name}\", import.meta.url))");
        if !text.contains(&fetch) {
            bail!("the splitter's loader fetches {name} in a way that is not known here");
        }
        let bytes = BASE64_STANDARD.encode(fs::read(&path)?);
        text = text.replace(&fetch, &format!("inlineFetch(\"{bytes}\")"));
        fs::remove_file(&path)?;
    }
    Ok(fs::write(loader, text)?)
}

/// Has the splitter's loader fetch by [`PATIENT_FETCH`], and leave it to the program to tell of a network that stays away.
fn be_patient(loader: &Path) -> Result<()> {
    let text = fs::read_to_string(loader)?;
    let patient = text.replace("= fetch(new URL(", "= patientFetch(new URL(");
    let quiet = patient.replace("console.error(e);", "if (!e.isTold) console.error(e);");
    if patient == text || quiet == patient {
        bail!("the splitter's loader fetches in a way that is not known here");
    }
    Ok(fs::write(loader, quiet + PATIENT_FETCH)?)
}

fn optimise_file(program: &Path, wasm: &Path) -> Result<()> {
    let status = Command::new(program)
        .args(FEATURES)
        .args(OPTIMISE)
        .arg(wasm)
        .arg("-o")
        .arg(wasm)
        .status();
    let status = status.with_context(|| format!("could not run {}", program.display()))?;
    if !status.success() {
        bail!("wasm-opt failed on {} ({status})", wasm.display());
    }
    Ok(())
}
