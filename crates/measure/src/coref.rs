//! `measure coref`: coreference over gold mentions: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAFe (Luo 2005)
//! and their mean (Pradhan et al. 2012).
//!
//! A gold mention that one of our chains covers (most of its characters, the shortest such mention of ours) is in that chain; all others
//! stand alone. Chains never cross documents.

use crate::article;
use crate::figures::Figures;
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use legation_knowledge::world::World;
use legation_text::{CodePoints, Document as Cut};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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

/// Items by cluster.
type Clusters = BTreeMap<String, BTreeSet<String>>;

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let documents: Vec<Document> = options.part(gold::lines(&options.gold)?);
    let (mut theirs, mut ours): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for document in &documents {
        let chains = chains(document);
        let mut seen = BTreeSet::new();
        for cluster in &document.clusters {
            for mention in &cluster.mentions {
                let [start, end] = mention.span;
                let id = format!("{}:{start}-{end}", document.doc_id);
                if !seen.insert(id.clone()) {
                    continue;
                }
                let covers = |span: &[u32; 2]| {
                    let shared = span[1].min(end).saturating_sub(span[0].max(start));
                    shared * 2 > end - start && shared * 2 > span[1] - span[0]
                };
                let chain = chains.iter().position(|chain| chain.iter().any(covers));
                let label = chain
                    .map_or_else(|| format!("alone:{id}"), |chain| format!("{}#{chain}", document.doc_id));
                theirs.push(Line { id: id.clone(), cluster: format!("{}#{}", document.doc_id, cluster.id) });
                ours.push(Line { id, cluster: label });
            }
        }
    }
    gold::write(options.out.as_deref(), &ours)?;
    // The reference scorer reads gold in the same form; it goes beside the answers.
    let beside = options.out.as_ref().map(|out| format!("{}.gold", out.display()));
    gold::write(beside.as_ref().map(std::path::Path::new), &theirs)?;
    let (g, s) = (clusters(&theirs), clusters(&ours));
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
    figures.count("mentions", theirs.len());
    figures.print(options.json)
}

/// Our chains of a document, as spans of code points.
fn chains(document: &Document) -> Vec<Vec<[u32; 2]>> {
    let Some(article) = article::of(&document.doc_id, &document.text, document.date.as_deref()) else {
        return Vec::new();
    };
    let cut = Cut::of(&article);
    let parse = crate::model::model().parse(&article.text, &cut);
    let points = CodePoints::of(&article.text);
    let mentions = legation_mention::find(World::embedded(), &article, &cut, &parse);
    let span = |at: &u32| mentions.actors.get(*at as usize).map(|actor| points.span(actor.mention.is.span));
    mentions.chains.iter().map(|chain| chain.iter().filter_map(span).collect()).collect()
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
        right += items.len() - parts(items, of).len();
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
