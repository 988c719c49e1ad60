//! The lines of the table.

text_enum!(
    /// One permission. Its name tells how far it reaches: `_any` reaches what others made or wrote, `_all` what one was not added
    /// to. On something that belongs to a board it also takes that board being readable.
    Permission {
        /// See the workspace itself, and what one was added to.
        WorkspaceRead = "workspace.read",
        /// Make a task.
        TasksCreate = "tasks.create",
        /// Edit, assign and move a task.
        TasksUpdate = "tasks.update",
        /// Write messages.
        MessagesWrite = "messages.write",
        /// See everybody here. Who lacks it knows the people of their boards only.
        PeopleReadAll = "people.read_all",
        /// See open boards without having been added.
        BoardsReadOpen = "boards.read_open",
        /// Read open channels without having been added.
        ChannelsReadOpen = "channels.read_open",
        /// Make a channel.
        ChannelsCreate = "channels.create",
        /// Make a board.
        BoardsCreate = "boards.create",
        /// Rename a board, set who sees it, add people to it.
        BoardsUpdate = "boards.update",
        /// Add, change, order and delete columns.
        ColumnsManage = "columns.manage",
        /// Delete and restore a task.
        TasksDelete = "tasks.delete",
        /// Schedule and start meetings.
        MeetingsCreate = "meetings.create",
        /// Make, change and delete labels.
        LabelsManage = "labels.manage",
        /// Make a team.
        TeamsCreate = "teams.create",
        /// See every board, private ones included.
        BoardsReadAll = "boards.read_all",
        /// Delete a board somebody else made; one's own takes only `boards.update`.
        BoardsDeleteAny = "boards.delete_any",
        /// Change and archive channels somebody else made.
        ChannelsManage = "channels.manage",
        /// Delete messages somebody else wrote.
        MessagesDeleteAny = "messages.delete_any",
        /// See closed teams, and change teams one does not lead.
        TeamsManage = "teams.manage",
        /// Invite, list and revoke invitations.
        InvitationsManage = "invitations.manage",
        /// Change roles, suspend, remove.
        MembersManage = "members.manage",
        /// Make, change and delete custom roles.
        RolesManage = "roles.manage",
        /// Act as host in every meeting one sees.
        MeetingsHostAny = "meetings.host_any",
        /// Read who did what over the whole workspace, entries for admins included.
        AuditRead = "audit.read",
        /// Export the workspace.
        DataExport = "data.export",
        /// Set up webhooks.
        WebhooksManage = "webhooks.manage",
        /// Rename the workspace.
        WorkspaceUpdate = "workspace.update",
        /// Delete the workspace.
        WorkspaceDelete = "workspace.delete",
        /// Give and take the role owner.
        OwnersManage = "owners.manage",
    }
);
