//! What kinds of events there are.

/// The kinds with all that is fixed for each: its word, the payload it carries, and whether an event of it may change who reads what in
/// its workspace. Whom it is told and which entry of the feed it has depends on what happened, and is said where it is emitted.
macro_rules! kinds {
    ($(#[doc = $doc:literal])* $name:ident {
        $($(#[doc = $kdoc:literal])* $kind:ident = $text:literal => $payload:ident, changes_rights: $rights:literal;)+
    }) => {
        text_enum!($(#[doc = $doc])* $name { $($(#[doc = $kdoc])* $kind = $text),+ });

        impl $name {
            /// Whether an event of this kind may change who reads what in its workspace, for as long as that lives.
            #[must_use]
            pub const fn changes_rights(self) -> bool {
                match self { $(Self::$kind => $rights),+ }
            }

            /// What it carries, for the OpenAPI file.
            #[cfg(feature = "openapi")]
            pub(super) fn payload(self) -> super::carried::Payload {
                match self { $(Self::$kind => super::carried::of::<super::$payload>()),+ }
            }
        }
    };
}

kinds!(
    /// What happened. A client that meets a kind it does not know moves its cursor and does nothing else.
    EventKind {
        /// The workspace itself changed.
        WorkspaceUpdated = "workspace.updated" => WorkspaceChanged, changes_rights: false;
        /// The workspace was deleted.
        WorkspaceDeleted = "workspace.deleted" => WorkspaceGone, changes_rights: false;
        /// Somebody joined.
        MemberJoined = "member.joined" => MemberChanged, changes_rights: true;
        /// A member's role, name or suspension changed.
        MemberUpdated = "member.updated" => MemberChanged, changes_rights: true;
        /// A member left or was removed.
        MemberRemoved = "member.removed" => MemberGone, changes_rights: true;
        /// An invitation was made or sent anew.
        InvitationCreated = "invitation.created" => InvitationChanged, changes_rights: false;
        /// An invitation was taken back.
        InvitationRevoked = "invitation.revoked" => InvitationGone, changes_rights: false;
        /// An invitation was accepted.
        InvitationAccepted = "invitation.accepted" => InvitationGone, changes_rights: false;
        /// A board was made, came out of the trash (`changes` names `deleted_at`, and what is on it is to be loaded), or its reader
        /// sees it from now on.
        BoardCreated = "board.created" => BoardChanged, changes_rights: true;
        /// A board itself changed.
        BoardUpdated = "board.updated" => BoardChanged, changes_rights: true;
        /// A board was deleted.
        BoardDeleted = "board.deleted" => BoardGone, changes_rights: true;
        /// The reader no longer sees the board.
        BoardGone = "board.gone" => BoardGone, changes_rights: false;
        /// A board can be restored no longer.
        BoardPurged = "board.purged" => BoardGone, changes_rights: false;
        /// A column was made, or came out of the trash (`changes` names `deleted_at`).
        ColumnCreated = "column.created" => ColumnChanged, changes_rights: false;
        /// A column changed or moved.
        ColumnUpdated = "column.updated" => ColumnChanged, changes_rights: false;
        /// A column was deleted.
        ColumnDeleted = "column.deleted" => ColumnGone, changes_rights: false;
        /// A column's tasks have new positions in the same order.
        ColumnReordered = "column.reordered" => ColumnReordered, changes_rights: false;
        /// A task was made.
        TaskCreated = "task.created" => TaskChanged, changes_rights: false;
        /// Fields of a task changed, its place perhaps too.
        TaskUpdated = "task.updated" => TaskChanged, changes_rights: false;
        /// Only the place of a task changed.
        TaskMoved = "task.moved" => TaskChanged, changes_rights: false;
        /// A task went to the trash.
        TaskDeleted = "task.deleted" => TaskGone, changes_rights: false;
        /// A task came out of the trash.
        TaskRestored = "task.restored" => TaskChanged, changes_rights: false;
        /// A task left the board for another one.
        TaskGone = "task.gone" => TaskGone, changes_rights: false;
        /// An entry of the feed that has no event of its own.
        ActivityLogged = "activity.logged" => ActivityLogged, changes_rights: false;
    }
);
