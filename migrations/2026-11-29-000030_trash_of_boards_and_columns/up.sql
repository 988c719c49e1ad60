-- Boards and columns are kept in the trash as tasks are. What is on a board that lies there is not touched: it is read through
-- its board, and so is out of sight until the board is back. The new columns are nullable and have no default, so no table is
-- written anew.
ALTER TABLE boards ADD COLUMN deleted_by uuid REFERENCES users ON DELETE SET NULL;
ALTER TABLE boards ADD COLUMN purged_at timestamptz;
ALTER TABLE columns ADD COLUMN deleted_by uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX boards_trash ON boards (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX columns_trash ON columns (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
-- What has been in the trash for too long is found over all workspaces.
CREATE INDEX boards_deleted_at ON boards (deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX columns_deleted_at ON columns (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX boards_deleted_by ON boards (deleted_by) WHERE deleted_by IS NOT NULL;
CREATE INDEX columns_deleted_by ON columns (deleted_by) WHERE deleted_by IS NOT NULL;
COMMENT ON COLUMN boards.deleted_at IS 'In the trash since, with all on it.';
COMMENT ON COLUMN boards.deleted_by IS 'Who put it there.';
COMMENT ON COLUMN boards.purged_at IS 'When what was on it was deleted for good. The row stays, since the audit log tells of it.';
COMMENT ON COLUMN columns.deleted_at IS 'In the trash since; only its tasks in the trash still point to it.';
COMMENT ON COLUMN columns.deleted_by IS 'Who put it there.';

CREATE TABLE moved_cards (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    column_id uuid NOT NULL,
    task_id uuid NOT NULL,
    position text COLLATE "C" NOT NULL,
    moved_to uuid NOT NULL,
    PRIMARY KEY (workspace_id, column_id, task_id),
    FOREIGN KEY (workspace_id, column_id) REFERENCES columns ON DELETE CASCADE,
    FOREIGN KEY (workspace_id, task_id) REFERENCES tasks ON DELETE CASCADE,
    FOREIGN KEY (workspace_id, moved_to) REFERENCES columns ON DELETE CASCADE
);
CREATE INDEX moved_cards_task_id ON moved_cards (workspace_id, task_id);
CREATE INDEX moved_cards_moved_to ON moved_cards (workspace_id, moved_to);
COMMENT ON TABLE moved_cards IS 'Where the cards of a column in the trash stood, and where its deletion moved them: those still there come back with it.';
COMMENT ON COLUMN moved_cards.workspace_id IS 'The workspace.';
COMMENT ON COLUMN moved_cards.column_id IS 'The column that was deleted.';
COMMENT ON COLUMN moved_cards.task_id IS 'The card.';
COMMENT ON COLUMN moved_cards.position IS 'Its place in that column.';
COMMENT ON COLUMN moved_cards.moved_to IS 'The column it was moved to.';

ALTER TABLE moved_cards ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON moved_cards USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON moved_cards USING ((SELECT gate.is_system()));
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        ALTER POLICY tenant ON moved_cards TO tutti_app, CURRENT_USER;
        ALTER POLICY system ON moved_cards TO tutti_system, CURRENT_USER;
        GRANT SELECT, INSERT, UPDATE, DELETE ON moved_cards TO tutti_app, tutti_system;
    END IF;
END $$;
