DROP TABLE invitations, workspace_counters, former_members, workspace_members, roles, workspace_slugs, workspaces;
DROP FUNCTION gate.take_slug();
