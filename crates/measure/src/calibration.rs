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
    /// Cross-validate: the error where each of N parts of the documents has the confidences that fit the others.
    #[arg(long, value_name = "N", conflicts_with = "fit", value_parser = clap::value_parser!(u32).range(2..))]
    folds: Option<u32>,
}

/// What was said of one field of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    /// Which of the gold's documents it is in.
    document: usize,
    evidence: &'static str,
    share: u8,
    confidence: Option<f64>,
    pub(crate) is_right: bool,
}

impl Said {
    /// How sure it is said to be.
    pub(crate) fn confidence(&self) -> f64 {
        self.confidence.unwrap_or_default()
    }
}

/// All that was said, field by field.
pub(crate) type SaidOf = BTreeMap<&'static str, Vec<Said>>;

/// Runs the task.
pub(crate) fn run(options: &CalibrationOptions) -> Result<()> {
    let gold: Vec<Record> = options.common.part(gold::lines(&options.common.gold)?);
    let said = said(&gold, &options.common)?;
    if options.fit {
        return print_fit(&said);
    }
    let said = match options.folds {
        Some(folds) => crossed(&said, folds as usize),
        None => said,
    };
    errors(&said).print(options.common.json)
}

/// What our reading says of each event of the gold's documents, and whether it is right.
pub(crate) fn said(gold: &[Record], options: &Options) -> Result<SaidOf> {
    let model = crate::model::model();
    let mut said = SaidOf::new();
    for (document, (record, article)) in records::with_articles(gold, options)?.into_iter().enumerate() {
        let parsed = Document::of(&article);
        let parse = model.parse(&article.text, &parsed);
        let world = legation_knowledge::world::World::embedded();
        let mentions = legation_mention::find(world, &article, &parsed, &parse);
        let reader = Reader::with(model);
        let sureness = reader.reasons(&article, &parsed, &parse, &mentions).sureness;
        let wire = reader.record(&article, &parsed, &parse, mentions).on_the_wire(&article.text);
        let confidences: Vec<_> = wire.events.iter().map(|event| event.confidence).collect();
        let ours: Record = serde_json::from_value(serde_json::to_value(wire)?)?;
        let verdicts = records::verdicts(record, &ours);
        for ((sure, confidence), verdict) in sureness.iter().zip(confidences).zip(verdicts) {
            let Sureness { kind_evidence, kind, status_evidence, status } = *sure;
            let is_right = verdict.is_some();
            let of_type = Said {
                document,
                evidence: kind_evidence,
                share: kind,
                confidence: confidence.kind,
                is_right,
            };
            said.entry("type").or_default().push(of_type);
            // A status can only be judged of an event that there is.
            if let Some(is_right) = verdict {
                let (evidence, share, confidence) = (status_evidence, status, confidence.status);
                let of_status = Said { document, evidence, share, confidence, is_right };
                said.entry("status").or_default().push(of_status);
            }
        }
    }
    Ok(said)
}

/// The same with the confidences that fit the documents of the other parts.
fn crossed(said: &SaidOf, folds: usize) -> SaidOf {
    let mut crossed = SaidOf::new();
    for fold in 0..folds {
        for (field, all) in said {
            let (own, others): (Vec<Said>, Vec<Said>) =
                all.iter().partition(|said| said.document % folds == fold);
            let steps = fit(&others);
            let again = own.into_iter().map(|said| {
                let steps = steps.get(said.evidence).into_iter().flatten();
                let step = steps.take_while(|step| step.from <= said.share).last();
                Said { confidence: step.map(|step| step.rate()), ..said }
            });
            crossed.entry(field).or_default().extend(again);
        }
    }
    crossed
}

/// How many bins of confidence there are.
pub(crate) const BINS: usize = 10;

/// The bin of a confidence.
pub(crate) fn bin(confidence: f64) -> usize {
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

fn errors(said: &SaidOf) -> Figures {
    let mut figures = Figures::default();
    for (field, all) in said {
        let mut bins: [(usize, f64, usize); BINS] = [(0, 0.0, 0); BINS];
        for one in all {
            let confidence = one.confidence();
            let bin = &mut bins[bin(confidence)];
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
    /// The share of right ones, drawn a little to one half where there are few (Laplace), to three digits.
    fn rate(self) -> f64 {
        let rate = (self.right as f64 + 1.0) / (self.count as f64 + 2.0);
        (rate * 1000.0).round() / 1000.0
    }
}

/// Events that share a step of a table, so that no step rests on a handful.
const LEAST: usize = 25;

/// The steps of each evidence: isotonic regression by pooling adjacent violators, over stretches of at least some events.
fn fit(all: &[Said]) -> BTreeMap<&'static str, Vec<Stretch>> {
    let mut by_evidence: BTreeMap<&'static str, Vec<&Said>> = BTreeMap::new();
    for said in all {
        by_evidence.entry(said.evidence).or_default().push(said);
    }
    let fitted = by_evidence.into_iter().map(|(evidence, mut of_evidence)| {
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
        if let Some(first) = pooled.first_mut() {
            first.from = 0;
        }
        (evidence, pooled)
    });
    fitted.collect()
}

fn print_fit(said: &SaidOf) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let family = crate::model::family();
    for (field, all) in said {
        for (evidence, steps) in fit(all) {
            for step in steps {
                let (from, rate, count) = (step.from, step.rate(), step.count);
                writeln!(out, "{family}\t{field}\t{evidence}\t{from}\t{rate:.3}\t{count}")?;
            }
        }
    }
    Ok(())
}
