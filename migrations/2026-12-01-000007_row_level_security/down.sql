DO $$
DECLARE
    v_policy record;
    v_table record;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_app') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutti_system') THEN
        REVOKE ALL ON ALL TABLES IN SCHEMA public, stream FROM tutti_app, tutti_system;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gate, stream FROM tutti_app, tutti_system;
        REVOKE ALL ON SCHEMA public, gate, stream FROM tutti_app, tutti_system;
    END IF;
    FOR v_policy IN SELECT * FROM pg_policies WHERE schemaname IN ('public', 'stream') LOOP
        EXECUTE format('DROP POLICY %I ON %I.%I', v_policy.policyname, v_policy.schemaname, v_policy.tablename);
    END LOOP;
    FOR v_table IN
        SELECT oid::regclass AS name FROM pg_class WHERE relrowsecurity AND relnamespace IN ('public'::regnamespace, 'stream'::regnamespace)
    LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', v_table.name);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION stream.make_partitions(integer), stream.drop_partitions(integer), stream.forget(uuid, integer), stream.stamp() TO PUBLIC;
