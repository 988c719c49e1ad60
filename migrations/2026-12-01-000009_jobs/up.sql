-- What is to be done after the change that wants it, and what the server does by itself every hour. A job is added in the
-- transaction of its change, and ended in the transaction of its own effects, so neither is ever without the other.
CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind ~ '^[a-z_]+(\.[a-z_]+)*$' AND length(kind) <= 60),
    key text CHECK (length(key) <= 200),
    workspace_id uuid,
    payload jsonb NOT NULL CHECK (octet_length(payload::text) <= 16384),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'dead')),
    run_at timestamptz NOT NULL DEFAULT now(),
    begun boolean NOT NULL DEFAULT false,
    attempts integer NOT NULL DEFAULT 0,
    leased_until timestamptz,
    leased_by text CHECK (length(leased_by) <= 100),
    last_error text CHECK (char_length(last_error) <= 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'running') = (leased_until IS NOT NULL)),
    CHECK ((leased_until IS NULL) = (leased_by IS NULL))
);
-- A job is due once its time has come and nobody holds a lease on it. Who claims reads the first few of this index and nothing else.
CREATE INDEX jobs_due ON jobs (greatest(run_at, leased_until), id) WHERE state <> 'dead';
-- One with a key that was begun, and one that waits for its end. Whoever adds one cannot mark the other, which its worker holds.
CREATE UNIQUE INDEX jobs_key_begun ON jobs (key) WHERE begun;
CREATE UNIQUE INDEX jobs_key_waiting ON jobs (key) WHERE NOT begun;
-- The operator's list and the figures.
CREATE INDEX jobs_state ON jobs (state, kind, run_at);
COMMENT ON TABLE jobs IS 'What waits to be done, is being done, or was given up. What is done is deleted. No foreign keys: adding a job locks nothing, and one whose workspace is gone finds nothing to do.';
COMMENT ON COLUMN jobs.id IS 'Its id (UUIDv7), which is also the Idempotency-Key of what it changes in a workspace.';
COMMENT ON COLUMN jobs.kind IS 'What is to be done. A node takes only kinds that it knows.';
COMMENT ON COLUMN jobs.key IS 'While a job with this key waits that was not begun, no other with it is added. It is not begun while another with it is here that was.';
COMMENT ON COLUMN jobs.workspace_id IS 'The workspace whose lane it runs in; absent where it belongs to none.';
COMMENT ON COLUMN jobs.payload IS 'What its kind has to know, at most 16 KiB. Holds no secret.';
COMMENT ON COLUMN jobs.state IS 'waiting (perhaps for its time), running (somebody holds its lease, or held it and is gone), dead (failed too often; it waits for the operator).';
COMMENT ON COLUMN jobs.run_at IS 'Not before.';
COMMENT ON COLUMN jobs.begun IS 'Whether some worker ever claimed it.';
COMMENT ON COLUMN jobs.attempts IS 'How often it was begun since it last got anywhere.';
COMMENT ON COLUMN jobs.leased_until IS 'From then on another worker may take it.';
COMMENT ON COLUMN jobs.leased_by IS 'Which claim of which node holds it.';
COMMENT ON COLUMN jobs.last_error IS 'Why it failed last, at most 500 characters.';
COMMENT ON COLUMN jobs.created_at IS 'When it was added.';

-- A request adds jobs of its workspace, or of none, and sees no job at all.
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON jobs FOR INSERT WITH CHECK (workspace_id IS NULL OR array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON jobs USING ((SELECT gate.is_system()));

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        RETURN;
    END IF;
    ALTER POLICY tenant ON jobs TO tutti_app, CURRENT_USER;
    ALTER POLICY system ON jobs TO tutti_system, CURRENT_USER;
    GRANT INSERT ON jobs TO tutti_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO tutti_system;
END $$;
