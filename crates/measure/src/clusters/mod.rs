//! `measure clusters`: which mentions of events in many articles are one event, on ECB+ (Cybulska and Vossen 2014).
//!
//! The gold's mentions, clustered over all articles at once by what our own models read of them: nothing says which articles belong
//! together (`conll`). Beside it the same within the gold's topics and subtopics (`topic_…`, `subtopic_…`), the lemma of the head alone
//! (`lemma_…`), and our own triggers in place of the gold's mentions (`read_…`), which are found by their words.

mod mentions;

use crate::article;
use crate::figures::{Figures, Ratio};
use crate::gold;
use crate::options::Options;
use crate::partition::{self, Partition};
use anyhow::Result;
use clap::{Args, ValueEnum};
use legation_knowledge::world::World;
use legation_link::same_event::{ArticleWords, Compared, EventMention, clusters, compared};
use legation_text::{CodePoints, Document as Cut, Span};
use mentions::Reading;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `measure clusters`.
#[derive(Clone, Debug, Args)]
pub(crate) struct ClustersOptions {
    #[command(flatten)]
    common: Options,
    /// Which part of the gold: `docs_PART.jsonl` and `event_mentions_PART.jsonl` of its folder.
    #[arg(long, value_enum, default_value_t)]
    part: Part,
    /// Leave out what is mentioned once, on both sides.
    #[arg(long)]
    no_singletons: bool,
    /// Write the pairs of articles and of the gold's mentions that are compared, into `articles.jsonl` and `mentions.jsonl` of this
    /// folder: what `train/events/fit.py` learns from.
    #[arg(long, value_name = "FOLDER")]
    pairs: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The topics that nothing was learnt from.
    #[default]
    Dev,
    /// Those that the weights were learnt from.
    Train,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Dev => "dev",
            Part::Train => "train",
        }
    }

    fn other(self) -> Part {
        match self {
            Part::Dev => Part::Train,
            Part::Train => Part::Dev,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
struct Document {
    id: String,
    topic: String,
    subtopic: String,
    text: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Mention {
    id: String,
    doc: String,
    token_spans: Vec<[u32; 2]>,
    surface: String,
    cluster: String,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    id: String,
    cluster: String,
}

#[derive(Clone, Debug, Serialize)]
struct ArticlePair<'a> {
    one: &'a str,
    other: &'a str,
    same: bool,
    features: BTreeMap<&'static str, f64>,
}

#[derive(Clone, Debug, Serialize)]
struct MentionPair<'a> {
    one: &'a str,
    other: &'a str,
    articles: [&'a str; 2],
    same: bool,
    features: BTreeMap<&'static str, f64>,
}

/// An article read: its words, the gold's mentions, and our own with what is counted as the mention found.
struct Read {
    words: ArticleWords,
    lemmas: BTreeSet<String>,
    gold: Vec<(String, EventMention)>,
    ours: Vec<(String, EventMention)>,
}

/// Mentions by their ids, with where they stand.
type Named = (Vec<String>, Vec<EventMention>);

/// Runs the task.
pub(crate) fn run(options: &ClustersOptions) -> Result<()> {
    let common = &options.common;
    let file = |kind: &str, part: Part| common.gold.join(format!("{kind}_{}.jsonl", part.name()));
    let documents: Vec<Document> = common.part(gold::lines(&file("docs", options.part))?);
    let others = file("docs", options.part.other());
    let others: Vec<Document> = if others.exists() { gold::lines(&others)? } else { Vec::new() };
    let mut by_document: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    for mention in gold::lines::<Mention>(&file("event_mentions", options.part))? {
        by_document.entry(mention.doc.clone()).or_default().push(mention);
    }
    let none = Vec::new();
    let mentions_of = |document: &Document| by_document.get(&document.id).unwrap_or(&none).as_slice();
    let read: Vec<Read> = documents
        .par_iter()
        .enumerate()
        .map(|(at, document)| read(at, document, mentions_of(document)))
        .collect();
    let articles: Vec<ArticleWords> = read.iter().map(|read| read.words.clone()).collect();
    // How rare words are does not depend on the part that is measured: the texts of the other part count too.
    let others: Vec<BTreeSet<String>> = others.par_iter().map(lemmas).collect();
    let rarity = rarity(read.iter().map(|read| &read.lemmas).chain(&others));
    let rarity = |word: &str| rarity.get(word).copied().unwrap_or(0.0);
    let golden: Named = read.iter().flat_map(|read| read.gold.iter().cloned()).unzip();
    let ours: Named = read.iter().flat_map(|read| read.ours.iter().cloned()).unzip();

    let gold_lines: Vec<Line> = documents
        .iter()
        .flat_map(mentions_of)
        .map(|mention| Line { id: mention.id.clone(), cluster: mention.cluster.clone() })
        .collect();
    let answer = |among: &dyn Fn(usize) -> bool, group: &str, named: &Named| {
        lines(&articles, named, among, group, &rarity)
    };
    let all = answer(&|_| true, "", &golden);
    gold::write(common.out.as_deref(), &all)?;
    // The reference scorer reads gold in the same form; it goes beside the answers.
    let beside = common.out.as_ref().map(|out| format!("{}.gold", out.display()));
    gold::write(beside.as_deref().map(Path::new), &gold_lines)?;
    if let Some(folder) = &options.pairs {
        write_pairs(folder, &documents, &articles, &golden, &gold_lines, &rarity)?;
    }

    let within = |group: fn(&Document) -> &str| -> Vec<Line> {
        let groups: BTreeSet<&str> = documents.iter().map(group).collect();
        let in_group = |name: &'_ str| {
            answer(&|at| documents.get(at).is_some_and(|document| group(document) == name), name, &golden)
        };
        groups.into_iter().flat_map(in_group).collect()
    };
    let lemma =
        |(id, mention): (&String, &EventMention)| Line { id: id.clone(), cluster: mention.lemma.clone() };
    let lemmas: Vec<Line> = golden.0.iter().zip(&golden.1).map(lemma).collect();
    let mut figures = Figures::default();
    let gold_clusters = parts(&gold_lines, options.no_singletons);
    for (prefix, answer) in [
        ("", all.clone()),
        ("topic_", within(|document| &document.topic)),
        ("subtopic_", within(|document| &document.subtopic)),
        ("lemma_", lemmas),
        ("read_", answer(&|_| true, "", &ours)),
    ] {
        figures.append(partition::figures(prefix, &gold_clusters, &parts(&answer, options.no_singletons)));
    }
    let is_gold: BTreeSet<&String> = gold_lines.iter().map(|line| &line.id).collect();
    let mut found = Ratio::default();
    found.add(ours.0.iter().filter(|id| is_gold.contains(id)).count(), ours.0.len(), is_gold.len());
    figures.ratio("read_mentions_", "read_mentions_f1", found);
    figures.count("articles", articles.len());
    figures.count("mentions", gold_lines.len());
    figures.count("clusters", gold_clusters.len());
    figures.count("clusters_ours", parts(&all, options.no_singletons).len());
    let texts: BTreeMap<&str, &str> = by_document
        .values()
        .flatten()
        .map(|mention| (mention.id.as_str(), mention.surface.as_str()))
        .collect();
    worst(common.worst, &gold_clusters, &parts(&all, false), &texts)?;
    figures.print(common.json)
}

fn read(at: usize, document: &Document, mentions: &[Mention]) -> Read {
    let mut read =
        Read { words: ArticleWords::default(), lemmas: BTreeSet::new(), gold: Vec::new(), ours: Vec::new() };
    read.words.id.clone_from(&document.id);
    let Some(article) = article::of(&document.id, &document.text, None) else { return read };
    let cut = Cut::of(&article);
    let model = crate::model::model();
    let parse = model.parse(&article.text, &cut);
    let found = legation_mention::find(World::embedded(), &article, &cut, &parse);
    let reading = Reading::of(&article, &cut, &parse, &found);
    (read.words, read.lemmas) = (reading.article_words(), reading.lemmas());
    let points = CodePoints::of(&article.text);
    let tokens = |[start, end]: [u32; 2]| -> Vec<u32> {
        let byte = |point: u32| points.byte(point, &article.text);
        let span = byte(start).zip(byte(end)).and_then(|(start, end)| Span::new(&article.text, start, end));
        span.map(|span| cut.tokens_in(span).collect()).unwrap_or_default()
    };
    let mut by_token: BTreeMap<u32, &str> = BTreeMap::new();
    for mention in mentions {
        let tokens: BTreeSet<u32> = mention.token_spans.iter().flat_map(|&span| tokens(span)).collect();
        for &token in &tokens {
            by_token.entry(token).or_insert(&mention.id);
        }
        read.gold.extend(reading.mention(model, at, &tokens).map(|found| (mention.id.clone(), found)));
    }
    let record = crate::model::reader().record(&article, &cut, &parse, found);
    let mut taken = BTreeSet::new();
    for trigger in record.events.iter().flat_map(|event| &event.triggers) {
        let tokens: BTreeSet<u32> = cut.tokens_in(*trigger).collect();
        let theirs = tokens.iter().find_map(|token| by_token.get(token)).filter(|id| taken.insert(**id));
        let [start, end] = points.span(*trigger);
        let id = theirs.map_or_else(|| format!("{}:{start}-{end}", document.id), |id| (*id).to_owned());
        read.ours.extend(reading.mention(model, at, &tokens).map(|found| (id, found)));
    }
    read
}

/// How rare each word is among articles, each given by its lemmas.
fn rarity<'a>(articles: impl IntoIterator<Item = &'a BTreeSet<String>>) -> BTreeMap<String, f64> {
    let (mut counts, mut all): (BTreeMap<&String, f64>, f64) = (BTreeMap::new(), 1.0);
    for lemmas in articles {
        all += 1.0;
        for lemma in lemmas {
            *counts.entry(lemma).or_default() += 1.0;
        }
    }
    counts.into_iter().map(|(word, count)| (word.clone(), (all / count).ln())).collect()
}

