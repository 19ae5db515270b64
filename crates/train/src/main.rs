//! Trains the model that the binary carries; see `data/model/CARD.md` for the command that made the one in use.
//!
//! Everything is seeded and ordered: the same files and the same command give the same bytes.

mod bio;
mod clusters;
mod entities;
mod lemmas;
mod listed;
mod names;
mod perceptron;
mod steps;
mod tags;
mod trees;
mod written;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use legation_language::training::{self, Forms, MARK};
use legation_language::{Model, Parse};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tags::Tags;
use trees::Tree;

/// Trains the language model and runs it on annotated files.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train a model and write its file.
    Model(Box<Training>),
    /// Gather the snapshot of listed names.
    Listed {
        /// The folder with the tables about the world.
        #[arg(long)]
        knowledge: PathBuf,
        /// Cities as JSON objects with `name` and `population`.
        #[arg(long)]
        cities: Option<PathBuf>,
        /// The words compiled by hand: kind and word, parted by tabs.
        #[arg(long)]
        words: PathBuf,
    },
    /// Gather the snapshot of classes of words.
    Classes {
        /// Texts, JSON lines with a field `text`.
        #[arg(long)]
        text: PathBuf,
        /// Treebanks, CoNLL-U; of GUM the genres under free licences are taken.
        #[arg(long, num_args = 0..)]
        trees: Vec<PathBuf>,
    },
    /// Print a treebank as the model reads it, as CoNLL-U.
    Trees {
        /// The model file; else the one built in.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Which treebank.
        file: PathBuf,
    },
    /// Print a file of names as the model reads it, as BIO.
    Names {
        /// The model file; else the one built in.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Which file of names.
        file: PathBuf,
    },
    /// Say how many words a second the model reads, and how long it takes to load.
    Speed {
        /// The model file; else the one built in.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Which treebank.
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct Training {
    /// Name and version of the model.
    #[arg(long)]
    name: String,
    /// Treebanks, CoNLL-U; of GUM the genres under free licences are taken.
    #[arg(long, required = true, num_args = 1..)]
    trees: Vec<PathBuf>,
    /// Files of names, BIO.
    #[arg(long, num_args = 0..)]
    names: Vec<PathBuf>,
    /// Treebanks with the entities of GUM, for their names.
    #[arg(long, num_args = 0..)]
    entities: Vec<PathBuf>,
    /// The snapshot of classes of words.
    #[arg(long)]
    classes: PathBuf,
    /// Attributions to graft onto clauses of the treebanks, CoNLL-U.
    #[arg(long)]
    attributions: Option<PathBuf>,
    /// Sentences with slots for names.
    #[arg(long)]
    sentences: Option<PathBuf>,
    /// The words that say something of a name: kind and word, parted by tabs.
    #[arg(long)]
    words: PathBuf,
    /// The snapshot of listed names.
    #[arg(long)]
    listed: PathBuf,
    /// Passes of the parser over its data.
    #[arg(long, default_value_t = 8)]
    epochs: u32,
    /// By how much the right step must outscore all others.
    #[arg(long, default_value_t = 40)]
    margin: i32,
    /// Parser features seen less often are left out.
    #[arg(long, default_value_t = 8)]
    least: u32,
    /// Parser weights below this part of an update are left out.
    #[arg(long, default_value_t = 1.5)]
    floor: f64,
    /// A model file whose tagger, lemmatiser and parser are kept: names alone are trained anew.
    #[arg(long)]
    from: Option<PathBuf>,
    /// The model file to write.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<()> {
    let mut out = std::io::stdout().lock();
    match Cli::parse().command {
        Command::Model(training) => train(&training)?,
        Command::Listed { knowledge, cities, words } => {
            out.write_all(listed::gather(&knowledge, cities.as_deref(), &words)?.as_bytes())?;
        }
        Command::Classes { text, trees } => {
            let mut words = clusters::words(&text)?;
            for path in &trees {
                for tree in trees::read(path, false)? {
                    words.extend(tree.words.iter().map(|word| clusters::zeroed(&word.to_lowercase())));
                    words.push(String::new());
                }
            }
            out.write_all(clusters::learn(&words).as_bytes())?;
        }
        Command::Trees { model, file } => {
            let trees = trees::read(&file, true)?;
            out.write_all(trees::write(&trees, &parse(load(model.as_deref())?, &trees)).as_bytes())?;
        }
        Command::Names { model, file } => {
            let sentences = bio::read(&file, &Default::default())?;
            let words: Vec<Vec<&str>> = sentences
                .iter()
                .map(|sentence| sentence.words.iter().map(String::as_str).collect())
                .collect();
            let parse = load(model.as_deref())?.parse_words(&words);
            out.write_all(bio::write(&sentences, &parse).as_bytes())?;
        }
        Command::Speed { model, file } => {
            let start = Instant::now();
            let model = load(model.as_deref())?;
            let loaded = start.elapsed();
            let trees = trees::read(&file, true)?;
            let words: usize = trees.iter().map(|tree| tree.words.len()).sum();
            parse(model, &trees);
            let start = Instant::now();
            parse(model, &trees);
            let seconds = start.elapsed().as_secs_f64();
            writeln!(
                out,
                "{}: loaded in {} ms; {words} words at {:.0} words/s",
                model.name(),
                loaded.as_millis(),
                words as f64 / seconds
            )?;
        }
    }
    Ok(())
}

/// The model of a file, or the one built in.
fn load(path: Option<&Path>) -> Result<&'static Model> {
    let Some(path) = path else { return Ok(Model::embedded()) };
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let model = Model::read(Vec::leak(bytes)).with_context(|| format!("{} is no model", path.display()))?;
    Ok(Box::leak(Box::new(model)))
}

