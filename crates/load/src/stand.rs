//! What is measured: a server and a PostgreSQL of its own in a folder that goes away, with people, boards and cards.

mod database;
pub mod people;
pub mod process;
pub mod seed;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::machine::Meter;
pub use database::Database;
pub use people::{OWNER, PASSWORD, StandUser};
use process::Process;
pub use seed::{BOARDS, CARDS, Workspace, task_id, workspace_id};
use tutti_client::{Http, request};

/// How to build one.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server's binary.
    pub server: PathBuf,
    /// The SPA, where there is one.
    pub web: Option<PathBuf>,
}

/// A running one. Fields are dropped in this order: the server, its database, their folder.
pub struct Stand {
    process: Process,
    /// The database.
    pub postgres: Database,
    plan: Plan,
    key: Vec<u8>,
    /// Where the server listens.
    pub addr: SocketAddr,
    /// A second address that pages may come from: the browser's rows cut the line there.
    pub proxy: SocketAddr,
    /// The first is the owner; all are members of every workspace.
    pub people: Vec<StandUser>,
    /// Workspaces with one board of 500 cards each.
    pub workspaces: Vec<Workspace>,
    dir: TempDir,
}

impl Stand {
    /// Builds the one that is measured.
    pub async fn build(plan: Plan) -> Result<Self> {
        let mut stand = Self::empty(plan).await?;
        stand.grow(BOARDS, CARDS).await?;
        Ok(stand)
    }

    /// Builds one with people and no workspaces.
    pub async fn empty(plan: Plan) -> Result<Self> {
        let dir = tempfile::Builder::new().prefix("tutti-bench-").tempdir()?;
        let postgres = Database::start(dir.path().join("postgres"))?;
        let (addr, proxy) = (free_address()?, free_address()?);
        let process = Process::start(&plan, dir.path(), &postgres.url("tutti"), addr, proxy)?;
        let mut stand = Self {
            process,
            postgres,
            plan,
            key: Vec::new(),
            addr,
            proxy,
            people: Vec::new(),
            workspaces: Vec::new(),
            dir,
        };
        stand.answering().await?;
        let secret = stand.dir.path().join("data/secret");
        stand.key = std::fs::read(secret).context("the server's secret")?;
        people::sign_up(&mut stand).await?;
        people::add_colleagues(&mut stand)?;
        Ok(stand)
    }

    /// Adds workspaces with one board of so many cards each; gives the number of the first.
    pub async fn grow(&mut self, workspaces: usize, cards: usize) -> Result<usize> {
        let first = self.workspaces.len();
        seed::fill(self, first..first + workspaces, cards).await?;
        people::enroll(self, u32::MAX)?;
        // What came by SQL came without events, so a server that knew the workspaces already has not heard of it.
        self.restart().await?;
        Ok(first)
    }

    /// Whose CPU time is whose.
    pub fn meter(&self) -> Meter {
        Meter {
            server: Some(self.process.id()),
            database: u32::try_from(self.postgres.pid()).ok(),
        }
    }

    /// The server's process.
    pub fn server_pid(&self) -> u32 {
        self.process.id()
    }

    /// The SPA's folder, where there is one.
    pub fn web(&self) -> Option<PathBuf> {
        self.plan.web.clone()
    }

    /// Whether there is an SPA.
    pub const fn has_web(&self) -> bool {
        self.plan.web.is_some()
    }

    /// An access token of the n-th person, good for an hour.
    pub fn token(&self, n: usize) -> Result<String> {
        let person = self.people.get(n % self.people.len().max(1));
        people::token(&self.key, person.context("nobody is there")?)
    }

    /// Stops the server, waits for its end, and starts it anew over the same database; gives the seconds until it answered.
    pub async fn restart(&mut self) -> Result<f64> {
        self.process.stop()?;
        self.start().await
    }

    /// Ends the server as a crash does.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()
    }

    /// Starts the server, which has ended, over the same database; gives the seconds until it answered.
    pub async fn start(&mut self) -> Result<f64> {
        let begun = std::time::Instant::now();
        let url = self.postgres.url("tutti");
        self.process = Process::start(&self.plan, self.dir.path(), &url, self.addr, self.proxy)?;
        self.answering().await?;
        Ok(begun.elapsed().as_secs_f64())
    }

    /// The server's log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("server.log")).unwrap_or_default()
    }

    /// Fails where the server has ended.
    pub fn check(&mut self) -> Result<()> {
        self.process.check()
    }

    /// Waits for the first answer that says all is well.
    pub async fn answering(&mut self) -> Result<()> {
        let begun = std::time::Instant::now();
        let question = request("GET", "/readyz", None, "", "");
        loop {
            if let Ok(mut http) = Http::open(self.addr).await
                && http.call(&question).await.is_ok_and(|a| a.status == 200)
            {
                return Ok(());
            }
            self.process.check()?;
            anyhow::ensure!(begun.elapsed().as_secs() < 60, "the server does not answer");
            tokio::time::sleep(std::time::Duration::from_micros(500)).await;
        }
    }

    /// Stops everything and waits for its end.
    pub fn stop(mut self) -> Result<()> {
        self.process.stop()?;
        self.postgres.stop()?;
        Ok(())
    }
}

/// An address on this machine that nobody listens on.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
