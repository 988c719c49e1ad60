-- Each request locks rows in one order, so two requests never wait for each other. Several that share a transaction do not keep to it:
-- the second begins above where the first has ended. So a batch holds its workspace's lane alone, and everything else that writes
-- there holds it together with others. An advisory lock, since nobody shall wait for it who only reads.
CREATE FUNCTION gate.lane(p_workspace uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT hashtextextended(p_workspace::text, 1) $$;
COMMENT ON FUNCTION gate.lane(uuid) IS 'The number of the advisory lock that stands for writing in a workspace.';

-- The gate's opening statement, in one round trip: sets what the policies read, then tells whether the session lives, what
-- the person is in the workspace, and the answer if this very request was answered before. A function, since within one plain
-- statement nothing says that the settings are made before the tables are read. Who joins the lane is told
-- which snapshot was current once it held the lane and all this was read: the statement around it began with an older one if anything
-- was committed meanwhile.
CREATE FUNCTION gate.open(
    p_person uuid, p_session uuid, p_workspace uuid, p_key text, p_joins_lane boolean,
    OUT alive boolean, OUT role text, OUT permissions text[], OUT task_prefix text, OUT request_hash bytea, OUT answer text, OUT snapshot text
) LANGUAGE plpgsql AS $$
BEGIN
    IF p_joins_lane THEN
        PERFORM pg_advisory_xact_lock_shared(gate.lane(p_workspace));
    END IF;
    PERFORM set_config('tutti.person', p_person::text, true),
            set_config('tutti.workspaces', CASE WHEN p_workspace IS NULL THEN '' ELSE '{' || p_workspace || '}' END, true);
    SELECT s.revoked_at IS NULL AND s.expires_at > now(),
           CASE WHEN m.suspended_at IS NULL AND w.deleted_at IS NULL THEN m.role END, r.permissions,
           w.task_prefix, k.request_hash, k.answer
      INTO alive, role, permissions, task_prefix, request_hash, answer
      FROM sessions s
      LEFT JOIN workspace_members m ON m.workspace_id = p_workspace AND m.user_id = s.user_id
      LEFT JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.custom_role_id
      LEFT JOIN workspaces w ON w.id = m.workspace_id
      LEFT JOIN idempotency_keys k ON k.user_id = s.user_id AND k.key = p_key
     WHERE s.id = p_session AND s.user_id = p_person;
    alive := coalesce(alive, false);
    IF p_joins_lane THEN
        snapshot := pg_current_snapshot()::text;
    END IF;
END $$;
COMMENT ON FUNCTION gate.open(uuid, uuid, uuid, text, boolean) IS 'Opens a transaction for one person, in one workspace or in none; where it writes there alone, it joins the lane first.';

-- Slugs are unique over all workspaces, most of which the person who asks may not see. Only the yes or no comes out.
-- The door is open for as long as the function runs. A SET clause would need a right that only superusers can grant.
CREATE FUNCTION gate.slug_free(p_slug text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    v_free boolean;
BEGIN
    PERFORM set_config('tutti.door', 'system', true);
    SELECT NOT EXISTS (SELECT FROM workspace_slugs WHERE slug = p_slug) INTO v_free;
    PERFORM set_config('tutti.door', '', true);
    RETURN v_free;
END $$;
COMMENT ON FUNCTION gate.slug_free(text) IS 'Whether no workspace has this slug or had it.';

-- The list of one's workspaces, in one round trip: finds one's memberships, opens those workspaces, reads their names.
CREATE FUNCTION gate.my_workspaces(p_person uuid)
RETURNS TABLE (id uuid, name text, slug text, former_slugs text[], role text, joined_at timestamptz, suspended boolean) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('tutti.workspaces', coalesce((
        SELECT array_agg(m.workspace_id)::text FROM workspace_members m WHERE m.user_id = p_person), ''), true);
    RETURN QUERY SELECT w.id, w.name, w.slug, w.former_slugs, m.role, m.joined_at, m.suspended_at IS NOT NULL
        FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
        WHERE m.user_id = p_person AND w.deleted_at IS NULL ORDER BY m.joined_at, w.id;
END $$;
COMMENT ON FUNCTION gate.my_workspaces(uuid) IS 'A person''s workspaces, in the order they joined, with the name alone of those that suspended them.';

-- The same of those in the trash. Only an owner may restore one, and no custom role can hold that.
CREATE FUNCTION gate.my_deleted_workspaces(p_person uuid, p_days integer)
RETURNS TABLE (id uuid, name text, slug text, former_slugs text[], role text, joined_at timestamptz, deleted_at timestamptz) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('tutti.workspaces', coalesce((
        SELECT array_agg(m.workspace_id)::text FROM workspace_members m
        WHERE m.user_id = p_person AND m.suspended_at IS NULL AND m.role = 'owner'), ''), true);
    RETURN QUERY SELECT w.id, w.name, w.slug, w.former_slugs, m.role, m.joined_at, w.deleted_at
        FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
        WHERE m.user_id = p_person AND m.suspended_at IS NULL AND m.role = 'owner' AND w.deleted_at > now() - make_interval(days => p_days);
END $$;
COMMENT ON FUNCTION gate.my_deleted_workspaces(uuid, integer) IS 'The workspaces in the trash that a person may restore.';

-- All that has to be asked of the database before a board's bytes may be given from memory, in one statement and no transaction:
-- does the session live, does this member see the board, how far has the stream come.
CREATE FUNCTION gate.glance(
    p_person uuid, p_session uuid, p_workspace uuid, p_board uuid,
    OUT alive boolean, OUT role text, OUT permissions text[], OUT visibility text, OUT listed boolean, OUT version bigint, OUT epoch uuid, OUT head bigint
) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('tutti.person', p_person::text, true), set_config('tutti.workspaces', '{' || p_workspace || '}', true);
    SELECT s.revoked_at IS NULL AND s.expires_at > now(), CASE WHEN m.suspended_at IS NULL AND w.deleted_at IS NULL THEN m.role END, r.permissions, b.visibility,
           EXISTS (SELECT FROM board_members l WHERE l.workspace_id = p_workspace AND l.board_id = p_board AND l.user_id = p_person),
           b.version, t.epoch, t.seq
      INTO alive, role, permissions, visibility, listed, version, epoch, head
      FROM sessions s
      LEFT JOIN workspace_members m ON m.workspace_id = p_workspace AND m.user_id = s.user_id
      LEFT JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.custom_role_id
      LEFT JOIN workspaces w ON w.id = m.workspace_id
      LEFT JOIN boards b ON b.workspace_id = m.workspace_id AND b.id = p_board AND b.deleted_at IS NULL
      LEFT JOIN streams t ON t.workspace_id = m.workspace_id
     WHERE s.id = p_session AND s.user_id = p_person;
    alive := coalesce(alive, false);
    listed := coalesce(listed, false);
END $$;
COMMENT ON FUNCTION gate.glance(uuid, uuid, uuid, uuid) IS 'Whether a member sees a board now, its version, and the stream''s position.';

-- In a transaction that several people share, the policy of answers has to be told whose turn it is.
CREATE FUNCTION gate.keep_answer(p_person uuid, p_key text, p_request_hash bytea, p_answer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('tutti.person', p_person::text, true);
    INSERT INTO idempotency_keys (user_id, key, request_hash, answer) VALUES (p_person, p_key, p_request_hash, p_answer);
END $$;
COMMENT ON FUNCTION gate.keep_answer(uuid, text, bytea, text) IS 'Keeps the answer of a request under its key.';

-- A change of people's own things, which no workspace's stream carries. Locked in one order, so that two workspaces that share people
-- cannot wait for each other. It comes last, for several people's requests at once, and for who has just been removed: so it goes by
-- the system's door, which is open for as long as the function runs.
CREATE FUNCTION gate.touch_people(p_people uuid[], p_times bigint[]) RETURNS TABLE (id uuid, rev bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    v_door text := coalesce(current_setting('tutti.door', true), '');
BEGIN
    PERFORM set_config('tutti.door', 'system', true);
    RETURN QUERY
        WITH locked AS (
            SELECT u.id, t.times FROM unnest(p_people, p_times) AS t (person, times) JOIN users u ON u.id = t.person
            ORDER BY u.id FOR NO KEY UPDATE OF u)
        UPDATE users u SET rev = u.rev + l.times FROM locked l WHERE u.id = l.id RETURNING u.id, u.rev;
    PERFORM set_config('tutti.door', v_door, true);
END $$;
COMMENT ON FUNCTION gate.touch_people(uuid[], bigint[]) IS 'Raises the revisions of some people, each by so much, and returns them.';

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') THEN
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gate TO tutti_app, tutti_system;
    END IF;
END $$;
