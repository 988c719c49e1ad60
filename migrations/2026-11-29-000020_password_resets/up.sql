CREATE TABLE password_resets (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX password_resets_token_hash_key ON password_resets (token_hash);
CREATE INDEX password_resets_expires_at ON password_resets (expires_at);
COMMENT ON TABLE password_resets IS 'Links that set a new password: one a person, so that a newer link replaces the one before.';
COMMENT ON COLUMN password_resets.user_id IS 'Whose password.';
COMMENT ON COLUMN password_resets.token_hash IS 'SHA-256 of the token; the token itself is only in the link.';
COMMENT ON COLUMN password_resets.created_at IS 'When the link was made.';
COMMENT ON COLUMN password_resets.expires_at IS 'Until when the link can be used.';

ALTER TABLE password_resets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON password_resets USING ((SELECT gate.is_system()));
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        ALTER POLICY system ON password_resets TO tutti_system, CURRENT_USER;
        GRANT SELECT, INSERT, UPDATE, DELETE ON password_resets TO tutti_system;
    END IF;
END $$;
