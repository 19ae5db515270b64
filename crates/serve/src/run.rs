//! A desk that listens until it is told to stop.

use crate::doors::{Doors, Peer};
use crate::state::Desk;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// How often it is looked whether another program has changed the store.
const LOOKS: Duration = Duration::from_secs(1);
/// How long requests that are being answered when the desk closes have to end.
const GRACE: Duration = Duration::from_secs(10);

/// A desk that listens and has not begun to answer.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    desk: Desk,
}

impl Listening {
    /// At an address; port 0 takes any that is free.
    pub async fn at(address: SocketAddr, desk: Desk) -> io::Result<Listening> {
        Ok(Listening { listener: TcpListener::bind(address).await?, desk })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Answers until `stop` is done; then what is being answered is ended, and nothing new begun.
pub async fn serve(listening: Listening, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let Listening { listener, desk } = listening;
    let looking = tokio::spawn({
        let desk = desk.clone();
        async move {
            loop {
                tokio::time::sleep(LOOKS).await;
                desk.look();
            }
        }
    });
    let linking = tokio::spawn({
        let desk = desk.clone();
        async move {
            loop {
                desk.link_next().await;
            }
        }
    });
    let (closing, closed) = tokio::sync::oneshot::channel();
    let app = crate::router(desk.clone()).into_make_service_with_connect_info::<Peer>();
    let serving = axum::serve(Doors::new(listener), app).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("the desk closes");
        desk.close();
        let _ = closing.send(());
    });
    // Whoever does not come to an end is left behind.
    let ended = tokio::select! {
        ended = serving => ended,
        () = async { let _ = closed.await; tokio::time::sleep(GRACE).await } => Ok(()),
    };
    looking.abort();
    linking.abort();
    ended
}
