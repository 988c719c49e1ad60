//! What the outbox needs of the workspace that is open.

use tutti_state::{Entity, Op, Settled, Step};
use tutti_types::{BoardId, WorkspaceId};

/// A workspace that is open: what is done in it shows at once, and what the server answers as it comes.
pub trait OpenWorkspace {
    /// Which one it is.
    fn id(&self) -> WorkspaceId;
    /// What a board of it is called, untracked.
    fn board_name(&self, board: BoardId) -> Option<String>;
    /// What anything of it is called, untracked.
    fn name_of(&self, entity: Entity) -> Option<String>;
    /// Lays what waits over what the server said.
    fn lay_over(&self, ops: Vec<Op>);
    /// Shows what is done again after it was refused.
    fn retried(&self, op: Op);
    /// Takes back a step that was done here.
    fn step_back(&self, step: Step);
    /// Shows what the server answered.
    fn settled(&self, op: &Op, settled: Settled);
    /// A request got no answer: the socket may be dead as well.
    fn doubt(&self);
}
