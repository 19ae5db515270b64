//! Days, dyads and what passed between them: who has what.

use super::Whose;
use super::names::Names;
use clap::ValueEnum;
use jiff::ToSpan;
use jiff::civil::Date;
use legation_exchange::coded::{Action, CodedEvent};
use legation_knowledge::codebook;
use legation_record::{Event, EventType, Offsets, Participant};
use legation_store::{Dyad, Filter};
use std::collections::{BTreeMap, BTreeSet};

/// What must be the same, beside day and dyad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Unit {
    /// PLOVER's type; CAMEO codes by PLOVER's own table.
    Type,
    /// PLOVER's quad class: verbal or material, cooperation or conflict.
    Quad,
    /// Nothing: any event between the two.
    Dyad,
}

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Type => "type",
            Unit::Quad => "quad class",
            Unit::Dyad => "nothing else",
        }
    }

    fn of(self, kind: EventType) -> String {
        match self {
            Unit::Type => kind.name().to_owned(),
            Unit::Quad => kind.quad().name().to_owned(),
            Unit::Dyad => String::new(),
        }
    }
}

/// The events of one side of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) events: usize,
    /// Of the first of them: their id or our article.
    pub(super) id: String,
    /// Its story, or our sentence.
    pub(super) words: String,
}

/// Two countries in the order of their codes, and what passed between them.
type Key = ((String, String), String);

/// All that both sides have.
pub(super) struct Cells {
    unit: Unit,
    is_domestic: bool,
    from: Option<Date>,
    to: Option<Date>,
    dyad: Option<Dyad>,
    types: Vec<String>,
    theirs: BTreeMap<(Date, Key), Side>,
    ours: BTreeMap<(Date, Key), Side>,
    /// The days of which the data set has rows at all, whomever they are of.
    their_days: BTreeSet<Date>,
    our_days: BTreeSet<Date>,
    untyped: u64,
    one_sided: u64,
    out_of_days: u64,
    common: Option<(Date, Date)>,
}

/// A day, a dyad and what passed: who has it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) day: Date,
    pub(super) dyad: (String, String),
    pub(super) what: String,
    pub(super) whose: Whose,
    pub(super) theirs: Side,
    pub(super) ours: Side,
}

/// All rows, and what had to be left out.
pub(super) struct Compared {
    pub(super) rows: Vec<Row>,
    pub(super) days: Option<(Date, Date)>,
    pub(super) left_out: Vec<(&'static str, u64)>,
}

impl Cells {
    pub(super) fn new(unit: Unit, is_domestic: bool, filter: &Filter) -> Cells {
        Cells {
            unit,
            is_domestic,
            from: filter.from,
            to: filter.to,
            dyad: filter.dyad.clone(),
            types: filter.types.clone(),
            theirs: BTreeMap::new(),
            ours: BTreeMap::new(),
            their_days: BTreeSet::new(),
            our_days: BTreeSet::new(),
            untyped: 0,
            one_sided: 0,
            out_of_days: 0,
            common: None,
        }
    }

    /// Takes in a row of the data set.
    pub(super) fn theirs(&mut self, event: &CodedEvent, names: &Names) {
        let is_within =
            self.from.is_none_or(|from| from <= event.day) && self.to.is_none_or(|to| event.day <= to);
        if !is_within {
            return;
        }
        self.their_days.insert(event.day);
        let kind = match &event.action {
            Action::Plover(name) => EventType::from_name(name),
            Action::Cameo(code) => codebook::plover_type(code).and_then(EventType::from_name),
        };
        let what = match (kind, self.unit) {
            (_, Unit::Dyad) => String::new(),
            (Some(kind), unit) => unit.of(kind),
            (None, _) => {
                self.untyped += 1;
                return;
            }
        };
        let is_of_type = self.types.is_empty()
            || kind.is_some_and(|kind| self.types.iter().any(|wanted| wanted == kind.name()));
        if !is_of_type {
            return;
        }
        let codes = |countries: &[legation_exchange::coded::Country]| -> BTreeSet<String> {
            countries.iter().filter_map(|country| names.code(country)).map(str::to_owned).collect()
        };
        let (sources, targets) = (codes(&event.sources), codes(&event.targets));
        // Parties that meet may all stand on one side.
        let dyads = self.dyads(&sources, &targets, kind.is_some_and(EventType::is_symmetric));
        self.one_sided += u64::from(dyads.is_empty());
        for dyad in dyads {
            let side = self.theirs.entry((event.day, (dyad, what.clone()))).or_default();
            if side.events == 0 {
                side.id.clone_from(&event.id);
                side.words.clone_from(&event.story);
            }
            side.events += 1;
        }
    }

