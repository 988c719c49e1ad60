-- Small: a session has few tokens that were never used, and this finds them among the many that were. The table is locked for
-- writes while it is made, in which time who wants to stay signed in waits.
CREATE INDEX refresh_tokens_unspent ON refresh_tokens (session_id, created_at DESC) WHERE spent_at IS NULL;
