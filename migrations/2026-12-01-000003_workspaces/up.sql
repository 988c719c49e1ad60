CREATE TABLE workspaces (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])$'),
    task_prefix text NOT NULL CHECK (task_prefix ~ '^[A-Z]{2,5}$'),
    former_slugs text[] NOT NULL DEFAULT '{}' CHECK (cardinality(former_slugs) <= 20),
    former_prefixes text[] NOT NULL DEFAULT '{}' CHECK (cardinality(former_prefixes) <= 20),
    version bigint NOT NULL DEFAULT 1,
    changed_seq bigint NOT NULL DEFAULT 0,
    created_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    deleted_at timestamptz,
    request_hash bytea
);
CREATE INDEX workspaces_deleted_at ON workspaces (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX workspaces_created_by ON workspaces (created_by);
COMMENT ON TABLE workspaces IS 'Workspaces: the tenants.';
COMMENT ON COLUMN workspaces.id IS 'UUIDv7.';
COMMENT ON COLUMN workspaces.name IS 'Its name.';
COMMENT ON COLUMN workspaces.slug IS 'Its name in addresses.';
COMMENT ON COLUMN workspaces.task_prefix IS 'Stands before the number in a task''s key.';
COMMENT ON COLUMN workspaces.former_slugs IS 'Its earlier names in addresses, oldest first, which lead to it still.';
COMMENT ON COLUMN workspaces.former_prefixes IS 'Its earlier prefixes, oldest first, by which its tasks are found still.';
COMMENT ON COLUMN workspaces.version IS 'Rises with each change of this row.';
COMMENT ON COLUMN workspaces.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN workspaces.created_by IS 'Who made it.';
COMMENT ON COLUMN workspaces.created_at IS 'When it was made.';
COMMENT ON COLUMN workspaces.updated_at IS 'When it last changed.';
COMMENT ON COLUMN workspaces.deleted_at IS 'When it was deleted; it can be restored for 30 days, with its members and all in it.';
COMMENT ON COLUMN workspaces.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';

-- A slug stays its workspace's until that is purged, whatever it calls itself since and whether it is deleted: old links must never
-- lead to somebody else. Nobody sees the slugs of others, so a key holds them apart, and a trigger fills it.
CREATE TABLE workspace_slugs (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    slug text NOT NULL,
    PRIMARY KEY (workspace_id, slug)
);
CREATE UNIQUE INDEX workspace_slugs_slug_key ON workspace_slugs (slug);
COMMENT ON TABLE workspace_slugs IS 'The names in addresses that are taken: each workspace''s present one and its earlier ones.';
COMMENT ON COLUMN workspace_slugs.slug IS 'The name.';
COMMENT ON COLUMN workspace_slugs.workspace_id IS 'Whose it is.';

CREATE FUNCTION gate.take_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workspace_slugs WHERE slug = NEW.slug AND workspace_id = NEW.id) THEN
        INSERT INTO workspace_slugs (slug, workspace_id) VALUES (NEW.slug, NEW.id);
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION gate.take_slug() IS 'Takes a workspace''s slug for it, or fails where that is another''s.';
CREATE TRIGGER take_slug AFTER INSERT OR UPDATE OF slug ON workspaces FOR EACH ROW EXECUTE FUNCTION gate.take_slug();

CREATE TABLE roles (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    base text NOT NULL CHECK (base IN ('guest', 'member', 'admin')),
    permissions text[] NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    updated_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, id, base)
);
CREATE UNIQUE INDEX roles_name_key ON roles (workspace_id, lower(name));
COMMENT ON TABLE roles IS 'Custom roles. The built-in ones stand in the program.';
COMMENT ON COLUMN roles.workspace_id IS 'The workspace.';
COMMENT ON COLUMN roles.id IS 'UUIDv7.';
COMMENT ON COLUMN roles.name IS 'Its name.';
COMMENT ON COLUMN roles.base IS 'The built-in role that bounds what it may hold: guest, member or admin.';
COMMENT ON COLUMN roles.permissions IS 'What it holds, by the names of the permission table. A name beyond the base, or of another version, gives nothing.';
COMMENT ON COLUMN roles.version IS 'Rises with each change of this row.';
COMMENT ON COLUMN roles.created_at IS 'When it was made.';
COMMENT ON COLUMN roles.updated_at IS 'When it last changed.';

