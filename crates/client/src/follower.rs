//! What somebody knows of a workspace: the state of `crates/state`, kept current by events alone, and held against what the server
//! gives to somebody who loads everything anew.

use anyhow::{Result, bail, ensure};
use tutti_state::{PartLoaded, PartState, Store};
use tutti_types::boards::BoardDetail;
use tutti_types::events::{Event, Events};
use tutti_types::page::Page;
use tutti_types::realtime::ServerFrame;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, WorkspaceId, paths};

use crate::ask::Ask;
use crate::frame::Frame;

/// So many entries of the feed are kept: it grows with every event, and nobody reads it here.
const FEED: usize = 50;

/// One person's state of one workspace.
#[derive(Debug)]
pub struct Follower<A> {
    /// How its person asks.
    pub ask: A,
    ws: WorkspaceId,
    /// The state.
    pub store: Store,
    /// Where it began.
    pub from: i64,
    /// Every event that it was told, in the order it came: position and kind.
    pub events: Vec<(i64, String)>,
    /// What it was told that does not go on where it was.
    pub wrong: Vec<String>,
}

/// What polling brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polled {
    /// So many events, whether there are more right now, and whether rooms were left out, which are to be loaded anew.
    Events {
        count: usize,
        more: bool,
        left_out: bool,
    },
    /// It cannot be followed from there: everything is to be loaded anew.
    Resync,
}

impl<A: Ask> Follower<A> {
    /// Loads everything that the person may see.
    ///
    /// # Errors
    /// Where that is refused.
    pub async fn new(mut ask: A, ws: WorkspaceId) -> Result<Self> {
        let snapshot: Snapshot = ask.get(&paths::snapshot(ws)).await?;
        let mut follower = Self {
            ask,
            ws,
            from: snapshot.seq,
            store: Store::new(snapshot),
            events: Vec::new(),
            wrong: Vec::new(),
        };
        follower.load_parts().await?;
        Ok(follower)
    }

    /// Loads the boards that are not loaded.
    ///
    /// # Errors
    /// Where that is refused.
    pub async fn load_parts(&mut self) -> Result<()> {
        let boards: Vec<BoardId> = self.store.boards().iter().map(|board| board.id).collect();
        for board in boards {
            if matches!(self.store.part(board), PartState::Absent | PartState::Stale) {
                let ticket = self.store.begin_part(board);
                let detail: BoardDetail = self.ask.get(&paths::board(self.ws, board)).await?;
                let loaded = self.store.finish_part(ticket, detail);
                ensure!(matches!(loaded, PartLoaded::Done(_)), "{loaded:?}");
            }
        }
        Ok(())
    }

    /// Loads the cards that a board's answer leaves out: those far down in a column of what is done. Only where nothing changes
    /// meanwhile.
    ///
    /// # Errors
    /// Where that is refused.
    pub async fn load_rest(&mut self) -> Result<()> {
        let boards = self.store.boards().into_iter();
        let columns: Vec<ColumnId> = boards
            .flat_map(|board| self.store.columns(board.id))
            .collect();
        for column in columns {
            let mut cursor = String::new();
            while self.store.hidden(column) > 0 {
                let list = paths::tasks(self.ws);
                let path = format!("{list}?column={column}&limit=100{cursor}");
                let page: Page<Task> = self.ask.get(&path).await?;
                let asked = self.store.begin_cards();
                self.store.finish_cards(asked, page.items);
                let Some(next) = page.next_cursor else {
                    break;
                };
                cursor = format!("&cursor={next}");
            }
        }
        Ok(())
    }

    /// Applies what has happened since, by polling: one page of it.
    ///
    /// # Errors
    /// Where that is refused.
    pub async fn poll(&mut self) -> Result<Polled> {
        let cursor = self.store.cursor();
        let list = paths::events(self.ws);
        let path = format!("{list}?epoch={}&after={}", cursor.epoch, cursor.seq);
        let page: Events = self.ask.get(&path).await?;
        if page.resync {
            return Ok(Polled::Resync);
        }
        let mut last = cursor.seq;
        for event in &page.events {
            self.note(event, last);
            last = event.seq;
        }
        if self.store.apply_events(&page).is_err() {
            return Ok(Polled::Resync);
        }
        self.store.feed_mut().keep(FEED);
        Ok(Polled::Events {
            count: page.events.len(),
            more: page.more,
            left_out: !page.reload.is_empty(),
        })
    }

    /// Applies a frame; whether the socket goes on.
    ///
    /// # Errors
    /// Where the person is told to load anew, or is out.
    pub fn hear(&mut self, frame: Frame) -> Result<bool> {
        let at = self.store.cursor().seq;
        match frame {
            Frame::Event(frame) => {
                if frame.prev != at {
                    self.wrong.push(format!(
                        "{} came with prev {} at {at}",
                        frame.seq, frame.prev
                    ));
                }
                let event = Event::from(frame);
                self.note(&event, at);
                self.store.apply(&event);
                self.store.feed_mut().keep(FEED);
            }
            Frame::Server(ServerFrame::Checkpoint { seq, .. }) => self.store.checkpoint(seq),
            Frame::Server(ServerFrame::Subscribed { seq, .. }) if seq != at => {
                self.wrong
                    .push(format!("subscribed at {seq} instead of {at}"));
            }
            Frame::Server(ServerFrame::Resync { .. } | ServerFrame::Reload { .. }) => {
                bail!("a follower at {at} was told to load anew")
            }
            Frame::Server(ServerFrame::Denied { .. }) => bail!("a follower was denied"),
            Frame::Server(ServerFrame::Error { .. }) | Frame::Closed(_) => return Ok(false),
            Frame::Server(_) => {}
        }
        Ok(true)
    }

    fn note(&mut self, event: &Event, at: i64) {
        if event.seq <= at {
            self.wrong.push(format!("{} came again at {at}", event.seq));
        }
        self.events.push((event.seq, event.kind.clone()));
    }
}
