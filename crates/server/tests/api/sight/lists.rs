//! Lists, and answers that somebody asks for once more.

use tutti_dice::Dice;
use tutti_testkit::Client;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, Page, Permission, TaskId, paths};

use super::cast::{Cast, Had};

/// How many answers are asked for once more that may be given; of those that may not, all.
const AGAIN: usize = 15;

pub async fn check(cast: &mut Cast, dice: &mut Dice) {
    let (ws, now) = (cast.team.ws, cast.past.now());
    for who in cast.here() {
        let client = &cast.players[who].client;
        for query in ["limit=100", "limit=100&deleted=true", "limit=100&q=mk"] {
            for task in all(client, &format!("{}?{query}", paths::tasks(ws))).await {
                assert_eq!(now.homes[&task.id], task.board_id);
                assert!(now.sees(client.id(), task.board_id), "{query} {task:?}");
            }
        }
        let snapshot: Snapshot = client.get(paths::snapshot(ws)).await;
        let seen = snapshot
            .boards
            .iter()
            .all(|board| now.sees(client.id(), board.id));
        assert!(seen, "{snapshot:?}");
    }
    let (theirs, lost): (Vec<usize>, Vec<usize>) =
        (0..cast.had.len()).partition(|n| may_have(cast, &cast.had[*n]));
    for n in dice.some(&theirs, AGAIN).into_iter().chain(lost) {
        ask_again(cast, n).await;
    }
}

/// Whether somebody is here and sees all that an answer tells. One without a body tells nothing, so who left gets it once more.
fn may_have(cast: &Cast, had: &Had) -> bool {
    if had.status == 204 {
        return true;
    }
    let (now, user) = (cast.past.now(), cast.id(had.who));
    // Of a task the board that it was on is told, too.
    let told = |(task, board): &(TaskId, BoardId)| {
        now.finds(user, *task) && (now.homes[task] == *board || now.sees(user, *board))
    };
    let found = had.tasks.iter().all(told);
    let seen = found && had.board.is_none_or(|board| now.sees(user, board));
    // What a change of somebody told is for who may make it, for as long as that one is a member, locked out or not.
    let is_here = now.rights(user).is_some();
    let theirs = had.member.is_none_or(|member| {
        member == user || now.knows(member) && now.may(user, Permission::MembersManage)
    });
    seen && theirs && is_here
}

async fn all(client: &Client, path: &str) -> Vec<Task> {
    let page: Page<Task> = client.get(path).await;
    assert!(page.next_cursor.is_none(), "more tasks than one page holds");
    page.items
}

/// An answer is given again to who may still read what it tells, and to nobody else.
async fn ask_again(cast: &mut Cast, n: usize) {
    let had = &cast.had[n];
    let client = &cast.players[had.who].client;
    let call = client.call(had.method.clone(), had.path.clone());
    let call = match had.body.is_null() {
        true => call,
        false => call.json(&had.body),
    };
    let answer = call.key(&had.key).send().await;
    if may_have(cast, had) {
        answer.expect(had.status);
        cast.met.again += 1;
    } else {
        let refusal = if had.member.is_some() {
            403..=404
        } else {
            404..=404
        };
        assert!(refusal.contains(&answer.status), "{}", answer.text);
        cast.met.lost += usize::from(cast.past.now().rights(client.id()).is_some());
    }
}
