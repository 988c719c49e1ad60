//! The files that deploy Tutti set what the server reads and nothing else, and the operator's page tells all of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::CommandFactory;
use tutti_server::cli::Cli;

/// The environment variables that `tutti serve` reads.
fn settings() -> BTreeSet<String> {
    let command = Cli::command();
    let serve = command.find_subcommand("serve").unwrap();
    let names = serve.get_arguments().filter_map(clap::Arg::get_env);
    names
        .map(|name| name.to_str().unwrap().to_owned())
        .collect()
}

fn read(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(file)).unwrap()
}

#[test]
fn the_container_files_set_only_what_is_read() {
    let compose = read("docker-compose.yml");
    let (_, tutti) = compose.split_once("\n  tutti:\n").unwrap();
    let (_, environment) = tutti.split_once("\n    environment:\n").unwrap();
    let of_compose = environment
        .lines()
        .take_while(|line| line.starts_with("      "))
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('#'));
    let dockerfile = read("Dockerfile");
    let of_image = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("ENV "))
        .flat_map(str::split_whitespace)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, _)| name);
    let set: BTreeSet<_> = of_compose.chain(of_image).map(str::to_owned).collect();
    assert!(set.contains("DATABASE_URL") && set.contains("TUTTI_ADDR"));
    let unread: Vec<_> = set.difference(&settings()).cloned().collect();
    assert_eq!(unread, Vec::<String>::new(), "set, but read by nothing");
}

#[test]
fn the_containers_are_reached_by_the_address_they_name_and_wait_for_each_other() {
    let compose = read("docker-compose.yml");
    let line = |start: &str| {
        let mut lines = compose.lines().map(str::trim);
        lines.find(|line| line.starts_with(start)).unwrap()
    };
    // Whoever sets the port alone comes by it, and by no other address.
    assert!(line("- \"127.0.0.1:").contains("127.0.0.1:${TUTTI_PORT:-8080}:8080"));
    assert!(line("TUTTI_PUBLIC_URL:").contains("http://127.0.0.1:${TUTTI_PORT:-8080}}"));
    // Another proxy than ours can be named.
    assert!(line("TUTTI_TRUSTED_PROXIES:").contains("${TUTTI_TRUSTED_PROXIES:-10.213.64.10}"));
    // Its first start answers on the socket while the database is still being made.
    assert!(line("test: [\"CMD\", \"pg_isready\"").contains("--host=127.0.0.1"));
}

#[test]
fn the_operators_page_tells_every_setting() {
    let page = read("docs/operating.md");
    let told: BTreeSet<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | `--"))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(told, settings());
}