/// The lemmas of an article.
fn lemmas(document: &Document) -> BTreeSet<String> {
    let Some(article) = article::of(&document.id, &document.text, None) else { return BTreeSet::new() };
    let parse = crate::model::model().parse(&article.text, &Cut::of(&article));
    parse.words().iter().map(|word| word.lemma.to_lowercase()).collect()
}

/// The clusters of the mentions of some articles, as lines.
fn lines(
    articles: &[ArticleWords],
    (ids, mentions): &Named,
    among: &dyn Fn(usize) -> bool,
    group: &str,
    rarity: &dyn Fn(&str) -> f64,
) -> Vec<Line> {
    let chosen: Vec<usize> = (0..mentions.len()).filter(|&at| among(mentions[at].article)).collect();
    let these: Vec<EventMention> = chosen.iter().map(|&at| mentions[at].clone()).collect();
    let mut lines = Vec::new();
    for (number, cluster) in clusters(articles, &these, rarity).into_iter().enumerate() {
        let line = |at: usize| Line { id: ids[chosen[at]].clone(), cluster: format!("{group}#{number}") };
        lines.extend(cluster.into_iter().map(line));
    }
    lines
}

fn parts(lines: &[Line], no_singletons: bool) -> Partition {
    let mut all = Partition::of(lines.iter().map(|line| (line.id.clone(), line.cluster.clone())));
    if no_singletons {
        all.drop_singletons();
    }
    all
}

