//! Plays the story, in the order of its times.

use std::collections::HashMap;

use anyhow::{Context, anyhow};
use tutti_db::IfMatch;
use tutti_db::commands::{board, column, task};
use tutti_db::gate::{Gate, Past, Principal};
use tutti_db::{access, models};
use tutti_types::boards::CreateBoard;
use tutti_types::columns::{Category, UpdateColumn};
use tutti_types::tasks::{CreateTask, MoveTask, UpdateTask};
use tutti_types::text::{BoardName, Color, Markdown, TaskTitle};
use tutti_types::{BoardId, Patch, TaskId, Timestamp, WorkspaceId};

use super::calendar::{self, When};
use super::cast;
use super::story::{self, Act, BOARDS, FOUNDED, JOINS, Task, What};

/// Something that happens in the story.
#[derive(Clone, Copy)]
enum Step {
    Found,
    Invite(story::CastMember),
    Join(story::CastMember),
    /// A board is made, by its place in the story.
    Board(usize, &'static story::Board),
    Limit(usize, &'static story::Board, i32),
    Act(usize, &'static Task, Act),
}

/// All steps with their times; those of one time in the order of the story.
fn steps() -> Vec<(When, Step)> {
    let mut steps = vec![(FOUNDED, Step::Found)];
    for (who, invited, joined) in JOINS {
        steps.push((invited, Step::Invite(who)));
        steps.push((joined, Step::Join(who)));
    }
    for (n, board) in BOARDS.iter().enumerate() {
        steps.push((board.made, Step::Board(n, board)));
        if let Some((most, since)) = board.limit {
            steps.push((since, Step::Limit(n, board, most)));
        }
        for task in board.tasks {
            let acts = task.acts.iter();
            steps.extend(acts.map(|act| (act.when, Step::Act(n, task, *act))));
        }
    }
    steps
}

/// The story as far as it was played.
pub(super) struct Play<'a> {
    gate: &'a Gate,
    ws: WorkspaceId,
    people: Vec<Principal>,
    /// Hashes of the invitations' tokens.
    invited: HashMap<story::CastMember, Vec<u8>>,
    boards: Vec<BoardId>,
    /// By the title a task was made with.
    tasks: HashMap<&'static str, TaskId>,
    /// When the example is made.
    now: Timestamp,
}

impl<'a> Play<'a> {
    /// As it is seen from `now`.
    pub(super) fn new(gate: &'a Gate, people: Vec<Principal>, now: Timestamp) -> Self {
        Self {
            gate,
            ws: WorkspaceId::new(),
            people,
            invited: HashMap::new(),
            boards: Vec::new(),
            tasks: HashMap::new(),
            now,
        }
    }

    /// Plays all of it.
    pub(super) async fn through(mut self) -> anyhow::Result<()> {
        let mut steps: Vec<_> = steps()
            .into_iter()
            .map(|(when, step)| (when.seen_from(self.now), step))
            .collect();
        steps.sort_by_key(|(at, _)| *at);
        for (at, step) in steps {
            self.step(at, step).await?;
        }
        Ok(())
    }

    fn person(&self, who: story::CastMember) -> anyhow::Result<Principal> {
        let person = self.people.get(who as usize).copied();
        person.ok_or_else(|| anyhow!("{who:?} has no account"))
    }

    fn board(&self, n: usize) -> anyhow::Result<BoardId> {
        let board = self.boards.get(n).copied();
        board.ok_or_else(|| anyhow!("board {n} is not there yet"))
    }

    fn task(&self, title: &str) -> anyhow::Result<TaskId> {
        let task = self.tasks.get(title).copied();
        task.ok_or_else(|| anyhow!("{title} is not there yet"))
    }

    async fn step(&mut self, at: Timestamp, step: Step) -> anyhow::Result<()> {
        let (past, ws) = (self.gate.at(at), self.ws);
        let founder = self.person(story::CastMember::Mira)?;
        match step {
            Step::Found => self.boards.push(cast::found(past, founder, ws).await?),
            Step::Invite(who) => {
                let hash = cast::invite(past, founder, ws, who).await?;
                self.invited.insert(who, hash);
            }
            Step::Join(who) => {
                let hash = self.invited.remove(&who).context("nobody invited them")?;
                cast::join(past, self.person(who)?, hash).await?;
            }
            Step::Board(0, board) => {
                let by = self.person(board.by)?;
                cast::name_board(past, by, ws, self.board(0)?, board).await?;
            }
            Step::Board(_, board) => {
                let by = self.person(board.by)?;
                self.boards.push(make_board(past, by, ws, board).await?);
            }
            Step::Limit(n, board, most) => {
                limit(past, self.person(board.by)?, ws, self.board(n)?, most).await?;
            }
            Step::Act(n, task, act) => {
                let done = self.act(past, n, task, act).await;
                done.with_context(|| format!("{:?} in the life of {}", act.what, task.title))?;
            }
        }
        Ok(())
    }

    async fn act(
        &mut self,
        past: Past<'_>,
        board: usize,
        of: &'static Task,
        act: Act,
    ) -> anyhow::Result<()> {
        let (me, ws) = (self.person(act.who)?, self.ws);
        if act.what == What::Makes {
            let id = make_task(past, me, ws, self.board(board)?, of).await?;
            self.tasks.insert(of.title, id);
            return Ok(());
        }
        let id = self.task(of.title)?;
        let change = match act.what {
            What::Makes | What::Lifts(_) | What::Deletes => None,
            What::Gives(to) => Some(UpdateTask {
                assignee_ids: Some(
                    to.iter()
                        .map(|who| Ok(self.person(*who)?.user_id))
                        .collect::<anyhow::Result<_>>()?,
                ),
                ..UpdateTask::default()
            }),
            What::Puts(status) => Some(UpdateTask {
                status: Some(status),
                ..UpdateTask::default()
            }),
            What::Rates(priority) => Some(UpdateTask {
                priority: Some(priority),
                ..UpdateTask::default()
            }),
            What::Renames(title) => Some(UpdateTask {
                title: Some(TaskTitle::parse(title)?),
                ..UpdateTask::default()
            }),
            What::Describes(text) => Some(UpdateTask {
                description: Patch::Set(Markdown::parse(text)?),
                ..UpdateTask::default()
            }),
            What::Due(days) => Some(UpdateTask {
                due_at: Patch::Set(calendar::date(self.now, days)),
                due_all_day: Some(true),
                ..UpdateTask::default()
            }),
        };
        if let Some(change) = change {
            past.write(me, ws, move |tx, me| {
                task::update(tx, me, id, &change, &IfMatch::Any)
            })
            .await?;
        } else if let What::Lifts(above) = act.what {
            lift(past, me, ws, id, self.task(above)?).await?;
        } else {
            past.write(me, ws, move |tx, me| {
                task::delete(tx, me, id, &IfMatch::Any)
            })
            .await?;
        }
        Ok(())
    }
}

async fn make_board(
    past: Past<'_>,
    by: Principal,
    ws: WorkspaceId,
    board: &story::Board,
) -> anyhow::Result<BoardId> {
    let id = BoardId::new();
    let request = CreateBoard {
        id: Some(id),
        name: BoardName::parse(board.name)?,
        visibility: None,
        color: Some(Color::parse(board.color)?),
    };
    past.write(by, ws, move |tx, me| board::create(tx, me, &request))
        .await?;
    Ok(id)
}

/// Limits what may be in progress.
async fn limit(
    past: Past<'_>,
    by: Principal,
    ws: WorkspaceId,
    board: BoardId,
    most: i32,
) -> anyhow::Result<()> {
    let change = UpdateColumn {
        wip_limit: Patch::Set(most),
        ..UpdateColumn::default()
    };
    past.write(by, ws, move |tx, me| {
        let columns = models::column::of_board(tx.conn, me.workspace_id(), board)?;
        let started = columns
            .iter()
            .find(|column| column.category == Category::InProgress)
            .ok_or_else(tutti_db::Error::not_found)?;
        column::update(tx, me, board, started.id, &change, &IfMatch::Any)
    })
    .await?;
    Ok(())
}

async fn make_task(
    past: Past<'_>,
    by: Principal,
    ws: WorkspaceId,
    board_id: BoardId,
    of: &Task,
) -> anyhow::Result<TaskId> {
    let request = CreateTask {
        status: Some(Category::Todo),
        description: Some(Markdown::parse(of.description)?)
            .filter(|text| !text.as_str().is_empty()),
        priority: Some(of.priority),
        ..CreateTask::new(board_id, TaskTitle::parse(of.title)?)
    };
    let made = past.write(by, ws, move |tx, me| task::create(tx, me, request.clone()));
    Ok(made.await?.id)
}

/// Moves a task above another in its column.
async fn lift(
    past: Past<'_>,
    by: Principal,
    ws: WorkspaceId,
    id: TaskId,
    above: TaskId,
) -> anyhow::Result<()> {
    past.write(by, ws, move |tx, me| {
        let column_id = access::readable_task(tx.conn, me, above)?.column_id;
        let place = MoveTask {
            board_id: None,
            column_id,
            before: Some(above),
            after: None,
        };
        task::move_to(tx, me, id, place, &IfMatch::Any)
    })
    .await?;
    Ok(())
}
