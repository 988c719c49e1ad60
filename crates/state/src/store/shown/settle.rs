//! When an answered overlay is needed no longer.

use tutti_types::BoardId;
use tutti_types::members::Member;

use crate::answer::Answer;
use crate::entity::Entity;
use crate::overlay::Overlay;
use crate::store::{Store, Ticket, Truth};

impl Store {
    /// Drops the answered overlays that the truth has caught up with.
    pub(crate) fn drop_settled(&mut self) {
        self.keep_overlays(|overlay, truth| !is_settled(truth, overlay));
    }

    /// Drops the overlays of a board that were answered before its part was asked for: the part contains them, and if the
    /// part does not show them, then somebody undid them since.
    pub(crate) fn settle_older_than(&mut self, ticket: Ticket) {
        self.keep_overlays(|overlay, truth| {
            overlay.answer.is_none()
                || overlay.since > ticket.number
                || board_of(truth, overlay) != Some(ticket.board)
        });
        self.drop_settled();
    }
}

/// The board whose part tells what became of an answered overlay.
pub(crate) fn board_of(truth: &Truth, overlay: &Overlay) -> Option<BoardId> {
    match (&overlay.answer, overlay.entity) {
        (Some(Answer::Task(task)), _) => Some(task.board_id),
        (Some(Answer::Column(column)), _) => Some(column.board_id),
        (_, Entity::Task(id)) => truth.tasks.get(&id).map(|task| task.board_id),
        (_, Entity::Column(id)) => truth.columns.get(&id).map(|c| c.column.board_id),
        (_, Entity::Board(_) | Entity::Member(_)) => None,
    }
}

fn is_settled(truth: &Truth, overlay: &Overlay) -> bool {
    let act = overlay.op.intent.act();
    let waits = match &overlay.answer {
        None => true,
        Some(Answer::Task(task)) => match truth.tasks.get(&task.id) {
            Some(known) => known.changed_seq < task.changed_seq,
            // Only what is new comes with its event for sure. A change of a card that is not loaded shows nothing, and one
            // that changed nothing has no event.
            None => {
                let is_on_part = truth.parts.contains_key(&task.board_id);
                let removed = truth.removed.get(&task.id);
                let is_after = removed.is_none_or(|removed| removed.seq < task.changed_seq);
                act.brings_task() && is_on_part && is_after
            }
        },
        Some(Answer::Column(column)) => match truth.columns.get(&column.id) {
            Some(known) => known.column.changed_seq < column.changed_seq,
            None => truth.parts.contains_key(&column.board_id),
        },
        Some(Answer::Board(board)) => truth
            .boards
            .iter()
            .any(|known| known.id == board.id && known.changed_seq < board.changed_seq),
        Some(Answer::Member(member)) => {
            let is_older = |known: &Member| known.changed_seq < member.changed_seq;
            let mut members = truth.members.iter();
            let known = members.find(|known| known.user_id == member.user_id);
            known.is_some_and(is_older)
        }
        Some(Answer::Done) => act.awaits_end(truth, overlay.lost),
    };
    !waits
}
