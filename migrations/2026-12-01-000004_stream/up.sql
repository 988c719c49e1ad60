CREATE TABLE streams (
    workspace_id uuid PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
    epoch uuid NOT NULL,
    seq bigint NOT NULL DEFAULT 0,
    audit_head bytea NOT NULL DEFAULT '\x'
) WITH (fillfactor = 50);
COMMENT ON TABLE streams IS 'Each workspace''s stream: its position and the head of its audit chain. Locked last in every transaction, so commits come in the order of seq, with no holes. Half-filled pages keep its updates in place.';
COMMENT ON COLUMN streams.workspace_id IS 'The workspace.';
COMMENT ON COLUMN streams.epoch IS 'The life of this stream; a new one after a restore.';
COMMENT ON COLUMN streams.seq IS 'The newest event''s position.';
COMMENT ON COLUMN streams.audit_head IS 'The hash of the newest activity_log row.';

-- No foreign keys out of it: a day's partition is dropped whole.
CREATE TABLE stream.events (
    workspace_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    op text,
    kind text NOT NULL,
    audience text NOT NULL,
    people uuid[],
    data text NOT NULL,
    PRIMARY KEY (workspace_id, seq, at),
    CHECK ((audience = 'users') = (people IS NOT NULL))
) PARTITION BY RANGE (at);
CREATE TABLE stream.events_default PARTITION OF stream.events DEFAULT;
-- Whether somebody may be told what happened while they were away depends on what they could read then. These events say since
-- when they can. They are few among the others, and read when the first person follows a workspace.
CREATE INDEX events_rights ON stream.events (workspace_id, seq)
    WHERE kind IN ('member.joined', 'member.updated', 'member.removed', 'board.created', 'board.updated', 'board.deleted');
-- Who was away is told what was theirs, without looking through what others read.
CREATE INDEX events_audience ON stream.events (workspace_id, audience, seq) INCLUDE (at);
COMMENT ON TABLE stream.events IS 'The events of the last seven days, by day.';
COMMENT ON TABLE stream.events_default IS 'Catches what no day''s partition takes.';
COMMENT ON COLUMN stream.events.workspace_id IS 'The workspace.';
COMMENT ON COLUMN stream.events.seq IS 'Its position; unique in the workspace since the stream''s row is locked when it is given.';
COMMENT ON COLUMN stream.events.at IS 'When.';
COMMENT ON COLUMN stream.events.actor_id IS 'Who did it.';
COMMENT ON COLUMN stream.events.op IS 'The Idempotency-Key of the request.';
COMMENT ON COLUMN stream.events.kind IS 'What happened.';
COMMENT ON COLUMN stream.events.audience IS 'Who may read it: everyone, may:<permission>, room:<kind>:<id> or users.';
COMMENT ON COLUMN stream.events.people IS 'Where the audience is users: who.';
COMMENT ON COLUMN stream.events.data IS 'The payload, JSON as it is sent: kept as text so that its bytes are not made twice.';

