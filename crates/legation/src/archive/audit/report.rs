//! What judgements come to: precision with an interval, and how far two judges agree.

use super::chance::Chance;
use super::judged::{Judged, Sheet, Verdict};
use crate::view::{Layout, Rows};
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How often the articles are drawn anew.
const DRAWS: usize = 2_000;
/// The ends of the interval: 95 of 100 draws are within it.
const ENDS: [f64; 2] = [0.025, 0.975];
/// A type of fewer judged events has no figure.
const LEAST: usize = 10;

/// What the sheets come to.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    judges: Vec<Judge>,
    agreement: Option<Agreement>,
}

/// What one sheet comes to.
#[derive(Debug, Serialize)]
struct Judge {
    sheet: String,
    all: Precision,
    /// Types with ten judged events and more.
    by_type: BTreeMap<String, Precision>,
    /// Of the wrong ones, what is wrong, and how often.
    wrong: BTreeMap<String, usize>,
    unsure: usize,
    without_verdict: usize,
    unfit: usize,
}

/// A share of right ones: each event stands for `weight` of the store's.
#[derive(Clone, Debug, Serialize)]
struct Precision {
    precision: f64,
    /// By the bootstrap over articles: percentiles of 2,000 draws.
    low: f64,
    high: f64,
    events: usize,
    articles: usize,
}

/// How far two judges agree on the events that both have judged.
#[derive(Debug, Serialize)]
struct Agreement {
    events: usize,
    /// The share on which they say the same.
    raw: f64,
    /// Cohen's kappa over right, wrong and unsure; none where both say the same of everything, so that chance alone would agree as well.
    kappa: Option<f64>,
    /// Article and id of those on which they differ.
    differ: Vec<String>,
    /// Judged by one of them alone.
    by_one: usize,
}

impl Report {
    pub(super) fn of(sheets: &[Sheet], seed: u64) -> Result<Report> {
        for sheet in sheets {
            if sheet.rows.is_empty() {
                bail!(
                    "{}: no event has a verdict\n  hint: write right, wrong or unsure under `verdict`",
                    sheet.name
                );
            }
        }
        let agreement = match sheets {
            [one, other] => Some(Agreement::of(one, other)),
            _ => None,
        };
        Ok(Report { judges: sheets.iter().map(|sheet| Judge::of(sheet, seed)).collect(), agreement })
    }

    pub(super) fn text(&self, layout: Layout) -> String {
        let mut out = String::new();
        for judge in &self.judges {
            judge.text(&mut out, layout);
        }
        if let Some(agreement) = &self.agreement {
            agreement.text(&mut out, layout);
        }
        out
    }
}

impl Judge {
    fn of(sheet: &Sheet, seed: u64) -> Judge {
        let sure: Vec<&Judged> = sheet.rows.values().filter(|row| row.verdict != Verdict::Unsure).collect();
        let mut by_type: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
        for row in &sure {
            by_type.entry(&row.kind).or_default().push(row);
            for fault in &row.wrong {
                *wrong.entry(fault.clone()).or_default() += 1;
            }
        }
        by_type.retain(|_, rows| rows.len() >= LEAST);
        Judge {
            sheet: sheet.name.clone(),
            all: Precision::of(&sure, seed),
            by_type: by_type
                .into_iter()
                .map(|(kind, rows)| (kind.to_owned(), Precision::of(&rows, seed)))
                .collect(),
            wrong,
            unsure: sheet.rows.len() - sure.len(),
            without_verdict: sheet.open,
            unfit: sheet.unfit.len(),
        }
    }

