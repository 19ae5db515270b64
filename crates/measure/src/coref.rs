//! `measure coref`: coreference: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAFe (Luo 2005)
//! and their mean (Pradhan et al. 2012).
//!
//! By default a gold mention that one of our chains covers (most of the characters of both) is in that chain; all others stand alone.
//! `--mentions ours` scores our own mentions by exact span, `--mentions gold` lets the reading chain the gold's. Chains never cross documents.

use crate::article;
use crate::figures::Ratio;
use crate::gold;
use crate::options::Options;
use crate::partition::{self, Partition};
use anyhow::Result;
use clap::{Args, ValueEnum};
use legation_knowledge::world::World;
use legation_text::{CodePoints, Document as Cut, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

#[derive(Clone, Debug, Deserialize)]
struct Document {
    doc_id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    clusters: Vec<Cluster>,
}

#[derive(Clone, Debug, Deserialize)]
struct Cluster {
    id: String,
    mentions: Vec<Mention>,
}

#[derive(Clone, Debug, Deserialize)]
struct Mention {
    span: [u32; 2],
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    id: String,
    cluster: String,
}

/// Two mentions that were weighed.
#[derive(Clone, Debug, Serialize)]
struct Pair {
    doc_id: String,
    mention: [u32; 2],
    table: &'static str,
    column: usize,
    same: bool,
    features: Vec<i32>,
}

/// Options of `measure coref`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorefOptions {
    #[command(flatten)]
    common: Options,
    /// Which mentions are ours to chain.
    #[arg(long, value_enum, default_value_t)]
    mentions: Mode,
    /// Leave out what is mentioned once, on both sides.
    #[arg(long)]
    no_singletons: bool,
    /// Write the pairs of the gold's mentions that are weighed, and whether they are one: what `train/coreference/fit.py` learns from.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
}

/// Where our mentions come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// Our chains, laid over the gold's mentions.
    #[default]
    Covered,
    /// Our own mentions: a gold mention is found by its exact span.
    Ours,
    /// The gold's mentions, chained: coreference without recognition.
    Gold,
}

/// Runs the task.
pub(crate) fn run(options: &CorefOptions) -> Result<()> {
    let common = &options.common;
    let documents: Vec<Document> = common.part(gold::lines(&common.gold)?);
    let (mut theirs, mut ours): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for document in &documents {
        theirs.extend(gold_lines(document));
        ours.extend(answers(document, options.mentions));
    }
    gold::write(common.out.as_deref(), &ours)?;
    if options.pairs.is_some() {
        let pairs: Vec<Pair> = documents.iter().flat_map(pairs).collect();
        gold::write(options.pairs.as_deref(), &pairs)?;
    }
    // The reference scorer reads gold in the same form; it goes beside the answers.
    let beside = common.out.as_ref().map(|out| format!("{}.gold", out.display()));
    gold::write(beside.as_ref().map(std::path::Path::new), &theirs)?;
    let (mut g, mut s) = (clusters(&theirs), clusters(&ours));
    if options.no_singletons {
        g.drop_singletons();
        s.drop_singletons();
    }
    let mut figures = partition::figures("", &g, &s);
    let (gold_of, ours_of) = (g.index(), s.index());
    if options.mentions == Mode::Ours {
        let mut found = Ratio::default();
        found.add(
            gold_of.keys().filter(|id| ours_of.contains_key(*id)).count(),
            ours_of.len(),
            gold_of.len(),
        );
        figures.ratio("mentions_", "mentions_f1", found);
    }
    figures.count("mentions", gold_of.len());
    figures.print(common.json)
}

fn id(document: &Document, [start, end]: [u32; 2]) -> String {
    format!("{}:{start}-{end}", document.doc_id)
}

/// The gold's mentions; of those with one span the first.
fn mentions(document: &Document) -> Vec<(&Cluster, [u32; 2])> {
    let all = document
        .clusters
        .iter()
        .flat_map(|cluster| cluster.mentions.iter().map(move |mention| (cluster, mention.span)));
    let mut seen = BTreeSet::new();
    all.filter(|(_, span)| seen.insert(*span)).collect()
}

fn gold_lines(document: &Document) -> Vec<Line> {
    let line = |(cluster, span): (&Cluster, [u32; 2])| Line {
        id: id(document, span),
        cluster: format!("{}#{}", document.doc_id, cluster.id),
    };
    mentions(document).into_iter().map(line).collect()
}

