//! What PostgreSQL holds: rows in order, and the workspace as it was after each of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};
use tutti_dice::Dice;
use tutti_realtime::roster::followed::{Introduction, Known};
use tutti_realtime::stream::{Found, Missing};
use tutti_realtime::{Effect, Homes, Roster, StreamEvent, homes};
use tutti_types::events::{Audience, EventKind};
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{BoardId, Epoch, Permission, Rights, Role, TaskId, Timestamp, UserId};

use crate::rooms::RoomRow;

pub const USERS: usize = 5;
pub const TEAMS: usize = 2;

#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    pub visibility: Visibility,
    pub members: BTreeSet<UserId>,
}

/// The role of a member, and what it holds where it is a custom one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    role: Role,
    custom: Option<Rights>,
}

impl Held {
    const fn built_in(role: Role) -> Self {
        Self { role, custom: None }
    }

    /// Any permissions by which one reads: what base a role has says nothing of them.
    fn custom(dice: &mut Dice) -> Self {
        let readings = [
            Permission::PeopleReadAll,
            Permission::BoardsReadOpen,
            Permission::BoardsReadAll,
            Permission::ChannelsReadOpen,
            Permission::BoardsDeleteAny,
            Permission::InvitationsManage,
        ];
        let held = readings.into_iter().filter(|_| dice.chance(60));
        let names: Vec<&str> = held.map(Permission::as_str).collect();
        Self {
            role: Role::Admin,
            custom: Some(Rights::custom(Role::Admin, names)),
        }
    }

    pub fn rights(self) -> Rights {
        self.custom.unwrap_or_else(|| self.role.rights())
    }

    fn may(self, permission: Permission) -> bool {
        self.rights().may(permission)
    }
}

#[derive(Clone, Debug, Default)]
pub struct State {
    pub members: BTreeMap<UserId, (Held, bool)>,
    pub boards: BTreeMap<BoardId, BoardRow>,
    pub trash: BTreeMap<BoardId, BoardRow>,
    /// The board of each task.
    pub tasks: BTreeMap<TaskId, BoardId>,
    /// The rooms that are no boards.
    pub rooms: BTreeMap<Room, RoomRow>,
    pub teams: [BTreeSet<UserId>; TEAMS],
    pub deleted: bool,
}

impl State {
    pub fn active(&self, user: UserId) -> Option<Held> {
        let (held, suspended) = self.members.get(&user)?;
        (!suspended && !self.deleted).then_some(*held)
    }
    pub fn reads(&self, user: UserId, board: BoardId) -> bool {
        let (Some(held), Some(row)) = (self.active(user), self.boards.get(&board)) else {
            return false;
        };
        row.members.contains(&user)
            || held.may(Permission::BoardsReadAll)
            || (held.may(Permission::BoardsReadOpen) && row.visibility == Visibility::Open)
    }
    pub fn readers(&self, board: BoardId) -> Vec<UserId> {
        self.members
            .keys()
            .copied()
            .filter(|user| self.reads(*user, board))
            .collect()
    }
    /// Those who know people by their boards only, and see one that somebody was added to.
    fn guests_beside(&self, user: UserId) -> Vec<UserId> {
        let mut guests: Vec<UserId> = self.members.keys().copied().collect();
        guests.retain(|guest| {
            let mut boards = self.boards.iter();
            *guest != user
                && !self.members[guest].0.may(Permission::PeopleReadAll)
                && boards.any(|(id, row)| row.members.contains(&user) && self.reads(*guest, *id))
        });
        guests
    }
    pub fn boards_of(&self, user: UserId) -> BTreeMap<BoardId, BoardRow> {
        self.boards
            .iter()
            .filter(|(id, _)| self.reads(user, **id))
            .map(|(id, row)| (*id, row.clone()))
            .collect()
    }
    pub fn tasks_of(&self, user: UserId) -> BTreeMap<TaskId, BoardId> {
        let seen = self
            .tasks
            .iter()
            .filter(|(_, board)| self.reads(user, **board));
        seen.map(|(task, board)| (*task, *board)).collect()
    }
}

