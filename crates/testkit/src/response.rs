//! What a request was answered.

use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tutti_types::Problem;

/// What a request was answered. Each is held against the contract when it comes in.
#[derive(Clone, Debug)]
pub struct TestResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// The method and the path of the request.
    pub what: String,
}

impl TestResponse {
    /// Fails where the status is another.
    pub fn expect(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{} answered {}", self.what, self.text);
        self
    }
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        let text = if self.text.is_empty() {
            "null"
        } else {
            &self.text
        };
        serde_json::from_str(text)
            .unwrap_or_else(|e| panic!("{} answered {}: {e}", self.what, self.text))
    }
    /// The body of an error.
    #[must_use]
    pub fn problem(&self) -> Problem {
        self.json()
    }
    /// The body without what differs from request to request.
    #[must_use]
    pub fn without_request_id(&self) -> Value {
        let mut body: Value = self.json();
        if let Some(body) = body.as_object_mut() {
            body.remove("request_id");
        }
        body
    }
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
    /// The cookie it sets, `name=value`.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.header("set-cookie")
            .map(|set| set.split(';').next().unwrap().to_owned())
    }
}
