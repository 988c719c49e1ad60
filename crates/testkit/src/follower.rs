//! What a person's browser would hold: the state of `crates/state`, kept current by events alone, and held against what the
//! server gives to somebody who loads everything anew.

use tutti_state::{PartLoaded, PartState, Store};
use tutti_types::boards::BoardDetail;
use tutti_types::events::Events;
use tutti_types::snapshot::Snapshot;
use tutti_types::{BoardId, WorkspaceId, paths};

use crate::client::Client;

/// One person's state of one workspace.
pub struct Follower {
    client: Client,
    ws: WorkspaceId,
    /// The state.
    pub store: Store,
    /// The kinds of all events it was told.
    pub kinds: Vec<String>,
}

impl Follower {
    /// Loads everything that the person may see.
    pub async fn new(client: &Client, ws: WorkspaceId) -> Self {
        let snapshot: Snapshot = client.get(paths::snapshot(ws)).await;
        let mut follower = Self {
            client: client.clone(),
            ws,
            store: Store::new(snapshot),
            kinds: Vec::new(),
        };
        follower.load_parts().await;
        follower
    }

    /// Loads the boards that are not loaded.
    async fn load_parts(&mut self) {
        let boards: Vec<BoardId> = self.store.boards().iter().map(|board| board.id).collect();
        for board in boards {
            if matches!(self.store.part(board), PartState::Absent | PartState::Stale) {
                let ticket = self.store.begin_part(board);
                let detail: BoardDetail = self.client.get(paths::board(self.ws, board)).await;
                let loaded = self.store.finish_part(ticket, detail);
                assert!(matches!(loaded, PartLoaded::Done(_)), "{loaded:?}");
            }
        }
    }

    /// Applies what has happened since, by polling.
    pub async fn catch_up(&mut self) {
        assert!(
            !self.poll().await,
            "a follower that was never away is told to load anew"
        );
    }

    /// Applies what has happened since, or loads everything anew where it is told to; says which.
    pub async fn catch_up_or_load(&mut self) -> bool {
        let told = self.poll().await;
        if told {
            *self = Self::new(&self.client, self.ws).await;
        }
        told
    }

    /// Applies what has happened since; `true` where it is told to load anew.
    async fn poll(&mut self) -> bool {
        loop {
            let cursor = self.store.cursor();
            let path = format!(
                "{}?epoch={}&after={}",
                paths::events(self.ws),
                cursor.epoch,
                cursor.seq
            );
            let page: Events = self.client.get(path).await;
            if page.resync {
                return true;
            }
            self.kinds
                .extend(page.events.iter().map(|event| event.kind.clone()));
            self.store.apply_events(&page).unwrap();
            if !page.more {
                return false;
            }
        }
    }

    /// Old snapshot + events = new snapshot. Boards that came into sight are loaded first, as a browser would that opens them.
    pub async fn verify(&mut self) {
        self.catch_up().await;
        self.load_parts().await;
        let fresh = Self::new(&self.client, self.ws).await;
        let found = self.store.differences(&fresh.store);
        assert!(
            found.is_empty(),
            "after {:?} and by a fresh load there is:\n{}",
            self.kinds,
            found.join("\n")
        );
        assert_eq!(self.store.cursor(), fresh.store.cursor());
    }
}
