//! `up --fresh`: removes the database in the data folder, so that the start makes a new one.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::shell;

/// The data folder that the server will use, as it reads its settings.
pub fn data_dir(arguments: &[String]) -> Result<PathBuf> {
    let dir = chosen(arguments, |name| env::var_os(name))?;
    // The server runs in the repository's folder.
    Ok(shell::root().join(dir))
}

/// Removes the database in a data folder. Gives the sentence that says so.
pub fn remove(data_dir: &Path) -> Result<String> {
    // Where the server keeps its own PostgreSQL.
    let removed = tutti_postgres::remove(&data_dir.join("postgres"))?;
    Ok(match removed {
        Some(gone) => format!("removed the database in {}", gone.display()),
        None => format!("there is no database in {} yet", data_dir.display()),
    })
}

fn chosen(arguments: &[String], variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf> {
    let setting = |option: &str, name: &str| {
        // One that is set to nothing is not set.
        let variable =
            variable(name).filter(|value| !value.as_encoded_bytes().trim_ascii().is_empty());
        option_of(arguments, option)
            .map(OsString::from)
            .or(variable)
    };
    if setting("--database-url", "DATABASE_URL").is_some() {
        bail!(
            "--fresh removes the database in the data folder, and DATABASE_URL (--database-url) names another one: unset it, or empty that database yourself and leave --fresh out"
        );
    }
    let dir = setting("--data-dir", "TUTTI_DATA_DIR");
    Ok(dir.map_or_else(|| ".tutti".into(), PathBuf::from))
}

/// The value of an option among the server's arguments.
fn option_of<'a>(arguments: &'a [String], option: &str) -> Option<&'a str> {
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word.strip_prefix(option) {
            Some("") => return words.next(),
            Some(rest) if rest.starts_with('=') => return rest.get(1..),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is chosen by arguments and variables.
    fn choice(arguments: &[&str], variables: &[(&str, &str)]) -> Result<PathBuf> {
        let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        chosen(&arguments, |name| find(name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_folder_is_the_one_that_the_server_will_use() {
        let elsewhere = [("TUTTI_DATA_DIR", "/elsewhere")];
        for (arguments, variables, dir) in [
            (&[][..], &[][..], ".tutti"),
            (&[], &[("TUTTI_DATA_DIR", " ")], ".tutti"),
            (&[], &elsewhere, "/elsewhere"),
            (&["--data-dir", "here"], &elsewhere, "here"),
            (&["--limits=off", "--data-dir=here"], &[], "here"),
            (&["--data-dirt=there"], &[], ".tutti"),
        ] {
            let chosen = choice(arguments, variables).unwrap();
            assert_eq!(chosen, Path::new(dir), "{arguments:?}");
        }
    }

    #[test]
    fn a_database_elsewhere_is_never_touched() {
        let url = "postgresql://u:hunter2@h/db";
        for (arguments, variables) in [
            (&[][..], &[("DATABASE_URL", url)][..]),
            (&["--database-url", url], &[]),
            (&["--database-url=postgresql://u:hunter2@h/db"], &[]),
        ] {
            let said = choice(arguments, variables).unwrap_err().to_string();
            assert!(said.contains("DATABASE_URL"), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
        choice(&[], &[("DATABASE_URL", "")]).unwrap();
    }
}
