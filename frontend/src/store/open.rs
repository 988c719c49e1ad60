//! What the outbox brings to the workspace that is open.

use leptos::prelude::untrack;
use tutti_state::{Entity, Op, Settled, Step};
use tutti_types::{BoardId, WorkspaceId};

use super::{Space, entities};
use crate::live;
use crate::outbox::OpenWorkspace;

impl OpenWorkspace for Space {
    fn id(&self) -> WorkspaceId {
        self.id
    }

    fn board_name(&self, board: BoardId) -> Option<String> {
        let board = untrack(|| self.board(board));
        board.map(|board| board.name)
    }

    fn name_of(&self, entity: Entity) -> Option<String> {
        self.read(|s| entities::name_of(s, entity)).flatten()
    }

    fn lay_over(&self, ops: Vec<Op>) {
        Self::lay_over(*self, ops);
    }

    fn retried(&self, op: Op) {
        Self::retried(*self, op);
    }

    fn step_back(&self, step: Step) {
        Self::step_back(*self, step);
    }

    fn settled(&self, op: &Op, settled: Settled) {
        Self::settled(*self, op, settled);
    }

    fn doubt(&self) {
        live::doubt(*self);
    }
}