CREATE TABLE activity_log (
    workspace_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'guest', 'hook', 'provisioning', 'system')),
    actor_id uuid,
    actor_name text,
    via text,
    ip text,
    kind text NOT NULL,
    audience text NOT NULL,
    room_kind text,
    room_id uuid,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    subject_name text NOT NULL,
    changes text NOT NULL,
    format smallint NOT NULL DEFAULT 1,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (workspace_id, seq),
    CHECK ((room_kind IS NULL) = (room_id IS NULL))
);
CREATE INDEX activity_log_subject ON activity_log (workspace_id, subject_id, seq DESC);
CREATE INDEX activity_log_room ON activity_log (workspace_id, room_id, seq DESC) WHERE room_id IS NOT NULL;
-- What happened to the workspace and its people rather than in a room; little of the log, and read together with the
-- rooms' own parts of it.
CREATE INDEX activity_log_of_no_room ON activity_log (workspace_id, seq DESC) WHERE room_id IS NULL;
CREATE INDEX activity_log_actor ON activity_log (workspace_id, actor_id, seq DESC);
COMMENT ON TABLE activity_log IS 'The audit log, which is the activity feed. Append-only, hash-chained per workspace. Outlives what it tells of, so it has no foreign keys.';
COMMENT ON COLUMN activity_log.workspace_id IS 'The workspace.';
COMMENT ON COLUMN activity_log.seq IS 'The event''s position.';
COMMENT ON COLUMN activity_log.at IS 'When.';
COMMENT ON COLUMN activity_log.actor_kind IS 'What kind of actor did it.';
COMMENT ON COLUMN activity_log.actor_id IS 'The person who did it, where it was one.';
COMMENT ON COLUMN activity_log.actor_name IS 'What an actor without an account was called.';
COMMENT ON COLUMN activity_log.via IS 'Through what a person acted, where that was not a session of theirs.';
COMMENT ON COLUMN activity_log.ip IS 'From which address, where that is kept.';
COMMENT ON COLUMN activity_log.kind IS 'What happened.';
COMMENT ON COLUMN activity_log.audience IS 'Who may read it.';
COMMENT ON COLUMN activity_log.room_kind IS 'The kind of the room it happened in.';
COMMENT ON COLUMN activity_log.room_id IS 'The room it happened in: a board.';
COMMENT ON COLUMN activity_log.subject_kind IS 'The kind of what it happened to.';
COMMENT ON COLUMN activity_log.subject_id IS 'What it happened to.';
COMMENT ON COLUMN activity_log.subject_name IS 'The name of what it happened to, as it was then.';
COMMENT ON COLUMN activity_log.changes IS 'JSON: [{field, from, to}].';
COMMENT ON COLUMN activity_log.format IS 'How the hashed text is made, with which it begins.';
COMMENT ON COLUMN activity_log.prev_hash IS 'The hash of the entry before.';
COMMENT ON COLUMN activity_log.hash IS 'SHA-256 over the entry and prev_hash; what is NULL counts as empty.';

