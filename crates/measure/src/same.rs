//! `measure same`: the pairs of event mentions that the reading weighs, and whether the gold has each as one event: what
//! `train/same/fit.py` learns from.

use crate::gold;
use crate::options::Options;
use crate::records::{self, Record};
use anyhow::Result;
use legation_text::{CodePoints, Span};
use serde::Serialize;

/// A pair, its features in the order of `data/frames/same.tsv`.
#[derive(Clone, Debug, Serialize)]
struct Line {
    doc_id: String,
    first: Vec<[u32; 2]>,
    second: Vec<[u32; 2]>,
    kind: &'static str,
    features: Vec<u8>,
    /// Whether both are one event of the gold; nothing where the gold lacks one of them.
    same: Option<bool>,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let reader = crate::model::reader();
    let golds: Vec<Record> = options.part(gold::lines(&options.gold)?);
    let mut lines = Vec::new();
    for (record, article) in records::with_articles(&golds, options)? {
        let points = CodePoints::of(&article.text);
        let wire =
            |spans: &[Span]| -> Vec<[u32; 2]> { spans.iter().map(|&span| points.span(span)).collect() };
        for pair in reader.pairs(&article) {
            let (first, second) = (wire(&pair.first), wire(&pair.second));
            let same =
                record.event_of(pair.kind.name(), &first).zip(record.event_of(pair.kind.name(), &second));
            let same = same.map(|(one, other)| one == other);
            lines.push(Line {
                doc_id: record.id.clone(),
                first,
                second,
                kind: pair.kind.name(),
                features: pair.features.iter().map(|(_, holds)| u8::from(*holds)).collect(),
                same,
            });
        }
    }
    gold::write(options.out.as_deref(), &lines)
}
