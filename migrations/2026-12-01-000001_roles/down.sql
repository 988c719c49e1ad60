-- The roles stay: they belong to the cluster, and another database may use them.
DROP FUNCTION gate.moment(timestamptz);
DROP FUNCTION gate.is_system();
DROP FUNCTION gate.person();
DROP FUNCTION gate.workspaces();
DROP SCHEMA stream;
DROP SCHEMA gate;
