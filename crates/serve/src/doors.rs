//! Connections from outside: so many at a time, and none that says nothing for long.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::future::Future;
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// Connections at a time.
const MOST: usize = 1_024;
/// How long a connection may be still: longer than those who listen for changes are left without a sign.
const STILL: Duration = Duration::from_secs(30);

/// Lets connections in while there is room.
#[derive(Debug)]
pub(crate) struct Doors {
    listener: TcpListener,
    permits: Arc<Semaphore>,
}

impl Doors {
    pub(crate) fn new(listener: TcpListener) -> Doors {
        Doors { listener, permits: Arc::new(Semaphore::new(MOST)) }
    }
}

impl Listener for Doors {
    type Io = Guest;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guest, SocketAddr) {
        let permit = Arc::clone(&self.permits).acquire_owned().await.ok();
        // What goes wrong with one connection is tried again with the next.
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        (Guest { stream, still: Box::pin(tokio::time::sleep(STILL)), _permit: permit }, peer)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

impl Connected<IncomingStream<'_, Doors>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Peer {
        Peer(*stream.remote_addr())
    }
}

/// A connection; its place is free again when it goes.
#[derive(Debug)]
pub(crate) struct Guest {
    stream: TcpStream,
    still: Pin<Box<Sleep>>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Guest {
    /// What became of a try to read or write: where nothing came of it for too long, the connection ends.
    fn heard<T>(&mut self, context: &mut Context<'_>, tried: Poll<Result<T>>) -> Poll<Result<T>> {
        match tried {
            Poll::Ready(done) => {
                self.still.as_mut().reset(Instant::now() + STILL);
                Poll::Ready(done)
            }
            Poll::Pending => {
                self.still.as_mut().poll(context).map(|()| Err(Error::from(ErrorKind::TimedOut)))
            }
        }
    }
}

impl AsyncRead for Guest {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let tried = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.heard(context, tried)
    }
}

impl AsyncWrite for Guest {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.heard(context, tried)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.heard(context, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
