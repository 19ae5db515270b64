//! What may be said on the command line of what spans articles: dossiers.

use crate::arguments::StoreFlags;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use legation_link::Party;
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