fn write_pairs(
    folder: &Path,
    documents: &[Document],
    articles: &[ArticleWords],
    (ids, mentions): &Named,
    gold_lines: &[Line],
    rarity: &dyn Fn(&str) -> f64,
) -> Result<()> {
    let cluster_of: BTreeMap<&str, &str> =
        gold_lines.iter().map(|line| (line.id.as_str(), line.cluster.as_str())).collect();
    let features = |pair: &Compared| pair.features.iter().copied().collect();
    let (of_articles, of_mentions) = compared(articles, mentions, rarity);
    let of_articles: Vec<ArticlePair<'_>> = of_articles
        .iter()
        .map(|pair| {
            let (one, other) = (&documents[pair.one], &documents[pair.other]);
            ArticlePair {
                one: &one.id,
                other: &other.id,
                same: one.subtopic == other.subtopic,
                features: features(pair),
            }
        })
        .collect();
    let of_mentions: Vec<MentionPair<'_>> = of_mentions
        .iter()
        .map(|pair| {
            let (one, other) = (ids[pair.one].as_str(), ids[pair.other].as_str());
            MentionPair {
                one,
                other,
                articles: [pair.one, pair.other].map(|at| documents[mentions[at].article].id.as_str()),
                same: cluster_of.get(one) == cluster_of.get(other),
                features: features(pair),
            }
        })
        .collect();
    gold::write(Some(&folder.join("articles.jsonl")), &of_articles)?;
    gold::write(Some(&folder.join("mentions.jsonl")), &of_mentions)
}

/// Shows the gold's clusters that are in most parts with us.
fn worst(count: usize, gold: &Partition, ours: &Partition, texts: &BTreeMap<&str, &str>) -> Result<()> {
    let of = ours.index();
    let mut parted: Vec<Vec<Vec<&str>>> = gold
        .items()
        .map(|items| {
            let mut parts: BTreeMap<Option<&&str>, Vec<&str>> = BTreeMap::new();
            for item in items {
                parts
                    .entry(of.get(item.as_str()))
                    .or_default()
                    .push(texts.get(item.as_str()).copied().unwrap_or(item));
            }
            parts.into_values().collect()
        })
        .collect();
    parted.sort_by_key(|parts| std::cmp::Reverse(parts.len()));
    let mut out = std::io::stdout().lock();
    for parts in parted.into_iter().take(count) {
        let parts: Vec<String> = parts.into_iter().map(|part| part.join(", ")).collect();
        writeln!(out, "{}", parts.join(" | "))?;
    }
    Ok(())
}
