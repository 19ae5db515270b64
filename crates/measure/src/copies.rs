//! `measure copies`: pairs of articles that were judged for being copies of one text.

use crate::corpus;
use crate::figures::{Figures, Ratio};
use crate::gold;
use anyhow::{Context, Result, bail};
use clap::Args;
use legation_link::copies::{Fingerprint, degree, likeness, tie};
use legation_record::PartialDate;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Options of `measure copies`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CopiesOptions {
    /// The pairs: two ids and `yes`, `no` or `unsure`, between tabs, a line each.
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// The articles: JSON lines, texts, folders; `.xz` is unpacked.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// Show so many of the pairs that are judged otherwise, those first that are furthest from it.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Print the figures as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// Two articles, and whether they are copies; none where a careful reader could not say.
struct Pair {
    ids: [String; 2],
    is_copy: Option<bool>,
}

/// Runs the task.
pub(crate) fn run(options: &CopiesOptions) -> Result<()> {
    let pairs = pairs(options)?;
    let named: BTreeSet<&String> = pairs.iter().flat_map(|pair| &pair.ids).collect();
    let prints: BTreeMap<String, Fingerprint> = corpus::articles(&options.texts)?
        .into_iter()
        .filter(|article| named.contains(&article.id))
        .map(|article| {
            let (id, date) = (article.id.clone(), PartialDate::from(article.date));
            (id, Fingerprint::of(&article.id, date, article.title.as_deref(), &article.text))
        })
        .collect();
    let (mut ratio, mut unsure, mut wrong) = (Ratio::default(), 0, Vec::new());
    for Pair { ids: [one, other], is_copy } in &pairs {
        let print = |id: &String| prints.get(id).with_context(|| format!("{id}: no such article in --texts"));
        let (one, other) = (print(one)?, print(other)?);
        let Some(is_copy) = *is_copy else {
            unsure += 1;
            continue;
        };
        let is_tied = tie(one, other).is_some();
        ratio.add((is_copy && is_tied).into(), is_tied.into(), is_copy.into());
        if is_copy != is_tied {
            wrong.push((degree(one, other), one, other, is_copy));
        }
    }
    wrong.sort_by(|one, other| (other.0 - 1.0).abs().total_cmp(&(one.0 - 1.0).abs()));
    let mut out = std::io::stdout().lock();
    for (degree, one, other, is_copy) in wrong.iter().take(options.worst) {
        let judged = if *is_copy { "yes" } else { "no" };
        writeln!(out, "{} {}: judged {judged}, degree {degree:.2}", one.digest, other.digest)?;
        for side in likeness(one, other) {
            writeln!(out, "  {side:?}")?;
        }
    }
    drop(out);
    let mut figures = Figures::default();
    figures.ratio("copies_", "copies_f", ratio);
    figures.count("n_pairs", pairs.len());
    figures.count("n_copies", ratio.gold);
    figures.count("n_unsure", unsure);
    figures.print(options.json)
}

fn pairs(options: &CopiesOptions) -> Result<Vec<Pair>> {
    let text = gold::text(&options.gold)?;
    let mut pairs = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() || line.starts_with("one\t") {
            continue;
        }
        let mut cells = line.split('\t').map(str::to_owned);
        let (Some(one), Some(other), Some(judged)) = (cells.next(), cells.next(), cells.next()) else {
            bail!(
                "{}:{}: not of the form that this task reads; see docs/MEASURE.md",
                options.gold.display(),
                at + 1
            );
        };
        let is_copy = match judged.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            "unsure" => None,
            _ => bail!("{}:{}: `{judged}` is not yes, no or unsure", options.gold.display(), at + 1),
        };
        pairs.push(Pair { ids: [one, other], is_copy });
    }
    Ok(pairs)
}
