-- Nullable and without a default, so that no table is written anew: of what is there already nobody knows the request.
ALTER TABLE workspaces ADD COLUMN request_hash bytea;
ALTER TABLE invitations ADD COLUMN request_hash bytea;
ALTER TABLE boards ADD COLUMN request_hash bytea;
ALTER TABLE columns ADD COLUMN request_hash bytea;
ALTER TABLE tasks ADD COLUMN request_hash bytea;
COMMENT ON COLUMN workspaces.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
COMMENT ON COLUMN invitations.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
COMMENT ON COLUMN boards.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
COMMENT ON COLUMN columns.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
COMMENT ON COLUMN tasks.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
