//! The feed, in all its ways.

use serde::Deserialize;
use tutti_dice::Dice;
use tutti_testkit::{Client, Method};
use tutti_types::activity::Activity;
use tutti_types::events::Audience;
use tutti_types::{BoardId, Page, Permission, TaskId, UserId, paths};

use super::cast::Cast;
use super::past::{Moment, rows};

/// An entry as it stands in the log.
#[derive(Clone, Debug, Deserialize)]
struct LogEntry {
    seq: i64,
    audience: String,
    actor_id: Option<UserId>,
    board_id: Option<BoardId>,
    task_id: Option<TaskId>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Narrowed {
    task: Option<TaskId>,
    board: Option<BoardId>,
    actor: Option<UserId>,
}

pub async fn check(cast: &mut Cast, dice: &mut Dice) {
    let log: Vec<LogEntry> = rows(
        &cast.team,
        &format!(
            "SELECT seq, audience, actor_id, room_id AS board_id, CASE subject_kind WHEN 'task' THEN subject_id END AS task_id
             FROM activity_log WHERE workspace_id = '{}' ORDER BY seq DESC",
            cast.team.ws
        ),
    );
    for who in cast.here() {
        let client = &cast.players[who].client.clone();
        for narrowed in ways(cast, dice) {
            let known = may_ask(cast, client.id(), narrowed);
            let path = path(cast, narrowed);
            if !known {
                client.call(Method::GET, path).refused(404).await;
                cast.met.refused += 1;
                continue;
            }
            let fitting = log.iter().filter(|entry| narrowed.fits(entry));
            let (theirs, others): (Vec<_>, Vec<_>) =
                fitting.partition(|entry| reads(cast.past.now(), client.id(), entry));
            let theirs: Vec<i64> = theirs.iter().map(|entry| entry.seq).collect();
            cast.met.kept_back += others.len();
            let shown = pages(client, &path, 1 + dice.below(100)).await;
            let name = cast.players[who].name;
            assert_eq!(shown, theirs, "{name} by {narrowed:?}");
        }
    }
}

/// Everything, each board, and some tasks, people and what narrows it twice.
fn ways(cast: &Cast, dice: &mut Dice) -> Vec<Narrowed> {
    let mut ways = vec![Narrowed::default()];
    let board = |board: BoardId| Narrowed {
        board: Some(board),
        ..Narrowed::default()
    };
    ways.extend(cast.boards.iter().map(|id| board(*id)));
    for _ in 0..5 {
        let task = dice.pick(&cast.tasks);
        let actor = Some(cast.id(dice.below(cast.players.len())));
        let board = dice.pick(&cast.boards);
        let none = Narrowed::default();
        ways.push(Narrowed { task, ..none });
        ways.push(Narrowed { actor, ..none });
        ways.push(Narrowed {
            board,
            actor,
            ..none
        });
        ways.push(Narrowed {
            task,
            board,
            ..none
        });
    }
    ways
}

fn path(cast: &Cast, narrowed: Narrowed) -> String {
    let Narrowed { task, board, actor } = narrowed;
    let mut query = Vec::new();
    query.extend(task.map(|id| format!("task={id}")));
    query.extend(board.map(|id| format!("board={id}")));
    query.extend(actor.map(|id| format!("actor={id}")));
    format!("{}?{}", paths::activity(cast.team.ws), query.join("&"))
}

impl Narrowed {
    fn fits(&self, entry: &LogEntry) -> bool {
        self.task.is_none_or(|task| entry.task_id == Some(task))
            && self.board.is_none_or(|board| entry.board_id == Some(board))
            && self.actor.is_none_or(|actor| entry.actor_id == Some(actor))
    }
}

/// Whether somebody sees a board, be it deleted, where they see every one.
fn sees(now: &Moment, user: UserId, board: BoardId) -> bool {
    now.may(user, Permission::BoardsReadAll) || now.sees(user, board)
}

fn may_ask(cast: &Cast, user: UserId, narrowed: Narrowed) -> bool {
    let now = cast.past.now();
    let home = narrowed.task.map(|task| now.homes[&task]);
    let mut named = [narrowed.board, home].into_iter().flatten();
    named.all(|board| sees(now, user, board))
}

/// Whether an entry is somebody's to read today.
fn reads(now: &Moment, user: UserId, entry: &LogEntry) -> bool {
    let home = entry.task_id.map(|task| now.homes[&task]);
    match entry.board_id {
        Some(board) => sees(now, user, board) && home.is_none_or(|board| sees(now, user, board)),
        None => match entry.audience.parse().unwrap() {
            Audience::Everyone => true,
            Audience::May(permission) => now.may(user, permission),
            other => panic!("{other}"),
        },
    }
}

/// The positions of all pages. Each but the last is full, so that none tells how much it left out.
async fn pages(client: &Client, path: &str, limit: usize) -> Vec<i64> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: Page<Activity> = client.get(format!("{path}&limit={limit}{cursor}")).await;
        let n = page.items.len();
        seen.extend(page.items.iter().map(|entry| entry.seq));
        let Some(next) = page.next_cursor else {
            assert!(n > 0 || seen.is_empty(), "an empty page after full ones");
            return seen;
        };
        assert_eq!(n, limit, "a short page that is not the last");
        cursor = format!("&cursor={next}");
    }
}
