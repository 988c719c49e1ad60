-- What has been in the trash for too long is found over all workspaces.
CREATE INDEX tasks_deleted_at ON tasks (deleted_at) WHERE deleted_at IS NOT NULL;
