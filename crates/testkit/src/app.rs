//! The real server, in this process, on a port of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::rt::System;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tutti_server::config::{Config, LogFormat, Signup, Timeouts};
use tutti_server::server::Server;
use tutti_types::auth::SignedIn;
use tutti_types::{SessionId, UserId, paths};

use crate::client::Client;
use crate::database::Database;
use crate::log;

/// The password of everybody in the tests.
pub const PASSWORD: &str = "correct horse battery";

/// What differs from one test's server to another's.
#[derive(Clone, Debug)]
pub struct Options {
    /// Rate limits: `off` unless they are what is tested.
    pub limits: String,
    /// Who may sign up; by default whoever the server lets.
    pub signup: Option<Signup>,
    /// Connections to the database.
    pub connections: u32,
    /// The address people use, where it is not the one listened on.
    pub public_url: Option<String>,
    /// More origins that may open the socket.
    pub allowed_origins: Vec<String>,
    /// Proxies whose word counts.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Whether it is filled with the example.
    pub demo: bool,
    /// The browser's half, where it is not that of the binary.
    pub web_dir: Option<PathBuf>,
    /// Whether the metrics are served.
    pub metrics: bool,
    /// How long connections wait for their clients.
    pub timeouts: Timeouts,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: "off".to_owned(),
            signup: None,
            connections: 8,
            public_url: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            demo: false,
            web_dir: None,
            metrics: false,
            timeouts: Timeouts::default(),
        }
    }
}

/// How a server ends.
enum End {
    Stop,
    Kill,
}

struct Running {
    thread: JoinHandle<()>,
    end: oneshot::Sender<End>,
    metrics: Option<SocketAddr>,
}

/// A running server. It ends with this value.
pub struct TestApp {
    /// Where it listens.
    pub addr: SocketAddr,
    pub database: Arc<Database>,
    http: reqwest::Client,
    options: Options,
    dir: TempDir,
    /// Keeps the address while no server runs: whoever connects meanwhile is served by the next one.
    listener: TcpListener,
    running: Option<Running>,
}

impl TestApp {
    /// One with a database of its own and without limits.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// One with other settings.
    pub async fn with(options: Options) -> Self {
        Self::over(Arc::new(Database::new()), options).await
    }

    /// One over a database that is there already. Its tokens are not those of another server over the same one.
    pub async fn over(database: Arc<Database>, options: Options) -> Self {
        log::keep();
        let dir = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let url = database.url.clone();
        let own = listener.try_clone().unwrap();
        let running = launch(config(&options, addr, dir.path().to_owned()), url, own).await;
        Self {
            addr,
            database,
            http: http(),
            options,
            dir,
            listener,
            running: Some(running),
        }
    }

    /// Kills the server and starts it anew on the same address, secret and database.
    pub async fn restart(&mut self) {
        self.end(End::Kill).await;
        self.up().await;
    }

    /// Starts the server that was stopped, on the same address, secret and database.
    pub async fn up(&mut self) {
        let listener = self.listener.try_clone().unwrap();
        let config = config(&self.options, self.addr, self.dir.path().to_owned());
        self.running = Some(launch(config, self.database.url.clone(), listener).await);
    }

    /// Stops the server as SIGTERM does.
    pub async fn stop(&mut self) {
        self.end(End::Stop).await;
    }

    async fn end(&mut self, how: End) {
        if let Some(running) = self.running.take() {
            let _ = running.end.send(how);
            tokio::task::spawn_blocking(|| running.thread.join())
                .await
                .unwrap()
                .unwrap();
        }
    }

    /// The address of the server.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// The file with the key that signs tokens.
    #[must_use]
    pub fn secret(&self) -> Vec<u8> {
        std::fs::read(self.dir.path().join("secret")).unwrap()
    }

