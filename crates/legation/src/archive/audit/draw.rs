//! Events drawn out of a store, and the sheet on which they are judged.

use super::chance::lot;
use crate::archive::told;
use anyhow::Result;
use legation_record::{Event, Offsets, Participant, WireRecord};
use legation_store::{Filter, KeptEvent, Sqlite, Storage};
use serde::Serialize;
use std::collections::BTreeMap;

/// The columns of a sheet.
pub(super) const COLUMNS: [&str; 20] = [
    "id",
    "article",
    "published",
    "outlet",
    "sentence",
    "words",
    "type",
    "mode",
    "status",
    "source",
    "target",
    "place",
    "start",
    "end",
    "according_to",
    "background",
    "weight",
    "verdict",
    "wrong",
    "note",
];

/// An event as it is judged: what is claimed, and room for a verdict.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    id: String,
    article: String,
    published: String,
    outlet: String,
    sentence: String,
    /// The words that tell of it.
    words: String,
    #[serde(rename = "type")]
    kind: String,
    mode: String,
    status: String,
    source: String,
    target: String,
    place: String,
    start: String,
    end: String,
    according_to: String,
    background: bool,
    /// For how many events of the store it stands.
    weight: f64,
    verdict: String,
    wrong: String,
    note: String,
}

/// What was drawn.
pub(super) struct Drawn {
    pub(super) sheet: Vec<Row>,
    /// Out of how many.
    pub(super) of: usize,
}

/// Draws events: those with the lowest lots; of each type as many, where that is wanted.
pub(super) fn events(
    store: &Sqlite,
    filter: &Filter,
    seed: u64,
    sample: usize,
    is_even: bool,
) -> Result<Drawn> {
    // Ids and types alone are in memory; what is claimed is taken in a second walk, of those drawn.
    let mut by_type: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
    store
        .each_event(filter, &mut |told| {
            let digest = told.stored.digest.as_str();
            for event in told.events.iter().filter_map(|kept| told.stored.record.events.get(kept.number)) {
                let stratum = if is_even { event.kind.name() } else { "" };
                let key = format!("{digest} {}", event.id);
                by_type.entry(stratum.to_owned()).or_default().push((lot(seed, &key), key));
            }
            Ok(())
        })
        .map_err(told)?;
    let of = by_type.values().map(Vec::len).sum();
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for (mut all, share) in shared(by_type.into_values().collect(), sample) {
        all.sort();
        let weight = all.len() as f64 / share.max(1) as f64;
        weights.extend(all.into_iter().take(share).map(|(_, key)| (key, weight)));
    }
    let mut sheet: Vec<(u64, Row)> = Vec::new();
    store
        .each_event(filter, &mut |told| {
            let digest = told.stored.digest.as_str();
            for kept in &told.events {
                let Some(event) = told.stored.record.events.get(kept.number) else { continue };
                let key = format!("{digest} {}", event.id);
                if let Some(weight) = weights.get(&key) {
                    let outlet = told.stored.outlet.clone().unwrap_or_default();
                    sheet.push((lot(seed, &key), Row::of(&told.stored.record, event, kept, outlet, *weight)));
                }
            }
            Ok(())
        })
        .map_err(told)?;
    // In an order by chance, so that a judge who stops early has judged a draw.
    sheet.sort_by_key(|(lot, _)| *lot);
    Ok(Drawn { sheet: sheet.into_iter().map(|(_, row)| row).collect(), of })
}

/// How many are drawn of each stratum: as many of each, and what small ones lack goes to the others.
fn shared<T>(mut strata: Vec<Vec<T>>, sample: usize) -> Vec<(Vec<T>, usize)> {
    strata.sort_by_key(Vec::len);
    let (mut left, mut count) = (sample, strata.len());
    strata
        .into_iter()
        .map(|stratum| {
            let share = (left / count.max(1)).min(stratum.len());
            left -= share;
            count -= 1;
            (stratum, share)
        })
        .collect()
}

impl Row {
    fn of(record: &WireRecord, event: &Event<Offsets>, kept: &KeptEvent, outlet: String, weight: f64) -> Row {
        let side = |actors: &[Participant<Offsets>]| {
            let each = actors.iter().map(|actor| format!("{} {}", actor.who, actor.code));
            each.collect::<Vec<_>>().join("; ")
        };
        let said = event.according_to.and_then(|at| record.statements.get(at as usize));
        let written = |date: Option<legation_record::PartialDate>| {
            date.map(|date| date.to_string()).unwrap_or_default()
        };
        Row {
            id: event.id.clone(),
            article: record.id.clone(),
            published: record.date.to_string(),
            outlet,
            sentence: kept.sentence.clone().unwrap_or_default(),
            words: kept.trigger_words.clone().unwrap_or_default(),
            kind: event.kind.name().to_owned(),
            mode: event.mode.as_ref().map(|mode| mode.as_str().to_owned()).unwrap_or_default(),
            status: event.status.name().to_owned(),
            source: side(&event.source),
            target: side(&event.target),
            place: event.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
            start: written(event.start),
            end: written(event.end),
            according_to: said.and_then(|said| said.who.clone()).unwrap_or_default(),
            background: event.background,
            weight: (weight * 1e6).round() / 1e6,
            verdict: String::new(),
            wrong: String::new(),
            note: String::new(),
        }
    }

    fn cells(&self) -> [String; 20] {
        let Row {
            id, article, published, outlet, sentence, words, kind, mode, status, source, target, ..
        } = self;
        let Row { place, start, end, according_to, background, weight, verdict, wrong, note, .. } = self;
        let (background, weight) = (background.to_string(), weight.to_string());
        [
            id,
            article,
            published,
            outlet,
            sentence,
            words,
            kind,
            mode,
            status,
            source,
            target,
            place,
            start,
            end,
            according_to,
            &background,
            &weight,
            verdict,
            wrong,
            note,
        ]
        .map(|cell| cell.replace('"', "”").split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Drawn {
    /// A line each, cells parted by tabs, without quotation marks that a spreadsheet would take for its own.
    pub(super) fn table(&self) -> String {
        let mut out = COLUMNS.join("\t");
        out.push('\n');
        for row in &self.sheet {
            out.push_str(&row.cells().join("\t"));
            out.push('\n');
        }
        out
    }

    /// An object a line.
    pub(super) fn lines(&self) -> Result<String> {
        let mut out = String::new();
        for row in &self.sheet {
            out.push_str(&serde_json::to_string(row)?);
            out.push('\n');
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_small_strata_lack_goes_to_the_others() {
        let strata = vec![vec![0; 100], vec![0; 2], vec![0; 30]];
        let shares: Vec<usize> = shared(strata, 60).into_iter().map(|(_, share)| share).collect();
        assert_eq!(shares, [2, 29, 29]);
        let all: Vec<usize> =
            shared(vec![vec![0; 3], vec![0; 4]], 60).into_iter().map(|(_, share)| share).collect();
        assert_eq!(all, [3, 4]);
    }
}
