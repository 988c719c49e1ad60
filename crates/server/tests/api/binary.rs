//! The binary in a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use tokio::sync::oneshot;
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;

/// A running Tutti, which ends with this value.
pub struct Server {
    child: Child,
    /// Where it says it listens, which is another address each time.
    pub addr: String,
}

impl Server {
    /// Starts it, and returns once it says that it is ready. Its log is the file `log` in its data folder.
    pub async fn start(database: &str, data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutti"));
        command
            .env("DATABASE_URL", database)
            .env("TUTTI_ADDR", "127.0.0.1:0")
            .env("TUTTI_DATA_DIR", data)
            .env("TUTTI_LIMITS", "off")
            .env("TUTTI_LOG", "debug")
            .stdout(Stdio::piped())
            .stderr(File::create(data.join("log")).unwrap());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut server = Self {
            child,
            addr: String::new(),
        };
        let (said, heard) = oneshot::channel();
        thread::spawn(move || {
            let mut lines = lines.map(Result::unwrap);
            let ready = lines.find(|line| line.starts_with("Tutti is ready at http://"));
            let _ = said.send(ready);
        });
        let ready = timeout(DEADLINE, heard).await.expect("it is not ready");
        let ready = ready
            .unwrap()
            .expect("the server ended before it was ready");
        let (_, addr) = ready.split_once(", listening on ").expect(&ready);
        addr.clone_into(&mut server.addr);
        server
    }

    /// `kill -9`
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
