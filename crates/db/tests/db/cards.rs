//! What a list of tasks and a board read of them.

use diesel::sql_types::BigInt;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use tutti_db::models::task;
use tutti_db::{commands, views};
use tutti_types::tasks::TaskQuery;

use crate::lane::{stage, task as new_task};

#[derive(QueryableByName)]
struct Looks {
    #[diesel(sql_type = BigInt)]
    looks: i64,
}

/// How often this connection has looked into where PostgreSQL keeps the long texts of tasks.
fn looks(conn: &mut PgConnection) -> i64 {
    let looks: Looks = sql_query(
        "SELECT coalesce(idx_scan, 0) AS looks FROM pg_stat_xact_sys_tables
         WHERE relid = (SELECT reltoastrelid FROM pg_class WHERE oid = 'tasks'::regclass)",
    )
    .get_result(conn)
    .unwrap();
    looks.looks
}

#[tokio::test]
async fn descriptions_are_left_where_they_are() {
    let stage = stage().await;
    let (ws, board) = (stage.ws, stage.board);
    let made = stage.gate.write(stage.person, ws, None, move |tx, me| {
        commands::task::create(tx, me, new_task(board, "T"))
    });
    let id = made.await.unwrap().id;
    // So long, and so hard to make shorter, that it is not kept in the row.
    stage.database.run(
        "UPDATE tasks SET description = (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 600) n)",
    );
    let read = stage.gate.read(stage.person, ws, move |conn, me| {
        let query = TaskQuery {
            board: Some(board),
            ..TaskQuery::default()
        };
        let first = looks(conn);
        let listed = views::tasks::list(conn, me, &query, task::Order::Newest(None), 10)?;
        let on_board = task::cards_of_board(conn, ws, board, "LRK")?;
        for card in listed.iter().chain(&on_board) {
            assert!(card.has_description && card.description.is_none());
        }
        assert_eq!((listed.len(), on_board.len()), (1, 1));
        assert_eq!(looks(conn), first);
        let whole = task::find(conn, me, id)?.unwrap();
        assert_eq!(whole.row.description.len(), 19_200);
        assert!(looks(conn) > first, "nothing was counted");
        Ok(())
    });
    read.await.unwrap();
}
