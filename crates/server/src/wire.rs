//! The connection below HTTP: what the parser answers by itself gets the shape of every other answer.
//!
//! A request that cannot be parsed reaches no service of ours. actix-http writes a bare head for it (`400`, `408`, `431`), which cannot be
//! configured, and closes the connection. It does so as the last thing in its buffer, and no answer of ours is without
//! `X-Request-Id`, so a connection that writes such a head knows it and writes a problem instead.

mod parser;

use std::io;
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

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

/// Where a body was not read to its end, the client has so long to read our answer.
const LINGER: Duration = Duration::from_secs(1);
/// Requests in flight have so many seconds to end when the server stops.
const END_WITHIN_S: u64 = 15;

/// Serves what `factory` makes, once for each worker, as [`actix_web::HttpServer`] does over connections of its own. A connection's
/// first head is here after `head_within`, or is answered by 408.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve<F, I, S, B>(
    app: Data<App>,
    listener: TcpListener,
    workers: Option<usize>,
    head_within: Duration,
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
            .client_request_timeout(head_within)
            .client_disconnect_timeout(LINGER)
            .local_addr(addr)
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
}

impl Connection {
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
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_unsent(context))?;
        let Some(rest) = parser::instead(bytes, &self.app) else {
            return Pin::new(&mut self.stream).poll_write(context, bytes);
        };
        self.unsent = rest;
        // What does not fit now goes with the flush that follows.
        if let Poll::Ready(Err(error)) = self.poll_unsent(context) {
            return Poll::Ready(Err(error));
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_unsent(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_unsent(context))?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
