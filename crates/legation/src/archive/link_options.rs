//! What may be said on the command line of what spans articles: dossiers.

use super::options::{AskOptions, RowFormat, kind};
use super::privacy::PrivacyFlags;
use crate::arguments::{LimitFlags, StoreFlags};
use crate::config::{Said, Settings};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use legation_link::{Outcome, Party};
use legation_store::Filter;

const DOSSIER_EXAMPLES: &str = "\
Examples:
  legation dossier \"Iran–United States\"          rounds, agenda, positions, what is due
  legation dossier IRN-USA --as-of 2025-05-20    as it was known on that day
  legation dossier \"Israel and Hamas\" --evidence  with the sentences
  legation dossier \"Iran–E3\" --topic snapback
  legation dossier \"Russia–Ukraine–Turkey\" --format html > talks.html
  legation dossier IRN-USA --format markdown     the sentences in footnotes
  legation dossier IRN-USA --format json         everything; `legation schema --of dossier` describes it

Parties are states, international bodies and armed groups, by name or by code, in any order. docs/DOSSIER.md says how each part is made.

Exit status: 0 if articles tell of the parties, 1 if none does, 2 for a mistake on the command line.";

/// Lay out a negotiation: its rounds, agenda and positions, what was agreed, what is due, what is denied.
#[derive(Debug, Args)]
#[command(after_help = DOSSIER_EXAMPLES)]
pub(crate) struct DossierOptions {
    /// The parties: `Iran–United States`, `IRN-USA`, `Israel and Hamas`.
    #[arg(required = true, value_name = "PARTIES")]
    pub(crate) parties: Vec<String>,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// Only what concerns these words: a topic (`enrichment`), or words of what is said.
    #[arg(long, value_name = "WORDS")]
    pub(crate) topic: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t = DossierFormat::Text)]
    pub(crate) format: DossierFormat,
    /// With the sentences that say so; only for text, other forms have them.
    #[arg(long)]
    pub(crate) evidence: bool,
    #[command(flatten)]
    pub(crate) privacy: PrivacyFlags,
    #[command(flatten)]
    pub(crate) which: ArticleOptions,
}

/// How a dossier is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DossierFormat {
    /// For the terminal.
    Text,
    /// A page that needs nothing else.
    Html,
    /// One object, indented.
    Json,
    /// Markdown with footnotes.
    Markdown,
}

/// Which articles what spans articles is made from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "From which articles")]
pub(crate) struct ArticleOptions {
    /// As it was known on this day: only articles published by then.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Published from this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published_from: Option<Date>,
    /// Published up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published_to: Option<Date>,
    /// Of this outlet.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// With these words.
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
}

impl ArticleOptions {
    /// The articles in which each of these occurs.
    pub(crate) fn filter(&self, parties: Vec<Vec<Party>>) -> Filter {
        Filter {
            as_of: self.as_of,
            published_from: self.published_from,
            published_to: self.published_to,
            outlet: self.source.clone(),
            text: self.text.clone(),
            parties,
            ..Filter::default()
        }
    }
}

/// Find what is one across articles, and keep it in the store: copies of one text, events that are one, stories.
///
/// Only articles that are new or were read again are looked at; what they have in common with all others is worked out anew. The other commands
/// do the same by themselves for what is not linked yet, each time.
#[derive(Debug, Args)]
pub(crate) struct LinkOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// Look at all articles again.
    #[arg(long)]
    pub(crate) all: bool,
}

/// List articles that are one text: wire copies, revisions, syndication.
#[derive(Debug, Args)]
pub(crate) struct DuplicatesOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) which: MemberOptions,
}

/// List what belongs together over time: articles on one matter, with its actors and its days.
#[derive(Debug, Args)]
pub(crate) struct StoriesOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) which: MemberOptions,
}

/// Which families or stories: those with an article of which all of this is true.
#[derive(Debug, Args)]
#[command(next_help_heading = "With an article")]
pub(crate) struct MemberOptions {
    /// Published from this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Published up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// Of this outlet.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// With these words.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

impl MemberOptions {
    /// Those articles.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            from: self.from,
            to: self.to,
            outlet: self.source.clone(),
            text: self.text.clone(),
            ..Filter::default()
        }
    }
}