pub struct Row {
    pub seq: i64,
    pub kind: &'static str,
    pub audience: Audience,
    pub data: Value,
    /// The room whose readers it hands over.
    pub handed: Option<(Room, RoomReaders)>,
}

impl Row {
    /// The task it carries.
    pub fn task(&self) -> Option<TaskId> {
        let id = self.data.pointer("/task/id")?;
        serde_json::from_value(id.clone()).ok()
    }
    /// The board it carries.
    fn board(&self) -> Option<BoardId> {
        let id = self.data.pointer("/board/id")?;
        serde_json::from_value(id.clone()).ok()
    }
    pub fn event(&self) -> Arc<StreamEvent> {
        let (at, audience) = (Timestamp::from_micros(self.seq), self.audience.clone());
        let data = self.data.to_string();
        let event = StreamEvent::new(self.seq, at, None, Some("op"), self.kind, audience, &data);
        Arc::new(match &self.handed {
            Some((room, readers)) => event.handing(*room, readers.clone()),
            None => event,
        })
    }
}

pub struct Database {
    pub epoch: Epoch,
    pub users: Vec<UserId>,
    pub rows: Vec<Row>,
    /// As it was after the row of this position.
    pub states: Vec<State>,
    /// Rows up to here are not kept any more.
    pub purged: i64,
    /// The last row of each transaction.
    pub commits: BTreeSet<i64>,
    pub ids: u128,
}

pub fn id<T: std::str::FromStr>(number: u128) -> T {
    format!("00000000-0000-0000-0000-{number:012x}")
        .parse()
        .ok()
        .unwrap()
}

