-- Two roles besides the owner. The app's role passes through row-level security with the workspaces of one request; the
-- system's role serves what happens before a person is known (sign-in, tokens, jobs). Neither owns anything.
-- Roles belong to the whole cluster, so another database may have made them, even at this very moment.
DO $$
BEGIN
    CREATE ROLE tutti_app NOLOGIN NOBYPASSRLS;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN RAISE WARNING 'tutti_app cannot be made: the owner works under forced row-level security alone';
END $$;
DO $$
BEGIN
    CREATE ROLE tutti_system NOLOGIN NOBYPASSRLS;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN RAISE WARNING 'tutti_system cannot be made: the owner works under forced row-level security alone';
END $$;
-- An owner that is no superuser must be a member of both to take them on. PostgreSQL 16 grants it without the right to.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND NOT pg_has_role(current_user, 'tutti_app', 'MEMBER') THEN
        EXECUTE format('GRANT tutti_app, tutti_system TO %I', current_user);
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN RAISE WARNING 'the roles belong to another installation: the owner works under forced row-level security alone';
END $$;

CREATE SCHEMA gate;
COMMENT ON SCHEMA gate IS 'Functions of the row-level security policies and of the gate.';
CREATE SCHEMA stream;
COMMENT ON SCHEMA stream IS 'Events of the last days, in daily partitions.';

CREATE FUNCTION gate.workspaces() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('tutti.workspaces', true), '')::uuid[], '{}') $$;
COMMENT ON FUNCTION gate.workspaces() IS 'The workspaces this transaction may touch, as the gate set them.';

CREATE FUNCTION gate.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tutti.person', true), '')::uuid $$;
COMMENT ON FUNCTION gate.person() IS 'The person this transaction acts for, as the gate set it.';

CREATE FUNCTION gate.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_user = 'tutti_system' OR (current_user <> 'tutti_app' AND current_setting('tutti.door', true) = 'system') $$;
COMMENT ON FUNCTION gate.is_system() IS 'Whether this is the system door: its role, or its setting where the operator''s role may make no roles. The app''s role can never claim it.';

-- The example workspace has a past of five weeks, told through the same commands as everything else. What writes a time asks here
-- which one it is, and hears the real one; only the system's door may say another, so that no request comes to it.
CREATE FUNCTION gate.moment(p_real timestamptz) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(CASE WHEN gate.is_system() THEN nullif(current_setting('tutti.moment', true), '')::timestamptz END, p_real) $$;
COMMENT ON FUNCTION gate.moment(timestamptz) IS 'The time that is written: the real one, or what the system''s door set for the example workspace.';
