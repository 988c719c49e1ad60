//! The list of boards.

use tutti_types::BoardId;
use tutti_types::boards::Board;

use super::{Boards, Touched};
use crate::touched::Touches;

impl Boards {
    /// Forgets a board, its part, and its tasks.
    pub(super) fn drop_board(&mut self, id: BoardId, touches: &mut Touches) {
        self.boards.retain(|board| board.id != id);
        let columns = self.parts.get(id).map(|held| held.columns.clone());
        for column in columns.unwrap_or_default() {
            self.drop_column(id, column, touches);
        }
        self.tasks.retain(|task, value| {
            let stays = value.board_id != id;
            if !stays {
                touches.push(Touched::Card(*task));
            }
            stays
        });
        self.parts.remove(id);
        self.forget_hidden(id);
        touches.acquaintances = true;
        touches.add(Touched::Boards);
        touches.add(Touched::Board(id));
        touches.add(Touched::Part(id));
    }

    /// Writes a board's own fields as they are now. Who was taken off it may be a stranger from now on.
    pub(super) fn put_board(&mut self, board: Board, touches: &mut Touches) {
        touches.add(Touched::Board(board.id));
        if let Some(known) = self.boards.iter_mut().find(|b| b.id == board.id) {
            *known = board;
            touches.acquaintances = true;
        } else {
            // One that is restored stands where it stood.
            let key = |board: &Board| (board.created_at, board.id);
            let at = self.boards.partition_point(|b| key(b) < key(&board));
            self.boards.insert(at, board);
            touches.add(Touched::Boards);
        }
    }
}
