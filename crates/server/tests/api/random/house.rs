//! The people, what they do, and who looks on.

mod said;
mod squeeze;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tutti_dice::Dice;
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Follower, Team};
use tutti_types::boards::Board;
use tutti_types::{BoardId, Permission, Role, UserId, paths};

use super::act::Act;
use super::checks::{expected, holds_together, limits_hold};
use super::choose::choose;
use super::outcome::{judge, told_once};
use super::rooms::{self, Listener, Rooms};
use super::table::{Card, MemberNow, Table, told_since};
use crate::activity::broken_links;
use crate::gate::each_event_has_its_entry;
use said::Said;

/// Somebody with a browser, which is closed while they are away.
struct Player {
    name: &'static str,
    role: Role,
    client: Client,
    follower: Option<Follower>,
    /// Whether something came into their sight, or went out of it with a task, since their browser last asked: it may be told to
    /// load anew then.
    sight_changed: bool,
}

pub struct House {
    team: Team,
    players: Vec<Player>,
    table: Table,
    said: Said,
    rooms: Rooms,
    listeners: Vec<Listener>,
}

impl House {
    /// Two boards with some cards, one column with a limit, and a guest who is on the first board.
    pub async fn start() -> Self {
        let team = Team::start().await;
        let mut players = vec![Player {
            name: "Olga Owner",
            role: Role::Owner,
            client: team.owner.clone(),
            follower: None,
            sight_changed: false,
        }];
        for (name, role) in [
            ("Mia Member", Role::Member),
            ("Max Member", Role::Member),
            ("Gus Guest", Role::Guest),
        ] {
            let client = team.join_as(name, role).await;
            players.push(Player {
                name,
                role,
                client,
                follower: None,
                sight_changed: false,
            });
        }
        let guest = players[3].client.id();
        let path = paths::board_member(team.ws, team.board.id, guest);
        let _: Board = team.owner.put(path).await;
        let second = team.board("Second", None).await;
        for board in [team.board.id, second.id] {
            for n in 0..8 {
                team.task_on(board, &format!("Title {n}")).await;
            }
        }
        let limited = paths::column(team.ws, second.id, second.columns[1].id);
        let _: Value = team.owner.patch(limited, &json!({"wip_limit": 3})).await;
        use Permission::{
            BoardsReadAll, BoardsReadOpen, ColumnsManage, InvitationsManage, MembersManage,
            PeopleReadAll, TasksDelete, TasksUpdate,
        };
        for (base, permissions) in [
            (Role::Guest, &[TasksUpdate, TasksDelete][..]),
            (
                Role::Member,
                &[PeopleReadAll, BoardsReadOpen, ColumnsManage],
            ),
            (
                Role::Member,
                &[BoardsReadAll, InvitationsManage, TasksUpdate],
            ),
            (Role::Admin, &[PeopleReadAll, MembersManage, TasksUpdate]),
        ] {
            let _ = team.custom_role(base, permissions);
        }
        let table = Table::load(&team);
        Self {
            rooms: Rooms::start(&team),
            listeners: players
                .iter()
                .map(|player| Listener::new(&player.client))
                .collect(),
            team,
            players,
            table,
            said: Said::default(),
        }
    }

    /// Now and then the owner brings back who left, is locked out or sees no board: who can do nothing finds nothing.
    pub async fn let_in(&mut self, dice: &mut Dice) {
        let (ws, owner) = (self.team.ws, &self.team.owner);
        let board = dice.pick(&self.table.boards.iter().map(|b| b.id).collect::<Vec<_>>());
        for player in &self.players {
            let id = player.client.id();
            let person = self.table.person(id);
            let suspended = person.is_some_and(|person| person.suspended);
            let sees = self.table.boards.iter().any(|b| self.table.sees(id, b.id));
            if (sees && !suspended) || dice.chance(80) {
                continue;
            }
            if person.is_none() {
                let link = self.team.invite(player.name, player.role).await;
                let path = paths::invitation_accept(&token_of(&link));
                let _: Value = player.client.act(path).await;
            } else if suspended {
                let again = json!({"suspended": false});
                let _: Value = owner.patch(paths::member(ws, id), &again).await;
            } else {
                let _: Board = owner.put(paths::board_member(ws, board.unwrap(), id)).await;
            }
            self.said.back(player.name);
        }
        let after = Table::load(&self.team);
        self.note_sight(&after, false);
        self.table = after;
    }

