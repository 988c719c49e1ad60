-- Who reads a room that is no board: its own list, its teams' people, and a row without a person where it is open. An area that has
-- such rooms adds its own to this view, which is all that the stream knows of them. None has any yet.
CREATE VIEW stream.room_readers WITH (security_invoker = true) AS
    SELECT NULL::uuid AS workspace_id, NULL::text AS room, NULL::uuid AS user_id WHERE false;
COMMENT ON VIEW stream.room_readers IS 'Who reads which room that is no board. Several rows for one person do no harm.';
COMMENT ON COLUMN stream.room_readers.workspace_id IS 'The workspace.';
COMMENT ON COLUMN stream.room_readers.room IS 'The room as an audience: room:<kind>:<id>.';
COMMENT ON COLUMN stream.room_readers.user_id IS 'A person who reads it; NULL: it is open.';

CREATE FUNCTION stream.readers_of(p_workspace uuid, p_room text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN count(*) > count(user_id) THEN 'open:' ELSE 'private:' END || coalesce(string_agg(DISTINCT user_id::text, ','), '')
    FROM stream.room_readers WHERE workspace_id = p_workspace AND room = p_room
$$;
COMMENT ON FUNCTION stream.readers_of(uuid, text) IS 'Who reads a room, as it is handed over: open or private, and its people. Of a room that is not there: private, and nobody.';

-- Written while the stream's lock is held, so each is exactly as of its position. Few among the events, so no column of theirs. No
-- foreign keys: the events go by whole days.
CREATE TABLE stream.handed (
    workspace_id uuid NOT NULL,
    seq bigint NOT NULL,
    room text NOT NULL,
    readers text NOT NULL,
    at timestamptz NOT NULL DEFAULT gate.moment(now()),
    PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX handed_room ON stream.handed (workspace_id, room, seq);
CREATE INDEX handed_at ON stream.handed (at);
COMMENT ON TABLE stream.handed IS 'Events after which others read a room, each with its readers from then on. Kept two days longer than the events.';
COMMENT ON COLUMN stream.handed.workspace_id IS 'The workspace.';
COMMENT ON COLUMN stream.handed.seq IS 'The event''s position.';
COMMENT ON COLUMN stream.handed.room IS 'The room as an audience.';
COMMENT ON COLUMN stream.handed.readers IS 'Its readers: see stream.readers_of.';
COMMENT ON COLUMN stream.handed.at IS 'When.';

ALTER TABLE stream.handed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON stream.handed USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON stream.handed USING ((SELECT gate.is_system()));

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        RETURN;
    END IF;
    ALTER POLICY tenant ON stream.handed TO tutti_app, CURRENT_USER;
    ALTER POLICY system ON stream.handed TO tutti_system, CURRENT_USER;
    GRANT SELECT ON stream.room_readers TO tutti_app, tutti_system;
    GRANT EXECUTE ON FUNCTION stream.readers_of TO tutti_app, tutti_system;
    GRANT SELECT, INSERT ON stream.handed TO tutti_app, tutti_system;
    GRANT DELETE ON stream.handed TO tutti_system;
END $$;
