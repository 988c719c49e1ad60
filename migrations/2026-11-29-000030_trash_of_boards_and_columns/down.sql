DROP TABLE moved_cards;
COMMENT ON COLUMN columns.deleted_at IS 'When it was deleted; only its tasks in the trash still point to it.';
COMMENT ON COLUMN boards.deleted_at IS 'When it was deleted, with all on it.';
DROP INDEX columns_trash, columns_deleted_at, boards_trash, boards_deleted_at;
ALTER TABLE columns DROP COLUMN deleted_by;
ALTER TABLE boards DROP COLUMN purged_at, DROP COLUMN deleted_by;