impl Database {
    pub fn new(dice: &mut Dice) -> Self {
        let users: Vec<UserId> = (1..=USERS as u128).map(id).collect();
        let roles = [
            Role::Owner,
            Role::Admin,
            Role::Member,
            Role::Guest,
            Role::Guest,
        ];
        let mut database = Self {
            epoch: id(1000),
            rows: Vec::new(),
            states: vec![State::default()],
            purged: 0,
            commits: BTreeSet::new(),
            ids: 2000,
            users,
        };
        let members = database
            .users
            .iter()
            .zip(roles)
            .map(|(user, role)| (*user, (Held::built_in(role), false)));
        database.states[0].members = members.collect();
        for _ in 0..2 {
            database.create_board(dice);
            database.commits.insert(database.head());
            database.create_room(dice);
            database.commits.insert(database.head());
        }
        database
    }
    pub fn head(&self) -> i64 {
        self.rows.len() as i64
    }
    pub fn now(&self) -> &State {
        self.states.last().unwrap()
    }
    pub fn at(&self, seq: i64) -> &State {
        &self.states[seq as usize]
    }
    pub fn row(&self, seq: i64) -> &Row {
        &self.rows[seq as usize - 1]
    }
    /// A reader's share of a stretch, by the audiences alone.
    pub fn find(&self, missing: &Missing, limit: usize) -> Found {
        let Missing { after, upto, share } = missing;
        let theirs = |audience: &Audience| match audience {
            Audience::Everyone => true,
            Audience::May(permission) => share.permissions.contains(permission),
            Audience::Room(room) => share.rooms.contains(room),
            Audience::Users(users) => users.contains(&share.user),
        };
        let kept = after.max(&self.purged) + 1..=*upto;
        let rows = kept.map(|seq| self.row(seq));
        let of_over_limit = |row: &Row| match &row.audience {
            Audience::Room(room) => {
                let is_told = row.kind.starts_with("board.") || row.handed.is_some();
                share.over_limit.contains(room) && is_told
            }
            _ => false,
        };
        let events: Vec<_> = rows
            .filter(|row| theirs(&row.audience) || of_over_limit(row))
            .take(limit)
            .map(Row::event)
            .collect();
        let last = events.last().filter(|_| events.len() == limit);
        Found {
            after: *after,
            upto: last.map_or(*upto, |event| event.seq()),
            is_kept: *after >= self.purged,
            events,
        }
    }
    /// What the hub is told of the rooms somebody may read, but not who reads those it holds.
    pub fn introduce(&self, user: UserId, held: &HashSet<Room>) -> Introduction {
        let state = self.now();
        let is_theirs = |room: &Room| {
            let row = &state.rooms[room];
            row.visibility == Visibility::Open || row.people().contains(&user)
        };
        let theirs = state.rooms.keys().copied().filter(is_theirs);
        let known = |room: Room| {
            let kept = self.rows.iter().filter(|row| row.seq > self.purged);
            let changes = kept.filter_map(|row| Some((row.seq, row.handed.as_ref()?)));
            let changes = changes.filter(|(_, (other, _))| *other == room);
            Known {
                readers: state.rooms[&room].readers(),
                changes: changes
                    .map(|(seq, (_, readers))| (seq, readers.clone()))
                    .collect(),
            }
        };
        Introduction {
            seq: self.head(),
            floor: 0,
            rooms: theirs
                .map(|room| (room, (!held.contains(&room)).then(|| known(room))))
                .collect(),
        }
    }
    pub fn roster(&self) -> Roster {
        let state = self.now();
        if state.deleted {
            return Roster::default();
        }
        let roster = Roster::new(
            state
                .members
                .iter()
                .map(|(user, (held, out))| (*user, held.rights(), *out)),
            state.boards.iter().map(|(id, row)| {
                (
                    *id,
                    row.visibility,
                    row.members.iter().rev().copied().collect(),
                    None,
                )
            }),
        );
        roster.after(&self.history())
    }
    /// The effects that are still kept.
    fn history(&self) -> Vec<(i64, Effect)> {
        let kept = self.rows.iter().filter(|row| row.seq > self.purged);
        let known = kept.filter_map(|row| Some((row, row.kind.parse::<EventKind>().ok()?)));
        known
            .filter(|(_, kind)| kind.changes_rights())
            .map(|(row, kind)| (row.seq, Effect::of(kind, &row.data.to_string())))
            .collect()
    }
    /// The last deletion of a board of which it is not kept how it came.
    pub fn unexplained(&self) -> i64 {
        let of = |row: &Row, kind, at: &str| {
            let board = row.data.pointer(at).filter(|_| row.kind == kind);
            board.map(|board| (row.seq, board.clone()))
        };
        let created = |row| of(row, "board.created", "/board/id");
        let deletions = self.rows.iter().rev().filter(|row| row.seq > self.purged);
        let mut deletions = deletions.filter_map(|row| of(row, "board.deleted", "/board_id"));
        let unexplained = deletions.find(|(deleted, board)| {
            let before = self.rows.iter().rev().skip_while(|row| row.seq > *deleted);
            let mut created = before.filter_map(created);
            let last = created.find(|(_, other)| other == board);
            last.is_none_or(|(seq, _)| seq <= self.purged)
        });
        unexplained.map_or(0, |(seq, _)| seq)
    }
    /// The tasks that left a board in what is kept.
    pub fn homes(&self) -> Homes {
        let kept = self.rows.iter().filter(|row| row.seq > self.purged);
        let moved = kept
            .filter(|row| row.kind == "task.moved")
            .filter_map(Row::task);
        let moved = moved.map(|task| (task, self.now().tasks[&task]));
        let moved: BTreeMap<TaskId, BoardId> = moved.collect();
        Homes::new(moved, self.head(), homes::MOST)
    }
    pub fn new_epoch(&mut self) {
        self.ids += 1;
        self.epoch = id(self.ids);
    }

