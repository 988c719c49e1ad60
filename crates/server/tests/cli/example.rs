//! `tutti seed --demo`

use std::net::TcpListener;

use tutti_testkit::Database;

use crate::program::{Program, complained, printed};

#[test]
fn it_says_once_what_became_of_it_and_takes_no_address() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let database = Database::empty();
    let program = Program::new()
        .with("DATABASE_URL", &database.url)
        .with("TUTTI_ADDR", taken.local_addr().unwrap().to_string());
    for says in ["The example is there: ", "The example was left out: "] {
        let output = program.run(&["seed", "--demo"]);
        assert!(output.status.success(), "{}", complained(&output));
        let said = printed(&output);
        assert!(said.starts_with(says), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert_eq!(database.number("SELECT count(*) FROM users"), 5);
}
