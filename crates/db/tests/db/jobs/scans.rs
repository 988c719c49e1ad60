//! However many jobs there are, a worker reads the few that it takes.

use tokio::time::timeout;
use tutti_db::gate::SystemUse;
use tutti_db::jobs;
use tutti_db::models::job::overview::{self, State};
use tutti_testkit::pace::DEADLINE;

use super::stand::{KINDS, Note, Stand};

#[tokio::test]
async fn each_statement_reads_by_index() {
    let stand = Stand::new();
    stand.database.run(
        "INSERT INTO jobs (id, kind, key, payload, state, run_at) SELECT gen_random_uuid(), 'test.note', 'n' || n, '1',
            CASE WHEN n % 2 = 0 THEN 'dead' ELSE 'waiting' END, now() + interval '1 day' FROM generate_series(1, 20000) n;
         INSERT INTO jobs (id, kind, payload, run_at) SELECT gen_random_uuid(), 'test.note', '2', now() - interval '1 day' FROM generate_series(1, 1000)",
    );
    stand.database.run("VACUUM ANALYZE jobs");
    let before = stand.database.rows("SELECT seq_scan AS scans, coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_user_tables WHERE relname = 'jobs'");
    stand.add([Note(1)]).await;
    for job in jobs::claim(&stand.gate, KINDS, &stand.node, 5)
        .await
        .unwrap()
    {
        jobs::run(&stand.gate, job).await;
    }
    let listed = stand.gate.system(SystemUse::Operator, |tx| {
        Ok(overview::list(tx.conn, State::Dead, 20)?)
    });
    assert_eq!(listed.await.unwrap().len(), 20);
    let Stand { database, gate, .. } = stand;
    drop(gate);
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let closed = async {
        while database.number(open) > 0 {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, closed).await.unwrap();
    let after = database.rows("SELECT seq_scan AS scans, coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_user_tables WHERE relname = 'jobs'");
    assert_eq!(before[0]["scans"], after[0]["scans"]);
    let read = after[0]["rows"].as_i64().unwrap() - before[0]["rows"].as_i64().unwrap();
    assert!(read < 100, "{read} rows");
}
