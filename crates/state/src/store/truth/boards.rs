//! Boards and people.

use tutti_types::boards::Board;
use tutti_types::members::Member;
use tutti_types::{BoardId, Permission, UserId};

use super::Truth;
use crate::touched::{Touched, Touches};

impl Truth {
    /// Forgets a board, its part, and its tasks.
    pub(crate) fn drop_board(&mut self, id: BoardId, touches: &mut Touches) {
        self.boards.retain(|board| board.id != id);
        let columns = self.parts.get(&id).map(|part| part.columns.clone());
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
        self.parts.remove(&id);
        self.forget_hidden(id);
        self.forget_strangers(touches);
        touches.add(Touched::Boards);
        touches.add(Touched::Board(id));
        touches.add(Touched::Part(id));
    }

    /// A guest's members are the people of their boards; of anybody else they know the name.
    pub(super) fn forget_strangers(&mut self, touches: &mut Touches) {
        if self.me.permissions.may(Permission::PeopleReadAll) {
            return;
        }
        let (me, boards, before) = (self.me.user_id, &self.boards, self.members.len());
        let knows = |user: UserId| {
            let on = |b: &Board| b.member_ids.contains(&user) || b.created_by == Some(user);
            user == me || boards.iter().any(on)
        };
        for stranger in self.members.extract_if(.., |member| !knows(member.user_id)) {
            self.names.insert(stranger.user_id, stranger.name);
        }
        if self.members.len() != before {
            touches.add(Touched::Members);
        }
    }

    /// Writes a board's own fields as they are now. Who was taken off it may be a stranger from now on.
    pub(crate) fn put_board(&mut self, board: Board, touches: &mut Touches) {
        touches.add(Touched::Board(board.id));
        if let Some(known) = self.boards.iter_mut().find(|b| b.id == board.id) {
            *known = board;
            self.forget_strangers(touches);
        } else {
            // One that is restored stands where it stood.
            let key = |board: &Board| (board.created_at, board.id);
            let at = self.boards.partition_point(|b| key(b) < key(&board));
            self.boards.insert(at, board);
            touches.add(Touched::Boards);
        }
    }

    /// Writes a member as they are now, and what that means for the reader.
    pub(crate) fn put_member(&mut self, member: Member, touches: &mut Touches) {
        touches.add(Touched::Member(member.user_id));
        if let Some((role, rights)) = member.role.zip(member.rights())
            && member.user_id == self.me.user_id
            && (role, rights) != (self.me.role, self.me.permissions)
        {
            (self.me.role, self.me.permissions) = (role, rights);
            touches.add(Touched::Me);
        }
        if let Some(known) = self
            .members
            .iter_mut()
            .find(|m| m.user_id == member.user_id)
        {
            *known = member;
        } else {
            self.members.push(member);
            touches.add(Touched::Members);
        }
        self.forget_strangers(touches);
    }
}
