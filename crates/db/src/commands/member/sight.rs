//! The boards that another role takes from somebody, and those that it brings.

use tutti_types::permissions::may_read_board;
use tutti_types::{Rights, UserId};

use crate::access::{self, Granted};
use crate::commands::board::{gained, gone};
use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::BoardRow;
use crate::models::member::MemberRow;

/// What changes of somebody's sight. The boards are locked, so that none of them changes hands meanwhile.
#[derive(Debug, Default)]
pub(super) struct Sight {
    lost: Vec<Granted<BoardRow>>,
    gained: Vec<BoardRow>,
}

impl Sight {
    /// What changes of a member's sight where they hold these rights from now on.
    pub(super) fn changed(
        tx: &mut Tx<'_>,
        member: &Granted<MemberRow>,
        rights: Rights,
    ) -> Result<Self> {
        let mut sight = Self::default();
        for board in access::every_board(tx.conn, member)? {
            let listed = board.member_ids.contains(&member.user_id);
            let sees = |rights| may_read_board(rights, board.visibility, listed);
            match (sees(member.rights()), sees(rights)) {
                (true, false) => sight.lost.push(board),
                (false, true) => sight.gained.push(board.into_subject()),
                _ => {}
            }
        }
        Ok(sight)
    }

    /// Tells the person what they lose, before the event that takes it; not somebody who is locked out.
    pub(super) fn tell_lost(&self, tx: &mut Tx<'_>, user: UserId, told: bool) {
        for board in self.lost.iter().filter(|_| told) {
            gone(tx, board.id, &[user]);
        }
    }

    /// Tells the person what they see now, after the event that brings it; not somebody who is locked out.
    pub(super) fn tell_gained(&self, tx: &mut Tx<'_>, user: UserId, told: bool) {
        for board in self.gained.iter().filter(|_| told) {
            gained(tx, board, user);
        }
    }
}
