//! Who a proof was given to.

use tutti_types::{Permission, Rights, UserId, WorkspaceId};

use super::Member;
use crate::error::{Error, Result};

/// Whoever a proof lets act: a member, or a job that goes on with what a member began. A job is not a person, so what it writes names nobody.
#[derive(Clone, Debug)]
pub enum Grantee {
    Member(Member),
    Job(JobGrantee),
}

/// A job, which may change what its proof is about and nothing else. Like a [`Member`], it is made only by the gate and `access`.
#[derive(Clone, Debug)]
pub struct JobGrantee {
    workspace_id: WorkspaceId,
    task_prefix: String,
}

impl Grantee {
    /// A job in a workspace, whose tasks have this before their numbers.
    pub(crate) const fn job(workspace_id: WorkspaceId, task_prefix: String) -> Self {
        Self::Job(JobGrantee {
            workspace_id,
            task_prefix,
        })
    }

    /// Where the proof holds.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        match self {
            Self::Member(member) => member.workspace_id(),
            Self::Job(job) => job.workspace_id,
        }
    }

    /// The person; `None` for a job.
    #[must_use]
    pub const fn person(&self) -> Option<UserId> {
        match self {
            Self::Member(member) => Some(member.user_id()),
            Self::Job(_) => None,
        }
    }

    /// What stands before a task's number there.
    #[must_use]
    pub fn task_prefix(&self) -> &str {
        match self {
            Self::Member(member) => member.task_prefix(),
            Self::Job(job) => &job.task_prefix,
        }
    }

    /// What they may do there by their role. A job has none.
    #[must_use]
    pub fn rights(&self) -> Rights {
        match self {
            Self::Member(member) => member.rights(),
            Self::Job(_) => Rights::of(&[]),
        }
    }

    /// The member who has a permission.
    ///
    /// # Errors
    /// `forbidden` for a member without it, and for a job.
    pub(crate) fn require(&self, permission: Permission) -> Result<&Member> {
        match self {
            Self::Member(member) => member.require(permission).map(|()| member),
            Self::Job(_) => Err(Error::forbidden()),
        }
    }
}

impl From<&Member> for Grantee {
    fn from(member: &Member) -> Self {
        Self::Member(member.clone())
    }
}
