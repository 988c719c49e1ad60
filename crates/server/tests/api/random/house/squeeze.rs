//! Ranks that have grown long, as after months of use.

use serde_json::json;
use tutti_db::rank::MAX_LENGTH;
use tutti_dice::Dice;
use tutti_types::boards::Board;
use tutti_types::{BoardId, paths};

use super::House;
use crate::random::table::Table;

/// The last two digits, by which cards and columns are in order.
const FROM_THE_FIRST: &str = "chr(49 + first / 9) || chr(49 + first % 9)";
const FROM_THE_LAST: &str = "chr(122 - last / 9) || chr(122 - last % 9)";

impl House {
    /// Leaves hardly any room on a board between its cards and columns, before or behind them, so that they are soon spread
    /// anew. In the trash several are of one place. Nobody is told of it, so everybody opens their browser anew.
    pub async fn squeeze(&mut self, dice: &mut Dice) {
        self.verify().await;
        let boards: Vec<BoardId> = self.table.boards.iter().map(|board| board.id).collect();
        let board = dice.pick(&boards).unwrap();
        let length = MAX_LENGTH - 2 - dice.below(2);
        let rank = match dice.below(3) {
            0 => format!("'{}' || {FROM_THE_FIRST}", "0".repeat(length)),
            1 => format!("'V{}' || {FROM_THE_FIRST}", "0".repeat(length - 1)),
            _ => format!("'{}' || {FROM_THE_LAST}", "z".repeat(length)),
        };
        let cards = numbered(
            "column_id, step",
            "1 + 3 * (deleted_at IS NOT NULL)::int",
            "tasks",
        );
        let columns = numbered("step", "1", "columns");
        self.team.app.database.run(&format!(
            "UPDATE tasks SET position = 'x' || position WHERE board_id = '{board}';
             UPDATE tasks t SET position = {rank} FROM {cards} o WHERE o.id = t.id AND o.board_id = '{board}';
             UPDATE columns SET position = 'x' || position WHERE board_id = '{board}';
             UPDATE columns c SET position = {rank} FROM {columns} o WHERE o.id = c.id AND o.board_id = '{board}'"
        ));
        // What is kept of the board's answer is from before.
        let named = json!({"name": format!("Squeezed {}", self.table.head)});
        let path = paths::board(self.team.ws, board);
        let _: Board = self.team.owner.patch(path, &named).await;
        self.table = Table::load(&self.team);
        for player in &mut self.players {
            player.follower = None;
        }
        self.verify().await;
    }
}

/// Cards or columns numbered from the first and from the last of theirs; `step` of them share a number.
fn numbered(theirs: &str, step: &str, table: &str) -> String {
    let number = |order: &str| {
        format!(
            "(dense_rank() OVER (PARTITION BY board_id, {theirs} ORDER BY position {order}) - 1)::int / step"
        )
    };
    let (first, last) = (number("ASC"), number("DESC"));
    format!(
        "(SELECT id, board_id, {first} AS first, {last} AS last FROM (SELECT *, {step} AS step FROM {table}) s)"
    )
}
