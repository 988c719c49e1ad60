//! The people, what they hold, and what was true when.

use serde_json::Value;
use tutti_dice::Dice;
use tutti_testkit::team::token_of;
use tutti_testkit::{Client, Follower, Method, Team};
use tutti_types::{BoardId, Permission, Role, RoleId, TaskId, UserId, paths};

use super::past::{Past, mark};

/// Somebody, who may be a member or not.
pub struct Player {
    pub name: &'static str,
    pub client: Client,
}

/// An answer that somebody had.
pub struct Had {
    pub who: usize,
    pub method: Method,
    pub path: String,
    pub body: Value,
    pub key: String,
    pub status: u16,
    /// The tasks it tells of, each with the board that it says it is on.
    pub tasks: Vec<(TaskId, BoardId)>,
    /// The board it tells of, or of which it tells a column.
    pub board: Option<BoardId>,
    /// The member it tells of.
    pub member: Option<UserId>,
}

pub struct Cast {
    pub team: Team,
    pub players: Vec<Player>,
    /// Custom roles.
    pub roles: Vec<RoleId>,
    pub past: Past,
    /// Everything there ever was.
    pub boards: Vec<BoardId>,
    pub tasks: Vec<TaskId>,
    /// Browsers that somebody closed the lid on, with whose they are.
    pub offline: Vec<(usize, Follower)>,
    pub had: Vec<Had>,
    pub done: usize,
    pub met: Met,
    marks: usize,
}

/// How often what was met: a play without these would prove nothing.
#[derive(Debug, Default)]
pub struct Met {
    /// Replays that showed something, that sent somebody to load everything anew, and some boards.
    pub shown: usize,
    pub resyncs: usize,
    pub reloads: usize,
    /// Replays that held all that was theirs, and events of a board that was taken from them, which they were told.
    pub whole: usize,
    pub taken: usize,
    /// Entries that were kept from somebody, and questions about what is not theirs.
    pub kept_back: usize,
    pub refused: usize,
    /// Answers that were given again, and that were not, to somebody who is here.
    pub again: usize,
    pub lost: usize,
    /// People who were here and of whom somebody was told nothing, and tasks that were said to be on a board they had left.
    pub strangers: usize,
    pub unnamed: usize,
}

impl Met {
    pub fn add(&mut self, other: &Self) {
        self.shown += other.shown;
        self.resyncs += other.resyncs;
        self.reloads += other.reloads;
        self.whole += other.whole;
        self.taken += other.taken;
        self.kept_back += other.kept_back;
        self.refused += other.refused;
        self.again += other.again;
        self.lost += other.lost;
        self.strangers += other.strangers;
        self.unnamed += other.unnamed;
    }
    pub fn everything(&self) -> bool {
        let Self {
            shown,
            resyncs,
            reloads,
            whole,
            taken,
            kept_back,
            refused,
            again,
            lost,
            strangers,
            unnamed,
        } = self;
        [
            shown, resyncs, reloads, whole, taken, kept_back, refused, again, lost, strangers,
            unnamed,
        ]
        .iter()
        .all(|n| **n > 0)
    }
}

impl Cast {
    pub async fn start() -> Self {
        let team = Team::start().await;
        let mut players = vec![Player {
            name: "Olga Owner",
            client: team.owner.clone(),
        }];
        for (name, role) in [
            ("Ada Admin", Role::Admin),
            ("Mia Member", Role::Member),
            ("Max Member", Role::Member),
            ("Gus Guest", Role::Guest),
            ("Gil Guest", Role::Guest),
        ] {
            let client = team.join_as(name, role).await;
            players.push(Player { name, client });
        }
        use Permission::{BoardsReadAll, BoardsReadOpen, InvitationsManage, PeopleReadAll};
        // Each reads another part of what an admin reads.
        let roles = vec![
            team.custom_role(Role::Admin, &[PeopleReadAll, BoardsReadAll]),
            team.custom_role(Role::Admin, &[PeopleReadAll, InvitationsManage]),
            team.custom_role(Role::Member, &[BoardsReadOpen, InvitationsManage]),
        ];
        let (past, first) = (Past::begin(&team), team.board.id);
        Self {
            team,
            players,
            roles,
            past,
            boards: vec![first],
            tasks: Vec::new(),
            offline: Vec::new(),
            had: Vec::new(),
            done: 0,
            met: Met::default(),
            marks: 0,
        }
    }

    pub fn id(&self, who: usize) -> UserId {
        self.players[who].client.id()
    }

    /// Those who are members and not locked out.
    pub fn here(&self) -> Vec<usize> {
        let here = |who: &usize| self.past.now().rights(self.id(*who)).is_some();
        (0..self.players.len()).filter(here).collect()
    }

    pub fn mark(&mut self) -> String {
        self.marks += 1;
        mark(self.marks)
    }

    /// Sends what somebody does. Whatever it comes to is looked at.
    pub async fn send(&mut self, who: usize, method: Method, path: String, body: Value) {
        let key = format!("{who}-{}", self.had.len() + self.done);
        let call = self.players[who].client.call(method.clone(), path.clone());
        let call = match body.is_null() {
            true => call,
            false => call.json(&body),
        };
        let answer = call.key(&key).send().await;
        assert!(answer.status < 500, "{path} {}", answer.text);
        if answer.status < 300 {
            self.done += 1;
            self.keep(who, method, path, body, key, &answer);
        }
        self.past.look(&self.team);
    }

    fn keep(
        &mut self,
        who: usize,
        method: Method,
        path: String,
        body: Value,
        key: String,
        answer: &tutti_testkit::TestResponse,
    ) {
        let value: Value = answer.json();
        let id = |value: &Value, field: &str| value[field].as_str().unwrap().to_owned();
        let items = value["items"].as_array();
        let items = items.map_or(std::slice::from_ref(&value), Vec::as_slice);
        let tasks = items.iter().filter(|item| item.get("title").is_some());
        let home = |task: &Value| -> (TaskId, BoardId) {
            let (task, board) = (id(task, "id"), id(task, "board_id"));
            (task.parse().unwrap(), board.parse().unwrap())
        };
        let tasks: Vec<(TaskId, BoardId)> = tasks.map(home).collect();
        let board: Option<BoardId> = if value.get("member_ids").is_some() {
            Some(id(&value, "id").parse().unwrap())
        } else {
            let column = value.get("category").map(|_| id(&value, "board_id"));
            column.map(|board| board.parse().unwrap())
        };
        for (task, _) in &tasks {
            if !self.tasks.contains(task) {
                self.tasks.push(*task);
            }
        }
        self.boards
            .extend(board.filter(|board| !self.boards.contains(board)));
        let member = value.get("user_id").map(|_| id(&value, "user_id"));
        let member = member.map(|user| user.parse().unwrap());
        let status = answer.status;
        self.had.push(Had {
            who,
            method,
            path,
            body,
            key,
            status,
            tasks,
            board,
            member,
        });
    }

    /// Somebody closes the lid on a browser that is up to date.
    pub async fn go_offline(&mut self, dice: &mut Dice) {
        let who = dice.pick(&self.here()).unwrap();
        let follower = Follower::new(&self.players[who].client, self.team.ws).await;
        self.offline.push((who, follower));
    }

    /// Somebody who is no member becomes one.
    pub async fn invite(&mut self, who: usize, role: Role) {
        let link = self.team.invite(self.players[who].name, role).await;
        let path = paths::invitation_accept(&token_of(&link));
        let _: Value = self.players[who].client.act(path).await;
        self.past.look(&self.team);
    }
}
