//! A client that never gives up: what was not answered is sent again until it is, a change with its Idempotency-Key.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tutti_client::{Ask, Http, WebSocket, request};

use super::tally::{Tally, count};

/// How long an answer may take before the request is taken for lost.
pub const ANSWER: Duration = Duration::from_secs(15);
/// How long one request may take with all its repetitions.
const WHOLE: Duration = Duration::from_secs(120);
/// Between repetitions, as there is nothing that tells when the server is back.
const PAUSE: Duration = Duration::from_millis(20);

/// What became of requests.
#[derive(Debug, Default)]
pub struct Tries {
    /// Connections that broke under a request.
    pub broken: usize,
    /// Requests that had to be repeated.
    pub repeated: usize,
    /// Answers of 503: how long each took, and whether it said when to come back.
    pub unavailable: Vec<(Duration, bool)>,
}

/// Somebody with a token.
pub struct Patient {
    addr: SocketAddr,
    token: String,
    http: Option<Http>,
    tally: Arc<Tally>,
    pub tries: Tries,
}

impl Patient {
    /// One whose answers of 503 are counted in a tally.
    pub fn new(addr: SocketAddr, token: String, tally: Arc<Tally>) -> Self {
        Self {
            addr,
            token,
            http: None,
            tally,
            tries: Tries::default(),
        }
    }

    /// The same person by another connection.
    pub fn another(&self) -> Self {
        Self::new(self.addr, self.token.clone(), Arc::default())
    }

    /// A socket of this person's.
    pub async fn socket(&self) -> Result<WebSocket> {
        WebSocket::of(self.addr, &self.token).await
    }

    /// Sends a request until it is answered with success.
    pub async fn insist<T: DeserializeOwned>(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &Value,
    ) -> Result<T> {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let request = request(method, path, Some(&self.token), headers, &body);
        let begun = Instant::now();
        loop {
            if let Some(answer) = self.attempt(&request).await? {
                return Ok(answer);
            }
            ensure!(
                begun.elapsed() < WHOLE,
                "{method} {path} was not answered in {} s",
                WHOLE.as_secs()
            );
            self.tries.repeated += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Sends it once; nothing where it is to be repeated.
    async fn attempt<T: DeserializeOwned>(&mut self, request: &[u8]) -> Result<Option<T>> {
        let mut http = match self.http.take() {
            Some(http) => http,
            None => match Http::open(self.addr).await {
                Ok(http) => http,
                Err(_) => return Ok(None),
            },
        };
        let begun = Instant::now();
        let Ok(Ok(answer)) = tokio::time::timeout(ANSWER, http.call(request)).await else {
            self.tries.broken += 1;
            return Ok(None);
        };
        let body = http.body(&answer);
        let read = match answer.status {
            200..=299 => Some(serde_json::from_slice(body)?),
            503 => {
                let says_when = answer.retry_after.is_some();
                self.tries.unavailable.push((begun.elapsed(), says_when));
                count(&self.tally.unavailable);
                None
            }
            // The first still runs; it will be answered.
            409 if memchr::memmem::find(body, b"in_progress").is_some() => None,
            status => bail!("answered {status}: {}", String::from_utf8_lossy(body)),
        };
        self.http = Some(http);
        Ok(read)
    }
}

impl Ask for Patient {
    async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T> {
        self.insist("GET", path, "", &Value::Null).await
    }
}
