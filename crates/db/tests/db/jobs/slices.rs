//! A job that has much to do lets others come in between.

use tutti_db::jobs::{Next, Ran};

use super::stand::{Count, Note, Stand};

#[tokio::test]
async fn it_goes_on_behind_those_that_wait() {
    let stand = Stand::new();
    stand.add([Count(7)]).await;
    stand.add([Note(1)]).await;
    for (n, next) in [
        (1, Next::More),
        (2, Next::Done),
        (3, Next::More),
        (4, Next::More),
        (5, Next::More),
        (6, Next::Done),
    ] {
        let Some(Ran::Done(then)) = stand.run().await else {
            panic!("slice {n}");
        };
        assert_eq!(then, next, "slice {n}");
        // What gets on is not on its way to be given up.
        let tried = "SELECT count(*) FROM jobs WHERE attempts > 0";
        assert_eq!(stand.database.number(tried), 0);
    }
    assert_eq!(stand.notes(), [7, 1, 7, 7, 7, 7]);
    assert_eq!(stand.jobs(), 0);
}
