//! What all areas stand on: the workspace itself, and the reader in it.

use tutti_types::snapshot::{MeHere, Snapshot};
use tutti_types::workspaces::Workspace;
use tutti_types::{Permission, UserId, WorkspaceId};

use crate::event::Payload;
use crate::people::Payload as People;
use crate::touched::{Touched, Touches};

/// Why a workspace is followed no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// The reader is no member any longer.
    Out,
}

/// As the server said; nothing lies over it.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) workspace: Workspace,
    pub(crate) me: MeHere,
    /// Where the workspace was deleted, or the reader is out of it.
    pub(crate) gone: Option<Gone>,
}

impl Base {
    pub(crate) fn new(snapshot: &Snapshot) -> Self {
        Self {
            workspace: snapshot.workspace.clone(),
            me: snapshot.me.clone(),
            gone: None,
        }
    }

    pub(crate) const fn workspace_id(&self) -> WorkspaceId {
        self.workspace.id
    }

    pub(crate) const fn me(&self) -> UserId {
        self.me.user_id
    }

    /// Whether the reader is told only of people with whom they share something.
    pub(crate) fn is_guest(&self) -> bool {
        !self.me.permissions.may(Permission::PeopleReadAll)
    }

    pub(crate) fn apply(&mut self, payload: &Payload, touches: &mut Touches) {
        match payload {
            Payload::Workspace(e) if e.workspace.changed_seq >= self.workspace.changed_seq => {
                self.put_workspace(e.workspace.clone(), touches);
            }
            Payload::WorkspaceGone => {
                self.gone = Some(Gone::Deleted);
                touches.add(Touched::Gone);
            }
            Payload::People(People::Member(e)) => {
                if let Some((role, rights)) = e.member.role.zip(e.member.rights())
                    && e.member.user_id == self.me.user_id
                    && (role, rights) != (self.me.role, self.me.permissions)
                {
                    (self.me.role, self.me.permissions) = (role, rights);
                    touches.add(Touched::Me);
                }
            }
            Payload::People(People::MemberGone(e)) if e.user_id == self.me.user_id => {
                self.gone.get_or_insert(Gone::Out);
                touches.add(Touched::Gone);
            }
            _ => {}
        }
    }

    /// Writes the workspace as it is now.
    pub(crate) fn put_workspace(&mut self, workspace: Workspace, touches: &mut Touches) {
        self.workspace = workspace;
        touches.add(Touched::Workspace);
    }
}
