//! What happened day by day, each event once.

use super::which::Place;
use super::{List, Listed, Query, Sight, Sort, View, Which, both};
use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_link::{Evidence, Fused, Part, Subject};
use legation_store::{Filter, FusedQuestion, Joined, Order, Part as Of, Question, Storage};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Which events of the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineQuery {
    /// Events of which an article tells this.
    pub which: Which,
    /// How many, in which order.
    pub listed: Listed,
    /// Of the parties of a dossier: `Iran–United States`, `IRN-USA`.
    pub dossier: Option<String>,
    /// Of a story: its id.
    pub story: Option<String>,
    /// As it was known on this day: only articles published by then.
    pub as_of: Option<Date>,
}

/// The line.
pub type Timeline = List<TimelineRow>;

/// An event, joined over all articles that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TimelineRow {
    /// Its id.
    pub id: String,
    /// The day, week, month or year where it stands.
    pub day: String,
    /// `text`, or `published` where no article says when: then it is the day it was first told.
    pub day_basis: String,
    /// The first day.
    pub start: Option<String>,
    /// The last.
    pub end: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Quad class.
    pub quad: String,
    /// What came of it, as last told: mooted, proposed, planned, confirmed, postponed, cancelled, ongoing, held, denied.
    pub status: String,
    /// Who did it, with codes.
    pub source: String,
    /// To whom.
    pub target: String,
    /// The parties that take part: codes.
    pub parties: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// The country of the place.
    pub country: Option<String>,
    /// Its number in its series.
    pub round: Option<u32>,
    /// Told as history alone.
    pub background: bool,
    /// The fields of which the articles tell what cannot all be so.
    pub conflicts: Vec<String>,
    /// How sure it is.
    pub confidence: f64,
    /// How many articles tell of it.
    pub articles: u32,
    /// How many of them are independent.
    pub origins: u32,
    /// The day it was first told.
    pub first_told: String,
    /// The day it was last told.
    pub last_told: String,
    /// The sentences that tell of it, the best first; at most five, of different origins.
    #[schema(value_type = Vec<Object>)]
    pub evidence: Vec<Evidence>,
}

impl TimelineRow {
    /// Of a joined event.
    pub fn of(event: &Fused) -> TimelineRow {
        const SENTENCES: usize = 5;
        let when = event.when();
        let told = when.and_then(|when| when.start.or(when.end));
        let mut seen = BTreeSet::new();
        let evidence = event.tellings.iter().filter(|telling| seen.insert(telling.origin));
        TimelineRow {
            id: event.id.clone(),
            day: told.unwrap_or(event.first_told).to_string(),
            day_basis: if told.is_some() { "text" } else { "published" }.to_owned(),
            start: when.and_then(|when| when.start).map(|day| day.to_string()),
            end: when.and_then(|when| when.end).map(|day| day.to_string()),
            kind: event.kind.name().to_owned(),
            mode: event.mode.first().map(|told| told.value.as_str().to_owned()),
            quad: event.quad.name().to_owned(),
            status: event.stage.name().to_owned(),
            source: Part::list(&event.source),
            target: Part::list(&event.target),
            parties: event.parties().iter().map(|party| party.code.clone()).collect(),
            place: event.place().map(|place| place.name.clone()),
            country: event.place().and_then(|place| place.country.clone()),
            round: event.round(),
            background: event.background,
            conflicts: event.conflicts.iter().map(|field| field.name().to_owned()).collect(),
            confidence: event.confidence,
            articles: event.articles,
            origins: event.origins,
            first_told: event.first_told.to_string(),
            last_told: event.last_told.to_string(),
            evidence: evidence.take(SENTENCES).map(|telling| telling.evidence.clone()).collect(),
        }
    }
}

