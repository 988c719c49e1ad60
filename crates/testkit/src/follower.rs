//! What a person's browser would hold, by a client whose answers are held against the contract.

use std::ops::Deref;

use anyhow::Result;
use serde::de::DeserializeOwned;
use tutti_client::{Ask, Polled};
use tutti_types::WorkspaceId;

use crate::client::Client;

impl Ask for Client {
    async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T> {
        Ok(Self::get(self, path).await)
    }
}

/// One person's state of one workspace.
pub struct Follower {
    known: tutti_client::Follower<Client>,
    ws: WorkspaceId,
}

impl Deref for Follower {
    type Target = tutti_client::Follower<Client>;

    fn deref(&self) -> &Self::Target {
        &self.known
    }
}

impl Follower {
    /// Loads everything that the person may see.
    pub async fn new(client: &Client, ws: WorkspaceId) -> Self {
        let known = tutti_client::Follower::new(client.clone(), ws).await;
        Self {
            known: known.unwrap(),
            ws,
        }
    }

    /// The kinds of all events it was told.
    #[must_use]
    pub fn kinds(&self) -> Vec<&str> {
        let events = self.known.events.iter();
        events.map(|(_, kind)| kind.as_str()).collect()
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
            *self = Self::new(&self.known.ask, self.ws).await;
        }
        told
    }

    /// Applies what has happened since; `true` where it is told to load anew.
    async fn poll(&mut self) -> bool {
        loop {
            match self.known.poll().await.unwrap() {
                Polled::Resync => return true,
                Polled::Events { more: false, .. } => return false,
                Polled::Events { .. } => {}
            }
        }
    }

    /// Old snapshot + events = new snapshot. Boards that came into sight are loaded first, as a browser would that opens them.
    pub async fn verify(&mut self) {
        self.catch_up().await;
        self.known.load_parts().await.unwrap();
        let fresh = Self::new(&self.known.ask, self.ws).await;
        let found = self.store.differences(&fresh.store);
        assert!(
            found.is_empty(),
            "after {:?} and by a fresh load there is:\n{}",
            self.kinds(),
            found.join("\n")
        );
        assert_eq!(self.store.cursor(), fresh.store.cursor());
    }
}
