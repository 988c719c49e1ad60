//! The binary `tutti`.

use std::process::ExitCode;

use tutti_server::cli::Cli;

// The system's allocator keeps what a burst of big boards took; this one gives it back.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

// What was freed goes back within half a second, by one thread of its own: else what starting needs, or one large board, is
// kept until the next request happens to tidy up. jemalloc reads this symbol when it starts.
#[expect(
    unsafe_code,
    reason = "jemalloc finds its settings by the symbol's name"
)]
// SAFETY: nothing else has this name, and the value is what jemalloc asks for: a pointer to a text that ends with a zero.
#[unsafe(export_name = "_rjem_malloc_conf")]
pub static MALLOC_CONF: &[u8; 84] =
    b"background_thread:true,max_background_threads:1,dirty_decay_ms:500,muzzy_decay_ms:0\0";

fn main() -> ExitCode {
    match Cli::read().and_then(Cli::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tutti: {error:#}");
            ExitCode::FAILURE
        }
    }
}
