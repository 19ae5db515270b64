//! What may be said on the command line.

use crate::archive::ArchiveCommand;
use crate::config::Said;
use crate::desk::{McpOptions, ServeOptions, TokenOptions};
use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads dated news and keeps the auditable record of diplomacy.
///
/// From each article: who met, said, demanded, offered, threatened, sanctioned or attacked whom; when, where, with what
/// status, and who says so. Every field points to the characters that support it.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The file of settings; by default `legation.toml` in the working directory or the nearest folder above it
    /// (docs/CONFIG.md).
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "LEGATION_CONFIG",
        hide_env_values = true,
        display_order = 900
    )]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and show their records.
    Read(ReadOptions),
    /// Print the articles found in files, as JSON lines: what the offsets of records point into.
    Extract(ExtractOptions),
    /// Ask the tables of the world that names are resolved by.
    Knowledge(KnowledgeOptions),
    #[command(flatten)]
    Archive(Box<ArchiveCommand>),
    /// Open the store to a browser and to programs.
    Serve(Box<ServeOptions>),
    /// Give a language model tools to ask the store (Model Context Protocol).
    Mcp(Box<McpOptions>),
    /// Make, list and take away tokens: who may take articles in and correct over the net.
    Token(TokenOptions),
    /// Print what each type, mode, status, context and field means, with examples and measured quality.
    Codebook(CodebookOptions),
    /// Print how good the reading is: precision, recall and calibration, by type and status.
    Quality(QualityOptions),
    /// Print the JSON Schema of the record, of a dossier or of a correction.
    Schema(SchemaOptions),
    /// Print completions of the command line for a shell.
    Completions(CompletionsOptions),
    /// Print the manual page of the program or of one of its commands.
    Man(ManOptions),
}

impl Arguments {
    /// What the command line says; a mistake on it ends the program.
    pub(crate) fn of_the_command_line() -> Arguments {
        Arguments::try_parse().unwrap_or_else(|mut why| {
            if let Some(variable) = variable_at_fault(&why) {
                let tip = format!("the value is that of {variable} in the environment");
                why.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
            }
            why.exit()
        })
    }
}

/// The variable of the environment whose value does not fit, if it was not the command line that gave it.
fn variable_at_fault(why: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(argument)) = why.get(ContextKind::InvalidArg) else { return None };
    let flag = argument.split([' ', '=']).next()?;
    let is_said = std::env::args_os().any(|said| said.to_string_lossy().split('=').next() == Some(flag));
    let variable = format!("LEGATION_{}", flag.strip_prefix("--")?.to_uppercase());
    (!is_said && std::env::var_os(&variable).is_some()).then_some(variable)
}

const READ_EXAMPLES: &str = "\
Examples:
  legation read article.txt                    a view for people
  legation read --format json article.txt      the whole record, indented
  legation read --format jsonl archive/        every article of a folder, a line each
  legation read --model fast archive/          nearly twice as fast, somewhat less accurate
  legation read --date 2025-02-27 notes.txt    a text that does not say its date
  legation read --only events article.txt      one table: events, statements or agenda
  legation read --only events --format csv archive/ > events.csv
  legation read --explain actors article.txt   who each name was taken for, and who else it could have been
  legation read --explain events article.txt   which frame found each event, and how sure the model is
  cat article.txt | legation read -            from standard input

What a file may hold:
  text        begins ` date 2025-02-27 `, then the article; or any text, with --date
  JSON lines  an object a line: id, date, text, and if you have them title, source, url
  others      CSV and TSV, web pages, RSS and Atom, WARC, exports of Nexis Uni and Factiva, e-mail;
              each also in .gz, .zst, .xz and .zip (docs/FORMATS.md). `legation extract` prints the
              articles found in them.

Exit status: 0 if all went well, 1 if an input could not be read (the others are), 2 for a mistake on the command line.";

