//! Typed ids. All are UUIDv7; nothing is ordered by them, since a client may make its own.

id!(/// A person, over all workspaces.
    UserId);
id!(/// A signed-in browser or device of a person.
    SessionId);
id!(/// A workspace: the tenant.
    WorkspaceId);
id!(/// An invitation into a workspace.
    InvitationId);
id!(/// A board of a workspace.
    BoardId);
id!(/// A column of a board.
    ColumnId);
id!(/// A task on a board.
    TaskId);
id!(/// One connection of the realtime socket.
    SocketId);
id!(/// The life of a stream: positions of two epochs cannot be compared.
    Epoch);
