//! A measure of what two parties do, period by period.

use super::Sqlite;
use super::condition::Conditions;
use crate::{Measure, Period, Point, Series, SeriesQuestion, StoreError};
use jiff::ToSpan;
use jiff::civil::Date;
use legation_record::PartialDate;
use rusqlite::types::Value;
use std::collections::{BTreeMap, HashMap};

/// By how much the shares of the outlets must differ from one period to the next (half the sum of the differences, 0 to 1) to be worth a note.
const SHIFT: f64 = 0.5;
/// From how few articles shares say nothing: of a score of articles and some tens of outlets chance alone moves half from day to day.
const FEW_ARTICLES: u64 = 30;
/// The longest series; a day that is misread must not make one of a million periods.
const PERIODS: usize = 20_000;

/// What was summed of a period.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    events: u64,
    score: f64,
    scored: u64,
}

/// The series.
pub(super) fn series(store: &Sqlite, question: &SeriesQuestion) -> Result<Series, StoreError> {
    // The roll-up does not say when what it counts was published.
    let is_rolled_up = question.by == Period::Week && question.as_of.is_none();
    let sums = if is_rolled_up { by_week(store, question)? } else { by_day(store, question)? };
    let (Some(first), Some(last)) = (sums.keys().next().copied(), sums.keys().next_back().copied()) else {
        return Ok(Series { points: Vec::new(), notes: Vec::new() });
    };
    let periods = periods(question.by, first, last);
    let articles = articles(store, question, &periods)?;
    let points = periods
        .iter()
        .map(|period| {
            let sum = sums.get(period).copied().unwrap_or_default();
            let articles = articles.periods.get(period).map(|of| of.values().sum()).unwrap_or_default();
            Point { period: *period, value: value(question, sum, articles), events: sum.events, articles }
        })
        .collect();
    Ok(Series { points, notes: shifts(&periods, &articles) })
}

fn value(question: &SeriesQuestion, sum: Sum, articles: u64) -> Option<f64> {
    let whole = match question.measure {
        Measure::Count => sum.events as f64,
        Measure::Plover | Measure::Goldstein => sum.score,
    };
    if question.per_articles {
        (articles > 0).then(|| whole / articles as f64)
    } else if question.measure == Measure::Count {
        Some(whole)
    } else {
        (sum.scored > 0).then(|| whole / sum.scored as f64)
    }
}

/// Weeks come from the roll-up.
fn by_week(store: &Sqlite, question: &SeriesQuestion) -> Result<BTreeMap<PartialDate, Sum>, StoreError> {
    let (sum, scored) = match question.measure {
        Measure::Count | Measure::Plover => ("plover_sum", "plover_events"),
        Measure::Goldstein => ("goldstein_sum", "goldstein_events"),
    };
    let week = |day: Date| Period::Week.of(day).to_string();
    let mut conditions = conditions(question, "dyad_week", "dyad_week.type");
    if let Some(from) = question.from {
        conditions.push("dyad_week.week >= ?", [Value::Text(week(from))]);
    }
    if let Some(to) = question.to {
        conditions.push("dyad_week.week <= ?", [Value::Text(week(to))]);
    }
    conditions.any("dyad_week.type", &question.types);
    conditions.any("dyad_week.status", &question.statuses);
    let sql = format!(
        "SELECT week, sum(events), sum({sum}), sum({scored}) FROM dyad_week{} GROUP BY week",
        conditions.clause()
    );
    let mut sums = BTreeMap::new();
    let mut statement = store.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    while let Some(row) = rows.next()? {
        let week: String = row.get(0)?;
        let Ok(period) = week.parse::<PartialDate>() else { continue };
        sums.insert(period, Sum { events: row.get(1)?, score: row.get(2)?, scored: row.get(3)? });
    }
    Ok(sums)
}

/// Other periods come from the days of the pairs.
fn by_day(store: &Sqlite, question: &SeriesQuestion) -> Result<BTreeMap<PartialDate, Sum>, StoreError> {
    let score = match question.measure {
        Measure::Count | Measure::Plover => "plover_score",
        Measure::Goldstein => "goldstein",
    };
    let mut conditions = conditions(question, "pair", "pair.type");
    // A week counts whole, as in the roll-up.
    let whole =
        |day: Option<Date>| day.map(|day| question.by.of(day)).filter(|_| question.by == Period::Week);
    let from = whole(question.from).map(PartialDate::first_day).or(question.from);
    let to = whole(question.to).map(PartialDate::last_day).or(question.to);
    conditions.between("pair.day", from, to);
    if let Some(day) = question.as_of {
        let published = "EXISTS (SELECT 1 FROM event WHERE event.key = pair.event AND event.published <= ?)";
        conditions.push(published, [Value::Text(day.to_string())]);
    }
    conditions.any("pair.type", &question.types);
    conditions.any("pair.status", &question.statuses);
    let sql = format!(
        "SELECT day, count(*), total({score}), count({score}) FROM pair{} GROUP BY day",
        conditions.clause()
    );
    let mut sums: BTreeMap<PartialDate, Sum> = BTreeMap::new();
    let mut statement = store.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    while let Some(row) = rows.next()? {
        let day: String = row.get(0)?;
        let Ok(day) = day.parse::<Date>() else { continue };
        let (events, score, scored): (u64, f64, u64) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let sum = sums.entry(question.by.of(day)).or_default();
        sum.events += events;
        sum.score += score;
        sum.scored += scored;
    }
    Ok(sums)
}

