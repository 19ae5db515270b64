//! What may be said on the command line of what comes from the net.

use super::options::Reading;
use crate::arguments::{KeepFlags, StoreFlags};
use crate::config::Said;
use clap::Args;
use jiff::SignedDuration;
use jiff::civil::Date;
use std::path::PathBuf;

/// How the net is used.
#[derive(Debug, Args)]
#[command(next_help_heading = "The net")]
pub(crate) struct NetFlags {
    /// Your address, of mail or of a page, for hosts that want to reach you; it goes into the User-Agent.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) contact: Option<String>,
    /// Also connect to addresses that are not public: this machine, private networks.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Use the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY name. It connects in your place: the addresses of names are not checked
    /// then.
    #[arg(long)]
    pub(crate) proxy: bool,
}

const FETCH_EXAMPLES: &str = "\
Examples:
  legation fetch https://example.org/feed.xml              the entries of a feed, a JSON line each
  legation fetch --follow https://example.org/feed.xml     the pages that it links to
  legation fetch https://example.org/news/talks | legation read -
  legation fetch --add --follow https://example.org/feed.xml   straight into the store

Only public addresses are connected to, robots.txt is obeyed, a host is asked one thing a second (docs/FORMATS.md).

Exit status: 0 if all went well, 1 if an address could not be had or read (the others are), 2 for a mistake on the command line.";

/// Fetch pages and feeds from the net and print their articles as JSON lines, or keep them in the store.
#[derive(Debug, Args)]
#[command(after_help = FETCH_EXAMPLES)]
pub(crate) struct FetchOptions {
    /// Addresses of pages, feeds, or of whatever `legation read` takes.
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,
    /// Also fetch the pages that a feed links to: each stands for its entry.
    #[arg(long)]
    pub(crate) follow: bool,
    /// Keep the articles in the store instead of printing them.
    #[arg(long)]
    pub(crate) add: bool,
    /// The date of articles that give none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
    #[command(flatten)]
    pub(crate) net: NetFlags,
    #[command(flatten, next_help_heading = "With --add")]
    pub(crate) adding: Adding,
}

/// How articles are read and kept.
#[derive(Debug, Args)]
pub(crate) struct Adding {
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    keep: KeepFlags,
}

impl Adding {
    /// What it says of the settings.
    pub(crate) fn said(&self) -> Said<'_> {
        Said { keep: self.keep.keep, store: self.store.store.as_deref(), ..self.reading.said() }
    }
}

const WATCH_EXAMPLES: &str = "\
Examples:
  legation watch feeds.toml                    every 30 minutes, until Ctrl-C
  legation watch feeds.toml --every 15m --model fast
  legation watch feeds.toml --once             one round, for cron

feeds.toml:
  [[feed]]
  url = \"https://example.org/feed.xml\"
  name = \"Example Wire\"                      the source of articles that name none
  follow = true                                fetch the pages that the feed links to
  every = \"2h\"                               as long as --every, unless it is given

What a feed had when it was last asked stands beside the store, in legation.watch.json.

Exit status: 0 when stopped by Ctrl-C or SIGTERM, or after a round of --once in which all went well; 1 otherwise, 2 for a mistake on the
command line.";

/// Keep the new articles of some feeds in the store, round after round.
#[derive(Debug, Args)]
#[command(after_help = WATCH_EXAMPLES)]
pub(crate) struct WatchOptions {
    /// A file that names the feeds.
    #[arg(value_name = "FEEDS.toml")]
    pub(crate) feeds: PathBuf,
    /// How often a feed is asked: 90s, 15m, 2h; at least a minute.
    #[arg(long, value_name = "TIME", default_value = "30m", value_parser = super::feeds::period)]
    pub(crate) every: SignedDuration,
    /// Ask each feed once and end.
    #[arg(long)]
    pub(crate) once: bool,
    #[command(flatten)]
    pub(crate) net: NetFlags,
    #[command(flatten, next_help_heading = "The store")]
    pub(crate) adding: Adding,
}
