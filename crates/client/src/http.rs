//! HTTP/1.1 over one connection that is kept.

use std::fmt::Write;
use std::net::SocketAddr;

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::buffer::Buffer;

pub struct Http {
    stream: TcpStream,
    buffer: Buffer,
}

/// What came back. The body stays in the connection's buffer until the next call.
#[derive(Clone, Debug)]
pub struct ResponseHead {
    pub status: u16,
    /// The `Content-Encoding`, empty where there is none.
    pub coding: String,
    /// How long the body is.
    pub length: usize,
    /// The `Retry-After` in seconds, where there is one.
    pub retry_after: Option<u64>,
}

/// The bytes of a request.
pub fn request(
    method: &str,
    path: &str,
    token: Option<&str>,
    headers: &str,
    body: &str,
) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n{headers}");
    if let Some(token) = token {
        // Writing to a string cannot fail.
        let _ = write!(text, "authorization: Bearer {token}\r\n");
    }
    if !body.is_empty() {
        let _ = write!(
            text,
            "content-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        );
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

impl Http {
    pub async fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Buffer::default(),
        })
    }

    /// Sends a request and reads its answer to the end.
    pub async fn call(&mut self, request: &[u8]) -> Result<ResponseHead> {
        self.stream.write_all(request).await?;
        let head = loop {
            if let Some(at) = memchr::memmem::find(self.buffer.seen(), b"\r\n\r\n") {
                break at + 4;
            }
            self.buffer.fill(&mut self.stream).await?;
        };
        let answer = parse(self.buffer.seen().get(..head).unwrap_or_default())?;
        self.buffer.consume(head);
        while self.buffer.seen().len() < answer.length {
            self.buffer.fill(&mut self.stream).await?;
        }
        self.buffer.consume(answer.length);
        Ok(answer)
    }

    /// Asks for what is there, compressed as a browser has it.
    ///
    /// # Errors
    /// Where the answer is not 200.
    pub async fn read(&mut self, path: &str, token: &str) -> Result<ResponseHead> {
        let coded = "accept-encoding: br, gzip\r\n";
        let answer = self
            .call(&request("GET", path, Some(token), coded, ""))
            .await?;
        ensure!(
            answer.status == 200,
            "{path} was answered {}",
            answer.status
        );
        Ok(answer)
    }

    /// The body of the answer that was read last.
    pub fn body(&self, answer: &ResponseHead) -> &[u8] {
        self.buffer.behind(answer.length, answer.length)
    }

    /// Sends a request that must succeed and reads its answer as JSON.
    pub async fn json(&mut self, request: &[u8]) -> Result<Value> {
        let answer = self.call(request).await?;
        let body = self.body(&answer);
        if !(200..300).contains(&answer.status) {
            let line = request.split(|b| *b == b'\r').next().unwrap_or_default();
            return Err(anyhow!(
                "{} answered {}: {}",
                String::from_utf8_lossy(line),
                answer.status,
                String::from_utf8_lossy(body)
            ));
        }
        if body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(body).context("the answer is no JSON")
    }
}

/// Reads status, length and coding of an answer.
fn parse(head: &[u8]) -> Result<ResponseHead> {
    let text = std::str::from_utf8(head).context("a header is no text")?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let mut answer = ResponseHead {
        status: status.context("no status")?.parse()?,
        coding: String::new(),
        length: 0,
        retry_after: None,
    };
    for line in lines {
        let Some((name, value)) = line.split_once(": ") else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            answer.length = value.parse()?;
        } else if name.eq_ignore_ascii_case("content-encoding") {
            value.clone_into(&mut answer.coding);
        } else if name.eq_ignore_ascii_case("retry-after") {
            answer.retry_after = value.parse().ok();
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            bail!("an answer came in chunks, which this client does not read");
        }
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read() {
        let answer =
            parse(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\ncontent-encoding: br\r\n\r\n")
                .unwrap();
        assert_eq!(
            (answer.status, answer.length, &*answer.coding),
            (200, 12, "br")
        );
        assert!(parse(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }

    #[test]
    fn a_request_says_how_long_it_is() {
        let bytes = request("PATCH", "/x", Some("t"), "", "{}");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("PATCH /x HTTP/1.1\r\n"));
        assert!(text.ends_with("content-length: 2\r\n\r\n{}"));
    }
}