    /// Notes whose sight is another one than it was on the table. Of what happened at once it is not known what came between.
    fn note_sight(&mut self, after: &Table, at_once: bool) {
        for player in &mut self.players {
            let user = player.client.id();
            player.sight_changed |= at_once || sight_changed(&self.table, after, user);
        }
    }

    /// Some of them do something, at once where it is more than one.
    pub async fn step(&mut self, dice: &mut Dice, n: usize) {
        let mut acts: Vec<(usize, Act)> = Vec::with_capacity(n);
        for _ in 0..n {
            let who = dice.below(self.players.len());
            let act = choose(dice, &self.table, self.players[who].client.id());
            acts.push((who, act));
        }
        for (who, act) in &acts {
            self.said.act(self.players[*who].name, act, n > 1);
        }
        let sent = acts
            .iter()
            .map(|(who, act)| act.send(&self.players[*who].client, self.team.ws));
        let answers = join_all(sent).await;
        let after = Table::load(&self.team);
        for ((who, act), answer) in acts.iter().zip(&answers) {
            self.said.answer(answer);
            expected(answer);
            if n == 1 {
                let id = self.players[*who].client.id();
                judge(&self.table, id, act, answer, &after);
                let told = told_since(&self.team, self.table.head);
                told_once(&self.table, &after, told);
            }
            if let Some(user) = act.sends_away(&self.table).filter(|_| answer.status < 300) {
                self.close_browser(user);
            }
        }
        self.note_sight(&after, n > 1);
        holds_together(&after);
        limits_hold(&self.table, &after);
        self.table = after;
    }

    /// Elsewhere something happens in rooms that are no boards.
    pub async fn in_rooms(&mut self, dice: &mut Dice) {
        for _ in 0..dice.below(3) {
            self.rooms.step(dice, &self.team, &self.table).await;
        }
        // The positions have moved, and nothing else.
        self.table = Table::load(&self.team);
    }

    /// Everybody has been told what happened in the rooms they read, and nothing of others.
    pub async fn verify_rooms(&mut self, dice: &mut Dice) {
        let (listeners, team) = (&mut self.listeners, &self.team);
        rooms::verify(dice, listeners, team, &self.table).await;
        self.table = Table::load(&self.team);
    }

    fn close_browser(&mut self, user: UserId) {
        let mut players = self.players.iter_mut();
        if let Some(player) = players.find(|player| player.client.id() == user) {
            player.follower = None;
        }
    }

    /// Everybody's browser holds what a fresh load gives; who was away opens theirs.
    pub async fn verify(&mut self) {
        for player in &mut self.players {
            let person = self.table.person(player.client.id());
            let here = person.is_some_and(|person| !person.suspended);
            match &mut player.follower {
                Some(follower) => {
                    if std::mem::take(&mut player.sight_changed) {
                        follower.catch_up_or_load().await;
                    }
                    follower.verify().await;
                }
                None if here => {
                    player.follower = Some(Follower::new(&player.client, self.team.ws).await);
                    player.sight_changed = false;
                }
                None => {}
            }
        }
    }

    /// What was written down of it all is whole, and it was no play of refusals.
    pub fn close(self) {
        each_event_has_its_entry(&self.team);
        assert_eq!(broken_links(&self.team), 0);
        assert!(
            self.said.done > self.said.refused / 4,
            "hardly anything was done"
        );
    }
}

/// Whether somebody came to see a board or has other rights, or a task went where they do not see it.
fn sight_changed(before: &Table, after: &Table, user: UserId) -> bool {
    let rights = |table: &Table| table.person(user).map(MemberNow::rights);
    let came = |board: BoardId| after.sees(user, board) && !before.sees(user, board);
    let went = |card: &Card| {
        let home = after.card(card.id).map(|card| card.board_id);
        home != Some(card.board_id)
            && before.sees(user, card.board_id)
            && home.is_none_or(|board| !after.sees(user, board))
    };
    rights(before) != rights(after)
        || after.boards.iter().any(|board| came(board.id))
        || before.cards.iter().any(went)
}
