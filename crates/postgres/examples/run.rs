//! Starts PostgreSQL in a folder, prints its address and keeps it until a line (or the end) comes on standard input:
//! `cargo run -p tutti-postgres --example run -- FOLDER`.

use std::io;
use std::time::Instant;

use tutti_postgres::{Embedded, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("which folder?")?;
    let mut options = Options::new(folder);
    options.progress = &|text| eprintln!("{text}");
    let begun = Instant::now();
    let postgres = match Embedded::start(&options) {
        Ok(postgres) => postgres,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    eprintln!(
        "PostgreSQL {} in {} after {:?}",
        postgres.version(),
        postgres.data_dir().display(),
        begun.elapsed()
    );
    println!("{}", postgres.url("tutti"));
    io::stdin().read_line(&mut String::new())?;
    postgres.stop()?;
    Ok(())
}
