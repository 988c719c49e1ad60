DROP TABLE invitations, workspace_counters, former_members, workspace_members, roles, workspaces;
