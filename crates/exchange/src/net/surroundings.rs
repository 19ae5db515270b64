//! What the net needs of the machine: names resolved, time told and waited for.

use jiff::Timestamp;
use std::fmt::Debug;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;

/// Whatever tells the addresses of a name.
pub trait Names: Debug + Send + Sync {
    /// The addresses of a host.
    ///
    /// # Errors
    /// Where there are none, or nobody can be asked.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The machine's own resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        (host, port).to_socket_addrs().map(Iterator::collect)
    }
}

/// Whatever tells the time.
pub trait Clock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits; false where the user has asked to stop.
    fn wait(&self, pause: Duration) -> bool;
}

/// The machine's own clock; nothing stops a wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, pause: Duration) -> bool {
        std::thread::sleep(pause);
        true
    }
}
