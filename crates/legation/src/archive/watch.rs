//! `legation watch`: the new articles of some feeds into the store, round after round.

use super::add;
use super::feeds::{self, Feed};
use super::fetch::{client, gathered};
use super::intake::Intake;
use super::net_options::{NetFlags, WatchOptions};
use super::options::Report;
use super::watched::Watched;
use crate::config::Settings;
use crate::progress::Progress;
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use legation_exchange::net::{Client, Clock, Gathered, NetError, Want};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Runs the command.
pub(super) fn run(options: &WatchOptions, config: Option<&Path>) -> Result<ExitCode> {
    let feeds = feeds::read(&options.feeds)?;
    let settings = Settings::resolve(config, &options.adding.said())?;
    let bell = Arc::new(Bell::default());
    let rung = Arc::clone(&bell);
    ctrlc::set_handler(move || rung.ring()).context("signals cannot be listened to")?;
    let mut watch = Watch {
        client: client(&options.net, Arc::clone(&bell) as Arc<dyn Clock>)?,
        watched: Watched::beside(&settings.store)?,
        intake: &Intake::new(&settings)?,
        store: &settings.store,
        every: options.every,
    };
    let all_well = watch.rounds(&feeds, &bell, options.once, &|| {})?;
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Feeds that are watched while something else is done.
pub(crate) struct Rounds {
    feeds: Vec<Feed>,
    client: Client,
    watched: Watched,
    store: PathBuf,
    every: SignedDuration,
    bell: Arc<Bell>,
}

/// The feeds that a file names, to be watched until a bell rings.
pub(crate) fn beside(
    file: &Path,
    net: &NetFlags,
    every: SignedDuration,
    settings: &Settings,
    bell: &Arc<Bell>,
) -> Result<Rounds> {
    Ok(Rounds {
        feeds: feeds::read(file)?,
        client: client(net, Arc::clone(bell) as Arc<dyn Clock>)?,
        watched: Watched::beside(&settings.store)?,
        store: settings.store.clone(),
        every,
        bell: Arc::clone(bell),
    })
}

impl Rounds {
    /// Watches them; `came` is told when articles may have come in.
    pub(crate) fn run(self, intake: &Intake, came: &dyn Fn()) -> Result<()> {
        let Rounds { feeds, client, watched, store, every, bell } = self;
        let mut watch = Watch { client, watched, intake, store: &store, every };
        watch.rounds(&feeds, &bell, false, came).map(|_| ())
    }
}

struct Watch<'a> {
    client: Client,
    watched: Watched,
    intake: &'a Intake,
    store: &'a Path,
    every: SignedDuration,
}

impl Watch<'_> {
    /// Asks each feed when it is due, until the bell rings or, where one round is asked for, it is over; whether all went well.
    fn rounds(&mut self, feeds: &[Feed], bell: &Bell, once: bool, came: &dyn Fn()) -> Result<bool> {
        let mut all_well = true;
        loop {
            for feed in feeds {
                let known = self.watched.feed(&feed.url);
                // Whoever asks for one round says when that is; only what fails is left alone longer.
                let waits = known.next().filter(|_| !once || known.is_failing());
                if waits.is_none_or(|next| next <= Timestamp::now()) {
                    all_well &= self.ask(feed)?;
                    came();
                } else if once {
                    all_well = false;
                }
                if bell.is_rung() {
                    return Ok(true);
                }
            }
            if once {
                return Ok(all_well);
            }
            let next = feeds.iter().filter_map(|feed| self.watched.feed(&feed.url).next()).min();
            let pause = next.map_or(SignedDuration::ZERO, |next| next.duration_since(Timestamp::now()));
            if !bell.wait(pause.max(SignedDuration::from_secs(1)).unsigned_abs()) {
                return Ok(true);
            }
        }
    }

    /// Asks a feed, keeps what is new and says so in a line; false where something went wrong.
    fn ask(&mut self, feed: &Feed) -> Result<bool> {
        let known = self.watched.feed(&feed.url);
        let (validators, seen) = (known.validators(), known.seen());
        let want = Want { url: &feed.url, known: &validators, follow: feed.follow, date: None, seen: &seen };
        let client = &mut self.client;
        let mut became = Err(NetError::Stopped);
        let (summary, read) =
            add::session(self.store, self.intake, Progress::none(), Report::Text, None, |run| {
                became = gathered(client, want, |article| {
                    run.take(article.map(|mut article| {
                        article.source = article.source.or_else(|| feed.name.clone());
                        article
                    }))
                })?;
                Ok(())
            })?;
        read?;
        let (now, every) = (Timestamp::now(), feed.every.unwrap_or(self.every));
        let name = feed.name.as_deref().unwrap_or(&feed.url);
        let is_well = summary.skipped == 0 && became.as_ref().is_ok_and(|gathered| !gathered.is_stopped);
        let text = match became {
            Ok(gathered) => {
                let text = match &gathered {
                    Gathered { is_unchanged: true, .. } => "unchanged".to_owned(),
                    Gathered { is_stopped: true, .. } => format!("{summary}, stopped"),
                    _ => summary.to_string(),
                };
                self.watched.feed(&feed.url).had(gathered, now, every);
                text
            }
            Err(NetError::Stopped) => format!("{summary}, stopped"),
            Err(why) => {
                let pause = self.watched.feed(&feed.url).missed(&why, now, every);
                super::fetch::trouble(&feed.url, &why.into()).tell();
                format!("not to be had, asked again in {pause:#}")
            }
        };
        self.watched.save()?;
        // Nobody is left to tell when standard error is closed.
        let now = now.strftime("%Y-%m-%dT%H:%M:%SZ");
        let _ = writeln!(anstream::stderr().lock(), "{now} {name}: {text}");
        Ok(is_well)
    }
}

/// What wakes those who wait when the user asks to stop.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    is_rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    /// Rings. Rung twice, it ends the program.
    pub(crate) fn ring(&self) {
        let mut is_rung = self.is_rung.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_rung {
            // Asked twice, it does not finish what it has begun; the store is whole all the same.
            std::process::exit(130);
        }
        *is_rung = true;
        self.heard.notify_all();
    }

    /// Rings, unless it has.
    pub(crate) fn ring_once(&self) {
        *self.is_rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_all();
    }

    fn is_rung(&self) -> bool {
        *self.is_rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for Bell {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, pause: Duration) -> bool {
        let until = Instant::now() + pause;
        let mut is_rung = self.is_rung.lock().unwrap_or_else(PoisonError::into_inner);
        while !*is_rung {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            is_rung = self.heard.wait_timeout(is_rung, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        false
    }
}