    /// Takes in an event of the store.
    pub(super) fn ours(&mut self, day: Date, event: &Event<Offsets>, article: &str, sentence: Option<&str>) {
        self.our_days.insert(day);
        let codes = |actors: &[Participant<Offsets>]| -> BTreeSet<String> {
            actors.iter().filter_map(|actor| actor.code.country()).map(str::to_owned).collect()
        };
        let dyads = self.dyads(&codes(&event.source), &codes(&event.target), event.kind.is_symmetric());
        let what = self.unit.of(event.kind);
        for dyad in dyads {
            let side = self.ours.entry((day, (dyad, what.clone()))).or_default();
            if side.events == 0 {
                article.clone_into(&mut side.id);
                side.words = sentence.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            }
            side.events += 1;
        }
    }

    /// The pairs of countries between which an event is, either way.
    fn dyads(
        &self,
        sources: &BTreeSet<String>,
        targets: &BTreeSet<String>,
        is_symmetric: bool,
    ) -> BTreeSet<(String, String)> {
        let all: BTreeSet<String> = sources.union(targets).cloned().collect();
        let (from, to) = if is_symmetric { (&all, &all) } else { (sources, targets) };
        let mut dyads = BTreeSet::new();
        for one in from {
            for other in to {
                // Of parties that meet, one stands with itself here: that is no event within a country.
                let is_within = one == other && (!self.is_domestic || (is_symmetric && all.len() > 1));
                let pair = if one <= other { (one, other) } else { (other, one) };
                if !is_within && self.is_wanted(pair) {
                    dyads.insert((pair.0.clone(), pair.1.clone()));
                }
            }
        }
        dyads
    }

    fn is_wanted(&self, (one, other): (&String, &String)) -> bool {
        self.dyad.as_ref().is_none_or(|dyad| {
            (dyad.first == *one && dyad.second == *other) || (dyad.first == *other && dyad.second == *one)
        })
    }

    /// Leaves out what lies on days of which the other side has nothing at all.
    pub(super) fn keep_common_days(&mut self, within: u8) {
        let near = |days: &BTreeSet<Date>, day: Date| {
            let apart = i64::from(within).days();
            let (first, last) = (day.saturating_sub(apart), day.saturating_add(apart));
            days.range(first..=last).next().is_some()
        };
        let before = self.theirs.len() + self.ours.len();
        self.theirs.retain(|(day, _), _| near(&self.our_days, *day));
        self.ours.retain(|(day, _), _| near(&self.their_days, *day));
        self.out_of_days = (before - self.theirs.len() - self.ours.len()) as u64;
        let days = || self.their_days.iter().filter(|day| near(&self.our_days, **day));
        self.common = days().next().copied().zip(days().next_back().copied());
    }

    /// Who has what: what the other side has of the same dyad within some days is both's.
    pub(super) fn compared(&self, within: u8) -> Compared {
        let apart = i64::from(within).days();
        let near = |side: &BTreeMap<(Date, Key), Side>, day: Date, key: &Key| {
            let mut found: Option<Side> = None;
            let mut at = day.saturating_sub(apart);
            while at <= day.saturating_add(apart) {
                if let Some(other) = side.get(&(at, key.clone())) {
                    let found = found.get_or_insert_with(|| Side { events: 0, ..other.clone() });
                    found.events += other.events;
                }
                let Ok(next) = at.tomorrow() else { break };
                at = next;
            }
            found
        };
        let mut rows = Vec::new();
        for ((day, key), theirs) in &self.theirs {
            let ours = near(&self.ours, *day, key);
            let whose = if ours.is_some() { Whose::Both } else { Whose::Theirs };
            rows.push(Row::of(*day, key, whose, theirs.clone(), ours.unwrap_or_default()));
        }
        for ((day, key), ours) in &self.ours {
            if near(&self.theirs, *day, key).is_none() {
                rows.push(Row::of(*day, key, Whose::Ours, Side::default(), ours.clone()));
            }
        }
        rows.sort_by(|a, b| (a.day, &a.dyad, &a.what).cmp(&(b.day, &b.dyad, &b.what)));
        let left_out = vec![
            ("of their rows have no type in PLOVER (statements and appeals of CAMEO)", self.untyped),
            ("of their rows are not between two countries", self.one_sided),
            ("cells of days of which the other side has nothing", self.out_of_days),
        ];
        Compared { rows, days: self.common, left_out }
    }
}

impl Row {
    fn of(day: Date, (dyad, what): &Key, whose: Whose, theirs: Side, ours: Side) -> Row {
        Row { day, dyad: dyad.clone(), what: what.clone(), whose, theirs, ours }
    }
}
