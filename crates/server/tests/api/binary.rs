//! The binary in a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running Tutti, which ends with this value.
pub struct Server(Child);

/// An address nobody listens on.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

impl Server {
    /// Starts it, and returns once it says that it is ready. Its log is the file `log` in its data folder.
    pub async fn start(database: &str, addr: &str, data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutti"));
        command
            .env("DATABASE_URL", database)
            .env("TUTTI_ADDR", addr)
            .env("TUTTI_DATA_DIR", data)
            .env("TUTTI_LIMITS", "off")
            .env("TUTTI_LOG", "debug")
            .stdout(Stdio::piped())
            .stderr(File::create(data.join("log")).unwrap());
        let ready = move || {
            let mut server = Self(command.spawn().unwrap());
            let lines = BufReader::new(server.0.stdout.take().unwrap()).lines();
            let mut ready = lines.map(Result::unwrap);
            assert!(
                ready.any(|line| line.starts_with("Tutti is ready at http://")),
                "the server ended before it was ready"
            );
            server
        };
        tokio::task::spawn_blocking(ready).await.unwrap()
    }

    /// `kill -9`
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
