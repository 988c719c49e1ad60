-- Row-level security on every table, forced on the owner too, and what each role may do at all. A policy's function stands in
-- a sub-select so that it runs once a statement, not once a row. A tenant's policy is no equality on purpose: every statement
-- names its workspace itself, and a second condition on it would make the planner take the rows of a workspace for a few, and
-- read all of them for one by its id.

ALTER TABLE instance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON instance USING ((SELECT gate.is_system()));

ALTER TABLE credentials ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON credentials USING ((SELECT gate.is_system()));

ALTER TABLE password_resets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON password_resets USING ((SELECT gate.is_system()));

ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON refresh_tokens USING ((SELECT gate.is_system()));

-- A person sees themself and the people of the workspaces at hand, whose rev a change there raises. The members' policy does
-- not read people, so this cannot turn in circles.
ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users USING (id = (SELECT gate.person()) OR EXISTS (SELECT FROM workspace_members m WHERE m.user_id = users.id AND m.workspace_id = ANY ((SELECT gate.workspaces())::uuid[])));
CREATE POLICY system ON users USING ((SELECT gate.is_system()));

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions USING (user_id = (SELECT gate.person()));
CREATE POLICY system ON sessions USING ((SELECT gate.is_system()));

ALTER TABLE account_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON account_log USING (user_id = (SELECT gate.person()));
CREATE POLICY system ON account_log USING ((SELECT gate.is_system()));

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON idempotency_keys USING (user_id = (SELECT gate.person()));
CREATE POLICY system ON idempotency_keys USING ((SELECT gate.is_system()));

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workspaces USING (array_position((SELECT gate.workspaces()), id) IS NOT NULL);
CREATE POLICY system ON workspaces USING ((SELECT gate.is_system()));

ALTER TABLE workspace_slugs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workspace_slugs USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON workspace_slugs USING ((SELECT gate.is_system()));

-- One's own memberships are visible without naming the workspaces: they are how the list of them is found.
ALTER TABLE workspace_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workspace_members USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL OR user_id = (SELECT gate.person())) WITH CHECK (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON workspace_members USING ((SELECT gate.is_system()));

ALTER TABLE roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roles USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON roles USING ((SELECT gate.is_system()));

ALTER TABLE former_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON former_members USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON former_members USING ((SELECT gate.is_system()));

ALTER TABLE workspace_counters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workspace_counters USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON workspace_counters USING ((SELECT gate.is_system()));

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON invitations USING ((SELECT gate.is_system()));

ALTER TABLE streams ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON streams USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON streams USING ((SELECT gate.is_system()));

ALTER TABLE stream.events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON stream.events USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON stream.events USING ((SELECT gate.is_system()));

ALTER TABLE activity_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activity_log USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON activity_log USING ((SELECT gate.is_system()));

ALTER TABLE boards ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON boards USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON boards USING ((SELECT gate.is_system()));

ALTER TABLE board_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON board_members USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON board_members USING ((SELECT gate.is_system()));

ALTER TABLE columns ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON columns USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON columns USING ((SELECT gate.is_system()));

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tasks USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON tasks USING ((SELECT gate.is_system()));

ALTER TABLE task_assignees ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON task_assignees USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON task_assignees USING ((SELECT gate.is_system()));

ALTER TABLE moved_cards ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON moved_cards USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON moved_cards USING ((SELECT gate.is_system()));

ALTER TABLE moved_tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON moved_tasks USING (array_position((SELECT gate.workspaces()), workspace_id) IS NOT NULL);
CREATE POLICY system ON moved_tasks USING ((SELECT gate.is_system()));

DO $$
DECLARE
    v_role text;
    v_policy record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        RETURN;
    END IF;
    -- Each role meets the one policy that is meant for it, which is also cheaper than two. The owner keeps both: it does the
    -- work itself where it may not take on the roles.
    FOR v_policy IN SELECT * FROM pg_policies WHERE schemaname IN ('public', 'stream') LOOP
        EXECUTE format('ALTER POLICY %I ON %I.%I TO %I, CURRENT_USER', v_policy.policyname, v_policy.schemaname, v_policy.tablename,
            CASE v_policy.policyname WHEN 'tenant' THEN 'tutti_app' ELSE 'tutti_system' END);
    END LOOP;
    GRANT USAGE ON SCHEMA public, gate, stream TO tutti_app, tutti_system;
    FOREACH v_role IN ARRAY ARRAY['tutti_app', 'tutti_system'] LOOP
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gate TO %I', v_role);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON workspaces, roles, workspace_members, former_members, workspace_counters,
            invitations, boards, board_members, columns, tasks, task_assignees, moved_cards TO %I', v_role);
        EXECUTE format('GRANT SELECT, INSERT ON workspace_slugs TO %I', v_role);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON streams, users, sessions, moved_tasks TO %I', v_role);
        -- Append-only: no role of the server may change what was logged.
        EXECUTE format('GRANT SELECT, INSERT ON stream.events, activity_log, account_log, idempotency_keys TO %I', v_role);
        EXECUTE format('GRANT UPDATE (answer) ON idempotency_keys TO %I', v_role);
    END LOOP;
    GRANT SELECT, INSERT, UPDATE, DELETE ON credentials, password_resets, refresh_tokens TO tutti_system;
    GRANT SELECT, UPDATE ON instance TO tutti_system;
    GRANT DELETE ON sessions, idempotency_keys, moved_tasks TO tutti_system;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA stream TO tutti_system;
    GRANT EXECUTE ON FUNCTION stream.emit, stream.mark TO tutti_app;
END $$;
REVOKE EXECUTE ON FUNCTION stream.make_partitions(integer), stream.drop_partitions(integer), stream.forget(uuid, integer), stream.stamp() FROM PUBLIC;
