DROP TABLE invitations, workspace_counters, workspace_members, workspaces;