-- Who holds a custom role has its base as their role: the key of three columns sees to that.
CREATE TABLE workspace_members (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('guest', 'member', 'admin', 'owner')),
    custom_role_id uuid,
    changed_seq bigint NOT NULL DEFAULT 0,
    suspended_at timestamptz,
    joined_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    PRIMARY KEY (workspace_id, user_id),
    FOREIGN KEY (workspace_id, custom_role_id, role) REFERENCES roles (workspace_id, id, base) ON UPDATE CASCADE
);
CREATE INDEX workspace_members_user_id ON workspace_members (user_id, joined_at);
CREATE INDEX workspace_members_custom_role_id ON workspace_members (workspace_id, custom_role_id) WHERE custom_role_id IS NOT NULL;
COMMENT ON TABLE workspace_members IS 'Who belongs to a workspace, as what.';
COMMENT ON COLUMN workspace_members.workspace_id IS 'The workspace.';
COMMENT ON COLUMN workspace_members.user_id IS 'The person.';
COMMENT ON COLUMN workspace_members.role IS 'guest, member, admin or owner; the base of a custom role.';
COMMENT ON COLUMN workspace_members.custom_role_id IS 'Their custom role, where they hold one.';
COMMENT ON COLUMN workspace_members.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN workspace_members.suspended_at IS 'Locked out since.';
COMMENT ON COLUMN workspace_members.joined_at IS 'When they joined.';

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

CREATE TABLE workspace_counters (
    workspace_id uuid PRIMARY KEY REFERENCES workspaces ON DELETE CASCADE,
    task_number bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE workspace_counters IS 'Numbers given out, apart from workspaces so that a new task does not lock the workspace''s row.';
COMMENT ON COLUMN workspace_counters.workspace_id IS 'The workspace.';
COMMENT ON COLUMN workspace_counters.task_number IS 'The newest task''s number.';

CREATE TABLE invitations (
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    id uuid NOT NULL,
    email text NOT NULL CHECK (email = lower(email)),
    role text NOT NULL CHECK (role IN ('guest', 'member', 'admin', 'owner')),
    token_hash bytea NOT NULL,
    changed_seq bigint NOT NULL DEFAULT 0,
    invited_by uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT gate.moment(now()),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES users ON DELETE SET NULL,
    revoked_at timestamptz,
    request_hash bytea,
    PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX invitations_token_hash_key ON invitations (token_hash);
CREATE UNIQUE INDEX invitations_waiting_key ON invitations (workspace_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_created_at ON invitations (workspace_id, created_at DESC, id DESC) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_invited_by ON invitations (invited_by);
CREATE INDEX invitations_accepted_by ON invitations (accepted_by);
COMMENT ON TABLE invitations IS 'Invitations into a workspace; one waits per address.';
COMMENT ON COLUMN invitations.workspace_id IS 'The workspace.';
COMMENT ON COLUMN invitations.id IS 'UUIDv7.';
COMMENT ON COLUMN invitations.email IS 'The address it is bound to, lower case.';
COMMENT ON COLUMN invitations.role IS 'What the person will be.';
COMMENT ON COLUMN invitations.changed_seq IS 'The position of the event that told of the last change; 0 before the first. Written by stream.emit.';
COMMENT ON COLUMN invitations.token_hash IS 'SHA-256 of the token; the token itself is only in the link.';
COMMENT ON COLUMN invitations.invited_by IS 'Who invited; what they may grant is checked again when it is accepted.';
COMMENT ON COLUMN invitations.created_at IS 'When.';
COMMENT ON COLUMN invitations.expires_at IS 'Until when it can be accepted.';
COMMENT ON COLUMN invitations.accepted_at IS 'When it was accepted.';
COMMENT ON COLUMN invitations.accepted_by IS 'By whom.';
COMMENT ON COLUMN invitations.revoked_at IS 'When it was taken back.';
COMMENT ON COLUMN invitations.request_hash IS 'Where the client gave its own id: SHA-256 of who asked and for what, by which a repeated create is told from another one.';
