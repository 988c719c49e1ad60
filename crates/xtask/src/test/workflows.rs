//! The workflows of `.github`, by actionlint.

use std::process::Command;

use anyhow::Result;

use crate::shell;

/// Fails with what it finds.
pub fn check() -> Result<()> {
    let folder = shell::root().join(".github/lint");
    shell::npm_ci(&folder)?;
    shell::run(
        Command::new("npm")
            .args(["run", "--silent", "workflows"])
            .current_dir(&folder),
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn dependabot_looks_after_every_lock_file_of_npm() {
        let root = shell::root();
        let told = fs::read_to_string(root.join(".github/dependabot.yml")).unwrap();
        let (_, told) = told.split_once("directories: [").unwrap();
        let (told, _) = told.split_once(']').unwrap();
        let told: Vec<&str> = told.split(',').map(str::trim).collect();
        let locks = shell::files(&root).into_iter();
        let locks = locks.filter(|file| file.ends_with("package-lock.json"));
        let mut seen = 0;
        for folder in locks.map(|file| file.parent().unwrap().to_owned()) {
            let folder = format!("/{}", folder.strip_prefix(&root).unwrap().display());
            assert!(
                told.contains(&folder.as_str()),
                "{folder} is not in {told:?}"
            );
            seen += 1;
        }
        assert_eq!(seen, told.len(), "{told:?}");
    }
}
