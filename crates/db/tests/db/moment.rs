//! The time that is written, and who may say another.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Bool;
use tutti_testkit::Database;

#[derive(QueryableByName)]
struct IsReal {
    #[diesel(sql_type = Bool)]
    is_real: bool,
}

#[test]
fn only_the_systems_door_may_say_another_time() {
    let database = Database::new();
    let mut connection = database.connect();
    let door = "SET LOCAL tutti.door = 'system'";
    let moment = "SET LOCAL tutti.moment = '2001-02-03T04:05:06Z'";
    for (settings, is_real) in [
        (vec![], true),
        (vec![moment], true),
        (vec![door], true),
        (vec![door, moment], false),
        (vec!["SET LOCAL ROLE tutti_system"], true),
        (vec!["SET LOCAL ROLE tutti_system", moment], false),
        // A request's role never, whatever it claims.
        (vec!["SET LOCAL ROLE tutti_app", moment], true),
        (vec!["SET LOCAL ROLE tutti_app", door, moment], true),
    ] {
        let begin = [&["BEGIN"][..], &settings].concat().join("; ");
        connection.batch_execute(&begin).unwrap();
        let answer: IsReal = sql_query("SELECT gate.moment(now()) = now() AS is_real")
            .get_result(&mut connection)
            .unwrap();
        connection.batch_execute("ROLLBACK").unwrap();
        assert_eq!(answer.is_real, is_real, "{begin}");
    }
    // The next transaction knows nothing of it.
    let left = "SELECT coalesce(length(nullif(current_setting('tutti.moment', true), '')), 0)";
    assert_eq!(database.number(left), 0);
}
