CREATE TABLE instance (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    stamp text
);
INSERT INTO instance DEFAULT VALUES;
COMMENT ON TABLE instance IS 'One row: this installation.';
COMMENT ON COLUMN instance.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN instance.id IS 'Names this installation, in the cookie where the address is not https.';
COMMENT ON COLUMN instance.stamp IS 'What the database was at the last start; another one at this start means restored or copied, and gives each stream a new epoch.';

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    rev bigint NOT NULL DEFAULT 1,
    audit_head bytea NOT NULL DEFAULT '\x',
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now())
);
CREATE UNIQUE INDEX users_email_key ON users (email);
COMMENT ON TABLE users IS 'People, over all workspaces.';
COMMENT ON COLUMN users.id IS 'UUIDv7.';
COMMENT ON COLUMN users.email IS 'The sign-in name, lower case.';
COMMENT ON COLUMN users.name IS 'How colleagues see them.';
COMMENT ON COLUMN users.rev IS 'Rises with every change of the person''s own things.';
COMMENT ON COLUMN users.audit_head IS 'The hash of the person''s newest account_log row.';
COMMENT ON COLUMN users.created_at IS 'When they signed up.';
COMMENT ON COLUMN users.updated_at IS 'When their profile last changed.';

CREATE TABLE credentials (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE credentials IS 'Passwords, apart from people so that the app''s role cannot read them at all.';
COMMENT ON COLUMN credentials.user_id IS 'Whose.';
COMMENT ON COLUMN credentials.password_hash IS 'Argon2id in PHC form.';
COMMENT ON COLUMN credentials.changed_at IS 'When it was last set.';

-- Whoever uses a link and is not told that it did sends the same again. So what it was used for is known until it lapses.
CREATE TABLE password_resets (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    spent_at timestamptz
);
CREATE UNIQUE INDEX password_resets_token_hash_key ON password_resets (token_hash);
CREATE INDEX password_resets_expires_at ON password_resets (expires_at);
COMMENT ON TABLE password_resets IS 'Links that set a new password: one a person, so that a newer link replaces the one before.';
COMMENT ON COLUMN password_resets.user_id IS 'Whose password.';
COMMENT ON COLUMN password_resets.token_hash IS 'SHA-256 of the token; the token itself is only in the link.';
COMMENT ON COLUMN password_resets.created_at IS 'When the link was made.';
COMMENT ON COLUMN password_resets.expires_at IS 'Until when the link can be used.';
COMMENT ON COLUMN password_resets.spent_at IS 'When the link was used; absent where it can be used still.';

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    user_agent text NOT NULL CHECK (length(user_agent) <= 200),
    ip text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX sessions_user_id ON sessions (user_id, last_seen_at DESC) WHERE revoked_at IS NULL;
CREATE INDEX sessions_revoked_at ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
COMMENT ON TABLE sessions IS 'Signed-in browsers and devices.';
COMMENT ON COLUMN sessions.id IS 'UUIDv7; stands in the access token as sid.';
COMMENT ON COLUMN sessions.user_id IS 'Whose.';
COMMENT ON COLUMN sessions.user_agent IS 'The browser as it named itself.';
COMMENT ON COLUMN sessions.ip IS 'The address it signed in from.';
COMMENT ON COLUMN sessions.created_at IS 'When it signed in.';
COMMENT ON COLUMN sessions.last_seen_at IS 'When it last renewed its token.';
COMMENT ON COLUMN sessions.expires_at IS 'When it ends if it is not renewed.';
COMMENT ON COLUMN sessions.revoked_at IS 'When it was ended.';

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    parent_hash bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    spent_at timestamptz
);
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);
-- Small: a session has few tokens that were never used, and this finds them among the many that were.
CREATE INDEX refresh_tokens_unspent ON refresh_tokens (session_id, created_at DESC) WHERE spent_at IS NULL;
CREATE INDEX refresh_tokens_spent_at ON refresh_tokens (spent_at) WHERE spent_at IS NOT NULL;
COMMENT ON TABLE refresh_tokens IS 'Refresh tokens of the living sessions. One is spent when a successor of it is first used.';
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 of the token; the token itself is only in the cookie.';
COMMENT ON COLUMN refresh_tokens.session_id IS 'The session, which is the token''s family.';
COMMENT ON COLUMN refresh_tokens.parent_hash IS 'The token it was exchanged for.';
COMMENT ON COLUMN refresh_tokens.created_at IS 'When it was issued.';
COMMENT ON COLUMN refresh_tokens.spent_at IS 'When a successor was first used; shown again more than 10 s later, the session is revoked.';

CREATE TABLE account_log (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    n bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    data jsonb NOT NULL DEFAULT '{}',
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (user_id, n)
);
COMMENT ON TABLE account_log IS 'What happened to an account outside any workspace: sign-ins, sessions ended. Append-only, hash-chained per person.';
COMMENT ON COLUMN account_log.user_id IS 'Whose account.';
COMMENT ON COLUMN account_log.n IS 'Counts a person''s entries from 1.';
COMMENT ON COLUMN account_log.at IS 'When.';
COMMENT ON COLUMN account_log.kind IS 'What, such as session.created.';
COMMENT ON COLUMN account_log.data IS 'Details; never a secret.';
COMMENT ON COLUMN account_log.prev_hash IS 'The hash of the entry before.';
COMMENT ON COLUMN account_log.hash IS 'SHA-256 over the entry and prev_hash.';

-- A create with the client's own id is found by that id when it comes again, as it is then. So its key is kept without an answer.
CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    answer text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
COMMENT ON TABLE idempotency_keys IS 'Requests already done, for 24 hours, written with the change they made.';
COMMENT ON COLUMN idempotency_keys.user_id IS 'Who asked.';
COMMENT ON COLUMN idempotency_keys.key IS 'The Idempotency-Key header.';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'SHA-256 of method, path and body.';
COMMENT ON COLUMN idempotency_keys.answer IS 'The answer''s body, JSON; absent where a repetition is answered with what was made, as it is then.';
COMMENT ON COLUMN idempotency_keys.created_at IS 'When.';

-- The same hash in SQL as a verifier would compute: every field as text, parted by a byte that no text holds.
CREATE FUNCTION gate.log_account(p_user uuid, p_kind text, p_data jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_prev bytea;
    v_hash bytea;
    v_n bigint;
    v_at timestamptz;
BEGIN
    SELECT audit_head INTO STRICT v_prev FROM users WHERE id = p_user FOR NO KEY UPDATE;
    SELECT coalesce(max(n), 0) + 1 INTO v_n FROM account_log WHERE user_id = p_user;
    v_at := clock_timestamp();
    v_hash := sha256(v_prev || convert_to(concat_ws(E'\x1f', p_user, v_n, extract(epoch FROM v_at), p_kind, p_data), 'UTF8'));
    INSERT INTO account_log (user_id, n, at, kind, data, prev_hash, hash) VALUES (p_user, v_n, v_at, p_kind, p_data, v_prev, v_hash);
    UPDATE users SET audit_head = v_hash WHERE id = p_user;
END $$;
COMMENT ON FUNCTION gate.log_account(uuid, text, jsonb) IS 'Appends to a person''s account log and moves its head.';
