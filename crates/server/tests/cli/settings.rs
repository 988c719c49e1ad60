//! Each setting that is wrong is named with the reason and the remedy, and nothing is repeated of what was set; one that is set to
//! nothing is not set.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use clap::CommandFactory;
use tutti_server::cli::Cli;
use tutti_testkit::Database;

use crate::program::{Program, complained};

/// Values that each setting refuses, all with a secret in them that somebody put into the wrong place.
const REFUSED: [(&str, &[&str]); 15] = [
    (
        "TUTTI_ADDR",
        &[
            "hunter2",
            "127.0.0.1:hunter2",
            "postgresql://u:hunter2@h/db",
        ],
    ),
    (
        "DATABASE_URL",
        &[
            "hunter2",
            "mysql://u:hunter2@h/db",
            "postgresql://u:hun@ter2@h/db",
            "postgresql://u:hun/ter2@h/db",
            "postgresql://u:hun%ter2@h/db",
            "postgresql://u:hunter2",
            "host=h password=hun ter2",
        ],
    ),
    ("TUTTI_PG_BIN", &["postgresql://u:hunter2@h/db"]),
    ("TUTTI_DATA_DIR", &["postgresql://u:hunter2@h/db"]),
    (
        "TUTTI_PUBLIC_URL",
        &[
            "hunter2",
            "https://u:hunter2@h",
            "https://h/hunter2",
            "ftp://hunter2",
        ],
    ),
    ("TUTTI_SECRET_FILE", &["https://u:hunter2@h"]),
    ("TUTTI_SIGNUP", &["hunter2"]),
    (
        "TUTTI_ALLOWED_ORIGINS",
        &[
            "hunter2",
            "https://u:hunter2@h",
            "https://a.example,https://b.example/hunter2",
        ],
    ),
    (
        "TUTTI_TRUSTED_PROXIES",
        &["hunter2", "10.0.0.1,hunter2", "10.0.0.0/hunter2"],
    ),
    ("TUTTI_LIMITS", &["hunter2", "-1", "0", "inf"]),
    ("TUTTI_DB_CONNECTIONS", &["hunter2", "0", "-1", "99999"]),
    ("TUTTI_WEB_DIR", &["https://u:hunter2@h", "/nowhere"]),
    ("TUTTI_METRICS_ADDR", &["hunter2"]),
    ("TUTTI_LOG", &["tutti=hunter2"]),
    ("TUTTI_LOG_FORMAT", &["hunter2"]),
];

/// The variables of all settings.
fn variables() -> BTreeSet<String> {
    let command = Cli::command();
    let variables = command.get_arguments().filter_map(|arg| arg.get_env());
    variables
        .map(|name| name.to_str().unwrap().to_owned())
        .collect()
}

/// One sentence that names the setting, says what it has to be, and holds nothing of the secret.
fn is_a_sentence(said: &str, variable: &str) {
    assert!(
        said.starts_with("tutti: ") && said.lines().count() == 1,
        "{said}"
    );
    assert!(said.contains(variable), "{said}");
    assert!(!said.contains("hun") && !said.contains("ter2"), "{said}");
    let remedy = ["must ", "must be", "write", "name ", "set "];
    assert!(remedy.iter().any(|word| said.contains(word)), "{said}");
}

#[test]
fn a_wrong_setting_is_named_with_what_it_has_to_be_and_not_repeated() {
    let tried: BTreeSet<String> = REFUSED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(tried, variables(), "each setting has to be tried");
    let flag = |variable: &str| {
        let command = Cli::command();
        let arg = command
            .get_arguments()
            .find(|arg| arg.get_env() == Some(variable.as_ref()));
        format!("--{}", arg.unwrap().get_long().unwrap())
    };
    for (variable, values) in REFUSED {
        for value in values {
            let output = Program::new().with(variable, *value).run(&["serve"]);
            assert!(!output.status.success(), "{variable}={value}");
            is_a_sentence(&complained(&output), variable);
        }
        // As a flag of the bare command it is the same.
        let output = Program::new().run(&[&format!("{}={}", flag(variable), values[0])]);
        is_a_sentence(&complained(&output), variable);
    }
}

#[test]
fn a_command_line_that_is_wrong_is_told_without_a_piece_of_it() {
    for arguments in [
        // What a shell makes of a password with a space in it.
        &["serve", "--database-url", "postgres://u:hun", "ter2@h/db"][..],
        &["postgresql://u:hunter2@h/db"],
        &["--databse-url=postgresql://u:hunter2@h/db"],
        &["--hunter2"],
        &["serve", "--hunter2"],
        &["--addr", "127.0.0.1:0", "hunter2"],
        &["serve", "--limits=on", "--limits=off"],
        &["--limits=on", "serve"],
        &["seed", "hunter2"],
        &["seed"],
        &["admin", "hunter2"],
        &["admin", "reset-link"],
    ] {
        let output = Program::new().run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        is_a_sentence(complained(&output).trim_end(), "");
    }
    for (arguments, said) in [
        (["--help"], "TUTTI_ADDR"),
        (["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let output = Program::new().run(&arguments);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn a_variable_that_is_no_text_is_named() {
    let value = OsStr::from_bytes(b"postgresql://u:hunter2\xff@h/db");
    let output = Command::new(env!("CARGO_BIN_EXE_tutti"))
        .arg("serve")
        .env("DATABASE_URL", value)
        .output()
        .unwrap();
    assert!(!output.status.success());
    is_a_sentence(&complained(&output), "DATABASE_URL");
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set() {
    let variables: Vec<&'static str> = variables().into_iter().map(|name| &*name.leak()).collect();
    for nothing in ["", " "] {
        let mut program = Program::new();
        for variable in &variables {
            program = program.with(variable, nothing);
        }
        // Neither the database nor the folder is set, so there is nothing yet.
        let output = program.run(&["admin", "reset-link", "mira@example.com"]);
        let said = complained(&output);
        assert!(said.contains("there is no database in ./.tutti"), "{said}");
        // With a database there is nothing left that would be wrong.
        let output = program
            .with("DATABASE_URL", Database::new().url.clone())
            .run(&["migrate"]);
        assert!(output.status.success(), "{}", complained(&output));
    }
}

#[test]
fn an_address_that_cannot_be_listened_on_is_named_with_its_setting() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let database = Database::new();
    for (variable, addr, why) in [
        (
            "TUTTI_ADDR",
            taken.as_str(),
            "which another program has taken",
        ),
        (
            "TUTTI_ADDR",
            "192.0.2.1:80",
            "which is not an address of this machine",
        ),
        (
            "TUTTI_METRICS_ADDR",
            taken.as_str(),
            "which another program has taken",
        ),
    ] {
        let program = Program::new().with("DATABASE_URL", database.url.clone());
        let output = program.with(variable, addr).run(&["serve"]);
        let said = complained(&output);
        assert!(!output.status.success());
        assert!(
            said.contains(variable) && said.contains(addr) && said.contains(why),
            "{said}"
        );
        assert!(said.contains("choose another"), "{said}");
    }
}