impl Query for TimelineQuery {
    fn take(params: &mut Params) -> Result<TimelineQuery, Problem> {
        Ok(TimelineQuery {
            which: Which::take(params)?,
            listed: Listed::take(params)?,
            dossier: params.one("dossier")?,
            story: params.one("story")?,
            as_of: params.date("as_of")?,
        })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/timeline"), Address::new("/api/v1/timeline"), |address| {
            self.which.write(address);
            address.add("dossier", self.dossier.as_deref());
            address.add("story", self.story.as_deref());
            address.add("as_of", self.as_of);
            self.listed.write(address);
        })
    }
}

impl TimelineQuery {
    /// The events that are asked for, joined now over the articles that tell of them.
    fn joined(&self, sight: &Sight<'_>, story: Option<&str>) -> Result<Vec<TimelineRow>, Problem> {
        let mut filter = Filter { as_of: self.as_of, ..self.which.filter() };
        let sides = match &self.dossier {
            Some(written) => legation_link::sides(&sight.parties(written, self.as_of)?, sight.world()),
            None => Vec::new(),
        };
        filter.parties.clone_from(&sides);
        let members = story.map(|id| sight.store.story_articles(id)).transpose()?;
        let question =
            Question { filter: filter.clone(), order: Order::Oldest, ..Question::about(Of::Events) };
        let found = sight.store.ask(&question)?;
        let meant: BTreeSet<String> =
            (0..found.rows.len()).map(|at| found.cell(at, "id").to_string()).collect();
        let mut events = Joined::of(sight.store, &filter, sight.maker)?.events();
        events.retain(|event| {
            let is_meant = event.tellings.iter().any(|telling| meant.contains(&telling.event));
            let is_told = |members: &Vec<String>| {
                event.tellings.iter().any(|telling| members.contains(&telling.digest))
            };
            is_meant && legation_link::has_sides(event, &sides) && members.as_ref().is_none_or(is_told)
        });
        let mut rows = Vec::new();
        for day in legation_link::timeline(&events, Subject::All) {
            let is_before = self.which.from.is_some_and(|from| day.date.last_day() < from);
            let is_after = self.which.to.is_some_and(|to| to < day.date.first_day());
            if !is_before && !is_after {
                let entries = day.entries.iter().filter_map(|entry| events.get(entry.event as usize));
                rows.extend(entries.map(|event| TimelineRow::of(event)));
            }
        }
        match self.sort() {
            Sort::Oldest => {}
            Sort::Newest => rows.sort_by(|one, other| other.day.cmp(&one.day)),
            Sort::Confidence => rows.sort_by(|one, other| other.confidence.total_cmp(&one.confidence)),
            Sort::Frequency => rows.sort_by_key(|row| Reverse(row.origins)),
        }
        Ok(rows)
    }

    fn sort(&self) -> Sort {
        self.listed.sort.unwrap_or(Sort::Newest)
    }
}

impl View for TimelineQuery {
    type Matter = Timeline;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Timeline, Problem> {
        let offset = self.listed.offset(sight.counter)?;
        let limit = self.listed.limit();
        let story = match &self.story {
            Some(name) => Some(sight.store.story(name)?.ok_or_else(|| Problem::not_found("story", name))?.id),
            None => None,
        };
        // What was linked last is what would be joined now, unless articles came since or the past is asked for.
        let is_ready = self.as_of.is_none() && self.dossier.is_none() && sight.is_linked()?;
        let mut rows = if is_ready {
            let question = FusedQuestion {
                filter: self.which.filter(),
                story,
                order: self.sort().order(),
                limit: Some(limit + 1),
                offset,
            };
            sight.store.fused(&question)?.iter().map(TimelineRow::of).collect()
        } else {
            let rows = self.joined(sight, story.as_deref())?;
            rows.into_iter().skip(offset as usize).take(limit as usize + 1).collect::<Vec<_>>()
        };
        let is_more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = if is_more { Place::Offset(offset.saturating_add(limit)) } else { Place::Start };
        Ok(List { items: rows, next: next.write(sight.counter) })
    }
}