    /// Somebody without an account.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(self.http.clone(), self.addr)
    }

    /// The same at the address of its metrics.
    #[must_use]
    pub fn metrics(&self) -> Client {
        let addr = self.running.as_ref().and_then(|running| running.metrics);
        Client::new(self.http.clone(), addr.expect("it serves no metrics"))
    }

    /// Signs somebody up. The address is made of the name. The threads that hash passwords give way to everything else, so on a busy machine
    /// whoever signs up or in is one of a crowd.
    pub async fn person(&self, name: &str) -> Client {
        let answer = self
            .anonymous()
            .call(reqwest::Method::POST, paths::REGISTER)
            .json(&json!({"email": email(name), "password": PASSWORD, "name": name}))
            .in_a_crowd()
            .send()
            .await;
        answer.expect(201);
        self.signed_in(&answer)
    }

    /// Signs somebody in once more.
    pub async fn log_in(&self, name: &str) -> Client {
        self.log_in_with(name, PASSWORD).await
    }

    /// Signs somebody in by another password.
    pub async fn log_in_with(&self, name: &str, password: &str) -> Client {
        let answer = self
            .anonymous()
            .call(reqwest::Method::POST, paths::LOGIN)
            .json(&json!({"email": email(name), "password": password}))
            .in_a_crowd()
            .send()
            .await;
        answer.expect(200);
        self.signed_in(&answer)
    }

    /// Somebody who had an account before, with another's password, so that none is hashed for them: that takes longer than all
    /// the rest of a request.
    pub async fn double(&self, of: &Client, name: &str) -> Client {
        let id = UserId::new();
        let (email, name) = (email(name).replace('\'', "''"), name.replace('\'', "''"));
        self.database.run(&format!(
            "INSERT INTO users (id, email, name) VALUES ('{id}', '{email}', '{name}');
             INSERT INTO credentials (user_id, password_hash) SELECT '{id}', password_hash FROM credentials WHERE user_id = '{}'",
            of.id()
        ));
        self.begin_session(of, id).await
    }

    /// One more session of somebody, for which no password is checked.
    pub async fn session(&self, of: &Client) -> Client {
        self.begin_session(of, of.id()).await
    }

    async fn begin_session(&self, like: &Client, user: UserId) -> Client {
        let token = SessionId::new();
        self.database.run(&format!(
            "INSERT INTO sessions (id, user_id, user_agent, expires_at) VALUES ('{token}', '{user}', '', now() + interval '30 days');
             INSERT INTO refresh_tokens (token_hash, session_id) VALUES (sha256('{token}'), '{token}')"
        ));
        let (cookie, _) = like.cookie.as_deref().unwrap().split_once('=').unwrap();
        self.renewed(format!("{cookie}={token}")).await
    }

    /// Somebody's session at this server, whose database is a copy of the one it was begun in.
    pub async fn same(&self, who: &Client) -> Client {
        self.renewed(who.cookie.clone().unwrap()).await
    }

    async fn renewed(&self, cookie: String) -> Client {
        let mut shown = self.anonymous();
        shown.cookie = Some(cookie);
        let answer = shown.refresh().await;
        answer.expect(200);
        self.signed_in(&answer)
    }

    /// Who an answer of register, login or refresh signed in.
    #[must_use]
    pub fn signed_in(&self, answer: &crate::TestResponse) -> Client {
        let signed_in: SignedIn = answer.json();
        let mut client = self.anonymous();
        client.token = Some(signed_in.access_token);
        client.cookie = answer.cookie();
        client.user = Some(signed_in.user);
        client
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.end.send(End::Kill);
            let _ = running.thread.join();
        }
    }
}

/// A client that gives up an idle connection before the server does, so that no request goes into one that is being closed.
fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .pool_idle_timeout(Duration::from_secs(2))
        .build()
        .unwrap()
}

/// The address of somebody in the tests.
#[must_use]
pub fn email(name: &str) -> String {
    format!("{}@example.com", name.to_lowercase().replace(' ', "."))
}

fn config(options: &Options, addr: SocketAddr, data_dir: PathBuf) -> Config {
    Config {
        addr,
        database_url: None,
        pg_bin: None,
        data_dir,
        public_url: options.public_url.as_ref().map(|url| url.parse().unwrap()),
        secret_file: None,
        signup: options.signup,
        allowed_origins: options.allowed_origins.clone(),
        trusted_proxies: options.trusted_proxies.clone(),
        limits: options.limits.clone(),
        db_connections: Some(options.connections),
        web_dir: options.web_dir.clone(),
        metrics_addr: options
            .metrics
            .then(|| SocketAddr::from(([127, 0, 0, 1], 0))),
        log: String::new(),
        log_format: LogFormat::Text,
        demo: options.demo,
        timeouts: options.timeouts,
    }
}

/// Runs a server in a thread of its own, as the binary does in its main one.
async fn launch(config: Config, url: String, listener: TcpListener) -> Running {
    let (ready, is_ready) = mpsc::channel();
    let (end, ended) = oneshot::channel();
    let thread = thread::spawn(move || {
        System::new().block_on(async move {
            let server = Server::start(&config, &url, listener).await.unwrap();
            let _ = ready.send(server.metrics_addr());
            match ended.await {
                Ok(End::Stop) => server.stop().await.unwrap(),
                Ok(End::Kill) | Err(_) => server.kill().await,
            }
        });
    });
    let metrics = tokio::task::spawn_blocking(move || is_ready.recv())
        .await
        .unwrap()
        .expect("the server did not start");
    Running {
        thread,
        end,
        metrics,
    }
}
