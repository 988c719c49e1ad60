CREATE TABLE former_members (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    left_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX former_members_left_at ON former_members (workspace_id, left_at DESC, user_id);
CREATE INDEX former_members_user_id ON former_members (user_id);
COMMENT ON TABLE former_members IS 'Who was a member of a workspace and is none now: what they did still bears their name.';
COMMENT ON COLUMN former_members.workspace_id IS 'The workspace.';
COMMENT ON COLUMN former_members.user_id IS 'The person.';
COMMENT ON COLUMN former_members.name IS 'Their name when they left; what they call themselves since is not for this workspace.';
COMMENT ON COLUMN former_members.left_at IS 'When they left or were removed.';

ALTER TABLE former_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON former_members USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON former_members USING ((SELECT gate.is_system()));
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        ALTER POLICY tenant ON former_members TO tutti_app, CURRENT_USER;
        ALTER POLICY system ON former_members TO tutti_system, CURRENT_USER;
        GRANT SELECT, INSERT, UPDATE, DELETE ON former_members TO tutti_app, tutti_system;
    END IF;
END $$;
