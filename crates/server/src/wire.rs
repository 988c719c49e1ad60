//! The connection below HTTP: what the parser answers by itself gets the shape of every other answer.
//!
//! A request that cannot be parsed reaches no service of ours. actix-http writes a bare head for it (`400`, `408`, `431`), which cannot be
//! configured, and closes the connection. It does so as the last thing in its buffer, and no answer of ours is without
//! `X-Request-Id`, so a connection that writes such a head knows it and writes a problem instead.

mod hang_up;
mod parser;
mod stall;
mod target;

use std::io;
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_http::error::DispatchError;
use actix_http::{HttpService, KeepAlive, Protocol, Request, Response};
use actix_service::{IntoServiceFactory, ServiceFactoryExt, map_config};
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Server, Service, ServiceFactory, fn_service};
use actix_web::web::Data;
use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::app::App;
use crate::config::Timeouts;
pub use hang_up::HangUp;
use stall::Stall;
use target::Targets;

/// Requests in flight have so many seconds to end when the server stops.
const END_WITHIN_S: u64 = 15;

/// Serves what `factory` makes, once for each worker, as [`actix_web::HttpServer`] does over connections of its own. A connection's
/// first head is here after `timeouts.head`, or is answered by 408. A client that takes nothing of what is written to it for
/// `timeouts.unread` is reset.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve<F, I, S, B>(
    app: Data<App>,
    listener: TcpListener,
    workers: Option<usize>,
    timeouts: Timeouts,
    factory: F,
) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<actix_web::Error> + 'static,
    S::InitError: std::fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let mut server = Server::build()
        .shutdown_timeout(END_WITHIN_S)
        .disable_signals();
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let stopping = server.graceful_shutdown_signal();
    let addr = listener.local_addr()?;
    let server = server.listen("tutti", listener, move || {
        let (app, stopping) = (app.clone(), stopping.clone());
        let service = factory()
            .into_factory()
            .map_err(|error| error.into().error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KeepAlive::default())
            .client_request_timeout(timeouts.head)
            .client_disconnect_timeout(timeouts.linger)
            .local_addr(addr)
            .on_connect_ext(|connection: &Connection, data| {
                data.insert(connection.hang_up.clone());
            })
            .finish(map_config(service, |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| {
            let app = app.clone();
            async move {
                let peer = stream.peer_addr().ok();
                // A client that is gone already is found out when it is read from.
                let _ = stream.set_nodelay(true);
                let connection = Connection {
                    stream,
                    app,
                    unsent: Bytes::new(),
                    targets: Targets::default(),
                    hang_up: HangUp::default(),
                    stall: Stall::new(timeouts.unread),
                };
                Ok::<_, DispatchError>((connection, Protocol::Http1, peer))
            }
        })
        .and_then(http)
    })?;
    Ok(server.run())
}

/// A connection of a client.
struct Connection {
    stream: TcpStream,
    app: Data<App>,
    /// What is to be written before all else.
    unsent: Bytes,
    /// The addresses that were asked for.
    targets: Targets,
    hang_up: HangUp,
    stall: Stall,
}

impl Connection {
    /// What a write came to, as [`Stall`] judges it.
    fn judged<T>(
        &mut self,
        context: &mut Context<'_>,
        write: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let judged = self.stall.judge(context, write, self.hang_up.is_ending());
        if let Poll::Ready(Err(error)) = &judged
            && error.kind() == io::ErrorKind::TimedOut
        {
            // Otherwise the system keeps what the client does not read for minutes yet.
            let _ = self.stream.set_zero_linger();
        }
        judged
    }

    fn poll_write_now(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_unsent(context))?;
        let Some(rest) = parser::instead(bytes, self.targets.too_long(), &self.app) else {
            return Pin::new(&mut self.stream).poll_write(context, bytes);
        };
        self.unsent = rest;
        // What does not fit now goes with the flush that follows.
        if let Poll::Ready(Err(error)) = self.poll_unsent(context) {
            return Poll::Ready(Err(error));
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush_now(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_unsent(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown_now(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_unsent(context))?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_unsent(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.unsent.has_remaining() {
            let stream = Pin::new(&mut self.stream);
            let written = ready!(stream.poll_write(context, &self.unsent))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.unsent.advance(written);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.hang_up.is_due() {
            // As where the client had said that it sends nothing more.
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        self.targets.read(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = self.poll_write_now(context, bytes);
        self.judged(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.poll_flush_now(context);
        self.judged(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut_down = self.poll_shutdown_now(context);
        self.judged(context, shut_down)
    }
}