    /// Whether `user` may receive a row where the workspace is as after `moment`: as one of its audience, and only if they see the
    /// board of what it carries.
    pub fn allowed(&self, moment: i64, user: UserId, seq: i64) -> bool {
        let (row, state) = (self.row(seq), self.at(moment));
        let before = self.at(seq - 1);
        if row.kind == "workspace.deleted" {
            return before.active(user).is_some();
        }
        let Some(held) = state.active(user) else {
            return false;
        };
        let carried = row.task().and_then(|task| state.tasks.get(&task).copied());
        let hidden = |board: Option<BoardId>| board.is_some_and(|board| !state.reads(user, board));
        if hidden(carried) || hidden(row.board()) {
            return false;
        }
        // Brought to somebody by name, who may have lost it since.
        if let (Audience::Users(_), Some((room, readers))) = (&row.audience, &row.handed)
            && (readers.people.contains(&user) || readers.visibility == Visibility::Open)
            && !state.reads_room(user, *room)
        {
            return false;
        }
        let about = row.data.pointer("/member/user_id") == Some(&json!(user));
        match &row.audience {
            _ if about => true,
            Audience::May(permission) => held.may(*permission),
            Audience::Everyone => true,
            Audience::Room(room) if row.kind == "board.deleted" => room
                .as_board()
                .is_some_and(|board| before.reads(user, board)),
            Audience::Room(room) => match room.as_board() {
                Some(board) => state.reads(user, board),
                None => state.reads_room(user, *room),
            },
            Audience::Users(users) => users.contains(&user),
        }
    }

    pub fn emit(
        &mut self,
        kind: &'static str,
        audience: Audience,
        data: Value,
        change: impl FnOnce(&mut State),
    ) {
        self.emit_handing(None, kind, audience, data, change);
    }

    /// The same of an event that hands over who reads a room after it.
    pub fn emit_handing(
        &mut self,
        room: Option<Room>,
        kind: &'static str,
        audience: Audience,
        data: Value,
        change: impl FnOnce(&mut State),
    ) {
        let mut state = self.now().clone();
        change(&mut state);
        let handed = room.map(|room| (room, state.readers_of_room(room)));
        self.states.push(state);
        let seq = self.head() + 1;
        self.rows.push(Row {
            seq,
            kind,
            audience,
            data,
            handed,
        });
    }