/// How many rows, and how they are shown.
#[derive(Debug, Args)]
pub(crate) struct Shown {
    #[command(flatten)]
    limit: LimitFlags,
    /// All, however many.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
    /// How to show them.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

impl Shown {
    /// What they say of the settings, with the flags of the store.
    pub(crate) fn said<'a>(&'a self, store: &'a StoreFlags) -> Said<'a> {
        Said { limit: self.limit.limit, ..super::said(store) }
    }

    /// How many there may be: programs get all unless they ask for fewer, people a screenful.
    pub(crate) fn most(&self, settings: &Settings) -> usize {
        let is_limited = self.format == RowFormat::Table || self.limit.limit.is_some();
        if !self.all && is_limited { settings.limit.get() } else { usize::MAX }
    }
}

const TIMELINE_EXAMPLES: &str = "\
Examples:
  legation timeline --actor 'IRN*'               of an actor: a code, a pattern or a name
  legation timeline --dyad USA-RUS --from 2025-02-01
  legation timeline --place Geneva --type CONSULT
  legation timeline --dossier \"Iran–United States\" --as-of 2025-05-20
  legation timeline --dossier IRN-USA --format csv > talks.csv

Each event stands once, on the day that most of the articles give; of a day the most reported come first.
What is told years later as history stands at its own day. Filters choose events by what any of the articles says.";

/// Print what happened day by day, each event once, the most reported first.
#[derive(Debug, Args)]
#[command(after_help = TIMELINE_EXAMPLES)]
pub(crate) struct TimelineOptions {
    #[command(flatten)]
    pub(crate) ask: AskOptions,
    /// Of the parties of a dossier: `Iran–United States`, `IRN-USA`.
    #[arg(long, value_name = "PARTIES", help_heading = "Which rows")]
    pub(crate) dossier: Option<String>,
    /// Of a story: its id, or words of its name.
    #[arg(long, value_name = "STORY", help_heading = "Which rows")]
    pub(crate) story: Option<String>,
    /// As it was known on this day: only articles published by then.
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Which rows")]
    pub(crate) as_of: Option<Date>,
}

/// List the negotiations that the store tells of: who talks to whom, how often, when last.
#[derive(Debug, Args)]
pub(crate) struct DossiersOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) which: ArticleOptions,
}

const DUE_EXAMPLES: &str = "\
Examples:
  legation due --on 2025-06-01                   all that was announced, proposed, threatened by then
  legation due --dossier IRN-USA --on 2025-06-01
  legation due --outcome no-follow-up            what nobody came back to
  legation due --on 2025-06-01 --format csv > due.csv

What became of it: held, cancelled, superseded (another day or place took its place), met (a threat carried out, a demand granted), open, no follow-up reported.
Only articles published by that day count. docs/DOSSIER.md has the rules.";

/// List what was to come, and what became of it, with both sentences.
#[derive(Debug, Args)]
#[command(after_help = DUE_EXAMPLES)]
pub(crate) struct DueOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The day on which it is asked; by default today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Option<Date>,
    /// Of the parties of a dossier: `Iran–United States`, `IRN-USA`.
    #[arg(long, value_name = "PARTIES")]
    pub(crate) dossier: Option<String>,
    /// PLOVER type: CONSULT, THREATEN …
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kind)]
    pub(crate) types: Vec<String>,
    /// Only what became this.
    #[arg(long = "outcome", value_name = "OUTCOME", value_delimiter = ',', value_enum)]
    pub(crate) outcomes: Vec<OutcomeChoice>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What became of what was to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutcomeChoice {
    Held,
    Cancelled,
    Superseded,
    Met,
    Open,
    NoFollowUp,
}

impl OutcomeChoice {
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            OutcomeChoice::Held => Outcome::Held,
            OutcomeChoice::Cancelled => Outcome::Cancelled,
            OutcomeChoice::Superseded => Outcome::Superseded,
            OutcomeChoice::Met => Outcome::Met,
            OutcomeChoice::Open => Outcome::Open,
            OutcomeChoice::NoFollowUp => Outcome::NoFollowUpReported,
        }
    }
}

/// Lay side by side what each side told of the same call or meeting: what one has, and the other lacks.
#[derive(Debug, Args)]
pub(crate) struct ReadoutsOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// Of the parties of a dossier: `Iran–United States`, `IRN-USA`.
    #[arg(long, value_name = "PARTIES")]
    pub(crate) dossier: Option<String>,
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(flatten)]
    pub(crate) which: ArticleOptions,
}