/// Read articles and show their records.
///
/// Files are read in the order given, folders by name with all that lies below them (files whose names end as those of one of
/// the forms below). Results come in that order, however many threads run.
#[derive(Debug, Args)]
#[command(after_help = READ_EXAMPLES)]
pub(crate) struct ReadOptions {
    /// Files and folders of articles; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to show the records.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) reader: ReaderFlags,
    /// Only one part of the records: as a table, or with `--format jsonl` or `csv` one object or row each.
    #[arg(long, value_enum, value_name = "PART", conflicts_with = "explain")]
    pub(crate) only: Option<Part>,
    /// Instead of the record: what each name was taken for, and what else it could have meant.
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "format")]
    pub(crate) explain: Option<Explained>,
    #[command(flatten)]
    pub(crate) tables: Tables,
    /// A table of event frames of your own, which go before those of the program (docs/FRAMES.md). May be given several times.
    #[arg(long = "frames", value_name = "FILE")]
    pub(crate) frames: Vec<PathBuf>,
    /// The date of articles that give none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
}

impl ReadOptions {
    /// What they say of the settings.
    pub(crate) fn said(&self) -> Said<'_> {
        let ReaderFlags { model, threads } = self.reader;
        Said { model, threads, knowledge: &self.tables.files, frames: &self.frames, ..Said::default() }
    }
}

/// Settings of whatever reads articles.
#[derive(Debug, Args)]
pub(crate) struct ReaderFlags {
    /// The language model that reads; by default `accurate`.
    #[arg(long, value_enum, env = "LEGATION_MODEL", hide_env_values = true)]
    pub(crate) model: Option<ModelChoice>,
    /// How many articles to read at once; by default as many as there are processors.
    #[arg(long, value_name = "N", env = "LEGATION_THREADS", hide_env_values = true)]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// Settings of whatever keeps records, which no command does yet.
#[derive(Debug, Args)]
pub(crate) struct StoreFlags {
    /// The file that records are kept in; by default `legation.db` beside the file of settings.
    #[arg(long, value_name = "FILE", env = "LEGATION_STORE", hide_env_values = true)]
    pub(crate) store: Option<PathBuf>,
}

/// Settings of whatever keeps articles.
#[derive(Debug, Args)]
pub(crate) struct KeepFlags {
    /// How much to keep of articles whose source has no setting of its own; by default `full`.
    #[arg(long, value_enum, env = "LEGATION_KEEP", hide_env_values = true)]
    pub(crate) keep: Option<Keep>,
}

/// Settings of whatever answers questions with rows, which no command does yet.
#[derive(Debug, Args)]
pub(crate) struct LimitFlags {
    /// How many rows to show; by default 20.
    #[arg(long, value_name = "N", env = "LEGATION_LIMIT", hide_env_values = true)]
    pub(crate) limit: Option<NonZeroUsize>,
}

/// The language models that the program carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModelChoice {
    /// The better reader: some 6,000 words a second on one core.
    Accurate,
    /// For large archives: some 11,000 words a second on one core.
    Fast,
}

impl ModelChoice {
    /// As tables and records write it, without its number.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ModelChoice::Accurate => "accurate",
            ModelChoice::Fast => "fast",
        }
    }
}

impl From<Keep> for legation_store::Keep {
    fn from(keep: Keep) -> legation_store::Keep {
        match keep {
            Keep::Full => legation_store::Keep::Full,
            Keep::Snippets => legation_store::Keep::Snippets,
            Keep::Digest => legation_store::Keep::Digest,
        }
    }
}

/// How much of an article is kept with its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    /// The whole text.
    Full,
    /// The sentences that support what the record says.
    Snippets,
    /// None of the text: only the digest by which it is known again.
    Digest,
}

/// Tables of the user's own.
#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// A table of your own people, bodies, nouns or places, which go before those of the program (docs/KNOWLEDGE.md). May be
    /// given several times.
    #[arg(long = "knowledge", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// What can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Explained {
    /// People, offices, bodies, states and groups.
    Actors,
    /// Places.
    Places,
    /// Statements: the cue, the model or the marks that found each.
    Statements,
    /// Events: the frame or the model that found each.
    Events,
}

/// A part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Who did what to whom.
    Events,
    /// Who said what.
    Statements,
    /// What talks are about, and what is off the table.
    Agenda,
}

