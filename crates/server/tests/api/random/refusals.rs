//! Why an act that nothing disturbs may be refused. Where there is no reason it has to succeed, else it must not.

mod columns;
mod places;

use tutti_types::ErrorCode::{
    self, Forbidden, LastOwner, NotFound, ValidationFailed, VersionConflict,
};
use tutti_types::members::UpdateMember;
use tutti_types::permissions::may_delete_board;
use tutti_types::tasks::UpdateTask;
use tutti_types::{BoardId, Permission, Rights, TaskId, UserId};

use super::act::{Act, Change, Seen};
use super::table::{Card, MemberNow, Table};
pub use places::home;

/// Who acts on what lies on the table, and the reasons found.
pub struct Refusals<'t> {
    table: &'t Table,
    who: UserId,
    rights: Rights,
    found: Vec<ErrorCode>,
}

/// All reasons to refuse an act; which of several is told is the server's affair.
pub fn refusals(table: &Table, who: UserId, act: &Act) -> Vec<ErrorCode> {
    let Some(me) = table.person(who).filter(|person| !person.suspended) else {
        return vec![NotFound];
    };
    let rights = me.rights();
    let mut all = Refusals {
        table,
        who,
        rights,
        found: Vec::new(),
    };
    all.of(act);
    all.found
}

impl Refusals<'_> {
    fn when(&mut self, reason: bool, code: ErrorCode) {
        if reason {
            self.found.push(code);
        }
    }
    fn need(&mut self, permission: Permission) {
        self.when(!self.rights.may(permission), Forbidden);
    }
    fn see(&mut self, board: BoardId) {
        self.when(!self.table.sees(self.who, board), NotFound);
    }
    fn stale(&mut self, seen: Seen, now: Option<i64>) {
        self.when(seen.is_some() && seen != now, VersionConflict);
    }

    fn of(&mut self, act: &Act) {
        if let Some((ids, change)) = act.change() {
            return self.of_tasks(&ids, &change, act);
        }
        match act {
            Act::Create(new) => {
                self.need(Permission::TasksCreate);
                self.of_create(new);
            }
            Act::CreateColumn(..)
            | Act::UpdateColumn(..)
            | Act::MoveColumn(..)
            | Act::DeleteColumn(..)
            | Act::RestoreColumn(..) => self.of_columns(act),
            Act::CreateBoard(_) => self.need(Permission::BoardsCreate),
            Act::UpdateBoard(id, _, seen) => {
                self.see(*id);
                self.need(Permission::BoardsUpdate);
                self.stale(*seen, self.table.board(*id).map(|board| board.version));
            }
            Act::DeleteBoard(id) => {
                self.see(*id);
                let board = self.table.board(*id);
                let created = board.is_some_and(|board| board.created_by == self.who);
                self.when(!may_delete_board(self.rights, created), Forbidden);
            }
            Act::RestoreBoard(id) => {
                let mut boards = self.table.trash.iter().chain(&self.table.boards);
                let board = boards.find(|board| board.id == *id);
                let seen = board.is_some_and(|board| self.table.would_see(self.who, board));
                self.when(!seen, NotFound);
                let created = board.is_some_and(|board| board.created_by == self.who);
                self.when(!may_delete_board(self.rights, created), Forbidden);
            }
            Act::AddToBoard(id, user) | Act::TakeOffBoard(id, user) => {
                self.see(*id);
                self.need(Permission::BoardsUpdate);
                let board = self.table.board(*id);
                let listed = board.is_some_and(|board| board.member_ids.contains(user));
                let person = self.table.person(*user);
                let comes = matches!(act, Act::AddToBoard(..));
                let may = person.is_some_and(|person| !comes || !person.suspended);
                self.when(!listed && !may, NotFound);
            }
            Act::UpdateMember(user, request) => self.of_member(*user, Some(*request)),
            Act::RemoveMember(user) => self.of_member(*user, None),
            _ => {}
        }
    }

    fn of_tasks(&mut self, ids: &[TaskId], change: &Change<'_>, act: &Act) {
        let cards: Vec<&Card> = ids.iter().filter_map(|id| self.table.card(*id)).collect();
        self.when(cards.len() < ids.len(), NotFound);
        for card in &cards {
            self.see(card.board_id);
            // What lies in the trash is only for restoring, which takes the others as they are.
            let in_trash = card.trashed && !matches!(change, Change::Restore);
            self.when(in_trash, NotFound);
        }
        if let Act::Patch(_, _, seen) | Act::Move(_, _, seen) | Act::Delete(_, seen) = act {
            self.stale(*seen, cards.first().map(|card| card.version));
        }
        match change {
            Change::Delete => self.need(Permission::TasksDelete),
            Change::Restore => {
                self.need(Permission::TasksDelete);
                self.room_to_restore(&cards);
            }
            Change::Move(to) => {
                self.need(Permission::TasksUpdate);
                self.of_move(&cards, *to);
            }
            Change::Patch(patch) => {
                self.need(Permission::TasksUpdate);
                self.of_patch(&cards, patch);
            }
        }
    }

    fn of_patch(&mut self, cards: &[&Card], patch: &UpdateTask) {
        self.room_by_status(cards, patch.status);
        let Some(people) = &patch.assignee_ids else {
            return;
        };
        for card in cards.iter().filter(|card| card.assignee_ids != *people) {
            // Who is locked out or lost the board stays where they are on all these tasks of a board, and gets no more.
            let beside = cards
                .iter()
                .filter(|other| other.board_id == card.board_id && other.assignee_ids != *people);
            let beside: Vec<&&Card> = beside.collect();
            for user in people {
                let stays = beside.iter().all(|card| card.assignee_ids.contains(user));
                self.assign(*user, card.board_id, stays);
            }
        }
    }

    fn assign(&mut self, user: UserId, board: BoardId, stays: bool) {
        let person = self.table.person(user);
        let may_come =
            |person: &MemberNow| self.table.sees(person.user_id, board) && !person.suspended;
        let may = person.is_some_and(|person| stays || may_come(person));
        self.when(!may, ValidationFailed);
    }

    /// Somebody gets another role or is locked out, or is removed. The owner of this play is the only one.
    fn of_member(&mut self, user: UserId, update: Option<UpdateMember>) {
        let myself = user == self.who;
        self.when(!self.knows(user), NotFound);
        let Some(subject) = self.table.person(user) else {
            return self.when(true, NotFound);
        };
        let theirs = subject.rights();
        let last_owner = theirs.may(Permission::OwnersManage);
        let Some(update) = update else {
            self.when(!myself && !self.rights.may_remove(theirs), Forbidden);
            return self.when(last_owner, LastOwner);
        };
        let Some(to) = subject.rights_with(self.table, &update) else {
            return self.when(true, ValidationFailed);
        };
        self.when(!self.rights.may_change(theirs, to), Forbidden);
        let suspends = update.suspended.is_some();
        self.when(suspends && !self.rights.may_remove(theirs), Forbidden);
        self.when(update.suspended == Some(true) && myself, Forbidden);
        self.when(last_owner && to != theirs, LastOwner);
    }

    /// A guest knows who was added to their boards or made them.
    fn knows(&self, user: UserId) -> bool {
        let mut boards = self.table.boards.iter();
        self.rights.may(Permission::PeopleReadAll)
            || user == self.who
            || boards.any(|board| {
                self.table.sees(self.who, board.id)
                    && (board.member_ids.contains(&user) || board.created_by == user)
            })
    }
}
