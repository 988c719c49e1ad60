//! Makes a new database folder: initdb, who may connect, the role's password and the database `tutti`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Output, Stdio};

use crate::error::{Error, Result};
use crate::files::write_whole;
use crate::find::Programs;
use crate::home::Home;

/// Only the socket, and only with the password. There is no TCP line because PostgreSQL does not listen on TCP.
const PG_HBA: &str = "# Written by Tutti.\nlocal all all scram-sha-256\n";

/// Whether sorting and case work for all letters depends on a locale that the system may lack.
const CTYPES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "C"];

/// Makes `data` from nothing. It appears under its name only when it is whole, so an interrupted attempt is begun anew.
pub(crate) fn create(home: &Home, programs: &Programs, password: &str, test: bool) -> Result<()> {
    let (data, new) = (home.data(), home.unfinished());
    let mut output = String::new();
    for ctype in CTYPES {
        if new.exists() {
            fs::remove_dir_all(&new).map_err(Error::io("remove", &new))?;
        }
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&new)
            .map_err(Error::io("make the folder", &new))?;
        home.account.own(&new)?;
        match initdb(home, programs, &new, ctype, test)? {
            Ok(()) => {
                let hba = new.join("pg_hba.conf");
                write_whole(&hba, PG_HBA.as_bytes(), 0o600).map_err(Error::io("write", &hba))?;
                home.account.own(&hba)?;
                let role = format!("ALTER ROLE tutti PASSWORD '{password}'");
                run_single_user(home, programs, &new, &[&role, "CREATE DATABASE tutti"])?;
                return fs::rename(&new, &data).map_err(Error::io("rename", &new));
            }
            Err(text) => output = text,
        }
        if !output.contains("locale") {
            break;
        }
    }
    Err(Error::Init { dir: data, output })
}

/// Gives the role a new password, when the file with the old one is gone.
pub(crate) fn change_password(home: &Home, programs: &Programs, password: &str) -> Result<()> {
    let statement = format!("ALTER ROLE tutti PASSWORD '{password}'");
    run_single_user(home, programs, &home.data(), &[&statement])
}

/// The outer result is of running it at all, the inner one of its work.
fn initdb(
    home: &Home,
    programs: &Programs,
    dir: &Path,
    ctype: &str,
    test: bool,
) -> Result<std::result::Result<(), String>> {
    let program = programs.bin.join("initdb");
    let mut command = home.account.command(&program);
    command.current_dir(dir).arg("--pgdata").arg(dir).args([
        "--username=tutti",
        // Nobody gets in before the rules are written.
        "--auth=reject",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--text-search-config=simple",
    ]);
    command.arg(format!("--lc-ctype={ctype}"));
    if programs.version.major >= 17 {
        // Its order does not change with the system's libraries, so an update of those cannot spoil an index.
        command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
    }
    if test {
        command.arg("--no-sync");
    }
    let output = command.output().map_err(Error::io("run", &program))?;
    Ok(if output.status.success() {
        Ok(())
    } else {
        Err(last_words(&output))
    })
}

/// Runs statements without a server, since nobody has a password before the first of them.
fn run_single_user(
    home: &Home,
    programs: &Programs,
    data: &Path,
    statements: &[&str],
) -> Result<()> {
    let program = programs.bin.join("postgres");
    let mut child = home
        .account
        .command(&program)
        .current_dir(data)
        .args([
            "--single",
            "-c",
            "exit_on_error=true",
            "-c",
            "log_checkpoints=off",
            // A statement that fails holds the password.
            "-c",
            "log_min_error_statement=panic",
            "-D",
        ])
        .arg(data)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::io("run", &program))?;
    // A write that fails means that it has ended, and then its output says why.
    let written = child
        .stdin
        .take()
        .map(|mut stdin| statements.iter().try_for_each(|s| writeln!(stdin, "{s}")));
    let output = child
        .wait_with_output()
        .map_err(Error::io("run", &program))?;
    if output.status.success() && matches!(written, Some(Ok(()))) {
        return Ok(());
    }
    Err(Error::Init {
        dir: data.to_owned(),
        output: last_words(&output),
    })
}

fn last_words(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    lines
        .get(lines.len().saturating_sub(6)..)
        .unwrap_or_default()
        .join(" / ")
}
