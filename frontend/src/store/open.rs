//! What the outbox brings to the workspace that is open.

use leptos::prelude::untrack;
use tutti_state::{Entity, Op, Settled, Step};
use tutti_types::{BoardId, WorkspaceId};

use super::Space;
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
        let name = self.read(|s| match entity {
            Entity::Task(task) => s.task(task).map(|task| task.title.clone()),
            Entity::Column(column) => s.column(column).map(|column| column.name.clone()),
            Entity::Board(board) => s.board(board).map(|board| board.name.clone()),
            Entity::Member(user) => s.member(user).map(|member| member.name.clone()),
        });
        name.flatten()
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
