//! The permission table: who may do what. The server refuses by it, the browser hides by it.
//!
//! What a person may do is a set of permissions, their [`Rights`]. A role is one way to come to such a set, and the only
//! place that knows what a role holds is [`role`]. Everything else asks the set, so that a custom role needs no line of its own.

mod permission;
mod rights;
mod role;
#[cfg(test)]
mod tests;

pub use permission::Permission;
pub use rights::Rights;
pub use role::Role;

text_enum!(
    /// Who sees a board.
    Visibility {
        /// Every member; guests only where they were added.
        Open = "open",
        /// The people added to it, and admins.
        Private = "private",
    }
);

/// Whether somebody sees a board, `listed` telling whether they were added to it.
#[must_use]
pub const fn may_read_board(rights: Rights, visibility: Visibility, listed: bool) -> bool {
    let by_itself = match visibility {
        Visibility::Open => rights.may(Permission::BoardsReadOpen),
        Visibility::Private => false,
    };
    listed || by_itself || rights.may(Permission::BoardsReadAll)
}

/// Whether somebody may delete a board, `creator` telling whether they made it.
#[must_use]
pub const fn may_delete_board(rights: Rights, creator: bool) -> bool {
    rights.may(Permission::BoardsDeleteAny) || (creator && rights.may(Permission::BoardsUpdate))
}
