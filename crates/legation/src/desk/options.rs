//! What may be said on the command line of the desk.

use crate::archive::{Adding, NetFlags, period};
use crate::arguments::StoreFlags;
use clap::{Args, Subcommand, ValueEnum};
use jiff::SignedDuration;
use std::net::SocketAddr;
use std::path::PathBuf;

const SERVE_EXAMPLES: &str = "\
Examples:
  legation serve --demo                        look around: the examples, read into a store that goes with the desk
  legation serve                               legation.db at http://127.0.0.1:8642
  legation serve --store gulf.db --listen 127.0.0.1:9000
  legation serve --watch feeds.toml            keep what feeds bring while people look
  legation serve --listen 0.0.0.0:8642 --host desk.example.org     for others; needs a token (`legation token add`)

Everybody may read, and have articles read that are not kept; whoever takes articles in or corrects needs a token. docs/SERVE.md
says what the desk allows and how to put it behind a proxy, docs/API.md what programs can ask.

Exit status: 0 when stopped by Ctrl-C or SIGTERM, 1 if it could not begin, 2 for a mistake on the command line.";

/// Open the store to a browser and to programs.
#[derive(Debug, Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub(crate) struct ServeOptions {
    /// Where to listen.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8642")]
    pub(crate) listen: SocketAddr,
    /// Serve the examples that the program carries, from a store that is thrown away afterwards.
    #[arg(long)]
    pub(crate) demo: bool,
    /// A name under which others reach the desk, where it is not an address of digits. May be given several times.
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// Let nobody read without a token.
    #[arg(long)]
    pub(crate) closed: bool,
    /// How to log, on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    pub(crate) log: Log,
    /// Keep the new articles of the feeds that a file names (`legation watch --help`) while serving.
    #[arg(long, value_name = "FEEDS.toml", conflicts_with = "demo", help_heading = "The net")]
    pub(crate) watch: Option<PathBuf>,
    /// How often a feed is asked: 90s, 15m, 2h; at least a minute.
    #[arg(long, value_name = "TIME", default_value = "30m", value_parser = period, help_heading = "The net")]
    pub(crate) every: SignedDuration,
    #[command(flatten)]
    pub(crate) net: NetFlags,
    #[command(flatten, next_help_heading = "The store")]
    pub(crate) adding: Adding,
}

/// How the desk logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Log {
    /// A line for people.
    Text,
    /// An object a line.
    Json,
    /// Only what went wrong.
    Quiet,
}

const MCP_EXAMPLES: &str = "\
Examples:
  legation mcp --store gulf.db                 what an assistant starts: tools over standard input and output

The tools: search_events, timeline, dossier, quotes_by, read_article, explain_code. `legation serve` has the same at /mcp, over HTTP.
docs/SERVE.md shows how assistants are told of it.

Exit status: 0 when the other side has gone, 1 if it could not begin, 2 for a mistake on the command line.";

/// Give a language model tools to ask the store (Model Context Protocol).
#[derive(Debug, Args)]
#[command(after_help = MCP_EXAMPLES)]
pub(crate) struct McpOptions {
    #[command(flatten, next_help_heading = "The store")]
    pub(crate) adding: Adding,
}

const TOKEN_EXAMPLES: &str = "\
Examples:
  legation token add newsroom --scope ingest,correct
  legation token list
  legation token remove newsroom

A token is shown once, when it is made. Its hash stands beside the store, in legation.tokens.json; taking it away works at once.

Exit status: 0 if all went well, 1 otherwise, 2 for a mistake on the command line.";

/// Make, list and take away tokens: who may take articles in and correct over the net.
#[derive(Debug, Args)]
#[command(after_help = TOKEN_EXAMPLES)]
pub(crate) struct TokenOptions {
    #[command(subcommand)]
    pub(crate) what: TokenCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and print it.
    Add {
        /// What to call it; corrections are signed with it where they name nobody.
        name: String,
        /// What it allows: read, ingest, correct; several parted by commas.
        #[arg(long, value_name = "SCOPE", value_delimiter = ',', required = true, value_parser = ["read", "ingest", "correct"])]
        scope: Vec<String>,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// List the tokens, without what they are known by.
    List {
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Take a token away.
    Remove {
        /// What it is called.
        name: String,
        #[command(flatten)]
        store: StoreFlags,
    },
}
