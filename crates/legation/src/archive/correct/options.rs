//! What may be said on the command line of corrections.

use super::super::options::RowFormat;
use crate::arguments::StoreFlags;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const CORRECT_EXAMPLES: &str = "\
Examples:
  legation correct istanbul-talks accept 3 --by \"A. Mensah\"
  legation correct istanbul-talks set 3 status planned --by \"A. Mensah\" --why \"announced, not held\"
  legation correct istanbul-talks set 3 source \"Sergei Lavrov RUSGOV; Marco Rubio USAGOV\" --by AM
  legation correct istanbul-talks set s2 content \"the talks had been useful\" --by AM
  legation correct istanbul-talks set actor \"Lavrov\" code RUSGOV --by AM
  legation correct istanbul-talks add event \"walked out\" SANCTION source \"Togo TGOGOV\" status occurred --by AM
  legation correct istanbul-talks add statement \"no deal is near\" who \"Marco Rubio\" code USAGOV cue said --by AM
  legation correct istanbul-talks add agenda 3 \"visas\" on --by AM
  legation correct istanbul-talks reject a1 --by AM
  legation correct istanbul-talks merge 3 6 --by AM
  legation correct istanbul-talks merge 3 paris-talks:2 --by AM      one event, told by two articles
  legation correct istanbul-talks split 3 paris-talks:2 --by AM      not one, however alike
  legation correct istanbul-talks split 3 \"phone call\" --by AM       these words are another event
  legation correct istanbul-talks review --by AM                     read through: the rest is right
  legation correct istanbul-talks undo c-0123456789abcdef --by AM
  legation correct --file corrections.jsonl --by AM

Events are 1, 2 …; statements s1, s2 …; topics a1, a2 …, as `legation review ARTICLE` numbers them. Words are those of the article; \"talks#2\" is
the second time they stand there. docs/CORRECTIONS.md has every field and the form of the file.

Exit status: 0 if all went well, 1 if a correction was none (the others are kept), 2 for a mistake on the command line.";

/// Who corrects.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// Who says so.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub(crate) why: Option<String>,
}

/// Say what is wrong, right or missing in what was read; the machine's value is kept beside.
#[derive(Debug, Args)]
#[command(after_help = CORRECT_EXAMPLES)]
pub(crate) struct CorrectOptions {
    /// The article's id, or the beginning of its digest.
    #[arg(value_name = "ARTICLE", required_unless_present = "file", conflicts_with = "file")]
    pub(crate) article: Option<String>,
    /// accept, reject, set, add, merge, split, review or undo, and of what.
    #[arg(value_name = "WHAT", conflicts_with = "file", requires = "article")]
    pub(crate) words: Vec<String>,
    /// Take in a file of corrections, an object a line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) who: Who,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
}

const REVIEW_EXAMPLES: &str = "\
Examples:
  legation review istanbul-talks --by \"A. Mensah\"
  legation review istanbul-talks --by AM < commands.txt

Prints the article, whole, with what was found in it, and takes a command a line:
  accept 3 · reject s2 · set 3 status planned · add event \"walked out\" SANCTION source \"Togo TGOGOV\"
  merge 3 6 · split 3 \"phone call\" · undo c-… · why WORDS · show · help
  done     the article was read through: what is there now is right, and nothing is missing
  quit     leave; what was said is kept

Exit status: 0 if all went well, 1 if a command was none, 2 for a mistake on the command line.";

/// Read an article with what was found in it, and correct it line by line.
#[derive(Debug, Args)]
#[command(after_help = REVIEW_EXAMPLES)]
pub(crate) struct ReviewOptions {
    /// The article's id, or the beginning of its digest.
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    #[command(flatten)]
    pub(crate) who: Who,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
}

const CORRECTIONS_EXAMPLES: &str = "\
Examples:
  legation corrections                          all of them, and what became of each
  legation corrections orphans                  those that fit nowhere, with the reason
  legation corrections list istanbul-talks --format json
  legation corrections export > corrections.jsonl
  legation corrections export --as gold > gold.jsonl
  measure records --gold gold.jsonl             how good the reading is, by your corrections

Gold has the articles that were read through (`done`, `review`) alone, for of the others nobody knows what is missing.";

/// List corrections, or write them to a file.
#[derive(Debug, Args)]
#[command(after_help = CORRECTIONS_EXAMPLES)]
pub(crate) struct CorrectionsOptions {
    /// What to do with them.
    #[arg(value_enum, default_value_t = Doing::List)]
    pub(crate) doing: Doing,
    /// Only those of this article: its id, or the beginning of its digest.
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
    /// `export`: in which form.
    #[arg(long = "as", value_enum, default_value_t = ExportAs::Jsonl)]
    pub(crate) form: ExportAs,
    /// `list`, `orphans`: how to show them.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
}

/// What to do with corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Doing {
    /// Show them.
    List,
    /// Show those that fit nowhere.
    Orphans,
    /// Write them all.
    Export,
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportAs {
    /// A correction a line: what `legation correct --file` takes in.
    Jsonl,
    /// An article a line, as people have it who read it through: what `measure records` takes in.
    Gold,
}
