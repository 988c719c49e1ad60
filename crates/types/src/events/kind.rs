//! What kinds of events there are.

text_enum!(
    /// What happened. A client that meets a kind it does not know moves its cursor and does nothing else.
    EventKind {
        /// The workspace itself changed.
        WorkspaceUpdated = "workspace.updated",
        /// The workspace was deleted.
        WorkspaceDeleted = "workspace.deleted",
        /// Somebody joined.
        MemberJoined = "member.joined",
        /// A member's role, name or suspension changed.
        MemberUpdated = "member.updated",
        /// A member left or was removed.
        MemberRemoved = "member.removed",
        /// An invitation was made or sent anew.
        InvitationCreated = "invitation.created",
        /// An invitation was taken back.
        InvitationRevoked = "invitation.revoked",
        /// An invitation was accepted.
        InvitationAccepted = "invitation.accepted",
        /// A board was made, came out of the trash (`changes` names `deleted_at`, and what is on it is to be loaded), or its reader
        /// sees it from now on.
        BoardCreated = "board.created",
        /// A board itself changed.
        BoardUpdated = "board.updated",
        /// A board was deleted.
        BoardDeleted = "board.deleted",
        /// The reader no longer sees the board.
        BoardGone = "board.gone",
        /// A board can be restored no longer.
        BoardPurged = "board.purged",
        /// A column was made, or came out of the trash (`changes` names `deleted_at`).
        ColumnCreated = "column.created",
        /// A column changed or moved.
        ColumnUpdated = "column.updated",
        /// A column was deleted.
        ColumnDeleted = "column.deleted",
        /// A column's tasks have new positions in the same order.
        ColumnReordered = "column.reordered",
        /// A task was made.
        TaskCreated = "task.created",
        /// Fields of a task changed, its place perhaps too.
        TaskUpdated = "task.updated",
        /// Only the place of a task changed.
        TaskMoved = "task.moved",
        /// A task went to the trash.
        TaskDeleted = "task.deleted",
        /// A task came out of the trash.
        TaskRestored = "task.restored",
        /// A task left the board for another one.
        TaskGone = "task.gone",
        /// An entry of the feed that has no event of its own.
        ActivityLogged = "activity.logged",
    }
);

impl EventKind {
    /// Whether an event of this kind may change who reads what in its workspace, for as long as that lives.
    #[must_use]
    pub const fn changes_rights(self) -> bool {
        matches!(
            self,
            Self::MemberJoined
                | Self::MemberUpdated
                | Self::MemberRemoved
                | Self::BoardCreated
                | Self::BoardUpdated
                | Self::BoardDeleted
        )
    }
}