impl Tables {
    /// What they say of the settings.
    pub(crate) fn said(&self) -> Said<'_> {
        Said { knowledge: &self.files, ..Said::default() }
    }
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  legation extract page.html                   id, date, title, source, url and text of the article
  legation extract crawl.warc.gz > crawl.jsonl
  legation extract export.docx | legation read -

Exit status: 0 if all went well, 1 if an input could not be read (the others are), 2 for a mistake on the command line.";

/// Print the articles found in files, as JSON lines: what the offsets of records point into.
///
/// Texts and JSON lines are printed as they stand; of all other forms the article is taken out as `read` and `add` take it.
#[derive(Debug, Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct ExtractOptions {
    /// Files and folders of articles; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// The date of articles that give none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
}

const KNOWLEDGE_EXAMPLES: &str = "\
Examples:
  legation knowledge who \"US Secretary of State\" --on 2025-02-27
  legation knowledge who \"secretary general of NATO\" --on 2014-03-01
  legation knowledge person Lavrov
  legation knowledge update new-ministers.tsv --by 'Anna Lund'

Exit status: 0 if there is an answer, 1 if there is none, 2 for a mistake on the command line.";

/// Ask the tables of the world that names are resolved by.
#[derive(Debug, Args)]
#[command(after_help = KNOWLEDGE_EXAMPLES)]
pub(crate) struct KnowledgeOptions {
    #[command(subcommand)]
    pub(crate) question: Question,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Question {
    /// Who held an office on a day.
    Who {
        /// The office, with its state or body: `US Secretary of State`.
        #[arg(required = true)]
        office: Vec<String>,
        /// The day; by default today.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
        #[command(flatten)]
        tables: Tables,
    },
    /// The offices that a person held, with dates.
    Person {
        /// A name or a surname.
        #[arg(required = true)]
        name: Vec<String>,
        #[command(flatten)]
        tables: Tables,
    },
    /// Put rows into a table of your own, with a dated diff that is signed and logged.
    Update(UpdateOptions),
}

const UPDATE_EXAMPLES: &str = "\
Examples:
  legation knowledge update new-ministers.tsv --by 'Anna Lund' --dry-run
  legation knowledge update new-ministers.tsv --by 'Anna Lund'          into the table of people that legation.toml names
  legation knowledge update outlets.tsv --table our-outlets.tsv --by al --whole

A row that the table has (of people: same person, code, office and first day) is changed, others are added. What was changed, when and
by whom is appended to FILE.log beside the table. Articles that were read before keep their records until `legation reread`.";

/// Put rows into a table of your own, with a dated diff that is signed and logged.
#[derive(Debug, Args)]
#[command(after_help = UPDATE_EXAMPLES)]
pub(crate) struct UpdateOptions {
    /// The rows: a table of people, bodies, nouns, places, disputed territories (docs/KNOWLEDGE.md) or outlets (docs/CONFIG.md).
    #[arg(value_name = "FILE")]
    pub(crate) rows: PathBuf,
    /// Who answers for them.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// The table that they go into; by default the first of the settings that holds the same. It is begun where it is missing.
    #[arg(long, value_name = "FILE")]
    pub(crate) table: Option<PathBuf>,
    /// The rows are all that there is to be: remove the others.
    #[arg(long)]
    pub(crate) whole: bool,
    /// The day of the change; by default today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Option<Date>,
    /// Show what would change, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// How the codebook is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Md,
    Html,
}

/// Print what each type, mode, status, context and field means, with examples and measured quality.
#[derive(Debug, Args)]
pub(crate) struct CodebookOptions {
    /// As Markdown; so it is unless told otherwise.
    #[arg(long, conflicts_with = "html")]
    md: bool,
    /// As a web page that needs nothing else: `legation codebook --html > codebook.html`.
    #[arg(long)]
    html: bool,
}

impl CodebookOptions {
    pub(crate) fn page(&self) -> Page {
        if self.html { Page::Html } else { Page::Md }
    }
}

const QUALITY_EXAMPLES: &str = "\
Examples:
  legation quality                             precision, recall, calibration, on which documents
  legation quality --on news --model fast
  legation quality --svg quality.svg           precision against coverage, and confidence against truth
  legation quality --format csv > quality.csv

How they were counted, and what to mind: docs/QUALITY.md. `legation audit` measures your own store.";

/// Print how good the reading is: precision, recall and calibration, by type and status.
///
/// The figures come with the program; they were counted on documents that neither models nor rules have learnt from, annotated by
/// language models. They are few: mind `annotated`, how often the annotators have what is counted.
#[derive(Debug, Args)]
#[command(after_help = QUALITY_EXAMPLES)]
pub(crate) struct QualityOptions {
    /// The language model that reads.
    #[arg(long, value_enum, default_value_t = ModelChoice::Accurate)]
    pub(crate) model: ModelChoice,
    /// Only on these documents.
    #[arg(long, value_enum, value_name = "DOCUMENTS")]
    pub(crate) on: Option<MeasuredOn>,
    /// How to show the figures.
    #[arg(long, value_enum, default_value_t = QualityFormat::Table)]
    pub(crate) format: QualityFormat,
    /// Also draw precision against coverage, and what is said against what is right, into this file: of the documents of `--on`, or of `test`.
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

/// Documents that the reading was measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasuredOn {
    /// Articles and passages written for this project, held back.
    Test,
    /// Articles of news agencies and papers.
    News,
}

impl MeasuredOn {
    pub(crate) fn name(self) -> &'static str {
        match self {
            MeasuredOn::Test => "test",
            MeasuredOn::News => "news",
        }
    }
}

