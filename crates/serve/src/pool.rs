//! Connections to the store for those who read: a few, opened as they are needed, used by one at a time off the threads that talk.

use crate::problem::{Code, Problem};
use legation_store::{Interrupter, Sqlite};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// The connections.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Sqlite>>,
    permits: Arc<Semaphore>,
}

impl Pool {
    /// At most so many to a store.
    pub(crate) fn new(path: &Path, most: usize) -> Arc<Pool> {
        Arc::new(Pool {
            path: path.to_owned(),
            idle: Mutex::default(),
            permits: Arc::new(Semaphore::new(most)),
        })
    }

    fn take(&self) -> Result<Sqlite, Problem> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Ok(Sqlite::open(&self.path)?), Ok)
    }

    fn give(&self, store: Sqlite) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
    }

    /// Asks something of a connection. Whoever stops waiting stops the question too.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Pool>,
        question: impl FnOnce(&Sqlite) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = |_| Problem::new(Code::Busy, "the desk is closing");
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(busy)?;
        let leash = Leash(Arc::new(Mutex::new(Held::Waiting)));
        let held = Arc::clone(&leash.0);
        let pool = Arc::clone(self);
        let span = tracing::Span::current();
        let asked = tokio::task::spawn_blocking(move || {
            let _entered = span.enter();
            let store = pool.take()?;
            let is_given_up = {
                let mut state = held.lock().unwrap_or_else(PoisonError::into_inner);
                let is_given_up = matches!(*state, Held::GivenUp);
                *state = Held::Asking(store.interrupter());
                is_given_up
            };
            let answer = match is_given_up {
                true => Err(Problem::new(Code::Timeout, "nobody waits for the answer any more")),
                false => question(&store),
            };
            // From here on the connection is another's, and must not be stopped.
            *held.lock().unwrap_or_else(PoisonError::into_inner) = Held::Waiting;
            pool.give(store);
            drop(permit);
            answer
        });
        asked.await.unwrap_or_else(|why| {
            tracing::error!("a question ended badly: {why}");
            Err(Problem::new(Code::Internal, "the desk made a mistake"))
        })
    }
}

/// What a question has in hand.
enum Held {
    /// Nothing yet, or nothing any more.
    Waiting,
    /// A connection.
    Asking(Interrupter),
    /// Nobody waits for it.
    GivenUp,
}

/// Held by whoever waits.
struct Leash(Arc<Mutex<Held>>);

impl Drop for Leash {
    fn drop(&mut self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Held::Asking(interrupter) = &*held {
            interrupter.interrupt();
        }
        *held = Held::GivenUp;
    }
}
