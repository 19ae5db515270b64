//! What feeds had when they were last asked: a small file beside the store.

use anyhow::{Context, Result, anyhow};
use jiff::{SignedDuration, Timestamp};
use legation_exchange::net::{Gathered, NetError, Validators};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The form of the file.
const FORM: u32 = 1;
/// Entries of a feed that are remembered.
const SEEN: usize = 5_000;
/// The longest that a failing feed is left alone.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What is known of all feeds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Watched {
    form: u32,
    feeds: BTreeMap<String, Known>,
    #[serde(skip)]
    path: PathBuf,
}

/// What is known of a feed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Known {
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    /// When it is asked next.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// How often in a row it could not be had.
    failures: u32,
    /// The entries that are done with, the latest first.
    seen: Vec<String>,
}

impl Watched {
    /// What stands beside a store; nothing at first.
    pub(super) fn beside(store: &Path) -> Result<Watched> {
        let path = store.with_extension("watch.json");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == ErrorKind::NotFound => {
                return Ok(Watched { form: FORM, feeds: BTreeMap::new(), path });
            }
            Err(why) => return Err(why).with_context(|| format!("{} cannot be read", path.display())),
        };
        let broken = |why: &str| {
            let hint = "move it away; feeds are then asked for all that they have, and nothing is kept twice";
            anyhow!("{} is not understood: {why}\n  hint: {hint}", path.display())
        };
        let watched: Watched = serde_json::from_slice(&bytes).map_err(|why| broken(&why.to_string()))?;
        if watched.form != FORM {
            return Err(broken("it is of another version"));
        }
        Ok(Watched { path, ..watched })
    }

    /// Writes it: whole, or not at all.
    pub(super) fn save(&self) -> Result<()> {
        let unwritten = || format!("{} cannot be written", self.path.display());
        let next = self.path.with_extension("json.new");
        let mut file = File::create(&next).with_context(unwritten)?;
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        file.write_all(&bytes).and_then(|()| file.sync_all()).with_context(unwritten)?;
        fs::rename(&next, &self.path).with_context(unwritten)
    }

    /// What is known of a feed.
    pub(super) fn feed(&mut self, url: &str) -> &mut Known {
        self.feeds.entry(url.to_owned()).or_default()
    }
}

impl Known {
    /// By what to ask whether it has changed.
    pub(super) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), modified: self.modified.clone() }
    }

    /// The entries that are done with.
    pub(super) fn seen(&self) -> HashSet<String> {
        self.seen.iter().cloned().collect()
    }

    /// When it is asked next; none where it is now.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.next.as_ref()?.parse().ok()
    }

    /// Whether it could not be had the last time.
    pub(super) fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// It was had, and all that was new is in the store; where the user stopped it, what was had until then, and the rest is due still.
    pub(super) fn had(&mut self, gathered: Gathered, now: Timestamp, every: SignedDuration) {
        if !gathered.is_stopped {
            self.failures = 0;
            self.next = now.checked_add(every).ok().map(|next| next.to_string());
        }
        if gathered.is_unchanged {
            return;
        }
        let Validators { etag, modified } = gathered.validators;
        (self.etag, self.modified) = (etag, modified);
        let new: HashSet<&String> = gathered.entries.iter().collect();
        let mut old = std::mem::take(&mut self.seen);
        old.retain(|entry| !new.contains(entry));
        self.seen = gathered.entries;
        self.seen.append(&mut old);
        self.seen.truncate(SEEN);
    }

    /// It could not be had: it is left alone for longer each time. Says for how long.
    pub(super) fn missed(&mut self, why: &NetError, now: Timestamp, every: SignedDuration) -> SignedDuration {
        let factor = 1_i32 << self.failures.min(16);
        self.failures = self.failures.saturating_add(1);
        let pause = every.checked_mul(factor).unwrap_or(LONGEST).min(LONGEST.max(every));
        let asked = match why {
            NetError::Later(seconds) => {
                SignedDuration::from_secs(i64::try_from(*seconds).unwrap_or(i64::MAX))
            }
            _ => SignedDuration::ZERO,
        };
        let pause = pause.max(asked);
        self.next = now.checked_add(pause).ok().map(|next| next.to_string());
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failing_feeds_are_left_alone_for_longer_each_time() {
        let now: Timestamp = "2025-02-27T10:00:00Z".parse().unwrap();
        let every = SignedDuration::from_mins(30);
        let mut known = Known::default();
        let minutes = |known: &mut Known, why| known.missed(&why, now, every).as_mins();
        let pauses: Vec<i64> = (0..8).map(|_| minutes(&mut known, NetError::Status(500))).collect();
        assert_eq!(pauses, [30, 60, 120, 240, 480, 960, 1440, 1440]);
        assert_eq!(known.next().unwrap().to_string(), "2025-02-28T10:00:00Z");
        assert_eq!(minutes(&mut known, NetError::Later(200_000)), 3333);
        known.had(Gathered { is_unchanged: true, ..Gathered::default() }, now, every);
        assert!(!known.is_failing());
        assert_eq!(minutes(&mut known, NetError::Later(60)), 30);
    }

    #[test]
    fn what_was_done_before_a_stop_is_not_done_again() {
        let entries = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let etag = Some("\"7\"".to_owned());
        let next = Some("2025-02-27T10:00:00Z".to_owned());
        let mut known =
            Known { etag, next: next.clone(), failures: 1, seen: entries(&["a"]), ..Known::default() };
        let gathered = Gathered { is_stopped: true, entries: entries(&["c", "b"]), ..Gathered::default() };
        known.had(gathered, Timestamp::UNIX_EPOCH, LONGEST);
        assert_eq!(known.validators(), Validators::default());
        assert_eq!((known.next, known.failures, known.seen), (next, 1, entries(&["c", "b", "a"])));
    }

    #[test]
    fn the_latest_entries_are_remembered() {
        let now = Timestamp::UNIX_EPOCH;
        let mut known = Known::default();
        let entries = |from: usize, to: usize| (from..to).map(|number| number.to_string()).collect();
        let gathered = |entries| Gathered { entries, ..Gathered::default() };
        known.had(gathered(entries(0, SEEN)), now, LONGEST);
        known.had(gathered(entries(SEEN - 1, SEEN + 2)), now, LONGEST);
        let seen = known.seen();
        assert_eq!(seen.len(), SEEN);
        assert!(seen.contains("0") && seen.contains(&(SEEN + 1).to_string()));
        assert!(!seen.contains(&(SEEN - 2).to_string()));
    }
}