    fn text(&self, out: &mut String, layout: Layout) {
        out.push_str(&layout.heading(&self.sheet));
        let columns =
            vec![("", 0), ("precision", 9), ("95 % by bootstrap", 17), ("events", 6), ("articles", 8)];
        let mut rows = Rows::new(columns, layout);
        let all = std::iter::once(("all", &self.all));
        for (name, found) in all.chain(self.by_type.iter().map(|(kind, found)| (kind.as_str(), found))) {
            rows.push(vec![
                name.to_owned(),
                format!("{:.2}", found.precision),
                format!("{:.2} to {:.2}", found.low, found.high),
                found.events.to_string(),
                found.articles.to_string(),
            ]);
        }
        out.push_str(&rows.text());
        if !self.wrong.is_empty() {
            let each: Vec<String> =
                self.wrong.iter().map(|(fault, count)| format!("{fault} {count}")).collect();
            let _ = writeln!(out, "  wrong: {}", each.join(", "));
        }
        let _ = writeln!(
            out,
            "  unsure {}, without verdict {}, not fitting {}\n",
            self.unsure, self.without_verdict, self.unfit
        );
    }
}

impl Precision {
    /// The share, weighted; its interval by drawing as many articles as there are, with replacement, again and again.
    fn of(rows: &[&Judged], seed: u64) -> Precision {
        let mut by_article: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for row in rows {
            let (right, all) = by_article.entry(&row.article).or_default();
            *right += if row.verdict == Verdict::Right { row.weight } else { 0.0 };
            *all += row.weight;
        }
        let articles: Vec<(f64, f64)> = by_article.into_values().collect();
        let share = |sums: (f64, f64)| if sums.1 > 0.0 { sums.0 / sums.1 } else { 0.0 };
        let add = |sums: (f64, f64), one: &(f64, f64)| (sums.0 + one.0, sums.1 + one.1);
        let precision = share(articles.iter().fold((0.0, 0.0), add));
        let mut chance = Chance::new(seed);
        let mut draws: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let drawn = (0..articles.len()).filter_map(|_| articles.get(chance.below(articles.len())));
                share(drawn.fold((0.0, 0.0), add))
            })
            .collect();
        draws.sort_by(f64::total_cmp);
        let end = |share: f64| {
            let at = (share * (DRAWS - 1) as f64).round() as usize;
            draws.get(at).copied().unwrap_or(precision)
        };
        let rounded = |share: f64| (share * 1e4).round() / 1e4;
        let [low, high] = ENDS.map(end).map(rounded);
        Precision { precision: rounded(precision), low, high, events: rows.len(), articles: articles.len() }
    }
}

impl Agreement {
    fn of(one: &Sheet, other: &Sheet) -> Agreement {
        let both: Vec<(&String, Verdict, Verdict)> = one
            .rows
            .iter()
            .filter_map(|(key, row)| Some((key, row.verdict, other.rows.get(key)?.verdict)))
            .collect();
        let n = both.len().max(1) as f64;
        let raw = both.iter().filter(|(_, ours, theirs)| ours == theirs).count() as f64 / n;
        let share = |verdict: Verdict, of: fn(&(&String, Verdict, Verdict)) -> Verdict| {
            both.iter().filter(|row| of(row) == verdict).count() as f64 / n
        };
        let all = [Verdict::Right, Verdict::Wrong, Verdict::Unsure];
        let by_chance: f64 =
            all.into_iter().map(|verdict| share(verdict, |row| row.1) * share(verdict, |row| row.2)).sum();
        let rounded = |share: f64| (share * 1e4).round() / 1e4;
        let is_judged_alike = 1.0 - by_chance < 1e-9;
        Agreement {
            events: both.len(),
            raw: rounded(raw),
            kappa: (!is_judged_alike && !both.is_empty())
                .then(|| rounded((raw - by_chance) / (1.0 - by_chance))),
            differ: both
                .iter()
                .filter(|(_, ours, theirs)| ours != theirs)
                .map(|(key, ..)| (*key).clone())
                .collect(),
            by_one: one.rows.len() + other.rows.len() - 2 * both.len(),
        }
    }

