//! Folders and files that cannot be used, or were left half done.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Output;

use tutti_testkit::Database;

use crate::program::{Program, complained};

/// It ends with one sentence that names the setting and what to do.
fn refused(output: &Output, says: &[&str]) {
    let said = complained(output);
    assert!(!output.status.success(), "{said}");
    assert!(said.starts_with("tutti: "), "{said}");
    for part in says {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_data_folder_that_cannot_be_used_is_named_with_a_remedy() {
    let file = Program::new();
    fs::write(file.path("data"), "").unwrap();
    refused(&file.run(&["serve"]), &["TUTTI_DATA_DIR", "move away"]);

    let below = Program::new();
    fs::write(below.path("file"), "").unwrap();
    let inside = below.path("file/data").to_str().unwrap().to_owned();
    refused(
        &below.with("TUTTI_DATA_DIR", inside).run(&["serve"]),
        &["TUTTI_DATA_DIR", "move away"],
    );

    let foreign = Program::new().by_a_stranger();
    fs::create_dir(foreign.path("data")).unwrap();
    fs::set_permissions(foreign.path("data"), Permissions::from_mode(0o555)).unwrap();
    refused(
        &foreign.run(&["serve"]),
        &["TUTTI_DATA_DIR", "start Tutti as the user it belongs to"],
    );

    let full = Program::new().on_a_full_disk();
    refused(&full.run(&["serve"]), &["TUTTI_DATA_DIR", "make room"]);
    let left: Vec<_> = fs::read_dir(full.path("data")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_secret_is_whole_or_not_there() {
    let database = Database::new();
    let program = || Program::new().with("DATABASE_URL", database.url.clone());
    let secret = |program: &Program| fs::read(program.path("data/secret")).unwrap();

    // One of a version that wrote it in two steps, on a disk that was full.
    let empty = program();
    fs::create_dir(empty.path("data")).unwrap();
    fs::write(empty.path("data/secret"), "").unwrap();
    empty.serve().stop();
    let made = secret(&empty);
    assert_eq!(made.len(), 96);
    let mode = fs::metadata(empty.path("data/secret"))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    empty.serve().stop();
    assert_eq!(secret(&empty), made, "it stays");

    let short = program();
    fs::create_dir(short.path("data")).unwrap();
    fs::write(short.path("data/secret"), "short").unwrap();
    refused(&short.run(&["serve"]), &["TUTTI_SECRET_FILE", "delete it"]);
    assert_eq!(secret(&short), b"short");

    let folder = program();
    fs::create_dir_all(folder.path("data/secret")).unwrap();
    refused(&folder.run(&["serve"]), &["TUTTI_SECRET_FILE", "move away"]);

    // A device reads as empty too. It is behind a link here, since a server without this rule would replace what it was given.
    let device = program();
    fs::create_dir(device.path("data")).unwrap();
    symlink("/dev/null", device.path("data/secret")).unwrap();
    refused(
        &device.run(&["serve"]),
        &["TUTTI_SECRET_FILE", "no regular file"],
    );
    assert!(
        fs::symlink_metadata(device.path("data/secret"))
            .unwrap()
            .is_symlink()
    );

    let linked = program();
    fs::create_dir(linked.path("data")).unwrap();
    fs::write(linked.path("elsewhere"), "").unwrap();
    symlink(linked.path("elsewhere"), linked.path("data/secret")).unwrap();
    linked.serve().stop();
    assert!(
        fs::symlink_metadata(linked.path("data/secret"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(fs::read(linked.path("elsewhere")).unwrap().len(), 96);

    let nowhere = program().with("TUTTI_SECRET_FILE", "/nowhere/secret");
    refused(
        &nowhere.run(&["serve"]),
        &["TUTTI_SECRET_FILE", "make the folder it is in"],
    );

    // It is looked at before the database.
    let foreign = Program::new().by_a_stranger();
    for (dir, mode) in [("data", 0o777), ("keys", 0o555)] {
        fs::create_dir(foreign.path(dir)).unwrap();
        fs::set_permissions(foreign.path(dir), Permissions::from_mode(mode)).unwrap();
    }
    let file = foreign.path("keys/secret").to_str().unwrap().to_owned();
    refused(
        &foreign.with("TUTTI_SECRET_FILE", file).run(&["serve"]),
        &["TUTTI_SECRET_FILE", "start Tutti as the user it belongs to"],
    );
}

#[test]
fn a_database_folder_that_cannot_be_used_is_named_with_a_remedy() {
    let program = Program::new().with("TUTTI_PG_BIN", "/nowhere");
    refused(
        &program.run(&["serve"]),
        &["TUTTI_PG_BIN", "set it to the folder"],
    );

    let file = Program::new();
    fs::create_dir(file.path("data")).unwrap();
    fs::write(file.path("data/postgres"), "").unwrap();
    refused(&file.run(&["serve"]), &["TUTTI_DATA_DIR", "move away"]);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let output = Program::new().run_for_nobody(&["openapi"]);
    assert_eq!(complained(&output), "");
    assert!(output.status.success());
}
