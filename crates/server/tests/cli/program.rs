//! The binary with settings and a folder of its own.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use tempfile::TempDir;

/// How long a test waits for what the program says before it fails. A first start makes a database.
const DEADLINE: Duration = Duration::from_secs(60);

/// The settings of a program that listens on a free port and keeps its files in a folder of its own.
pub struct Program {
    dir: TempDir,
    /// Runs it, where it is not simply run.
    launcher: Option<Launcher>,
    settings: Vec<(&'static str, String)>,
}

/// How it is run.
#[derive(Clone, Copy, Debug)]
enum Launcher {
    /// As a user to whom nothing here belongs.
    Stranger,
    /// Without room for a single byte on any disk.
    FullDisk,
}

/// One that runs. It is killed with this value.
pub struct Running {
    child: Child,
    /// What it logs.
    log: Arc<Mutex<String>>,
    /// Where it says it listens.
    pub url: String,
}

impl Program {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        // Started as root it runs PostgreSQL as another user, who has to get in.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let settings = vec![("TUTTI_ADDR", "127.0.0.1:0".to_owned())];
        Self {
            dir,
            launcher: None,
            settings,
        }
    }

    /// With a setting, in the place of what it was before.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.into()));
        self
    }

    /// As a user to whom nothing here belongs.
    pub fn by_a_stranger(mut self) -> Self {
        self.launcher = Some(Launcher::Stranger);
        self
    }

    /// Without room on any disk.
    pub fn on_a_full_disk(mut self) -> Self {
        self.launcher = Some(Launcher::FullDisk);
        self
    }

    /// A path in its folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.launch();
        command.args(arguments).current_dir(self.dir.path());
        // Of the environment only what programs are found by.
        command.env_clear();
        for name in ["PATH", "HOME", "TUTTI_PG_BIN"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("TUTTI_DATA_DIR", self.path("data"));
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    fn launch(&self) -> Command {
        const BINARY: &str = env!("CARGO_BIN_EXE_tutti");
        match self.launcher {
            None => Command::new(BINARY),
            Some(Launcher::FullDisk) => {
                // A write beyond the limit is an error instead of the end.
                let mut shell = Command::new("/bin/sh");
                shell.args([
                    "-c",
                    "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"",
                    BINARY,
                ]);
                shell
            }
            Some(Launcher::Stranger) if is_root() => {
                // The stranger has to get at it.
                let copy = self.path("tutti");
                if !copy.exists() {
                    fs::copy(BINARY, &copy).unwrap();
                }
                let mut command = Command::new(copy);
                command.uid(STRANGER).gid(STRANGER);
                command
            }
            // Whoever may not become another is bound by the rights of files themself.
            Some(Launcher::Stranger) => Command::new(BINARY),
        }
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command whose reader goes away at once.
    pub fn run_for_nobody(&self, arguments: &[&str]) -> Output {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.command(arguments).stdout(writer).output().unwrap()
    }

    /// Starts the server and waits until it is ready.
    pub fn serve(&self) -> Running {
        let mut child = self
            .command(&["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (kept, logged) = (
            Arc::clone(&log),
            BufReader::new(child.stderr.take().unwrap()),
        );
        std::thread::spawn(move || {
            for line in logged.lines() {
                let line = line.unwrap();
                eprintln!("{line}");
                *kept.lock().unwrap() += &(line + "\n");
            }
        });
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (said, heard) = mpsc::channel();
        std::thread::spawn(move || lines.for_each(|line| drop(said.send(line.unwrap()))));
        let ready = heard.recv_timeout(DEADLINE).expect("it is not ready");
        let (_, addr) = ready.split_once(", listening on ").expect(&ready);
        let url = format!("http://{addr}");
        Running { child, log, url }
    }
}

impl Running {
    /// Ends it as an operator does, and gives all that it logged.
    pub fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").arg(pid).status().unwrap();
        assert!(told.success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "it ended badly: {ended}");
        // The last of it may still be on its way here.
        while Arc::strong_count(&self.log) > 1 {
            std::thread::yield_now();
        }
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The user that is conventionally nobody.
const STRANGER: u32 = 65_534;

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// What it wrote to standard output.
pub fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it wrote to standard error.
pub fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
