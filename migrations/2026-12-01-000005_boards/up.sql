-- Boards and columns are kept in the trash as tasks are. What is on a board that lies there is not touched: it is read through
-- its board, and so is out of sight until the board is back.
CREATE TABLE boards (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    color text NOT NULL CHECK (length(color) <= 20),
    visibility text NOT NULL CHECK (visibility IN ('open', 'private')),
    version bigint NOT NULL DEFAULT 1,
    changed_seq bigint NOT NULL DEFAULT 0,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    deleted_at timestamptz,
    deleted_by uuid REFERENCES users ON DELETE SET NULL,
    purged_at timestamptz,
    request_hash bytea,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX boards_living ON boards (workspace_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX boards_trash ON boards (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
-- What has been in the trash for too long is found over all workspaces.
CREATE INDEX boards_deleted_at ON boards (deleted_at) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX boards_created_by ON boards (created_by);
CREATE INDEX boards_deleted_by ON boards (deleted_by) WHERE deleted_by IS NOT NULL;
COMMENT ON TABLE boards IS 'Boards of a workspace.';
COMMENT ON COLUMN boards.workspace_id IS 'The workspace.';
COMMENT ON COLUMN boards.id IS 'UUIDv7.';
COMMENT ON COLUMN boards.name IS 'Its name.';
COMMENT ON COLUMN boards.color IS 'The colour of its square in the sidebar.';
COMMENT ON COLUMN boards.visibility IS 'open: every member; private: those added to it, and admins.';
COMMENT ON COLUMN boards.version IS 'Rises with each change of this row or its members.';
COMMENT ON COLUMN boards.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN boards.created_by IS 'Who made it.';
COMMENT ON COLUMN boards.created_at IS 'When it was made; boards are listed in this order.';
COMMENT ON COLUMN boards.updated_at IS 'When it last changed.';
COMMENT ON COLUMN boards.deleted_at IS 'In the trash since, with all on it.';
COMMENT ON COLUMN boards.deleted_by IS 'Who put it there.';
COMMENT ON COLUMN boards.purged_at IS 'When what was on it was deleted for good. The row stays, since the audit log tells of it.';
COMMENT ON COLUMN boards.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';

CREATE TABLE board_members (
    workspace_id uuid NOT NULL,
    board_id uuid NOT NULL,
    user_id uuid NOT NULL,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (workspace_id, board_id, user_id),
    FOREIGN KEY (workspace_id, board_id) REFERENCES boards ON DELETE CASCADE,
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace_members ON DELETE CASCADE
);
CREATE INDEX board_members_user_id ON board_members (workspace_id, user_id);
COMMENT ON TABLE board_members IS 'The people added to a board: who sees a private one, and the guests of an open one.';
COMMENT ON COLUMN board_members.workspace_id IS 'The workspace.';
COMMENT ON COLUMN board_members.board_id IS 'The board.';
COMMENT ON COLUMN board_members.user_id IS 'The person.';
COMMENT ON COLUMN board_members.added_at IS 'When.';

CREATE TABLE columns (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    id uuid NOT NULL,
    board_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    category text NOT NULL CHECK (category IN ('todo', 'in_progress', 'done', 'blocked')),
    color text CHECK (length(color) <= 20),
    wip_limit integer CHECK (wip_limit BETWEEN 1 AND 1000),
    position text COLLATE "C" NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    changed_seq bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    deleted_at timestamptz,
    deleted_by uuid REFERENCES users ON DELETE SET NULL,
    request_hash bytea,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, board_id, id),
    FOREIGN KEY (workspace_id, board_id) REFERENCES boards ON DELETE CASCADE
);
CREATE UNIQUE INDEX columns_position_key ON columns (workspace_id, board_id, position) WHERE deleted_at IS NULL;
CREATE INDEX columns_trash ON columns (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX columns_deleted_at ON columns (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX columns_deleted_by ON columns (deleted_by) WHERE deleted_by IS NOT NULL;
COMMENT ON TABLE columns IS 'Columns of a board.';
COMMENT ON COLUMN columns.workspace_id IS 'The workspace.';
COMMENT ON COLUMN columns.id IS 'UUIDv7.';
COMMENT ON COLUMN columns.board_id IS 'The board.';
COMMENT ON COLUMN columns.name IS 'Its name.';
COMMENT ON COLUMN columns.category IS 'The status of the tasks in it.';
COMMENT ON COLUMN columns.color IS 'A colour of its own; else its category''s.';
COMMENT ON COLUMN columns.wip_limit IS 'How many living tasks may stand in it.';
COMMENT ON COLUMN columns.position IS 'Its place on the board: a fractional index, compared byte by byte.';
COMMENT ON COLUMN columns.version IS 'Rises with each change of this row.';
COMMENT ON COLUMN columns.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN columns.created_at IS 'When it was made.';
COMMENT ON COLUMN columns.updated_at IS 'When it last changed.';
COMMENT ON COLUMN columns.deleted_at IS 'In the trash since; only its tasks in the trash still point to it.';
COMMENT ON COLUMN columns.deleted_by IS 'Who put it there.';
COMMENT ON COLUMN columns.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