    /// A board's payload, where it was `before` until then.
    fn board_data(board: BoardId, row: &BoardRow, before: Option<&BoardRow>) -> Value {
        let before = before.unwrap_or(row);
        let mut changes = Vec::new();
        if before.visibility != row.visibility {
            changes.push(
                json!({"field": "visibility", "from": before.visibility, "to": row.visibility}),
            );
        }
        if before.members != row.members {
            changes.push(json!({"field": "member_ids", "from": before.members, "to": row.members}));
        }
        json!({"board": {"id": board, "workspace_id": board, "name": "B", "color": "blue", "version": 1, "changed_seq": 1,
            "visibility": row.visibility, "member_ids": row.members, "created_by": null,
            "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}, "changes": changes})
    }

    fn create_board(&mut self, dice: &mut Dice) {
        self.ids += 1;
        let board = id(self.ids);
        let row = Self::random_board(dice, &self.users);
        let data = Self::board_data(board, &row, None);
        self.emit("board.created", Audience::board(board), data, |state| {
            state.boards.insert(board, row);
        });
    }

    fn task_data(dice: &mut Dice, task: TaskId, board: BoardId, from: BoardId) -> Value {
        let column = "00000000-0000-0000-0000-000000000001";
        json!({"task": {"id": task, "board_id": board, "title": "x".repeat(dice.below(300))},
            "from": {"board_id": from, "column_id": column}})
    }

    fn create_task(&mut self, dice: &mut Dice, board: BoardId) {
        self.ids += 1;
        let task: TaskId = id(self.ids);
        let mut data = Self::task_data(dice, task, board, board);
        data["from"] = Value::Null;
        self.emit("task.created", Audience::board(board), data, |state| {
            state.tasks.insert(task, board);
        });
    }

    /// One of a living board.
    fn any_task(&self, dice: &mut Dice) -> Option<(TaskId, BoardId)> {
        let tasks = self.now().tasks.iter();
        let living = tasks.filter(|(_, board)| self.now().boards.contains_key(board));
        let living: Vec<_> = living.map(|(task, board)| (*task, *board)).collect();
        dice.pick(&living)
    }

    fn update_task(&mut self, dice: &mut Dice) {
        if let Some((task, board)) = self.any_task(dice) {
            let data = Self::task_data(dice, task, board, board);
            self.emit("task.updated", Audience::board(board), data, |_| {});
        }
    }

    fn move_task(&mut self, dice: &mut Dice, to: BoardId) {
        let Some((task, from)) = self.any_task(dice).filter(|(_, from)| *from != to) else {
            return;
        };
        let gone = json!({"board_id": from, "task_id": task});
        self.emit("task.gone", Audience::board(from), gone, |state| {
            state.tasks.remove(&task);
        });
        let data = Self::task_data(dice, task, to, from);
        self.emit("task.moved", Audience::board(to), data, |state| {
            state.tasks.insert(task, to);
        });
    }

    fn random_board(dice: &mut Dice, users: &[UserId]) -> BoardRow {
        let private = dice.chance(50);
        BoardRow {
            visibility: if private {
                Visibility::Private
            } else {
                Visibility::Open
            },
            members: users.iter().copied().filter(|_| dice.chance(30)).collect(),
        }
    }

    fn update_board(&mut self, dice: &mut Dice, board: BoardId) {
        let present: Vec<UserId> = self.now().members.keys().copied().collect();
        let row = Self::random_board(dice, &present);
        let before = self.now().readers(board);
        let mut after = self.now().clone();
        after.boards.insert(board, row.clone());
        let lost: Vec<UserId> = before
            .into_iter()
            .filter(|user| !after.reads(*user, board))
            .collect();
        if !lost.is_empty() {
            let gone = json!({"board_id": board});
            self.emit("board.gone", Audience::Users(lost), gone, |_| {});
        }
        let data = Self::board_data(board, &row, self.now().boards.get(&board));
        self.emit("board.updated", Audience::board(board), data, |state| {
            state.boards.insert(board, row);
        });
    }

    fn restore_board(&mut self, board: BoardId) {
        let row = self.now().trash[&board].clone();
        let data = Self::board_data(board, &row, None);
        self.emit("board.created", Audience::board(board), data, |state| {
            state.trash.remove(&board);
            state.boards.insert(board, row);
        });
    }

    fn set_member(&mut self, kind: &'static str, user: UserId, held: Held, suspended: bool) {
        let before = self.now().boards_of(user);
        let old = self.now().members.get(&user).copied();
        let mut changes = Vec::new();
        let role = held.role;
        if let Some((old, _)) = old.filter(|(old, _)| old.role != role) {
            changes.push(json!({"field": "role", "from": old.role, "to": role}));
        }
        if let Some((old, _)) = old.filter(|(old, _)| old.custom != held.custom) {
            changes.push(json!({"field": "permissions", "from": old.custom, "to": held.custom}));
        }
        if let Some((_, old)) = old.filter(|(_, old)| *old != suspended) {
            changes.push(json!({"field": "suspended", "from": old, "to": suspended}));
        }
        let mut data = json!({"member": {"user_id": user, "name": "N", "email": "n@x.org", "role": role,
            "suspended": suspended, "joined_at": "2026-01-01T00:00:00Z"}, "changes": changes});
        if let Some(custom) = held.custom {
            data["member"]["permissions"] = json!(custom);
        }
        self.emit(
            kind,
            Audience::May(Permission::PeopleReadAll),
            data,
            |state| {
                state.members.insert(user, (held, suspended));
            },
        );
        // Somebody locked out, or let in again, loads anew; all others are told of each board.
        if kind != "member.updated"
            || suspended
            || before.is_empty() && self.now().active(user).is_none()
        {
            return;
        }
        let after = self.now().boards_of(user);
        for board in before.keys().filter(|board| !after.contains_key(board)) {
            let gone = json!({"board_id": board});
            self.emit("board.gone", Audience::Users(vec![user]), gone, |_| {});
        }
        for (board, row) in after
            .iter()
            .filter(|(board, _)| !before.contains_key(board))
        {
            let data = Self::board_data(*board, row, None);
            self.emit("board.updated", Audience::Users(vec![user]), data, |_| {});
        }
    }

    /// One transaction.
    pub fn commit(&mut self, dice: &mut Dice) {
        self.mutate(dice);
        self.commits.insert(self.head());
    }

    fn mutate(&mut self, dice: &mut Dice) {
        if self.now().deleted {
            return;
        }
        if dice.chance(30) {
            self.mutate_rooms(dice);
            return;
        }
        let boards: Vec<BoardId> = self.now().boards.keys().copied().collect();
        let board = dice.pick(&boards);
        let user = self.users[dice.below(USERS)];
        let member = self.now().members.get(&user).copied();
        match (dice.below(100), board, member) {
            (0..15, Some(board), _) => self.create_task(dice, board),
            (15..35, ..) => self.update_task(dice),
            (35..45, Some(board), _) => self.move_task(dice, board),
            (45..52, ..) => self.emit("workspace.updated", Audience::Everyone, json!({}), |_| {}),
            (52..58, ..) => self.emit(
                "invitation.created",
                Audience::May(Permission::InvitationsManage),
                json!({}),
                |_| {},
            ),
            (58..60, ..) => self.emit(
                "novel.kind",
                Audience::May(Permission::PeopleReadAll),
                json!({}),
                |_| {},
            ),
            (60..75, Some(board), _) => self.update_board(dice, board),
            (75..79, ..) if boards.len() < 4 => self.create_board(dice),
            (79..83, Some(board), _) if dice.chance(60) => {
                let data = json!({"board_id": board});
                self.emit("board.deleted", Audience::board(board), data, |state| {
                    let row = state.boards.remove(&board).unwrap();
                    state.trash.insert(board, row);
                });
            }
            (75..83, ..) => {
                let lying: Vec<BoardId> = self.now().trash.keys().copied().collect();
                if let Some(board) = dice.pick(&lying) {
                    self.restore_board(board);
                }
            }
            (83..90, _, Some((_, suspended))) => {
                // Mostly roles that boards come and go with, and nobody has to load anew for.
                let most = [Role::Member, Role::Admin];
                let roles = if dice.chance(60) {
                    &most[..]
                } else {
                    Role::ALL
                };
                let held = if dice.chance(40) {
                    Held::custom(dice)
                } else {
                    Held::built_in(dice.pick(roles).unwrap())
                };
                self.set_member("member.updated", user, held, suspended);
            }
            (90..94, _, Some((held, suspended))) => {
                self.set_member("member.updated", user, held, !suspended);
            }
            (94..96, _, Some(_)) => {
                let data = json!({"user_id": user});
                let (guests, gone) = (self.now().guests_beside(user), data.clone());
                self.emit(
                    "member.removed",
                    Audience::May(Permission::PeopleReadAll),
                    data,
                    |state| {
                        state.members.remove(&user);
                        for row in state.boards.values_mut().chain(state.trash.values_mut()) {
                            row.members.remove(&user);
                        }
                        state.remove_from_rooms(user);
                    },
                );
                if !guests.is_empty() {
                    self.emit("member.removed", Audience::Users(guests), gone, |_| {});
                }
            }
            (83..99, _, None) => {
                let role = Role::ALL[dice.below(Role::ALL.len())];
                self.set_member("member.joined", user, Held::built_in(role), false);
            }
            (99, ..) if dice.chance(20) => {
                self.emit(
                    "workspace.deleted",
                    Audience::Everyone,
                    json!({}),
                    |state| {
                        state.deleted = true;
                    },
                );
            }
            _ => {}
        }
    }
}
