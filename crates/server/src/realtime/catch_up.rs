//! Following a workspace: from nothing to live, as fast as the client reads.

use std::sync::Arc;

use tutti_db::gate::{Principal, SystemUse};
use tutti_db::models::stream as db_stream;
use tutti_db::{Error, Gate, Result};
use tutti_realtime::stream::Position;
use tutti_realtime::{Page, Pull, Reason, Refused, Stream, event, frame};
use tutti_types::realtime::{ServerFrame, close};
use tutti_types::{BoardId, Epoch, ErrorCode, WorkspaceId};

use super::Hub;
use super::queue::Queue;
use super::served::Served;

/// Events and bytes of one page while catching up.
const EVENTS: usize = 256;
const BYTES: usize = 64 * 1024;
/// How often one who was refused for what has not come here yet is looked at anew.
const ATTEMPTS: u32 = 5;

fn behind() -> Error {
    Error::Unavailable("the stream is behind the database".into())
}

fn is_not_found(error: &Error) -> bool {
    matches!(error, Error::Refused(refusal) if refusal.code == ErrorCode::NotFound)
}

impl Hub {
    /// Makes a socket follow a workspace and sends it what it missed. `false` where it was denied.
    ///
    /// # Errors
    /// Where the database fails.
    pub(super) async fn follow(
        &self,
        gate: &Gate,
        queue: &Queue,
        person: Principal,
        workspace: WorkspaceId,
        position: Option<Position>,
    ) -> Result<bool> {
        // What is not served yet is not loaded for a stranger: its rights are the whole of its people and boards.
        let stranger = match self.served_here(workspace) {
            Some(_) => false,
            None => match gate.read(person, workspace, |_, _| Ok(())).await {
                Ok(()) => false,
                Err(Error::Refused(_)) => true,
                Err(error) => return Err(error),
            },
        };
        let attempts = if stranger { 0 } else { ATTEMPTS };
        for attempt in 0..attempts {
            let served = match self.serve(gate, workspace).await {
                Ok(served) => served,
                Err(error) if is_not_found(&error) => break,
                Err(error) => return Err(error),
            };
            self.meet(gate, &served, person).await?;
            // A guest is told who is here among those they know.
            served.acquaint(gate, Some(person.user_id)).await?;
            // The database is asked for its head only where this node may be behind what the client knows.
            let Some(known) = served.stream().map(|stream| stream.head()) else {
                continue;
            };
            let ahead = position.is_some_and(|position| position.after > known);
            let head = if attempt > 0 || ahead {
                self.head(gate, &served).await?
            } else {
                known
            };
            let subscribed = served.stream().map(|mut stream| {
                stream.subscribe(queue.id, person.user_id, queue.clone(), position, head)
            });
            match subscribed {
                Some(Ok(())) => return self.catch_up(gate, &served, queue).await.map(|()| true),
                Some(Err(Refused::Broken)) => self.drop_stream(&served),
                // By now everything the database knows has come here.
                Some(Err(Refused::Denied)) if attempt > 0 => break,
                Some(Err(Refused::Unmet)) if attempt + 1 == attempts => return Err(behind()),
                _ => {}
            }
        }
        queue
            .answer(frame::server(&ServerFrame::Denied {
                workspace_id: workspace,
            }))
            .await;
        Ok(false)
    }

    /// Learns which rooms somebody may read, where that is not known here.
    async fn meet(&self, gate: &Gate, served: &Arc<Served>, person: Principal) -> Result<()> {
        let user = person.user_id;
        for _ in 0..ATTEMPTS {
            let is_known = |stream: &Stream<Queue>| {
                stream.roster().is_follower(user) || !stream.roster().is_active(user)
            };
            if served.stream().is_none_or(|stream| is_known(&stream)) {
                return Ok(());
            }
            let (epoch, introduction) = served.introduce(gate, user).await?;
            // What happened before it has to be here first.
            if let Some(mut stream) = served.stream().filter(|stream| stream.epoch() == epoch) {
                stream.hint(introduction.seq);
            }
            let removed = served.fill(gate).await?;
            self.after_removal(removed);
            let met = served
                .stream()
                .map(|mut stream| stream.meet(user, epoch, &introduction));
            if met == Some(Ok(())) {
                return Ok(());
            }
            if met == Some(Err(Refused::Broken)) {
                let stream = served.stream();
                let ended = stream.map(|mut stream| stream.end(Reason::Epoch));
                self.drop_stream(served);
                self.after_removal(ended.unwrap_or_default());
                return Ok(());
            }
        }
        Err(behind())
    }

