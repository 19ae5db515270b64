//! The net, as far as loopback: no test connects to anything else.

mod addresses;
mod articles;
mod requests;
mod rules;
mod server;

use jiff::{SignedDuration, Timestamp};
use legation_exchange::net::{Client, Clock, Names, Options, Reach, Timeouts};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Names that mean what a test says: the answers of one question after the other, the last for good.
#[derive(Debug, Default)]
struct Told {
    answers: Mutex<Vec<Vec<IpAddr>>>,
}

impl Told {
    fn once(addresses: &[IpAddr]) -> Arc<Told> {
        Told::in_turn(&[addresses])
    }

    fn in_turn(answers: &[&[IpAddr]]) -> Arc<Told> {
        let answers = answers.iter().rev().map(|answer| answer.to_vec()).collect();
        Arc::new(Told { answers: Mutex::new(answers) })
    }
}

impl Names for Told {
    fn addresses(&self, _: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        let found: Vec<_> =
            answer.unwrap_or_default().into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
        if found.is_empty() { Err(io::Error::from(io::ErrorKind::NotFound)) } else { Ok(found) }
    }
}

/// A clock that goes only while somebody waits, and notes how long.
#[derive(Debug)]
struct Still {
    now: Mutex<Timestamp>,
    waits: Mutex<Vec<u64>>,
    /// The waits before the user asks to stop.
    patience: usize,
}

impl Still {
    fn new() -> Arc<Still> {
        Still::stopping_after(usize::MAX)
    }

    fn stopping_after(patience: usize) -> Arc<Still> {
        let now = "2025-02-27T10:00:00Z".parse().unwrap();
        Arc::new(Still { now: Mutex::new(now), waits: Mutex::default(), patience })
    }

    /// The seconds that were waited.
    fn waits(&self) -> Vec<u64> {
        std::mem::take(&mut *self.waits.lock().unwrap())
    }
}

impl Clock for Still {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn wait(&self, pause: Duration) -> bool {
        *self.now.lock().unwrap() += SignedDuration::try_from(pause).unwrap();
        let mut waits = self.waits.lock().unwrap();
        waits.push(pause.as_secs());
        waits.len() <= self.patience
    }
}

fn options(reach: Reach) -> Options {
    let timeouts = Timeouts {
        connect: Duration::from_secs(5),
        read: Duration::from_millis(300),
        whole: Duration::from_millis(900),
    };
    Options { reach, timeouts, ..Options::default() }
}

/// A client that may reach loopback.
fn local(clock: &Arc<Still>) -> Client {
    let reach = Reach { private: true, also: Vec::new() };
    Client::with(options(reach), Told::once(&[]), Arc::clone(clock) as Arc<dyn Clock>).unwrap()
}
