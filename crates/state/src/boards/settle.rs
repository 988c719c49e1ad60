//! What tells what became of what the person did to boards.

use tutti_types::BoardId;
use tutti_types::rooms::Room;

use super::{Answer, Boards, Entity};
use crate::answer::Answer as Any;
use crate::area::{Act, Overlaid, Overlay};
use crate::parts::Ticket;

impl Overlaid<Boards> {
    /// Drops the overlays of a board that were answered before its part was asked for: the part contains them, and if the
    /// part does not show them, then somebody undid them since.
    pub(super) fn settle_older_than(&mut self, ticket: Ticket<BoardId>) {
        self.retain_overlays(|overlay, truth| {
            overlay.answer.is_none()
                || overlay.since > ticket.number()
                || truth.board_of(overlay) != Some(ticket.id())
        });
        self.drop_settled();
    }
}

impl Boards {
    /// The board whose part tells what became of an answered overlay.
    pub(super) fn board_of(&self, overlay: &Overlay<Self>) -> Option<BoardId> {
        match &overlay.answer {
            Some(Any::Boards(Answer::Task(task))) => return Some(task.board_id),
            Some(Any::Boards(Answer::Column(column))) => return Some(column.board_id),
            _ => {}
        }
        match overlay.entity {
            crate::Entity::Boards(Entity::Task(id)) => {
                self.tasks.get(&id).map(|task| task.board_id)
            }
            crate::Entity::Boards(Entity::Column(id)) => {
                self.columns.get(&id).map(|cards| cards.column.board_id)
            }
            _ => None,
        }
    }

    /// Whether the event of an overlay may be among what happened in these rooms: of a board's own fields nothing is left out.
    pub(super) fn may_have_missed(&self, overlay: &Overlay<Self>, rooms: &[Room]) -> bool {
        let mut boards = rooms.iter().filter_map(|room| room.as_board()).peekable();
        let is_on_board = matches!(
            overlay.entity,
            crate::Entity::Boards(Entity::Task(_) | Entity::Column(_))
        );
        boards.peek().is_some()
            && is_on_board
            && self
                .board_of(overlay)
                .is_none_or(|board| boards.any(|lost| lost == board))
    }

    pub(super) fn awaits_event(&self, answer: &Answer, act: &dyn Act<Area = Self>) -> bool {
        match answer {
            Answer::Task(task) => match self.tasks.get(&task.id) {
                Some(known) => known.changed_seq < task.changed_seq,
                // Only what is new comes with its event for sure. A change of a card that is not loaded shows nothing, and one
                // that changed nothing has no event.
                None => {
                    let is_on_part = self.parts.get(task.board_id).is_some();
                    let removed = self.removed.get(&task.id);
                    let is_after = removed.is_none_or(|removed| removed.seq < task.changed_seq);
                    act.is_new() && is_on_part && is_after
                }
            },
            Answer::Column(column) => match self.columns.get(&column.id) {
                Some(known) => known.column.changed_seq < column.changed_seq,
                None => self.parts.get(column.board_id).is_some(),
            },
            Answer::Board(board) => self
                .boards
                .iter()
                .any(|known| known.id == board.id && known.changed_seq < board.changed_seq),
        }
    }
}
