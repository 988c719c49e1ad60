-- The example workspace has a past of five weeks, told through the same commands as everything else. What writes a time asks here
-- which one it is, and hears the real one; only the system's door may say another, so that no request comes to it.
CREATE FUNCTION gate.moment(p_real timestamptz) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(CASE WHEN gate.is_system() THEN nullif(current_setting('tutti.moment', true), '')::timestamptz END, p_real) $$;
COMMENT ON FUNCTION gate.moment(timestamptz) IS 'The time that is written: the real one, or what the system''s door set for the example workspace.';
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        GRANT EXECUTE ON FUNCTION gate.moment(timestamptz) TO tutti_app, tutti_system;
    END IF;
END $$;

ALTER TABLE users ALTER created_at SET DEFAULT gate.moment(now()), ALTER updated_at SET DEFAULT gate.moment(now());
ALTER TABLE workspaces ALTER created_at SET DEFAULT gate.moment(now()), ALTER updated_at SET DEFAULT gate.moment(now());
ALTER TABLE workspace_members ALTER joined_at SET DEFAULT gate.moment(now());
ALTER TABLE invitations ALTER created_at SET DEFAULT gate.moment(now());
ALTER TABLE boards ALTER created_at SET DEFAULT gate.moment(now()), ALTER updated_at SET DEFAULT gate.moment(now());
ALTER TABLE columns ALTER created_at SET DEFAULT gate.moment(now()), ALTER updated_at SET DEFAULT gate.moment(now());
ALTER TABLE tasks ALTER created_at SET DEFAULT gate.moment(now()), ALTER updated_at SET DEFAULT gate.moment(now());

-- As it was, but for the moment.
CREATE OR REPLACE FUNCTION stream.emit(
    p_workspace uuid,
    p_actors uuid[], p_ops text[], p_kinds text[], p_audiences text[], p_data text[],
    p_boards uuid[], p_tasks uuid[], p_subjects text[], p_changes text[],
    p_people uuid[], p_keys text[], p_request_hashes bytea[], p_answers text[],
    OUT epoch uuid, OUT first_seq bigint, OUT at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
    v_head bytea;
    v_prev bytea;
    v_hashes bytea[] := '{}';
    v_prevs bytea[] := '{}';
BEGIN
    FOR i IN 1 .. cardinality(p_people) LOOP
        -- The policy of answers has to be told whose turn it is.
        PERFORM set_config('tutti.person', p_people[i]::text, true);
        INSERT INTO idempotency_keys (user_id, key, request_hash, answer) VALUES (p_people[i], p_keys[i], p_request_hashes[i], p_answers[i]);
    END LOOP;
    SELECT s.epoch, s.seq + 1, s.audit_head INTO STRICT epoch, first_seq, v_head
        FROM streams s WHERE s.workspace_id = p_workspace FOR NO KEY UPDATE;
    at := gate.moment(clock_timestamp());
    FOR i IN 1 .. cardinality(p_kinds) LOOP
        v_prev := v_head;
        IF p_subjects[i] IS NOT NULL THEN
            v_head := sha256(v_prev || convert_to(concat_ws(E'\x1f', p_workspace, first_seq + i - 1, extract(epoch FROM at), coalesce(p_actors[i]::text, ''),
                p_kinds[i], p_audiences[i], coalesce(p_boards[i]::text, ''), coalesce(p_tasks[i]::text, ''), p_subjects[i], p_changes[i]), 'UTF8'));
        END IF;
        v_prevs := v_prevs || v_prev;
        v_hashes := v_hashes || v_head;
    END LOOP;
    INSERT INTO stream.events (workspace_id, seq, at, actor_id, op, kind, audience, data)
        SELECT p_workspace, first_seq + e.n - 1, emit.at, e.actor, e.op, e.kind, e.audience, e.data
        FROM unnest(p_actors, p_ops, p_kinds, p_audiences, p_data) WITH ORDINALITY AS e (actor, op, kind, audience, data, n);
    INSERT INTO activity_log (workspace_id, seq, at, actor_id, kind, audience, board_id, task_id, subject, changes, prev_hash, hash)
        SELECT p_workspace, first_seq + e.n - 1, emit.at, e.actor, e.kind, e.audience, e.board, e.task, e.subject, e.changes, e.prev, e.hash
        FROM unnest(p_actors, p_kinds, p_audiences, p_boards, p_tasks, p_subjects, p_changes, v_prevs, v_hashes)
            WITH ORDINALITY AS e (actor, kind, audience, board, task, subject, changes, prev, hash, n)
        WHERE e.subject IS NOT NULL;
    UPDATE streams s SET seq = first_seq + cardinality(p_kinds) - 1, audit_head = v_head WHERE s.workspace_id = p_workspace;
END $$;