    fn text(&self, out: &mut String, layout: Layout) {
        /// So many of the events on which they differ are listed.
        const LISTED: usize = 20;
        out.push_str(&layout.heading("Agreement of the two"));
        let kappa =
            self.kappa.map_or_else(|| "none, for they do not vary".to_owned(), |kappa| format!("{kappa:.2}"));
        let _ = writeln!(
            out,
            "  the same verdict {:.2}, Cohen's kappa {kappa}, of {} events that both have judged ({} by one alone)",
            self.raw, self.events, self.by_one
        );
        for key in self.differ.iter().take(LISTED) {
            let _ = writeln!(out, "  differ: {key}");
        }
        if self.differ.len() > LISTED {
            let _ = writeln!(out, "  … and {} more; --format json has all", self.differ.len() - LISTED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[(&str, &str, Verdict, f64)]) -> Sheet {
        let row = |(at, (article, kind, verdict, weight)): (usize, &(&str, &str, Verdict, f64))| {
            let judged = Judged {
                article: (*article).to_owned(),
                kind: (*kind).to_owned(),
                weight: *weight,
                verdict: *verdict,
                wrong: Vec::new(),
            };
            (format!("{article} e-{at}"), judged)
        };
        let rows = rows.iter().enumerate().map(row).collect();
        Sheet { name: "sheet".to_owned(), rows, ..Sheet::default() }
    }

    #[test]
    fn kappa_is_that_of_the_textbook() {
        // Cohen's table: 20 both right, 5 and 10 differ, 15 both wrong: raw 0.7, kappa 0.4.
        let verdicts = [(20, 0, 0), (5, 0, 1), (10, 1, 0), (15, 1, 1)];
        let of = |which: usize| {
            let rows: Vec<_> = verdicts
                .iter()
                .flat_map(|(count, one, other)| {
                    let verdict = if [*one, *other][which] == 0 { Verdict::Right } else { Verdict::Wrong };
                    vec![("a", "AID", verdict, 1.0); *count]
                })
                .collect();
            sheet(&rows)
        };
        let agreement = Agreement::of(&of(0), &of(1));
        assert_eq!((agreement.events, agreement.raw, agreement.kappa), (50, 0.7, Some(0.4)));
        assert_eq!((agreement.differ.len(), agreement.by_one), (15, 0));
    }

    #[test]
    fn intervals_are_by_article_and_shares_by_weight() {
        // All events of an article are alike: twenty articles say no more than twenty events do.
        let names: Vec<String> = (0..20).map(|at| format!("a{at}")).collect();
        let rows: Vec<_> = names
            .iter()
            .enumerate()
            .flat_map(|(at, name)| {
                let verdict = if at % 2 == 0 { Verdict::Right } else { Verdict::Wrong };
                vec![(name.as_str(), "AID", verdict, 1.0); 10]
            })
            .collect();
        let judged = sheet(&rows);
        let found = Precision::of(&judged.rows.values().collect::<Vec<_>>(), 1);
        assert_eq!((found.precision, found.events, found.articles), (0.5, 200, 20));
        assert!(found.low < 0.35 && found.high > 0.65, "{found:?}");
        let again = Precision::of(&judged.rows.values().collect::<Vec<_>>(), 1);
        assert_eq!((found.low, found.high), (again.low, again.high));

        let uneven = sheet(&[("a", "AID", Verdict::Right, 9.0), ("b", "AID", Verdict::Wrong, 1.0)]);
        let found = Precision::of(&uneven.rows.values().collect::<Vec<_>>(), 1);
        assert_eq!(found.precision, 0.9);
    }

    #[test]
    fn small_types_have_no_figure_of_their_own() {
        let mut rows = vec![("a", "AID", Verdict::Right, 1.0); 10];
        rows.extend(vec![("a", "REJECT", Verdict::Wrong, 1.0); 9]);
        let judge = Judge::of(&sheet(&rows), 1);
        assert_eq!(judge.by_type.keys().collect::<Vec<_>>(), ["AID"]);
    }
}
