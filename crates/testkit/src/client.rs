//! A person with an HTTP client, or somebody without an account.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tutti_types::me::Me;
use tutti_types::{Problem, SessionId, UserId};

use crate::contract::check::check;
use crate::contract::request::Sent;
use crate::pace::DEADLINE;
use crate::response::TestResponse;

/// Somebody who makes requests.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    addr: SocketAddr,
    /// Their access token.
    pub token: Option<String>,
    /// Their refresh cookie, `name=value`.
    pub cookie: Option<String>,
    /// Who they are.
    pub user: Option<Me>,
}

/// A request that is being put together.
#[must_use = "it is sent by send, ok or refused"]
pub struct Call {
    request: reqwest::RequestBuilder,
    method: Method,
    path: String,
    has_key: bool,
    is_patient: bool,
    body: Option<Vec<u8>>,
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, addr: SocketAddr) -> Self {
        Self {
            http,
            addr,
            token: None,
            cookie: None,
            user: None,
        }
    }

    /// The person's id.
    #[must_use]
    pub fn id(&self) -> UserId {
        self.user.as_ref().unwrap().id
    }

    /// Where the server listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// A request of this person; `path` as in [`tutti_types::paths`], with its query.
    pub fn call(&self, method: Method, path: impl Into<String>) -> Call {
        let path = path.into();
        let url = format!("http://{}{path}", self.addr);
        let mut request = self.http.request(method.clone(), url);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        Call {
            request,
            method,
            path,
            has_key: false,
            is_patient: false,
            body: None,
        }
    }

    /// What a GET answers.
    pub async fn get<T: DeserializeOwned>(&self, path: impl Into<String>) -> T {
        self.call(Method::GET, path).ok().await
    }
    /// What a POST answers.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: impl Into<String>,
        body: &impl Serialize,
    ) -> T {
        self.call(Method::POST, path).json(body).ok().await
    }
    /// What a PATCH answers.
    pub async fn patch<T: DeserializeOwned>(
        &self,
        path: impl Into<String>,
        body: &impl Serialize,
    ) -> T {
        self.call(Method::PATCH, path).json(body).ok().await
    }
    /// What a PUT without a body answers.
    pub async fn put<T: DeserializeOwned>(&self, path: impl Into<String>) -> T {
        self.call(Method::PUT, path).ok().await
    }
    /// A DELETE that is answered by 204.
    pub async fn delete(&self, path: impl Into<String>) {
        self.call(Method::DELETE, path).send().await.expect(204);
    }
    /// A POST without a body.
    pub async fn act<T: DeserializeOwned>(&self, path: impl Into<String>) -> T {
        self.call(Method::POST, path).ok().await
    }

    /// Exchanges the refresh cookie.
    pub async fn refresh(&self) -> TestResponse {
        self.call(Method::POST, tutti_types::paths::REFRESH)
            .header("cookie", self.cookie.as_deref().unwrap_or_default())
            .send()
            .await
    }

    /// Signs this session out.
    pub async fn log_out(&self) -> TestResponse {
        self.call(Method::POST, tutti_types::paths::LOGOUT)
            .header("cookie", self.cookie.as_deref().unwrap_or_default())
            .send()
            .await
    }
}

impl Call {
    /// With a JSON body.
    pub fn json(self, body: &impl Serialize) -> Self {
        self.body("application/json", serde_json::to_vec(body).unwrap())
    }
    /// With any body.
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        // Replaces that of a body given before.
        let kind = content_type.parse().unwrap();
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
        self.request = self.request.headers(headers);
        self.request = self.request.body(body.clone());
        self.body = Some(body);
        self
    }
    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }
    /// With an Idempotency-Key.
    pub fn key(mut self, key: &str) -> Self {
        self.has_key = true;
        self.header("idempotency-key", key)
    }
    /// As one of a crowd. A busy machine serves its last ones later than a request may wait, and the server answers 503. It is sent again
    /// then when the server says, with the same Idempotency-Key, so that it is done once.
    pub fn in_a_crowd(mut self) -> Self {
        self.is_patient = true;
        if self.has_key || self.method == Method::GET {
            self
        } else {
            self.key(&SessionId::new().to_string())
        }
    }
    /// With the version it is about.
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// The answer, whatever it is.
    pub async fn send(self) -> TestResponse {
        let begun = Instant::now();
        loop {
            // It fails only for a body that is a stream, which no test sends.
            let request = self.request.try_clone().unwrap();
            let answer = self.answer_to(request).await;
            if answer.status != 503 || !self.is_patient || begun.elapsed() > DEADLINE {
                return answer;
            }
            let wait = answer.header("retry-after").unwrap().parse().unwrap();
            tokio::time::sleep(Duration::from_secs(wait)).await;
        }
    }

    async fn answer_to(&self, request: reqwest::RequestBuilder) -> TestResponse {
        let what = format!("{} {}", self.method, self.path);
        let (http, request) = request.build_split();
        let request = request.unwrap_or_else(|e| panic!("{what}: {e:?}"));
        let headers = request.headers().clone();
        let response = http.execute(request).await;
        let response = response.unwrap_or_else(|e| panic!("{what}: {e:?}"));
        let answer = TestResponse {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
            what,
        };
        let sent = Sent {
            method: &self.method,
            path: &self.path,
            headers: &headers,
            body: self.body.as_deref(),
        };
        check(&sent, &answer);
        answer
    }

    /// What it answers where it succeeds.
    pub async fn ok<T: DeserializeOwned>(self) -> T {
        let answer = self.send().await;
        assert!(
            (200..300).contains(&answer.status),
            "{} answered {}: {}",
            answer.what,
            answer.status,
            answer.text
        );
        answer.json()
    }

    /// The problem it answers where it is refused so.
    pub async fn refused(self, status: u16) -> Problem {
        let answer = self.send().await;
        answer.expect(status);
        answer.problem()
    }
}
