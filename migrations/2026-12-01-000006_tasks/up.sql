CREATE TABLE tasks (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    id uuid NOT NULL,
    board_id uuid NOT NULL,
    column_id uuid NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 20000),
    priority text NOT NULL CHECK (priority IN ('low', 'medium', 'high')),
    start_at timestamptz CHECK (start_at >= '1970-01-01 00:00:00+00' AND start_at < '10000-01-01 00:00:00+00'),
    due_at timestamptz CHECK (due_at >= '1970-01-01 00:00:00+00' AND due_at < '10000-01-01 00:00:00+00'),
    due_all_day boolean NOT NULL DEFAULT false CHECK (NOT due_all_day OR coalesce(due_at = date_trunc('day', due_at, 'UTC'), false)),
    position text COLLATE "C" NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    changed_seq bigint NOT NULL DEFAULT 0,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    status_changed_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    deleted_at timestamptz,
    deleted_by uuid REFERENCES users ON DELETE SET NULL,
    request_hash bytea,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    FOREIGN KEY (workspace_id, board_id, column_id) REFERENCES columns (workspace_id, board_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX tasks_position_key ON tasks (workspace_id, column_id, position) WHERE deleted_at IS NULL;
CREATE INDEX tasks_board ON tasks (workspace_id, board_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX tasks_created_at ON tasks (workspace_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
-- By an expression, since rows are compared with where a page ended, and a comparison with NULL holds for none. It is no coalesce(),
-- which PostgreSQL does not know to be leakproof, so that a condition on it would be asked after the policies, and not of the index.
CREATE INDEX tasks_due ON tasks (workspace_id, (CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END), id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_trash ON tasks (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
-- What has been in the trash for too long is found over all workspaces.
CREATE INDEX tasks_deleted_at ON tasks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX tasks_column ON tasks (workspace_id, board_id, column_id);
CREATE INDEX tasks_created_by ON tasks (created_by);
CREATE INDEX tasks_deleted_by ON tasks (deleted_by) WHERE deleted_by IS NOT NULL;
COMMENT ON TABLE tasks IS 'Tasks. A task''s status is the category of its column.';
COMMENT ON COLUMN tasks.workspace_id IS 'The workspace.';
COMMENT ON COLUMN tasks.id IS 'UUIDv7, the client''s own where it gave one.';
COMMENT ON COLUMN tasks.board_id IS 'The board.';
COMMENT ON COLUMN tasks.column_id IS 'The column, which is on that board.';
COMMENT ON COLUMN tasks.number IS 'Its number in the workspace, shown behind the prefix.';
COMMENT ON COLUMN tasks.title IS 'One line.';
COMMENT ON COLUMN tasks.description IS 'Markdown.';
COMMENT ON COLUMN tasks.priority IS 'low, medium or high.';
COMMENT ON COLUMN tasks.start_at IS 'When work on it begins.';
COMMENT ON COLUMN tasks.due_at IS 'When it is due; of a date its midnight UTC.';
COMMENT ON COLUMN tasks.due_all_day IS 'Whether due_at is a date and no instant.';
COMMENT ON COLUMN tasks.position IS 'Its place in the column: a fractional index, compared byte by byte.';
COMMENT ON COLUMN tasks.version IS 'Rises with each change of this row or its assignees.';
COMMENT ON COLUMN tasks.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN tasks.created_by IS 'Who made it.';
COMMENT ON COLUMN tasks.created_at IS 'When it was made.';
COMMENT ON COLUMN tasks.updated_at IS 'When it last changed.';
COMMENT ON COLUMN tasks.status_changed_at IS 'Since when its columns have been of the category they are of; of what is done, when it was done.';
COMMENT ON COLUMN tasks.deleted_at IS 'In the trash since.';
COMMENT ON COLUMN tasks.deleted_by IS 'Who put it there.';
COMMENT ON COLUMN tasks.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';

CREATE TABLE task_assignees (
    workspace_id uuid NOT NULL,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL,
    place smallint NOT NULL,
    PRIMARY KEY (workspace_id, task_id, user_id),
    FOREIGN KEY (workspace_id, task_id) REFERENCES tasks ON DELETE CASCADE,
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace_members ON DELETE CASCADE
);
CREATE INDEX task_assignees_user_id ON task_assignees (workspace_id, user_id);
COMMENT ON TABLE task_assignees IS 'Who works on a task.';
COMMENT ON COLUMN task_assignees.workspace_id IS 'The workspace.';
COMMENT ON COLUMN task_assignees.task_id IS 'The task.';
COMMENT ON COLUMN task_assignees.user_id IS 'The person.';
COMMENT ON COLUMN task_assignees.place IS 'Their place among the task''s people.';

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
