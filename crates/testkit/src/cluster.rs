//! The PostgreSQL that all tests of this process share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tutti_postgres::{Embedded, Options};

/// Test binaries that may run at once with a PostgreSQL each.
const CLUSTERS: usize = 8;

/// The address of one of its databases, as its superuser: `TUTTI_TEST_PG_URL`, else of one started for this process.
pub fn url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var("TUTTI_TEST_PG_URL")
            .ok()
            .filter(|url| !url.is_empty())
            .unwrap_or_else(start)
    })
}

/// The address of another database of the same PostgreSQL.
#[must_use]
pub fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    match parameters {
        "" => format!("{server}/{database}"),
        parameters => format!("{server}/{database}?{parameters}"),
    }
}

/// The build's own folder, in which this test binary lies.
fn target() -> PathBuf {
    let binary = std::env::current_exe().unwrap();
    let target = binary
        .ancestors()
        .find(|dir| dir.join("CACHEDIR.TAG").exists());
    target.map_or_else(std::env::temp_dir, Path::to_owned)
}

/// Starts one, which ends with this process. A folder that another binary uses at this moment is left to it.
fn start() -> String {
    let mut refusals = Vec::new();
    for n in 1..=CLUSTERS {
        let mut options = Options::new(target().join(format!("test-postgres-{n}")));
        options.test = true;
        match Embedded::start(&options) {
            Ok(postgres) => {
                let url = postgres.url("tutti");
                // Kept as long as the process lives; the kernel ends it then.
                std::mem::forget(postgres);
                return url;
            }
            Err(error) => refusals.push(error.to_string()),
        }
    }
    panic!("no PostgreSQL for the tests: {}", refusals.join("\n"));
}
