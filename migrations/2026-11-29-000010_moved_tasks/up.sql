-- The audit log cannot be changed, and a task takes its history along when it goes to another board. The log says where something
-- happened, and this table where the few tasks are that ever changed boards. It outlives the tasks, as the log does.
CREATE TABLE moved_tasks (
    workspace_id uuid NOT NULL,
    task_id uuid NOT NULL,
    board_id uuid NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, task_id)
);
CREATE INDEX moved_tasks_moved_at ON moved_tasks (workspace_id, moved_at);
COMMENT ON TABLE moved_tasks IS 'The tasks that were on more than one board, purged ones too. What the log tells of them is for who may read the board here.';
COMMENT ON COLUMN moved_tasks.workspace_id IS 'The workspace.';
COMMENT ON COLUMN moved_tasks.task_id IS 'The task.';
COMMENT ON COLUMN moved_tasks.board_id IS 'The board it is on, or was on last.';
COMMENT ON COLUMN moved_tasks.moved_at IS 'When it came there.';

-- What happened to the workspace and its people rather than on a board; little of the log, and read together with the
-- boards' own parts of it.
CREATE INDEX activity_log_of_no_board ON activity_log (workspace_id, seq DESC) WHERE board_id IS NULL;

ALTER TABLE moved_tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON moved_tasks USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON moved_tasks USING ((SELECT gate.is_system()));
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        ALTER POLICY tenant ON moved_tasks TO tutti_app, CURRENT_USER;
        ALTER POLICY system ON moved_tasks TO tutti_system, CURRENT_USER;
        GRANT SELECT, INSERT, UPDATE ON moved_tasks TO tutti_app, tutti_system;
    END IF;
END $$;

-- The owner is bound by the policies too, where they are no superuser.
SET LOCAL tutti.door = 'system';
INSERT INTO moved_tasks (workspace_id, task_id, board_id, moved_at)
    SELECT workspace_id, task_id, (array_agg(board_id ORDER BY seq DESC))[1], max(at)
    FROM activity_log WHERE task_id IS NOT NULL GROUP BY workspace_id, task_id HAVING count(DISTINCT board_id) > 1;
SET LOCAL tutti.door = '';
