//! A server without work to do: a text of one socket goes to all of them, and `GET /<n>` is answered by n bytes. It runs as a
//! process of its own, as the real one does.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;

use anyhow::{Context, Result};
use tokio::io::AsyncWriteExt;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::LocalSet;

use crate::stand::process::end_with_us;
use tutti_client::{Buffer, whole};

/// The running one.
pub struct Bare {
    child: Child,
    /// Where it listens.
    pub addr: SocketAddr,
}

impl Bare {
    /// Starts it.
    pub fn start() -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg("bare")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        end_with_us(&mut command);
        let mut child = command.spawn()?;
        let out = child.stdout.take().context("it has no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let addr = line
            .trim()
            .parse()
            .context("the bare server does not tell its address")?;
        Ok(Self { child, addr })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // It holds nothing that would have to be put in order.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

type Sockets = Rc<RefCell<Vec<Rc<OwnedWriteHalf>>>>;

/// Serves until it is killed.
///
/// # Errors
/// Where it cannot listen.
pub fn serve() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        std::io::stdout().flush()?;
        let sockets = Sockets::default();
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            // A client that leaves ends its own task only.
            tokio::task::spawn_local(connection(stream, sockets.clone()));
        }
    })
}

async fn connection(mut stream: TcpStream, sockets: Sockets) -> Result<()> {
    let mut buffer = Buffer::default();
    let mut ready: Vec<u8> = Vec::new();
    loop {
        let head = loop {
            if let Some(at) = memchr::memmem::find(buffer.seen(), b"\r\n\r\n") {
                break at + 4;
            }
            buffer.fill(&mut stream).await?;
        };
        let text =
            String::from_utf8_lossy(buffer.seen().get(..head).unwrap_or_default()).into_owned();
        buffer.consume(head);
        if text.contains("upgrade: websocket") {
            stream.write_all(b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n").await?;
            break;
        }
        let path = text
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .trim_start_matches('/');
        let length: usize = path.parse().unwrap_or(0);
        if ready.is_empty() {
            ready = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
            ready.resize(ready.len() + length, b'x');
        }
        stream.write_all(&ready).await?;
    }
    let (read, write) = stream.into_split();
    let write = Rc::new(write);
    sockets.borrow_mut().push(write.clone());
    let ended = echo(read, buffer, &sockets).await;
    sockets
        .borrow_mut()
        .retain(|other| !Rc::ptr_eq(other, &write));
    ended
}

/// Sends each text to every socket, in one write each, as far as the kernel takes it at once.
async fn echo(read: OwnedReadHalf, mut buffer: Buffer, sockets: &Sockets) -> Result<()> {
    let mut read = read;
    loop {
        while let Some((_, head, length)) = whole(buffer.seen()) {
            // Ours are masked with zero, so the payload is plain behind four bytes of mask.
            let total = head + 4 + length;
            if buffer.seen().len() < total {
                break;
            }
            let payload = buffer.seen().get(head + 4..total).unwrap_or_default();
            let mut frame = vec![0x81, 126];
            frame.extend_from_slice(&u16::try_from(length)?.to_be_bytes());
            frame.extend_from_slice(payload);
            for socket in sockets.borrow().iter() {
                let _ = socket.try_write(&frame);
            }
            buffer.consume(total);
        }
        buffer.fill(&mut read).await?;
    }
}
