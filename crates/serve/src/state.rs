//! The desk: the store, and all that stands around it while it is served.

use crate::kept::Keep;
use crate::metrics::Metrics;
use crate::pool::Pool;
use crate::problem::{Code, Problem};
use crate::safety::Buckets;
use crate::tokens::{Scope, Token, Tokens};
use crate::views::{Sight, View};
use legation_store::{Corrections, Entry, Leaves, Sqlite};
use legation_text::Article;
use std::any::Any;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};

/// Who reads articles and takes in what people say: the same who do it on the command line.
pub trait Hands: Send + Sync {
    /// Reads articles, in their order. The first call may take long: models are loaded then.
    fn entries(&self, articles: Vec<Article>) -> Result<Vec<Entry>, Refusal>;

    /// Takes in corrections, an object a line as for `legation correct --file`; `by` signs those that name nobody. A line that is none is an
    /// error, and nothing is kept.
    fn correct(&self, store: &mut Sqlite, lines: &[u8], by: &str) -> Result<Corrections, Refusal>;
}

/// Why something that somebody sent was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub reason: String,
    /// What to do about it, where that is known.
    pub remedy: Option<String>,
}

/// How the desk is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file of the store.
    pub store: PathBuf,
    /// Names under which the desk may be asked, beside `localhost` and addresses of digits.
    pub hosts: Vec<String>,
    /// Whether reading needs a token too.
    pub is_closed: bool,
    /// The bounds.
    pub limits: Limits,
}

/// The bounds of what the desk does at a time.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// How long an answer may take to begin.
    pub time: Duration,
    /// Requests that are answered at a time; those beyond are told to come again.
    pub requests: usize,
    /// Questions to the store at a time.
    pub questions: usize,
    /// Articles that are read at a time.
    pub readings: usize,
    /// Those who listen for changes at a time.
    pub listeners: usize,
    /// Requests of one address: so many a second, and so many at once.
    pub rate: (f64, f64),
    /// Writes and readings of one address: so many a second, and so many at once.
    pub write_rate: (f64, f64),
    /// Bytes of what is kept until the store changes.
    pub kept: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body: 4 << 20,
            time: Duration::from_secs(20),
            requests: 256,
            questions: 8,
            readings: 2,
            listeners: 128,
            rate: (100.0, 400.0),
            write_rate: (2.0, 20.0),
            kept: 96 << 20,
        }
    }
}

/// The desk. Copies are the same desk.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    pool: Arc<Pool>,
    /// Tells whether the store has changed; it does nothing else.
    watcher: Mutex<Sqlite>,
    /// Makes the counters and marks of one run unlike those of another.
    run: u64,
    maker: Arc<dyn Leaves + Send + Sync>,
    hands: Arc<dyn Hands>,
    tokens: Tokens,
    keep: Keep,
    metrics: Metrics,
    buckets: Buckets,
    writes: Buckets,
    requests: Arc<Semaphore>,
    readings: Arc<Semaphore>,
    /// Answers that are kept and made at a time.
    makers: Semaphore,
    listeners: Arc<Semaphore>,
    /// The last known state of the store; none when the desk closes.
    live: watch::Sender<Option<u64>>,
    /// Rung when articles came in that are not linked yet.
    unlinked: Notify,
    /// Answers to writes that came with a key.
    done: Mutex<crate::api::write::Done>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("settings", &self.inner.settings).finish_non_exhaustive()
    }
}

impl Desk {
    /// Of a store, which must be there.
    pub fn new(
        settings: Settings,
        maker: Arc<dyn Leaves + Send + Sync>,
        hands: Arc<dyn Hands>,
    ) -> Result<Desk, Problem> {
        let watcher = Sqlite::open(&settings.store)?;
        let mut bits = [0u8; 4];
        getrandom::fill(&mut bits).map_err(|why| Problem::new(Code::Internal, why.to_string()))?;
        let run = u64::from(u32::from_le_bytes(bits)) << 32;
        let limits = settings.limits;
        let inner = Inner {
            pool: Pool::new(&settings.store, limits.questions),
            watcher: Mutex::new(watcher),
            run,
            maker,
            hands,
            tokens: Tokens::beside(&settings.store),
            keep: Keep::new(limits.kept),
            metrics: Metrics::default(),
            buckets: Buckets::new(limits.rate),
            writes: Buckets::new(limits.write_rate),
            requests: Arc::new(Semaphore::new(limits.requests)),
            readings: Arc::new(Semaphore::new(limits.readings)),
            makers: Semaphore::new(limits.questions.div_ceil(2)),
            listeners: Arc::new(Semaphore::new(limits.listeners)),
            live: watch::Sender::new(Some(run)),
            unlinked: Notify::new(),
            done: Mutex::default(),
            settings,
        };
        let desk = Desk { inner: Arc::new(inner) };
        desk.inner.live.send_replace(Some(desk.counter()?));
        Ok(desk)
    }