    /// The stream's position in the database, with what was missing up to it.
    async fn head(&self, gate: &Gate, served: &Arc<Served>) -> Result<i64> {
        let workspace = served.workspace;
        let (epoch, head) = gate
            .system(SystemUse::Stream, move |tx| {
                Ok(db_stream::head(tx.conn, workspace)?)
            })
            .await?;
        if self.is_of_another_life(served, epoch) {
            return Ok(head);
        }
        if let Some(mut stream) = served.stream() {
            stream.hint(head);
        }
        let removed = served.fill(gate).await?;
        self.after_removal(removed);
        Ok(head)
    }

    /// By which position a board was last touched at the latest, once everything up to `head` has come here.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn touched(
        &self,
        gate: &Gate,
        workspace: WorkspaceId,
        board: BoardId,
        epoch: Epoch,
        head: i64,
    ) -> Result<i64> {
        for _ in 0..ATTEMPTS {
            let served = self.serve(gate, workspace).await?;
            let (known, here) = served
                .stream()
                .map_or((None, 0), |stream| (Some(stream.epoch()), stream.head()));
            match known {
                Some(known) if known == epoch && here >= head => return Ok(served.touched(board)),
                Some(known) if known != epoch => {
                    self.is_of_another_life(&served, epoch);
                }
                _ => {
                    if let Some(mut stream) = served.stream() {
                        stream.hint(head);
                    }
                    let removed = served.fill(gate).await?;
                    self.after_removal(removed);
                }
            }
        }
        Err(behind())
    }

    async fn catch_up(&self, gate: &Gate, served: &Arc<Served>, queue: &Queue) -> Result<()> {
        loop {
            let Some(pull) = served
                .stream()
                .map(|mut stream| stream.pull(queue.id, EVENTS, BYTES))
            else {
                return Ok(());
            };
            match pull {
                Pull::Frames(frames) => {
                    for frame in frames {
                        if !queue.answer(frame).await {
                            return Ok(());
                        }
                    }
                }
                Pull::NeedDatabase(missing) => {
                    let found = served.find(gate, missing).await?;
                    if let Some(mut stream) = served.stream() {
                        stream.feed(queue.id, &found);
                    }
                }
                Pull::Resync(frame) => {
                    queue.answer(frame).await;
                    return Ok(());
                }
                Pull::TooSlow => {
                    queue.close(close::TOO_SLOW);
                    return Ok(());
                }
                Pull::Live | Pull::Gone => return Ok(()),
            }
        }
    }

    /// The polling path: the answer of `GET …/events`, already JSON. By the same structures as the socket's.
    ///
    /// # Errors
    /// `not_found` for who is no member; where the database fails.
    pub async fn page(
        &self,
        gate: &Gate,
        person: Principal,
        workspace: WorkspaceId,
        position: Position,
        limit: usize,
    ) -> Result<Vec<u8>> {
        let read = gate.read(person, workspace, |conn, me| {
            Ok(db_stream::head(conn, me.workspace_id())?)
        });
        let (current, head) = read.await?;
        for _ in 0..ATTEMPTS {
            let served = self.serve(gate, workspace).await?;
            if self.is_of_another_life(&served, current) {
                continue;
            }
            self.meet(gate, &served, person).await?;
            if let Some(mut stream) = served.stream() {
                stream.hint(head);
            }
            let removed = served.fill(gate).await?;
            self.after_removal(removed);
            let asked = served.stream().map(|mut stream| {
                (
                    stream.epoch(),
                    stream.page(person.user_id, position, limit, head),
                )
            });
            match asked {
                Some((epoch, Ok(Page::NeedDatabase(missing)))) => {
                    let found = served.find(gate, missing).await?;
                    let page = served
                        .stream()
                        .map(|stream| stream.page_of(person.user_id, limit, &found));
                    if let Some(Ok(page)) = page {
                        return Ok(answer(epoch, head, &page));
                    }
                }
                Some((epoch, Ok(page))) => return Ok(answer(epoch, head, &page)),
                Some((_, Err(Refused::Broken))) => self.drop_stream(&served),
                Some((_, Err(Refused::Denied))) => return Err(Error::not_found()),
                Some((_, Err(Refused::Behind | Refused::Unmet))) | None => {}
            }
        }
        Err(behind())
    }
}

fn answer(epoch: Epoch, head: i64, page: &Page) -> Vec<u8> {
    match page {
        Page::Events {
            reload,
            events,
            seq,
            more,
        } => {
            let events = events.iter().map(|event| &**event);
            event::answer(epoch, *seq, *more, false, reload, events)
        }
        Page::Resync(_) | Page::NeedDatabase(_) => event::answer(epoch, head, false, true, &[], []),
    }
}
