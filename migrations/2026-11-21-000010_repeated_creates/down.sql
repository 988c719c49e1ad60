ALTER TABLE tasks DROP COLUMN request_hash;
ALTER TABLE columns DROP COLUMN request_hash;
ALTER TABLE boards DROP COLUMN request_hash;
ALTER TABLE invitations DROP COLUMN request_hash;
ALTER TABLE workspaces DROP COLUMN request_hash;
