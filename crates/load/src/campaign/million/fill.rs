//! Rows by SQL: one workspace of a hundred boards that holds a fifth of all tasks, and many small ones for the rest. Every table that a
//! screen reads gets its share, since an empty one is read whole by any plan.

use anyhow::Result;

use crate::stand::people::run_sql;
use crate::stand::{task_id, workspace_id};

/// Boards of the large workspace.
const BOARDS: u64 = 100;
/// Tasks of a small workspace, on four boards.
const SMALL: u64 = 400;
/// The large workspace's tasks are numbered from here; those before came through the API.
const FIRST: usize = 1_000;
/// People beyond those who measure.
const PEOPLE: u64 = 5_000;

/// A task of the large workspace that came by SQL: tasks lie on its boards, of which the first is 1, by turns. Every fiftieth of a
/// board is in the trash.
pub fn task(board: usize, row: usize) -> String {
    task_id(0, FIRST + row * 99 + board - 1)
}

/// Makes them.
pub fn fill(url: &str, owner: &str, tasks: u64) -> Result<()> {
    let per_board = (tasks / 5).div_ceil(BOARDS - 1);
    let small = (tasks - tasks / 5).div_ceil(SMALL);
    let sql = format!(
        "SET session_replication_role = replica; SET synchronous_commit = off;
        CREATE FUNCTION pg_temp.id(kind int, a bigint, b bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
            'SELECT format($f$01900000-000%s-7000-8000-%s$f$, kind, lpad((a * 1000000 + b)::text, 12, $f$0$f$))::uuid';
        INSERT INTO users (id, email, name) SELECT pg_temp.id(6, n, 0), 'person' || n || '@example.com', 'Person ' || n FROM generate_series(1, {PEOPLE}) n;
        INSERT INTO sessions (id, user_id, user_agent, expires_at) SELECT pg_temp.id(7, n, 0), pg_temp.id(6, n, 0), 'campaign', now() + interval '1 day' FROM generate_series(1, {PEOPLE}) n;
        INSERT INTO idempotency_keys (user_id, key, request_hash, answer) SELECT pg_temp.id(6, n, 0), 'key-' || k, '\\x00', '{{}}' FROM generate_series(1, {PEOPLE}) n, generate_series(1, 4) k;
        INSERT INTO workspaces (id, name, slug, task_prefix, created_by) SELECT pg_temp.id(0, w, 0), 'Hillside ' || w, 'hillside-' || w, 'HIL', '{owner}' FROM generate_series(1, {small}) w;
        INSERT INTO streams (workspace_id, epoch) SELECT pg_temp.id(0, w, 0), gen_random_uuid() FROM generate_series(1, {small}) w;
        INSERT INTO workspace_counters (workspace_id) SELECT pg_temp.id(0, w, 0) FROM generate_series(1, {small}) w;
        INSERT INTO workspace_members (workspace_id, user_id, role) SELECT pg_temp.id(0, w, 0), pg_temp.id(6, 1 + (w * 10 + m) % {PEOPLE}, 0), 'member' FROM generate_series(1, {small}) w, generate_series(1, 12) m;
        INSERT INTO workspace_members (workspace_id, user_id, role) SELECT '{large}', pg_temp.id(6, m, 0), 'member' FROM generate_series(1, 400) m;
        INSERT INTO invitations (workspace_id, id, email, role, token_hash, invited_by, expires_at) SELECT w.id, gen_random_uuid(), 'guest' || n || '@example.com', 'guest', decode(md5(w.id::text || n), 'hex'), '{owner}', now() + interval '7 days' FROM workspaces w, generate_series(1, 20) n;
        CREATE TEMP TABLE b AS SELECT 0::bigint AS w, b::bigint AS b, {per_board}::bigint AS many FROM generate_series(1, {BOARDS} - 1) b
            UNION ALL SELECT w, b, {SMALL} / 4 FROM generate_series(1, {small}) w, generate_series(1, 4) b;
        INSERT INTO boards (workspace_id, id, name, color, visibility, created_by) SELECT pg_temp.id(0, w, 0), pg_temp.id(4, w, b), 'Board ' || b, 'blue', CASE WHEN b % 10 = 3 THEN 'private' ELSE 'open' END, '{owner}' FROM b;
        INSERT INTO columns (workspace_id, id, board_id, name, category, position) SELECT pg_temp.id(0, w, 0), pg_temp.id(5, w, b * 10 + c), pg_temp.id(4, w, b), 'Column ' || c, (ARRAY['todo', 'in_progress', 'done', 'blocked'])[c], 'A' || c FROM b, generate_series(1, 4) c;
        INSERT INTO board_members (workspace_id, board_id, user_id) SELECT pg_temp.id(0, w, 0), pg_temp.id(4, w, b), pg_temp.id(6, 1 + (CASE w WHEN 0 THEN b + m ELSE w * 10 + m END) % {PEOPLE}, 0) FROM b, generate_series(1, 5) m WHERE b % 10 IN (3, 4);
        CREATE TEMP TABLE t AS SELECT w, b, n AS of_board, row_number() OVER (PARTITION BY w ORDER BY n, b) + {FIRST} - 1 AS n FROM b, LATERAL generate_series(1, many) n;
        ANALYZE t;
        INSERT INTO tasks (workspace_id, id, board_id, column_id, number, title, description, priority, position, created_by, created_at, deleted_at, deleted_by)
            SELECT pg_temp.id(0, w, 0), pg_temp.id(1, w, n), pg_temp.id(4, w, b), pg_temp.id(5, w, b * 10 + 1 + of_board % 4), n,
                (ARRAY['Draft', 'Review', 'Measure', 'Explain', 'Repair', 'Ship'])[1 + n % 6] || ' chapter ' || n || ' of the handbook', 'What was agreed on in the meeting, with an example.',
                (ARRAY['low', 'medium', 'high'])[1 + n % 3], lpad(upper(to_hex(of_board)), 6, '0') || 'V', '{owner}', now() - interval '1 second' * (1000000 - n),
                CASE WHEN of_board % 50 = 0 THEN now() - interval '1 second' * n END, CASE WHEN of_board % 50 = 0 THEN '{owner}'::uuid END FROM t ORDER BY w, n;
        INSERT INTO task_assignees (workspace_id, task_id, user_id, place) SELECT pg_temp.id(0, w, 0), pg_temp.id(1, w, n), pg_temp.id(2, 1 + n / 3 % 24, 0), 0 FROM t WHERE n % 3 = 0 ORDER BY w, n;
        {past}
        CREATE TEMP TABLE s AS SELECT w, b, n, row_number() OVER (PARTITION BY w ORDER BY n) + CASE w WHEN 0 THEN (SELECT seq FROM streams WHERE workspace_id = '{large}') ELSE 0 END AS seq, count(*) OVER (PARTITION BY w) AS many FROM t;
        INSERT INTO stream.events (workspace_id, seq, at, actor_id, kind, audience, data) SELECT pg_temp.id(0, w, 0), seq, now() - interval '6 days' * (1 - n::float / (many + {FIRST} + 100)), pg_temp.id(2, 1 + n % 24, 0), 'task.gone', 'room:board:' || pg_temp.id(4, w, b), format('{{\"board_id\":\"%s\",\"task_id\":\"%s\"}}', pg_temp.id(4, w, b), pg_temp.id(1, w, n)) FROM s ORDER BY w, seq;
        INSERT INTO activity_log (workspace_id, seq, at, actor_kind, actor_id, kind, audience, room_kind, room_id, subject_kind, subject_id, subject_name, changes, prev_hash, hash) SELECT pg_temp.id(0, w, 0), seq, now() - interval '6 days' * (1 - n::float / (many + {FIRST} + 100)), 'person', pg_temp.id(2, 1 + n % 24, 0), 'task.created', 'room:board:' || pg_temp.id(4, w, b), 'board', pg_temp.id(4, w, b), 'task', pg_temp.id(1, w, n), 'Chapter ' || n, '[]', '\\x00', '\\x00' FROM s ORDER BY w, seq;
        UPDATE streams SET seq = m.seq FROM (SELECT w, max(seq) AS seq FROM s GROUP BY w) m WHERE workspace_id = pg_temp.id(0, m.w, 0);
        UPDATE workspace_counters SET task_number = m.n FROM (SELECT w, max(n) AS n FROM t GROUP BY w) m WHERE workspace_id = pg_temp.id(0, m.w, 0);
        UPDATE workspace_members SET role = 'guest' WHERE user_id = pg_temp.id(2, 24, 0);
        INSERT INTO board_members (workspace_id, board_id, user_id) SELECT pg_temp.id(0, w, 0), pg_temp.id(4, w, b), pg_temp.id(2, 24, 0) FROM b WHERE b % 10 = 1;
        RESET session_replication_role;",
        large = workspace_id(0),
        past = PARTITIONS,
    );
    run_sql(url, &sql)
}

/// The days behind us, as they would be there in a server that has run that long. Told in one piece, as `DO` has no parameters.
const PARTITIONS: &str = "SELECT set_config('campaign.made', string_agg(format('CREATE TABLE stream.events_%s PARTITION OF stream.events FOR VALUES FROM (%L) TO (%L)',
            to_char(d, 'YYYYMMDD'), d || ' 00:00:00+00', (d + 1) || ' 00:00:00+00'), ' | '), false) FROM (SELECT (now() AT TIME ZONE 'UTC')::date - n AS d FROM generate_series(1, 7) n) days;
        DO E'DECLARE v_one text\\073 BEGIN FOREACH v_one IN ARRAY string_to_array(current_setting(''campaign.made''), '' | '') LOOP EXECUTE v_one\\073 END LOOP\\073 END';";
