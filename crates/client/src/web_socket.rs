//! A WebSocket (RFC 6455) that follows one workspace.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use tutti_types::paths;

use crate::buffer::Buffer;

const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;

pub struct WebSocket {
    stream: TcpStream,
    buffer: Buffer,
    /// How long the frame is that was read last.
    length: usize,
}

impl WebSocket {
    /// Opens one, without a word of ours yet.
    pub async fn open(addr: SocketAddr, path: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: tutti.v1\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut buffer = Buffer::default();
        let head = loop {
            if let Some(at) = memchr::memmem::find(buffer.seen(), b"\r\n\r\n") {
                break at + 4;
            }
            buffer.fill(&mut stream).await?;
        };
        if !buffer.seen().starts_with(b"HTTP/1.1 101") {
            let head = String::from_utf8_lossy(buffer.seen()).into_owned();
            bail!("the socket was not opened: {head}");
        }
        buffer.consume(head);
        Ok(Self {
            stream,
            buffer,
            length: 0,
        })
    }

    /// Opens one and authenticates.
    pub async fn of(addr: SocketAddr, token: &str) -> Result<Self> {
        let mut socket = Self::open(addr, paths::REALTIME).await?;
        socket
            .send(&format!(r#"{{"type":"authenticate","token":"{token}"}}"#))
            .await?;
        socket.until(br#""type":"ready""#).await?;
        Ok(socket)
    }

    /// Opens one, authenticates, and follows a workspace from now.
    pub async fn follow(addr: SocketAddr, token: &str, workspace: &str) -> Result<Self> {
        let mut socket = Self::of(addr, token).await?;
        socket
            .send(&format!(
                r#"{{"type":"subscribe","workspace_id":"{workspace}"}}"#
            ))
            .await?;
        socket.until(br#""type":"subscribed""#).await?;
        Ok(socket)
    }

    /// Sends a text.
    pub async fn send(&mut self, text: &str) -> Result<()> {
        self.write(TEXT, text.as_bytes()).await
    }

    /// One frame. Its mask is zero, which changes nothing, so the payload is sent as it is.
    async fn write(&mut self, opcode: u8, payload: &[u8]) -> Result<()> {
        let mut frame = Vec::with_capacity(payload.len() + 14);
        frame.push(0x80 | opcode);
        match u8::try_from(payload.len()) {
            Ok(short) if short < 126 => frame.push(0x80 | short),
            _ => {
                let length = u16::try_from(payload.len()).context("a frame of ours is too long")?;
                frame.push(0x80 | 126);
                frame.extend_from_slice(&length.to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(payload);
        self.stream.write_all(&frame).await?;
        Ok(())
    }

    /// The next text. Pings are answered.
    pub async fn next(&mut self) -> Result<&[u8]> {
        loop {
            let (opcode, head, length) = loop {
                if let Some(frame) = whole(self.buffer.seen()) {
                    break frame;
                }
                self.buffer.fill(&mut self.stream).await?;
            };
            self.buffer.consume(head + length);
            self.length = length;
            match opcode {
                TEXT => break,
                PING => {
                    let payload = self.frame().to_vec();
                    self.write(PONG, &payload).await?;
                }
                CLOSE => bail!(
                    "the server closed the socket with {:?}",
                    self.frame().get(..2)
                ),
                _ => {}
            }
        }
        Ok(self.frame())
    }

    fn frame(&self) -> &[u8] {
        self.buffer.behind(self.length, self.length)
    }

    /// Reads until a text holds `what`.
    pub async fn until(&mut self, what: &[u8]) -> Result<&[u8]> {
        let finder = memchr::memmem::Finder::new(what);
        loop {
            let text = self.next().await?;
            if finder.find(text).is_some() {
                break;
            }
            if memchr::memmem::find(text, br#""type":"error""#).is_some()
                || memchr::memmem::find(text, br#""type":"denied""#).is_some()
            {
                bail!("refused: {}", String::from_utf8_lossy(text));
            }
        }
        Ok(self.frame())
    }
}

/// The frame at the beginning of what was read, once all of it is there: its kind, and the lengths of head and payload.
pub fn whole(seen: &[u8]) -> Option<(u8, usize, usize)> {
    let (first, second) = (*seen.first()?, *seen.get(1)?);
    let (head, length) = match second & 0x7f {
        126 => (
            4,
            u64::from(u16::from_be_bytes(seen.get(2..4)?.try_into().ok()?)),
        ),
        127 => (10, u64::from_be_bytes(seen.get(2..10)?.try_into().ok()?)),
        short => (2, u64::from(short)),
    };
    let length = usize::try_from(length).ok()?;
    (seen.len() >= head + length).then_some((first & 0xf, head, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_once_they_are_whole() {
        assert_eq!(whole(&[0x81, 2, b'a', b'b']), Some((TEXT, 2, 2)));
        assert_eq!(whole(&[0x81, 2, b'a']), None);
        assert_eq!(whole(&[0x81]), None);
        let mut long = vec![0x81, 126, 1, 0];
        long.resize(4 + 256, 0);
        assert_eq!(whole(&long), Some((TEXT, 4, 256)));
    }
}