    /// The file of the store.
    pub fn store(&self) -> &Path {
        &self.inner.settings.store
    }

    /// The bounds.
    pub fn limits(&self) -> Limits {
        self.inner.settings.limits
    }

    /// A number that is another one after the store has changed, and in another run.
    pub fn counter(&self) -> Result<u64, Problem> {
        let changes = self.inner.watcher.lock().unwrap_or_else(PoisonError::into_inner).changes()?;
        Ok(self.inner.run | (changes as u64 & 0xffff_ffff))
    }

    /// What is to be seen at an address: made now, or kept since the store last changed.
    pub async fn see<V: View>(&self, view: V) -> Result<Arc<V::Matter>, Problem> {
        if !V::IS_KEPT {
            return self.ask(move |sight| view.see(sight).map(Arc::new)).await;
        }
        let key = format!("{} {}", std::any::type_name::<V>(), view.twin());
        let cell = self.inner.keep.cell(&key, self.counter()?);
        let desk = self.clone();
        // What was begun is made to its end even where nobody waits so long: whoever comes back then finds it. Whoever asks for the same
        // meanwhile waits for this one, and some hands are left for what is quick.
        let making = tokio::spawn(async move {
            let make = || async {
                let busy = |_| Problem::new(Code::Busy, "the desk is closing");
                let _permit = desk.inner.makers.acquire().await.map_err(busy)?;
                let look = move |sight: &Sight<'_>| {
                    let matter = view.see(sight)?;
                    let bytes = weight(&matter);
                    Ok((Arc::new(matter) as Arc<dyn Any + Send + Sync>, bytes))
                };
                let (matter, bytes) = desk.ask(look).await?;
                desk.inner.keep.weigh(&key, &cell, bytes);
                Ok::<_, Problem>(matter)
            };
            cell.get_or_try_init(make).await.cloned()
        });
        let made = making.await.map_err(|why| {
            tracing::error!("an answer was not made: {why}");
            Problem::new(Code::Internal, "the desk made a mistake")
        })?;
        made?.downcast().map_err(|_| Problem::new(Code::Internal, "what is kept is of another kind"))
    }

    /// Asks the store something of its own.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Sight<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let counter = self.counter()?;
        let maker = Arc::clone(&self.inner.maker);
        let ask = move |store: &Sqlite| question(&Sight { store, maker: maker.as_ref(), counter });
        self.inner.pool.ask(ask).await
    }

    /// Reads articles; nothing is kept of them.
    pub async fn read(&self, articles: Vec<Article>) -> Result<Vec<Entry>, Problem> {
        let permit = Arc::clone(&self.inner.readings).acquire_owned().await;
        let permit = permit.map_err(|_| Problem::new(Code::Busy, "the desk is closing"))?;
        let hands = Arc::clone(&self.inner.hands);
        let read = tokio::task::spawn_blocking(move || {
            let entries = hands.entries(articles);
            drop(permit);
            entries
        });
        let read = read.await.map_err(|why| {
            tracing::error!("a reading ended badly: {why}");
            Problem::new(Code::Internal, "the desk made a mistake")
        })?;
        read.map_err(|refusal| {
            tracing::error!("nothing can be read: {}", refusal.reason);
            Problem::new(Code::Internal, "the reader cannot be started")
        })
    }

    /// Does something with the store that writes to it.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Sqlite, &dyn Hands) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (path, hands) = (self.inner.settings.store.clone(), Arc::clone(&self.inner.hands));
        let written = tokio::task::spawn_blocking(move || {
            let mut store = Sqlite::write(&path)?;
            work(&mut store, hands.as_ref())
        });
        let written = written.await.unwrap_or_else(|why| {
            tracing::error!("a write ended badly: {why}");
            Err(Problem::new(Code::Internal, "the desk made a mistake"))
        });
        self.look();
        written
    }

    /// Looks whether the store has changed, and tells those who listen.
    pub fn look(&self) {
        match self.counter() {
            Ok(counter) => {
                self.inner.live.send_if_modified(|last| {
                    // A desk that closes tells nothing more.
                    let is_new = last.is_some_and(|last| last != counter);
                    if is_new {
                        *last = Some(counter);
                    }
                    is_new
                });
            }
            Err(why) => tracing::warn!("the store cannot be looked at: {why}"),
        }
    }

    /// The state of the store, as it changes; none when the desk closes.
    pub fn changes(&self) -> watch::Receiver<Option<u64>> {
        self.inner.live.subscribe()
    }

    /// Tells those who listen that the desk closes.
    pub fn close(&self) {
        self.inner.live.send_replace(None);
    }

    /// Says that articles came in that are not linked yet.
    pub fn came_in(&self) {
        self.inner.unlinked.notify_one();
    }

    /// Waits until articles came in, and links all that are not linked yet: those that come meanwhile are next.
    pub(crate) async fn link_next(&self) {
        self.inner.unlinked.notified().await;
        let (path, maker) = (self.inner.settings.store.clone(), Arc::clone(&self.inner.maker));
        let linked = tokio::task::spawn_blocking(move || {
            let reading = Sqlite::open(&path)?;
            let mut writing = Sqlite::write(&path)?;
            legation_store::link(&reading, &mut writing, maker.as_ref(), &mut |_| {})?;
            writing.settle()
        });
        match linked.await {
            Ok(Ok(())) => tracing::info!("what came in is linked"),
            Ok(Err(why)) => tracing::warn!(code = why.code(), "what came in is not linked: {why}"),
            Err(why) => tracing::error!("linking ended badly: {why}"),
        }
        self.look();
    }

    /// Whether a secret allows something, and whose it is. Without a secret reading alone is allowed, and not even that of a closed desk.
    pub fn allows(&self, secret: Option<&str>, scope: Scope) -> Result<Option<Token>, Problem> {
        let Some(secret) = secret else {
            return match scope == Scope::Read && !self.inner.settings.is_closed {
                true => Ok(None),
                false => Err(Problem::new(
                    Code::TokenMissing,
                    format!("this needs a token with the scope `{}`", scope.name()),
                )),
            };
        };
        let found = self.inner.tokens.find(secret).map_err(|why| {
            tracing::error!(code = why.code(), "{why}");
            Problem::new(Code::Internal, "the tokens cannot be read")
        })?;
        let token = found.ok_or_else(|| Problem::new(Code::TokenInvalid, "the token is not known"))?;
        // Whoever may write may read.
        let is_allowed = token.scopes.contains(&scope) || (scope == Scope::Read && !token.scopes.is_empty());
        match is_allowed {
            true => Ok(Some(token)),
            false => {
                let detail = format!("the token `{}` has not the scope `{}`", token.name, scope.name());
                Err(Problem::new(Code::ScopeMissing, detail))
            }
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    pub(crate) fn kept_size(&self) -> (usize, usize) {
        self.inner.keep.size()
    }

    pub(crate) fn buckets(&self) -> [&Buckets; 2] {
        [&self.inner.buckets, &self.inner.writes]
    }

    pub(crate) fn requests(&self) -> &Arc<Semaphore> {
        &self.inner.requests
    }

    pub(crate) fn listeners(&self) -> &Arc<Semaphore> {
        &self.inner.listeners
    }

    pub(crate) fn done(&self) -> &Mutex<crate::api::write::Done> {
        &self.inner.done
    }
}

/// About how many bytes something takes: a few times what it is written as.
fn weight(matter: &impl serde::Serialize) -> usize {
    /// Strings and lists have room of their own in memory.
    const TIMES: usize = 3;
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // What cannot be written out is found when it is.
    let _ = serde_json::to_writer(&mut count, matter);
    count.0 * TIMES
}

/// Whether a desk that listens there can be reached from elsewhere, so that it needs a token.
pub fn is_public(listen: &SocketAddr) -> bool {
    !listen.ip().is_loopback()
}