/// Our answer, as lines.
fn answers(document: &Document, mode: Mode) -> Vec<Line> {
    let article = article::of(&document.doc_id, &document.text, document.date.as_deref());
    let gold: Vec<[u32; 2]> = mentions(document).into_iter().map(|(_, span)| span).collect();
    let line = |span: [u32; 2], chain: Option<usize>| {
        let id = id(document, span);
        let cluster =
            chain.map_or_else(|| format!("alone:{id}"), |chain| format!("{}#{chain}", document.doc_id));
        Line { id, cluster }
    };
    let Some(article) = article else { return gold.into_iter().map(|span| line(span, None)).collect() };
    let cut = Cut::of(&article);
    let parse = crate::model::model().parse(&article.text, &cut);
    let points = CodePoints::of(&article.text);
    if mode == Mode::Gold {
        let spans = in_bytes(&article.text, &gold);
        let only: Vec<Span> = spans.iter().map(|(_, span)| *span).collect();
        let chains = legation_mention::chains_among(World::embedded(), &article, &cut, &parse, &only);
        return spans
            .iter()
            .enumerate()
            .map(|(at, (span, _))| line(*span, chains.iter().position(|chain| chain.contains(&at))))
            .collect();
    }
    let found = legation_mention::find(World::embedded(), &article, &cut, &parse);
    let span = |tokens: &Range<u32>| cut.span_of(tokens.clone()).map(|span| points.span(span));
    let chains: Vec<Vec<[u32; 2]>> =
        found.chains.iter().map(|chain| chain.iter().filter_map(span).collect()).collect();
    if mode == Mode::Ours {
        let mut seen = BTreeSet::new();
        let all = chains.iter().enumerate().flat_map(|(at, chain)| chain.iter().map(move |span| (at, *span)));
        return all.filter(|(_, span)| seen.insert(*span)).map(|(at, span)| line(span, Some(at))).collect();
    }
    gold.into_iter()
        .map(|[start, end]| {
            let covers = |span: &[u32; 2]| {
                let shared = span[1].min(end).saturating_sub(span[0].max(start));
                shared * 2 > end - start && shared * 2 > span[1] - span[0]
            };
            line([start, end], chains.iter().position(|chain| chain.iter().any(covers)))
        })
        .collect()
}

/// Spans of code points, each with its bytes.
fn in_bytes(text: &str, spans: &[[u32; 2]]) -> Vec<([u32; 2], Span)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |offset: u32| starts.get(offset as usize).copied();
    let span = |&[start, end]: &[u32; 2]| Some(([start, end], Span::new(text, byte(start)?, byte(end)?)?));
    spans.iter().filter_map(span).collect()
}

/// The pairs of a document's gold mentions that the reading weighs.
fn pairs(document: &Document) -> Vec<Pair> {
    let Some(article) = article::of(&document.doc_id, &document.text, document.date.as_deref()) else {
        return Vec::new();
    };
    let cut = Cut::of(&article);
    let parse = crate::model::model().parse(&article.text, &cut);
    let mentions = mentions(document);
    let gold: Vec<[u32; 2]> = mentions.iter().map(|(_, span)| *span).collect();
    let cluster_of: BTreeMap<[u32; 2], &str> =
        mentions.iter().map(|(cluster, span)| (*span, &*cluster.id)).collect();
    let spans = in_bytes(&article.text, &gold);
    let only: Vec<Span> = spans.iter().map(|(_, span)| *span).collect();
    let same = |a: usize, b: usize| cluster_of.get(&spans[a].0) == cluster_of.get(&spans[b].0);
    let pair = |pair: legation_mention::Pair| Pair {
        doc_id: document.doc_id.clone(),
        mention: spans[pair.mention].0,
        table: pair.table,
        column: pair.column,
        same: same(pair.mention, pair.antecedent),
        features: pair.features.iter().map(|(_, value)| *value).collect(),
    };
    legation_mention::pairs_among(World::embedded(), &article, &cut, &parse, &only)
        .into_iter()
        .map(pair)
        .collect()
}

fn clusters(lines: &[Line]) -> Partition {
    Partition::of(lines.iter().map(|line| (line.id.clone(), line.cluster.clone())))
}
