//! How far two annotators agree: one is scored as the answer to the other, so that F is the same both ways.

use super::Document;
use crate::figures::{Figures, Ratio};
use crate::records::{self, Tally};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// The figures over the documents that both have.
pub(super) fn figures(one: &[Document], other: &[Document]) -> Result<Figures> {
    let others: BTreeMap<&str, &Document> =
        other.iter().map(|document| (document.id.as_str(), document)).collect();
    let mut tally = Tally::default();
    let mut names = Ratio::default();
    let mut documents = 0;
    for ours in one {
        let Some(theirs) = others.get(ours.id.as_str()) else { continue };
        documents += 1;
        let record = |document: &Document| -> Result<records::Record> {
            Ok(serde_json::from_value(serde_json::to_value(document)?)?)
        };
        tally.add(&records::score(&record(theirs)?, &record(ours)?));
        let set = |document: &Document| -> BTreeSet<(u32, u32, String)> {
            document.names.iter().map(|name| (name.start, name.end, name.class.clone())).collect()
        };
        let (a, b) = (set(ours), set(theirs));
        names.right += a.intersection(&b).count();
        names.system += a.len();
        names.gold += b.len();
    }
    let mut figures = Figures::default();
    figures.count("documents", documents);
    figures.share("names_f", names.f());
    figures.append(tally.figures());
    Ok(figures)
}