-- Payloads and answers hold the positions of their own events, which are known only under the stream's lock. Until then such a
-- position is the event's number among those of its request, negative. A text that somebody typed cannot look like one: in JSON its
-- quotes are escaped.
CREATE FUNCTION stream.numbered(p_json text, p_base bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF strpos(p_json, '"changed_seq":-') = 0 THEN
        RETURN p_json;
    END IF;
    RETURN (SELECT string_agg(CASE WHEN n = 1 THEN piece
            ELSE '"changed_seq":' || (p_base + substring(piece FROM '^[0-9]+')::bigint) || ltrim(piece, '0123456789') END, '' ORDER BY n)
        FROM string_to_table(p_json, '"changed_seq":-') WITH ORDINALITY AS pieces (piece, n));
END $$;
COMMENT ON FUNCTION stream.numbered IS 'JSON with positions in the place of the numbers that its request counted its own events by; p_base is the position before the first of them.';

-- What has rows with a position of their last change. A kind that is new gets its branch by replacing this function; a kind without one
-- is an error, so that none is forgotten.
CREATE FUNCTION stream.mark(p_workspace uuid, p_first bigint, p_kinds text[], p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_kind text;
    v_ids uuid[];
    v_seqs bigint[];
BEGIN
    FOR v_kind, v_ids, v_seqs IN
        SELECT kind, array_agg(id), array_agg(seq) FROM (
            SELECT e.kind, e.id, p_first - 1 + max(e.n) AS seq FROM unnest(p_kinds, p_ids) WITH ORDINALITY AS e (kind, id, n)
            WHERE e.kind IS NOT NULL GROUP BY e.kind, e.id) newest
        GROUP BY kind
    LOOP
        CASE v_kind
        WHEN 'workspace' THEN
            UPDATE workspaces r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.id = p_workspace AND r.id = c.id;
        WHEN 'member' THEN
            UPDATE workspace_members r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.workspace_id = p_workspace AND r.user_id = c.id;
        WHEN 'invitation' THEN
            UPDATE invitations r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.workspace_id = p_workspace AND r.id = c.id;
        WHEN 'board' THEN
            UPDATE boards r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.workspace_id = p_workspace AND r.id = c.id;
        WHEN 'column' THEN
            UPDATE columns r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.workspace_id = p_workspace AND r.id = c.id;
        WHEN 'task' THEN
            UPDATE tasks r SET changed_seq = c.seq FROM unnest(v_ids, v_seqs) c (id, seq) WHERE r.workspace_id = p_workspace AND r.id = c.id;
        END CASE;
    END LOOP;
END $$;
COMMENT ON FUNCTION stream.mark IS 'Gives each thing that changed the position of the last event that told of it: the first is p_first, the n-th of the arrays is at p_first + n - 1; NULL where an event changed nothing.';

-- The last statement of every transaction that changes a workspace, in one round trip: keeps the answers for repeated requests,
-- takes the stream's lock, numbers the events, writes them and their activity entries, chains the hashes, and gives what changed its
-- position. Several people's requests may share a transaction, so each event and each answer says whose it is, and how many events
-- stand before its request's. The rows that changed are locked already, so nothing is waited for under the stream's lock. A key is
-- taken before it, since somebody else may hold that.
CREATE FUNCTION stream.emit(
    p_workspace uuid,
    p_actors uuid[], p_ops text[], p_kinds text[], p_audiences text[], p_data text[],
    p_actor_kinds text[], p_room_kinds text[], p_rooms uuid[], p_subject_kinds text[], p_subjects uuid[], p_names text[], p_changes text[],
    p_before bigint[], p_changed_kinds text[], p_changed uuid[],
    p_people uuid[], p_keys text[], p_request_hashes bytea[], p_answers text[], p_answers_before bigint[],
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
        INSERT INTO idempotency_keys (user_id, key, request_hash, answer) VALUES (p_people[i], p_keys[i], p_request_hashes[i],
            CASE WHEN p_answers_before[i] IS NULL THEN p_answers[i] END);
    END LOOP;
    SELECT s.epoch, s.seq + 1, s.audit_head INTO STRICT epoch, first_seq, v_head
        FROM streams s WHERE s.workspace_id = p_workspace FOR NO KEY UPDATE;
    at := gate.moment(clock_timestamp());
    FOR i IN 1 .. cardinality(p_kinds) LOOP
        v_prev := v_head;
        IF p_subjects[i] IS NOT NULL THEN
            v_head := sha256(v_prev || convert_to(concat_ws(E'\x1f', 1, p_workspace, first_seq + i - 1, extract(epoch FROM at),
                p_actor_kinds[i], coalesce(p_actors[i]::text, ''), '', '', '', p_kinds[i], p_audiences[i],
                coalesce(p_room_kinds[i], ''), coalesce(p_rooms[i]::text, ''), p_subject_kinds[i], p_subjects[i], p_names[i], p_changes[i]), 'UTF8'));
        END IF;
        v_prevs := v_prevs || v_prev;
        v_hashes := v_hashes || v_head;
    END LOOP;
    INSERT INTO stream.events (workspace_id, seq, at, actor_id, op, kind, audience, people, data)
        SELECT p_workspace, first_seq + e.n - 1, emit.at, e.actor, e.op, e.kind,
            CASE WHEN starts_with(e.audience, 'users:') THEN 'users' ELSE e.audience END,
            CASE WHEN starts_with(e.audience, 'users:') THEN string_to_array(substr(e.audience, 7), ',')::uuid[] END,
            stream.numbered(e.data, first_seq - 1 + e.before)
        FROM unnest(p_actors, p_ops, p_kinds, p_audiences, p_data, p_before) WITH ORDINALITY AS e (actor, op, kind, audience, data, before, n);
    INSERT INTO activity_log (workspace_id, seq, at, actor_kind, actor_id, kind, audience, room_kind, room_id,
            subject_kind, subject_id, subject_name, changes, prev_hash, hash)
        SELECT p_workspace, first_seq + e.n - 1, emit.at, e.actor_kind, e.actor, e.kind, e.audience, e.room_kind, e.room,
            e.subject_kind, e.subject, e.name, e.changes, e.prev, e.hash
        FROM unnest(p_actor_kinds, p_actors, p_kinds, p_audiences, p_room_kinds, p_rooms, p_subject_kinds, p_subjects, p_names, p_changes, v_prevs, v_hashes)
            WITH ORDINALITY AS e (actor_kind, actor, kind, audience, room_kind, room, subject_kind, subject, name, changes, prev, hash, n)
        WHERE e.subject IS NOT NULL;
    PERFORM stream.mark(p_workspace, first_seq, p_changed_kinds, p_changed);
    FOR i IN 1 .. cardinality(p_people) LOOP
        IF p_answers_before[i] IS NOT NULL THEN
            PERFORM set_config('tutti.person', p_people[i]::text, true);
            UPDATE idempotency_keys SET answer = stream.numbered(p_answers[i], first_seq - 1 + p_answers_before[i])
                WHERE user_id = p_people[i] AND key = p_keys[i];
        END IF;
    END LOOP;
    UPDATE streams s SET seq = first_seq + cardinality(p_kinds) - 1, audit_head = v_head WHERE s.workspace_id = p_workspace;
END $$;
COMMENT ON FUNCTION stream.emit IS 'Writes a transaction''s events and activity entries at the next positions of a workspace''s stream. Must be its last statement.';

-- Partitions are the owner's; the server makes and drops them through these two and nothing else.
CREATE FUNCTION stream.make_partitions(p_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    v_day date;
    v_name text;
    v_made integer := 0;
BEGIN
    FOR i IN 0 .. p_days LOOP
        v_day := (now() AT TIME ZONE 'UTC')::date + i;
        v_name := 'events_' || to_char(v_day, 'YYYYMMDD');
        IF to_regclass('stream.' || v_name) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE TABLE stream.%I PARTITION OF stream.events FOR VALUES FROM (%L) TO (%L)',
                    v_name, v_day || ' 00:00:00+00', (v_day + 1) || ' 00:00:00+00');
                v_made := v_made + 1;
            EXCEPTION
                -- Events of that day are in the default partition already, and stay there.
                WHEN check_violation THEN NULL;
            END;
        END IF;
    END LOOP;
    RETURN v_made;
END $$;
COMMENT ON FUNCTION stream.make_partitions(integer) IS 'Makes the partitions of today and the days ahead that are missing.';

CREATE FUNCTION stream.drop_partitions(p_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    v_name text;
    v_dropped integer := 0;
BEGIN
    FOR v_name IN
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'stream' AND c.relname ~ '^events_[0-9]{8}$'
          AND to_date(right(c.relname, 8), 'YYYYMMDD') < (now() AT TIME ZONE 'UTC')::date - p_days
    LOOP
        EXECUTE format('DROP TABLE stream.%I', v_name);
        v_dropped := v_dropped + 1;
    END LOOP;
    DELETE FROM stream.events_default WHERE at < ((now() AT TIME ZONE 'UTC')::date - p_days) AT TIME ZONE 'UTC';
    RETURN v_dropped;
END $$;
COMMENT ON FUNCTION stream.drop_partitions(integer) IS 'Drops the partitions of days longer ago than this.';

-- The log is append-only as long as there is something that it tells of. Of a workspace that was purged nothing is kept.
CREATE FUNCTION stream.forget(p_workspace uuid, p_portion integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    v_door text := coalesce(current_setting('tutti.door', true), '');
    v_entries integer;
    v_events integer;
    v_handed integer;
BEGIN
    PERFORM set_config('tutti.door', 'system', true);
    IF EXISTS (SELECT FROM workspaces WHERE id = p_workspace AND (deleted_at IS NULL OR deleted_at > now() - interval '30 days')) THEN
        RAISE 'the workspace may be wanted back';
    END IF;
    DELETE FROM activity_log WHERE workspace_id = p_workspace AND seq IN (
        SELECT seq FROM activity_log WHERE workspace_id = p_workspace ORDER BY seq LIMIT p_portion);
    GET DIAGNOSTICS v_entries = ROW_COUNT;
    DELETE FROM stream.events WHERE workspace_id = p_workspace AND seq IN (
        SELECT seq FROM stream.events WHERE workspace_id = p_workspace ORDER BY seq LIMIT p_portion);
    GET DIAGNOSTICS v_events = ROW_COUNT;
    DELETE FROM stream.handed WHERE workspace_id = p_workspace AND seq IN (
        SELECT seq FROM stream.handed WHERE workspace_id = p_workspace ORDER BY seq LIMIT p_portion);
    GET DIAGNOSTICS v_handed = ROW_COUNT;
    PERFORM set_config('tutti.door', v_door, true);
    RETURN greatest(v_entries, v_events, v_handed);
END $$;
COMMENT ON FUNCTION stream.forget(uuid, integer) IS 'Deletes a portion of the log and the events of a workspace that nobody can restore any more; tells how many rows of the largest part.';

-- What tells a restored or copied database from the one that was there at the last start.
CREATE FUNCTION stream.stamp() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database()), pg_relation_filenode('public.streams'))
$$;
COMMENT ON FUNCTION stream.stamp() IS 'System identifier, timeline, database and file of streams.';

SELECT stream.make_partitions(7);
