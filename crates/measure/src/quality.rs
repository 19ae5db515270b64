//! `measure quality`: what `legation quality` prints, as rows of a table under `data/quality`: counts, from which all shares are reckoned.
//!
//! | `part` | `key` | what is counted |
//! |---|---|---|
//! | `whole` | `event`, `event_found`, `party`, `statement`, `agenda` | as `measure records` counts them |
//! | `field` | `date`, `place`, `status`, `record` | of events with the right type, those whose field is right |
//! | `type`, `status` | its name | as `measure codebook` counts them |
//! | `curve` | `type` | events whose type is at least so sure (`from`), as `measure calibration` judges them |
//! | `bin` | `type`, `status` | events that are so sure (`from` to a tenth above), as `measure calibration` judges them |

use crate::calibration::{self, BINS, Said};
use crate::codebook;
use crate::options::Options;
use crate::records::{self, Record, Tally};
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::Write;

/// The steps of the curve: hundredths, as confidences are hardly ever under one half.
const STEPS: std::ops::RangeInclusive<u32> = 40..=98;
/// How far they are apart.
const STRIDE: usize = 2;

/// A row of the table.
struct Row<'a> {
    part: &'a str,
    key: &'a str,
    from: f64,
    ours: usize,
    gold: usize,
    right: usize,
    said: f64,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let gold: Vec<Record> = options.part(crate::gold::lines(&options.gold)?);
    let said = calibration::said(&gold, options)?;
    let mut total = Tally::default();
    let mut pairs = Vec::new();
    let reader = crate::model::reader();
    for (record, article) in records::with_articles(&gold, options)? {
        let answer = reader.read(&article).on_the_wire(&article.text);
        let ours: Record = serde_json::from_value(serde_json::to_value(&answer)?)?;
        total.add(&records::score(record, &ours));
        pairs.extend(records::pairs(record, &ours));
    }
    let family = crate::model::family();
    let mut out = std::io::stdout().lock();
    let mut write = |row: &Row<'_>| {
        let Row { part, key, from, ours, gold, right, said } = row;
        let from = if *part == "curve" || *part == "bin" { format!("{from:.2}") } else { String::new() };
        let said = if *said > 0.0 { format!("{said:.3}") } else { String::new() };
        writeln!(out, "{family}\t{part}\t{key}\t{from}\t{ours}\t{gold}\t{right}\t{said}")
    };
    let whole = [
        ("event_found", "e_hit", "e_sys", "e_gold"),
        ("event", "e_typed", "e_sys", "e_gold"),
        ("party", "a_hit", "a_sys", "a_gold"),
        ("statement", "s_hit", "s_sys", "s_gold"),
        ("agenda", "g_hit", "g_sys", "g_gold"),
    ];
    let plain = Row { part: "whole", key: "", from: 0.0, ours: 0, gold: 0, right: 0, said: 0.0 };
    for (key, right, ours, gold) in whole {
        let [right, ours, gold] = [right, ours, gold].map(|name| total.get(name));
        write(&Row { key, ours, gold, right, ..plain })?;
    }
    for (key, right) in
        [("date", "e_date"), ("place", "e_place"), ("status", "e_status"), ("record", "e_record")]
    {
        let typed = total.get("e_typed");
        write(&Row { part: "field", key, ours: typed, gold: typed, right: total.get(right), ..plain })?;
    }
    for ((part, key), counted) in &codebook::counted(pairs) {
        let codebook::Counted { right, ours, gold, .. } = *counted;
        write(&Row { part, key, ours, gold, right, ..plain })?;
    }
    let events = total.get("e_gold");
    let of_type = said.get("type").map_or(&[][..], Vec::as_slice);
    for step in STEPS.step_by(STRIDE) {
        let from = f64::from(step) / 100.0;
        let sure: Vec<&Said> = of_type.iter().filter(|said| said.confidence() >= from).collect();
        let (right, sum) = summed(&sure);
        write(&Row { part: "curve", key: "type", from, ours: sure.len(), gold: events, right, said: sum })?;
    }
    for (key, all) in &said {
        let mut bins: BTreeMap<usize, Vec<&Said>> = BTreeMap::new();
        for said in all {
            bins.entry(calibration::bin(said.confidence())).or_default().push(said);
        }
        for (at, bin) in bins {
            let (right, sum) = summed(&bin);
            let from = at as f64 / BINS as f64;
            write(&Row { part: "bin", key, from, ours: bin.len(), gold: bin.len(), right, said: sum })?;
        }
    }
    Ok(())
}

/// How many are right, and the sum of how sure they are said to be.
fn summed(all: &[&Said]) -> (usize, f64) {
    (all.iter().filter(|said| said.is_right).count(), all.iter().map(|said| said.confidence()).sum())
}