fn parse(model: &Model, trees: &[Tree]) -> Parse {
    let words: Vec<Vec<&str>> = trees.iter().map(Tree::forms).collect();
    model.parse_words(&words)
}

/// Says on the error stream how far training has come.
fn report(start: Instant, what: &str) {
    let _ = writeln!(std::io::stderr(), "{:>5.0} s  {what}", start.elapsed().as_secs_f64());
}

fn train(training: &Training) -> Result<()> {
    let start = Instant::now();
    let snapshot = std::fs::read_to_string(&training.listed)
        .with_context(|| format!("reading {}", training.listed.display()))?;
    let mut head = match &training.from {
        Some(path) => std::fs::read(path).with_context(|| format!("reading {}", path.display()))?,
        None => train_trees(training, start, &snapshot)?,
    };
    let made = training::without_names(Vec::leak(head.clone()));
    let (model, length) = made.context("the tables do not make a model")?;
    head.truncate(length);
    let nationalities = listed::of_kind(&snapshot, "nationality");
    let mut named = Vec::new();
    for path in &training.names {
        named.extend(bio::read(path, &nationalities)?);
    }
    let listed = std::fs::read_to_string(&training.words)
        .with_context(|| format!("reading {}", training.words.display()))?;
    let words = entities::Words {
        titles: listed::of_kind(&listed, "title"),
        facilities: listed::of_kind(&listed, "facility"),
        nationalities,
    };
    for path in &training.entities {
        named.extend(entities::names(&trees::read(path, false)?, &words));
    }
    if let Some(path) = &training.sentences {
        let sentences =
            std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        named.extend(written::filled(&sentences, &snapshot, &listed));
    }
    let shouted: Vec<bio::Named> = named.iter().step_by(12).map(bio::Named::shouted).collect();
    named.extend(shouted);
    let names = names::train(&named, &model, 10, 2).table(&[], 1.0).bytes();
    report(start, &format!("names trained, {} bytes", names.len()));
    head.extend(names);
    std::fs::write(&training.out, &head).with_context(|| format!("writing {}", training.out.display()))?;
    let digest: String = Sha256::digest(&head).iter().map(|byte| format!("{byte:02x}")).collect();
    report(start, &format!("{} bytes in all, sha256 {digest}", head.len()));
    Ok(())
}

/// The head of the file: everything that is learnt from trees, and the listed names.
fn train_trees(training: &Training, start: Instant, snapshot: &str) -> Result<Vec<u8>> {
    let mut trees = Vec::new();
    for path in &training.trees {
        trees.extend(trees::read(path, false)?);
    }
    let scripts = lemmas::learn(&trees);
    if let Some(path) = &training.attributions {
        trees.extend(written::attributed(&trees, &trees::read(path, true)?));
    }
    let shouted: Vec<Tree> = trees.iter().step_by(12).map(Tree::shouted).collect();
    trees.extend(shouted);
    let words: usize = trees.iter().map(|tree| tree.words.len()).sum();
    report(start, &format!("{} sentences, {words} words", trees.len()));

    let classes = std::fs::read_to_string(&training.classes)
        .with_context(|| format!("reading {}", training.classes.display()))?;
    let classes = tags::Classes::of(&classes);
    let tags = Tags::of(&trees);
    let tagged: Vec<(Forms, Vec<u8>)> = trees
        .iter()
        .map(|tree| (classes.forms(&tree.forms()), tree.tags.iter().map(|&tag| tags.number(tag)).collect()))
        .collect();
    let mut words = tags::dictionary(&tagged);
    classes.enter(&mut words);
    let tagger = tags::train(&tagged, &words, tags.0.len(), 8, 2);
    report(start, "tagger trained");
    let lessons = steps::lessons(&trees, &tagged, &tags);
    report(start, "treebanks tagged across");
    let course = steps::Course { epochs: training.epochs, least: training.least, margin: training.margin };
    let parsers = steps::train(&lessons, &course, |epoch| report(start, &format!("parser, pass {epoch}")));
    let (parser, others) = parsers.split_first().context("no parser was trained")?;

    let mut head = MARK.to_vec();
    head.push(training.name.len() as u8);
    head.extend(training.name.as_bytes());
    head.push(tags.0.len() as u8);
    head.extend(tags.0.iter().flat_map(|&(upos, xpos)| [upos as u8, xpos as u8]));
    for table in [
        words,
        tagger.table(&[], 1.0),
        scripts,
        parser.table(others, training.floor),
        listed::table(snapshot),
    ] {
        let bytes = table.bytes();
        report(start, &format!("table of {} entries, {} bytes", table.len(), bytes.len()));
        head.extend(bytes);
    }
    Ok(head)
}
