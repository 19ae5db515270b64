//! `measure quotes`: attributions (content, cue, source), exact, by overlap and by characters, and linked.
//!
//! The edges of a span lose marks, and a content a leading `that`: guidelines differ on these. Attributions are paired one to
//! one by their contents; *linked* counts a pair whose content, cue and source all overlap (or are all equal).

use crate::align::greedy;
use crate::article;
use crate::figures::{Figures, Ratio, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use clap::Args;
use legation_record::WireRecord;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Options of `measure quotes`.
#[derive(Clone, Debug, Args)]
pub(crate) struct QuotesOptions {
    #[command(flatten)]
    common: Options,
    /// Leave out statements inside other statements: for gold that has no nesting.
    #[arg(long)]
    outermost: bool,
    /// Leave out the gold's attributions with this lemma as their cue: `image` for credits of photographs.
    #[arg(long, value_name = "LEMMA")]
    without_cue: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Document {
    doc_id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    quotes: Vec<Quote>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Quote {
    #[serde(default)]
    content: Value,
    #[serde(default)]
    cue: Value,
    #[serde(default)]
    source: Value,
    #[serde(default, skip_serializing)]
    cue_lemma: Option<String>,
    #[serde(rename = "type", default)]
    kind: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    doc_id: String,
    quotes: Vec<Quote>,
}

const ROLES: [&str; 3] = ["content", "cue", "source"];

/// An attribution as sets of characters, content, cue and source.
struct Sets {
    roles: [BTreeSet<u32>; 3],
    kind: String,
}

/// Runs the task.
pub(crate) fn run(options: &QuotesOptions) -> Result<()> {
    let mut gold: Vec<Document> = options.common.part(gold::lines(&options.common.gold)?);
    for document in &mut gold {
        document
            .quotes
            .retain(|quote| options.without_cue.is_none() || quote.cue_lemma != options.without_cue);
    }
    let reader = crate::model::reader();
    let answers: Vec<Answer> = gold
        .iter()
        .filter_map(|document| {
            let article = article::of(&document.doc_id, &document.text, document.date.as_deref())?;
            let record = reader.read(&article).on_the_wire(&article.text);
            Some(Answer { doc_id: document.doc_id.clone(), quotes: quotes(&record, options.outermost) })
        })
        .collect();
    gold::write(options.common.out.as_deref(), &answers)?;
    let mut scores = Scores::default();
    let mut wrong = Vec::new();
    for (document, answer) in gold.iter().zip(&answers) {
        let text: Vec<char> = document.text.chars().collect();
        let (theirs, ours) = (sets(&document.quotes, &text), sets(&answer.quotes, &text));
        let missed = scores.add(&theirs, &ours);
        for at in missed {
            let content: String =
                theirs[at].roles[0].iter().filter_map(|&at| text.get(at as usize)).collect();
            wrong.push(format!("{}: {} missed: {content}", document.doc_id, theirs[at].kind));
        }
    }
    let mut out = std::io::stdout().lock();
    for line in wrong.iter().take(options.common.worst) {
        writeln!(out, "{line}")?;
    }
    drop(out);
    scores.figures().print(options.common.json)
}

/// Our statements as quotes.
fn quotes(record: &WireRecord, outermost: bool) -> Vec<Quote> {
    let kept = record.statements.iter().filter(|statement| !outermost || statement.inside.is_none());
    kept.map(|statement| {
        let value = |spans: Vec<legation_record::Offsets>| serde_json::to_value(spans).unwrap_or_default();
        let kind = statement.mode.name();
        Quote {
            content: value(statement.content.clone()),
            cue: value(statement.cue.into_iter().collect()),
            source: value(statement.speaker.into_iter().collect()),
            cue_lemma: None,
            kind: Some(kind.to_owned()),
        }
    })
    .collect()
}

/// `[[s, e], …]`, `[s, e]` or null.
fn spans(value: &Value) -> Vec<[usize; 2]> {
    let pair = |value: &Value| {
        let ends = value.as_array()?;
        Some([ends.first()?.as_u64()? as usize, ends.get(1)?.as_u64()? as usize])
    };
    match value.as_array() {
        Some(list) if list.first().is_some_and(Value::is_number) => pair(value).into_iter().collect(),
        Some(list) => list.iter().filter_map(pair).collect(),
        None => Vec::new(),
    }
}

fn is_edge(c: char) -> bool {
    "\"'“”‘’`«»„,.;:-–—…!?()[]* \t\r\n\u{a0}".contains(c)
}

fn sets(quotes: &[Quote], text: &[char]) -> Vec<Sets> {
    let set = |value: &Value, is_content: bool| {
        let mut kept = BTreeSet::new();
        for [start, end] in spans(value) {
            let (mut start, mut end) = (start, end.min(text.len()));
            while start < end && is_edge(text[start]) {
                start += 1;
            }
            while end > start && is_edge(text[end - 1]) {
                end -= 1;
            }
            let lead: String = text[start.min(text.len())..(start + 5).min(text.len())].iter().collect();
            if is_content && lead.to_lowercase() == "that " {
                start += 5;
            }
            kept.extend((start..end).filter(|&at| !text[at].is_whitespace()).map(|at| at as u32));
        }
        kept
    };
    let sets = quotes.iter().map(|quote| Sets {
        roles: [set(&quote.content, true), set(&quote.cue, false), set(&quote.source, false)],
        kind: quote.kind.clone().filter(|kind| !kind.is_empty()).unwrap_or_else(|| "?".to_owned()),
    });
    sets.filter(|sets| sets.roles.iter().any(|role| !role.is_empty())).collect()
}

fn jaccard(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> f64 {
    let both = a.intersection(b).count();
    share(both, a.len() + b.len() - both)
}

/// Everything counted.
#[derive(Default)]
struct Scores {
    views: BTreeMap<String, Ratio>,
    by_kind: BTreeMap<String, [usize; 2]>,
    among: BTreeMap<String, [usize; 2]>,
}

impl Scores {
    fn count(&mut self, name: String, right: usize, system: usize, gold: usize) {
        self.views.entry(name).or_default().add(right, system, gold);
    }

    /// Counts one document; the gold attributions that were not found.
    fn add(&mut self, gold: &[Sets], ours: &[Sets]) -> Vec<usize> {
        for (at, role) in ROLES.iter().enumerate() {
            let distinct = |sets: &[Sets]| {
                sets.iter()
                    .map(|sets| sets.roles[at].clone())
                    .filter(|set| !set.is_empty())
                    .collect::<BTreeSet<_>>()
            };
            let (one, two) = (distinct(gold), distinct(ours));
            self.count(format!("{role}_exact"), one.intersection(&two).count(), two.len(), one.len());
            let (a, b): (Vec<_>, Vec<_>) = (one.iter().collect(), two.iter().collect());
            let paired = greedy(a.len(), b.len(), |i, j| jaccard(a[i], b[j])).len();
            self.count(format!("{role}_overlap"), paired, b.len(), a.len());
            let all =
                |sets: &BTreeSet<BTreeSet<u32>>| sets.iter().flatten().copied().collect::<BTreeSet<u32>>();
            let (a, b) = (all(&one), all(&two));
            self.count(format!("{role}_chars"), a.intersection(&b).count(), b.len(), a.len());
        }
        let close = |i: usize, j: usize| {
            let content = jaccard(&gold[i].roles[0], &ours[j].roles[0]);
            if content > 0.0 { content + 0.01 * jaccard(&gold[i].roles[1], &ours[j].roles[1]) } else { 0.0 }
        };
        let pairs = greedy(gold.len(), ours.len(), close);
        let (mut overlap, mut exact) = (0, 0);
        for &(i, j) in &pairs {
            let soft = |at: usize| {
                let (a, b) = (&gold[i].roles[at], &ours[j].roles[at]);
                !a.is_disjoint(b) || (a.is_empty() && b.is_empty())
            };
            let hard = |at: usize| gold[i].roles[at] == ours[j].roles[at];
            overlap += usize::from((0..3).all(soft));
            exact += usize::from((0..3).all(hard));
            for (at, role) in [(2, "source"), (1, "cue")] {
                for (view, right) in [("overlap", soft(at)), ("exact", hard(at))] {
                    let count = self.among.entry(format!("{role}_{view}")).or_default();
                    count[0] += usize::from(right);
                    count[1] += 1;
                }
            }
        }
        self.count("linked_overlap".to_owned(), overlap, ours.len(), gold.len());
        self.count("linked_exact".to_owned(), exact, ours.len(), gold.len());
        let mut missed = Vec::new();
        for (at, quote) in gold.iter().enumerate().filter(|(_, quote)| !quote.roles[0].is_empty()) {
            let found = pairs.iter().any(|&(i, _)| i == at);
            let count = self.by_kind.entry(quote.kind.clone()).or_default();
            count[0] += usize::from(found);
            count[1] += 1;
            if !found {
                missed.push(at);
            }
        }
        missed
    }

    fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        for (name, ratio) in &self.views {
            figures.ratio(&format!("{name}_"), &format!("{name}_f"), *ratio);
        }
        for (kind, [found, all]) in &self.by_kind {
            figures.share(format!("found_{kind}"), share(*found, *all));
        }
        for (name, [right, all]) in &self.among {
            figures.share(format!("paired_{name}"), share(*right, *all));
        }
        figures
    }
}
