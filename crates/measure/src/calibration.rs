//! `measure calibration`: among events said to be so sure, how many are right; and the tables from which that is reckoned.
//!
//! An event's type is right where a gold event shares a trigger and has the type (CONCEDE and RETREAT count as one class), its status
//! where that event has the status too. The error is the expected calibration error over ten bins of confidence (Naeini et al. 2015).

use crate::figures::Figures;
use crate::gold;
use crate::options::Options;
use crate::records::{self, Record};
use anyhow::Result;
use clap::Args;
use legation_language::Model;
use legation_read::{Reader, Sureness};
use legation_text::Document;
use std::collections::BTreeMap;
use std::io::Write;

/// Options of `measure calibration`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CalibrationOptions {
    #[command(flatten)]
    common: Options,
    /// Print the rows of `data/calibration/events.tsv` that fit this gold, instead of the error.
    #[arg(long)]
    fit: bool,
}

/// What was said of one field of an event.
struct Said {
    evidence: &'static str,
    share: u8,
    confidence: Option<f64>,
    is_right: bool,
}

/// Runs the task.
pub(crate) fn run(options: &CalibrationOptions) -> Result<()> {
    let gold: Vec<Record> = options.common.part(gold::lines(&options.common.gold)?);
    let model = crate::model::model();
    let mut said: BTreeMap<&'static str, Vec<Said>> = BTreeMap::new();
    for (record, article) in records::with_articles(&gold, &options.common)? {
        let document = Document::of(&article);
        let parse = model.parse(&article.text, &document);
        let world = legation_knowledge::world::World::embedded();
        let mentions = legation_mention::find(world, &article, &document, &parse);
        let reader = Reader::with(model);
        let sureness = reader.reasons(&article, &document, &parse, &mentions).sureness;
        let wire = reader.record(&article, &document, &parse, mentions).on_the_wire(&article.text);
        let confidences: Vec<_> = wire.events.iter().map(|event| event.confidence).collect();
        let ours: Record = serde_json::from_value(serde_json::to_value(wire)?)?;
        let verdicts = records::verdicts(record, &ours);
        for ((sure, confidence), verdict) in sureness.iter().zip(confidences).zip(verdicts) {
            let Sureness { kind_evidence, kind, status_evidence, status } = *sure;
            let is_right = verdict.is_some();
            let said_of =
                |evidence, share, confidence, is_right| Said { evidence, share, confidence, is_right };
            said.entry("type").or_default().push(said_of(kind_evidence, kind, confidence.kind, is_right));
            // A status can only be judged of an event that there is.
            if let Some(right) = verdict {
                said.entry("status").or_default().push(said_of(
                    status_evidence,
                    status,
                    confidence.status,
                    right,
                ));
            }
        }
    }
    if options.fit { fit(model, &said) } else { errors(&said).print(options.common.json) }
}

fn errors(said: &BTreeMap<&'static str, Vec<Said>>) -> Figures {
    const BINS: usize = 10;
    let mut figures = Figures::default();
    for (field, all) in said {
        let mut bins: [(usize, f64, usize); BINS] = [(0, 0.0, 0); BINS];
        for one in all {
            let confidence = one.confidence.unwrap_or_default();
            let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + usize::from(one.is_right));
        }
        let gap =
            |(n, sum, right): &(usize, f64, usize)| (sum - *right as f64).abs() * f64::from(u8::from(*n > 0));
        figures.share(format!("{field}_ece"), bins.iter().map(gap).sum::<f64>() / all.len().max(1) as f64);
        for (at, (n, sum, right)) in bins.iter().enumerate().filter(|(_, (n, ..))| *n > 0) {
            let (said, is) = (sum / *n as f64, *right as f64 / *n as f64);
            figures.word(format!("{field}_{at}"), &format!("said {said:.3}, right {is:.3}, n {n}"));
        }
    }
    figures
}

/// A stretch of shares: where it begins, how many events it has, how many are right.
#[derive(Clone, Copy)]
struct Stretch {
    from: u8,
    count: usize,
    right: usize,
}

impl Stretch {
    /// The share of right ones, drawn a little to one half where there are few (Laplace).
    fn rate(self) -> f64 {
        (self.right as f64 + 1.0) / (self.count as f64 + 2.0)
    }
}

/// Events that share a step of a table, so that no step rests on a handful.
const LEAST: usize = 25;

/// Isotonic regression by pooling adjacent violators, over stretches of at least some events.
fn fit(model: &Model, said: &BTreeMap<&'static str, Vec<Said>>) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let name = model.name();
    let family = name.split_once('-').map_or(name, |(family, _)| family);
    for (field, all) in said {
        let mut evidences: Vec<&str> = all.iter().map(|said| said.evidence).collect();
        evidences.sort_unstable();
        evidences.dedup();
        for evidence in evidences {
            let mut of_evidence: Vec<&Said> = all.iter().filter(|said| said.evidence == evidence).collect();
            of_evidence.sort_by_key(|said| said.share);
            let mut steps: Vec<Stretch> = Vec::new();
            for said in of_evidence {
                match steps.last_mut() {
                    Some(last) if last.count < LEAST || last.from == said.share => {
                        last.count += 1;
                        last.right += usize::from(said.is_right);
                    }
                    _ => {
                        steps.push(Stretch { from: said.share, count: 1, right: usize::from(said.is_right) });
                    }
                }
            }
            let mut pooled: Vec<Stretch> = Vec::new();
            for step in steps {
                pooled.push(step);
                while let [.., before, last] = pooled.as_slice()
                    && (before.rate() >= last.rate() || last.count < LEAST)
                {
                    let joined = Stretch {
                        from: before.from,
                        count: before.count + last.count,
                        right: before.right + last.right,
                    };
                    pooled.truncate(pooled.len() - 2);
                    pooled.push(joined);
                }
            }
            for (at, step) in pooled.iter().enumerate() {
                let from = if at == 0 { 0 } else { step.from };
                writeln!(out, "{family}\t{field}\t{evidence}\t{from}\t{:.3}\t{}", step.rate(), step.count)?;
            }
        }
    }
    Ok(())
}
