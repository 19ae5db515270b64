//! `measure codebook`: precision, recall and commonest confusions of each type and status, as rows of `data/codebook/measured.tsv`.

use crate::options::Options;
use crate::records::{self, Record};
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::Write;

/// What was counted of a type or a status.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) right: usize,
    pub(crate) ours: usize,
    pub(crate) gold: usize,
    /// What we took it for, or nothing.
    taken_for: BTreeMap<String, usize>,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let reader = crate::model::reader();
    let mut pairs = Vec::new();
    let gold: Vec<Record> = options.part(crate::gold::lines(&options.gold)?);
    for (record, article) in records::with_articles(&gold, options)? {
        let answer = reader.read(&article).on_the_wire(&article.text);
        let ours: Record = serde_json::from_value(serde_json::to_value(&answer)?)?;
        pairs.extend(records::pairs(record, &ours));
    }
    let mut out = std::io::stdout().lock();
    for ((kind, key), Counted { right, ours, gold, taken_for }) in counted(pairs) {
        let share =
            |of: usize| if of == 0 { String::new() } else { format!("{:.2}", right as f64 / of as f64) };
        let mut confusions: Vec<(String, usize)> = taken_for.into_iter().collect();
        confusions.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
        let confusions: Vec<String> =
            confusions.into_iter().take(3).map(|(name, count)| format!("{name} {count}")).collect();
        writeln!(out, "{kind}\t{key}\t{}\t{}\t{gold}\t{}", share(ours), share(gold), confusions.join(", "))?;
    }
    Ok(())
}

/// Each type and status by kind and name, from what the gold and we have of each event.
pub(crate) fn counted(
    pairs: impl IntoIterator<Item = records::Pair>,
) -> BTreeMap<(&'static str, String), Counted> {
    let mut counted: BTreeMap<(&str, String), Counted> = BTreeMap::new();
    for (kind, theirs, ours) in pairs {
        if let Some(theirs) = &theirs {
            counted.entry((kind, theirs.clone())).or_default().gold += 1;
        }
        if let Some(ours) = &ours {
            counted.entry((kind, ours.clone())).or_default().ours += 1;
        }
        let Some(theirs) = theirs else { continue };
        let entry = counted.entry((kind, theirs.clone())).or_default();
        match ours {
            Some(ours) if ours == theirs => entry.right += 1,
            ours => {
                *entry.taken_for.entry(ours.unwrap_or_else(|| "nothing".to_owned())).or_default() += 1;
            }
        }
    }
    counted
}
