//! `measure coref`: coreference: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAFe (Luo 2005)
//! and their mean (Pradhan et al. 2012).
//!
//! By default a gold mention that one of our chains covers (most of the characters of both) is in that chain; all others stand alone.
//! `--mentions ours` scores our own mentions by exact span, `--mentions gold` lets the reading chain the gold's. Chains never cross documents.

use crate::article;
use crate::figures::{Figures, Ratio};
use crate::gold;
use crate::options::Options;
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

/// Items by cluster.
type Clusters = BTreeMap<String, BTreeSet<String>>;

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
        for side in [&mut g, &mut s] {
            side.retain(|_, items| items.len() > 1);
        }
    }
    let (gold_of, ours_of) = (index(&g), index(&s));
    let mut figures = Figures::default();
    let mut sum = 0.0;
    let muc = (muc(&s, &gold_of), muc(&g, &ours_of));
    let b3 = (b3(&s, &gold_of), b3(&g, &ours_of));
    let total = ceafe(&g, &s, &ours_of);
    let part = |size: usize| if size == 0 { 0.0 } else { total / size as f64 };
    for (name, (p, r)) in [("muc", muc), ("b3", b3), ("ceafe", (part(s.len()), part(g.len())))] {
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        figures.share(format!("{name}_p"), p);
        figures.share(format!("{name}_r"), r);
        figures.share(format!("{name}_f1"), f);
        sum += f;
    }
    figures.share("conll", sum / 3.0);
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

fn clusters(lines: &[Line]) -> Clusters {
    let mut clusters = Clusters::new();
    for line in lines {
        clusters.entry(line.cluster.clone()).or_default().insert(line.id.clone());
    }
    clusters
}

fn index(clusters: &Clusters) -> BTreeMap<&str, &str> {
    clusters
        .iter()
        .flat_map(|(cluster, items)| items.iter().map(|item| (item.as_str(), cluster.as_str())))
        .collect()
}

/// How the items of a cluster fall on the clusters of the other side.
fn parts<'a>(items: &BTreeSet<String>, of: &BTreeMap<&str, &'a str>) -> BTreeMap<&'a str, usize> {
    let mut parts = BTreeMap::new();
    for cluster in items.iter().filter_map(|item| of.get(item.as_str())) {
        *parts.entry(*cluster).or_default() += 1;
    }
    parts
}

fn muc(clusters: &Clusters, of: &BTreeMap<&str, &str>) -> f64 {
    let (mut right, mut all) = (0, 0);
    for items in clusters.values() {
        // A mention that the other side does not have is a part of its own.
        let alone = items.iter().filter(|item| !of.contains_key(item.as_str())).count();
        right += items.len() - parts(items, of).len() - alone;
        all += items.len() - 1;
    }
    crate::figures::share(right, all)
}

fn b3(clusters: &Clusters, of: &BTreeMap<&str, &str>) -> f64 {
    let (mut sum, mut items) = (0.0, 0);
    for cluster in clusters.values() {
        let squares: usize = parts(cluster, of).values().map(|count| count * count).sum();
        sum += squares as f64 / cluster.len() as f64;
        items += cluster.len();
    }
    if items == 0 { 0.0 } else { sum / items as f64 }
}

/// The best one-to-one assignment of clusters by their overlap (φ4), component by component.
fn ceafe(gold: &Clusters, ours: &Clusters, ours_of: &BTreeMap<&str, &str>) -> f64 {
    let weights: BTreeMap<&str, BTreeMap<&str, f64>> = gold
        .iter()
        .map(|(cluster, items)| {
            let weight = |(other, count): (&'_ str, usize)| {
                ours.get_key_value(other).map(|(name, theirs)| {
                    (name.as_str(), 2.0 * count as f64 / (items.len() + theirs.len()) as f64)
                })
            };
            (cluster.as_str(), parts(items, ours_of).into_iter().filter_map(weight).collect())
        })
        .collect();
    let mut neighbours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (cluster, row) in &weights {
        for other in row.keys() {
            neighbours.entry(other).or_default().push(cluster);
        }
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut total = 0.0;
    for start in weights.keys() {
        let (mut rows, mut columns, mut waiting) = (BTreeSet::new(), BTreeSet::new(), vec![*start]);
        while let Some(row) = waiting.pop() {
            if seen.insert(row) {
                rows.insert(row);
                for column in weights.get(row).into_iter().flat_map(BTreeMap::keys) {
                    if columns.insert(*column) {
                        waiting.extend(neighbours.get(column).into_iter().flatten());
                    }
                }
            }
        }
        if !rows.is_empty() && !columns.is_empty() {
            let cell = |row: &str, column: &str| {
                weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
            };
            let matrix: Vec<Vec<f64>> =
                rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
            total += assignment(matrix);
        }
    }
    total
}

/// The weight of the best assignment (Kuhn and Munkres; the form with potentials), rows to columns.
fn assignment(mut weights: Vec<Vec<f64>>) -> f64 {
    if weights.len() > weights[0].len() {
        weights =
            (0..weights[0].len()).map(|column| weights.iter().map(|row| row[column]).collect()).collect();
    }
    let (n, m) = (weights.len(), weights[0].len());
    let (mut u, mut v, mut row_of, mut way) =
        (vec![0.0; n + 1], vec![0.0; m + 1], vec![0; m + 1], vec![0; m + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut at = 0;
        let (mut least, mut used) = (vec![f64::INFINITY; m + 1], vec![false; m + 1]);
        loop {
            used[at] = true;
            let (row, mut delta, mut next) = (row_of[at], f64::INFINITY, 0);
            for j in 1..=m {
                if used[j] {
                    continue;
                }
                let cost = -weights[row - 1][j - 1] - u[row] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, at);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=m {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            at = next;
            if row_of[at] == 0 {
                break;
            }
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    (1..=m).filter(|&j| row_of[j] > 0).map(|j| weights[row_of[j] - 1][j - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Clusters {
        let lines: Vec<Line> = pairs
            .iter()
            .map(|(id, cluster)| Line { id: (*id).to_owned(), cluster: (*cluster).to_owned() })
            .collect();
        clusters(&lines)
    }

    /// Nine items by hand: gold {abc} {de} {fghi}, system {ab} {cde} {fg} {hi}.
    #[test]
    fn figures_worked_by_hand() {
        let gold = of(&[
            ("a", "1"),
            ("b", "1"),
            ("c", "1"),
            ("d", "2"),
            ("e", "2"),
            ("f", "3"),
            ("g", "3"),
            ("h", "3"),
            ("i", "3"),
        ]);
        let ours = of(&[
            ("a", "x"),
            ("b", "x"),
            ("c", "y"),
            ("d", "y"),
            ("e", "y"),
            ("f", "z"),
            ("g", "z"),
            ("h", "w"),
            ("i", "w"),
        ]);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(b3(&ours, &index(&gold)), (2.0 + 1.0 / 3.0 + 4.0 / 3.0 + 4.0) / 9.0);
        near(b3(&gold, &index(&ours)), (4.0 / 3.0 + 1.0 / 3.0 + 2.0 + 2.0) / 9.0);
        near(muc(&gold, &index(&ours)), 4.0 / 6.0);
        near(muc(&ours, &index(&gold)), 4.0 / 5.0);
        near(ceafe(&gold, &ours, &index(&ours)), 0.8 + 0.8 + 4.0 / 6.0);
    }
}