/// How figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QualityFormat {
    /// For people.
    Table,
    /// One JSON array, an object for each set of documents.
    Json,
    /// Comma-separated values, a row a figure.
    Csv,
}

/// Print the JSON Schema of the record, of a dossier or of a correction.
#[derive(Debug, Args)]
pub(crate) struct SchemaOptions {
    /// Of what.
    #[arg(long = "of", value_enum, default_value_t = Described::Record)]
    pub(crate) of: Described,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Described {
    /// The record of an article.
    Record,
    /// What `legation dossier --format json` prints.
    Dossier,
    /// A line of a file of corrections.
    Correction,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  legation completions bash > ~/.local/share/bash-completion/completions/legation
  legation completions fish > ~/.config/fish/completions/legation.fish
  legation completions zsh > _legation         into a folder that $fpath names";

/// Print completions of the command line for a shell.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct CompletionsOptions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

const MAN_EXAMPLES: &str = "\
Examples:
  legation man read | man -l -                 the page of a command, on the screen
  legation man knowledge who                   that of a command below a command
  legation man > legation.1                    the page of the program, as a file";

/// Print the manual page of the program or of one of its commands.
#[derive(Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(crate) struct ManOptions {
    /// The command; without one, the page is that of the program.
    pub(crate) command: Vec<String>,
}

/// How records are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: tables, and the sentences with their evidence marked.
    Text,
    /// Indented JSON, one object after the other.
    Json,
    /// JSON lines, one record a line.
    Jsonl,
    /// Comma-separated values, for `--only`.
    Csv,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// All settings that a command line can hold.
    #[derive(Debug, Parser)]
    struct Every {
        #[command(flatten)]
        reader: ReaderFlags,
        #[command(flatten)]
        store: StoreFlags,
        #[command(flatten)]
        keep: KeepFlags,
        #[command(flatten)]
        limit: LimitFlags,
    }

    #[test]
    fn each_setting_has_a_flag_and_a_variable() {
        for name in ["store", "model", "threads", "limit", "keep"] {
            let command = Every::command();
            let flag = command.get_arguments().find(|flag| flag.get_long() == Some(name)).unwrap();
            let variable = format!("LEGATION_{}", name.to_uppercase());
            assert_eq!(flag.get_env().unwrap(), variable.as_str());
        }
        let line = "legation --store a.db --keep digest --limit 5 --model fast --threads 2";
        let every = Every::try_parse_from(line.split(' ')).unwrap();
        assert_eq!(every.store.store, Some(PathBuf::from("a.db")));
        assert_eq!((every.keep.keep, every.limit.limit), (Some(Keep::Digest), NonZeroUsize::new(5)));
        assert_eq!(
            (every.reader.model, every.reader.threads),
            (Some(ModelChoice::Fast), NonZeroUsize::new(2))
        );
    }

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }
}
