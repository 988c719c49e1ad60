//! Who can work on a board's tasks.

use tutti_types::Role;
use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::permissions::may_read_board;

/// Whether a member sees a board, as the server judges it for who is given a task. Whose role one is not told is taken for a
/// member, as most are.
pub fn sees(board: &Board, member: &Member) -> bool {
    let listed = board.member_ids.contains(&member.user_id);
    let rights = member.rights().unwrap_or_else(|| Role::Member.rights());
    may_read_board(rights, board.visibility, listed)
}