/// The rows of the dyad: either way, or from the first to the second and what both do together.
fn conditions(question: &SeriesQuestion, table: &str, kind: &str) -> Conditions {
    let dyad = &question.dyad;
    let mut conditions = Conditions::default();
    let [one, other] = [&dyad.first, &dyad.second].map(|party| Value::Text(party.clone()));
    // Two stretches of the table, one after the other; with OR, SQLite would gather their rows first.
    let both = format!("({table}.first, {table}.second) IN (VALUES (?, ?), (?, ?))");
    conditions.push(both, [one.clone(), other.clone(), other, one.clone()]);
    if dyad.is_directed {
        conditions.push(format!("({table}.first = ? OR {kind} IN ('CONSULT', 'AGREE', 'COOPERATE'))"), [one]);
    }
    conditions
}

/// The periods from the first to the last.
fn periods(by: Period, first: PartialDate, last: PartialDate) -> Vec<PartialDate> {
    let mut periods = vec![first];
    while let Some(&period) = periods.last().filter(|&&period| period < last) {
        let day = period.first_day();
        let next = match by {
            Period::Day => day.checked_add(1.day()),
            Period::Week => day.checked_add(1.week()),
            Period::Month => day.checked_add(1.month()),
            Period::Year => day.checked_add(1.year()),
        };
        let Ok(next) = next else { break };
        if periods.len() >= PERIODS {
            break;
        }
        periods.push(by.of(next));
    }
    periods
}

/// How many articles of which outlet (by number) were published in each period, and the outlets by name.
#[derive(Default)]
struct Mix {
    periods: BTreeMap<PartialDate, BTreeMap<usize, u64>>,
    outlets: Vec<String>,
}

impl Mix {
    /// Keeps a period that is over.
    fn keep(&mut self, (period, articles): (PartialDate, BTreeMap<usize, u64>)) {
        self.periods.insert(period, articles);
    }

    fn name(&self, outlet: usize) -> &str {
        self.outlets.get(outlet).map_or("", String::as_str)
    }
}

fn articles(store: &Sqlite, question: &SeriesQuestion, periods: &[PartialDate]) -> Result<Mix, StoreError> {
    let by = question.by;
    let mut mix = Mix::default();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Ok(mix) };
    let mut statement = store
        .connection
        .prepare_cached("SELECT date, outlet, articles FROM article_day WHERE date >= ? AND date <= ?")?;
    let last = question.as_of.map_or(last.last_day(), |day| day.min(last.last_day()));
    let mut rows = statement.query([first.first_day().to_string(), last.to_string()])?;
    // There are many rows, and they come day by day: each day is read once, and outlets are told apart by numbers.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut last: Option<(String, PartialDate)> = None;
    let mut current = (*first, BTreeMap::new());
    while let Some(row) = rows.next()? {
        let date = row.get_ref(0)?.as_str().unwrap_or_default();
        let period = match &last {
            Some((day, period)) if day == date => *period,
            _ => {
                let Ok(day) = date.parse::<Date>() else { continue };
                last = Some((date.to_owned(), by.of(day)));
                by.of(day)
            }
        };
        let outlet = row.get_ref(1)?.as_str().unwrap_or_default();
        let number = match numbers.get(outlet) {
            Some(number) => *number,
            None => {
                numbers.insert(outlet.to_owned(), mix.outlets.len());
                mix.outlets.push(outlet.to_owned());
                mix.outlets.len() - 1
            }
        };
        if period != current.0 {
            mix.keep(std::mem::replace(&mut current, (period, BTreeMap::new())));
        }
        *current.1.entry(number).or_default() += row.get::<_, u64>(2)?;
    }
    mix.keep(current);
    Ok(mix)
}

/// Where the shares of the outlets change from one period to the next.
fn shifts(periods: &[PartialDate], mix: &Mix) -> Vec<String> {
    let none = BTreeMap::new();
    let mut notes = Vec::new();
    for pair in periods.windows(2) {
        let &[before, after] = pair else { continue };
        let [old, new] = [before, after].map(|period| mix.periods.get(&period).unwrap_or(&none));
        let [all_old, all_new] = [old, new].map(|of| of.values().sum::<u64>());
        if all_old < FEW_ARTICLES || all_new < FEW_ARTICLES {
            continue;
        }
        let share = |of: &BTreeMap<usize, u64>, all: u64, outlet: usize| {
            of.get(&outlet).copied().unwrap_or_default() as f64 / all as f64
        };
        let change = |outlet: usize| share(new, all_new, outlet) - share(old, all_old, outlet);
        let outlets = || old.keys().chain(new.keys().filter(|outlet| !old.contains_key(outlet))).copied();
        let moved: f64 = outlets().map(|outlet| change(outlet).abs()).sum::<f64>() / 2.0;
        if moved < SHIFT {
            continue;
        }
        // Of two that change alike, the last in the alphabet.
        let by_change = |a: &usize, b: &usize| change(*a).abs().total_cmp(&change(*b).abs());
        let most = outlets().max_by(|a, b| by_change(a, b).then_with(|| mix.name(*a).cmp(mix.name(*b))));
        if let Some(outlet) = most {
            let name = match mix.name(outlet) {
                "" => "articles without an outlet",
                name => name,
            };
            notes.push(format!(
                "{after}: the outlets change: {name} {:.0} % of the articles, {:.0} % in {before}",
                100.0 * share(new, all_new, outlet),
                100.0 * share(old, all_old, outlet),
            ));
        }
    }
    notes
}
