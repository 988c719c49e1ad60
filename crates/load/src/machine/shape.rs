//! What the machine is, told by its shape and not by its name.

use std::fs;
use std::thread;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde::Serialize;

/// The machine's shape.
#[derive(Clone, Debug, Serialize)]
pub struct Shape {
    /// Cores this process may use.
    pub cores: usize,
    /// Memory in GiB.
    pub memory_gib: u64,
    /// The kind of processor.
    pub processor: String,
    /// The distribution.
    pub system: String,
    /// The kernel's release.
    pub kernel: String,
}

/// Reads it.
pub fn shape() -> Shape {
    let value = |file: &str, key: &str, mark: char| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text
            .lines()
            .find(|l| l.starts_with(key))
            .unwrap_or_default();
        line.split_once(mark)
            .map_or("", |(_, v)| v)
            .trim()
            .trim_matches('"')
            .to_owned()
    };
    let kib: u64 = value("/proc/meminfo", "MemTotal", ':')
        .trim_end_matches(" kB")
        .parse()
        .unwrap_or(0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    Shape {
        cores: thread::available_parallelism().map_or(1, std::num::NonZero::get),
        memory_gib: kib.div_ceil(1024 * 1024),
        processor: value("/proc/cpuinfo", "model name", ':'),
        system: value("/etc/os-release", "PRETTY_NAME", '='),
        // What follows the numbers names whoever built it.
        kernel: kernel
            .trim()
            .split('-')
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

/// Lets this process and what it starts hold as many sockets as the system lets anybody.
pub fn raise_file_limit() {
    let now = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: now.maximum,
        maximum: now.maximum,
    };
    // Where it may not be raised, the row that needs it says so.
    let _ = setrlimit(Resource::Nofile, raised);
}
