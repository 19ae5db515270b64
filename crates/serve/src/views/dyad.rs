//! Two parties: cooperation and conflict over time, and the events under the curve.

use super::rows::rows;
use super::which::written;
use super::{EventRow, Query, Sight, View, both};
use crate::address::{Address, Params, invalid};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_link::Party;
use legation_record::{EventType, Quad, Status};
use legation_store::{Filter, Measure, Order, Period, SeriesQuestion, Storage};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodName(pub Period);

impl PeriodName {
    const ALL: [(&'static str, PeriodName); 4] = [
        ("day", PeriodName(Period::Day)),
        ("week", PeriodName(Period::Week)),
        ("month", PeriodName(Period::Month)),
        ("year", PeriodName(Period::Year)),
    ];

    /// As an address has it.
    pub fn name(self) -> &'static str {
        PeriodName::ALL.iter().find(|(_, period)| *period == self).map_or("week", |(name, _)| name)
    }
}

/// Which two parties, and what of them.
#[derive(Clone, Debug, PartialEq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DyadQuery {
    /// USA-RUS either way, `USA>RUS` from the first to the second.
    #[param(ignore)]
    pub dyad: String,
    /// day, week, month, year; week unless said otherwise.
    #[param(value_type = Option<String>)]
    pub by: Option<PeriodName>,
    /// From this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// As it was known on this day.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
}

/// Two parties over time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Dyad {
    /// As addresses name it.
    pub dyad: String,
    /// The first party.
    #[schema(schema_with = crate::api::schema::party)]
    pub first: Party,
    /// The other one.
    #[schema(schema_with = crate::api::schema::party)]
    pub second: Party,
    /// Whether only what the first does to the second counts.
    pub is_directed: bool,
    /// How long a period is: day, week, month, year.
    pub by: String,
    /// The periods, none left out between the first and the last.
    pub points: Vec<DyadPoint>,
    /// The events, the latest first; at most two hundred.
    pub events: Vec<EventRow>,
    /// Where the outlets that the articles come from change, so that a jump may be theirs.
    pub notes: Vec<String>,
}

/// A period of two parties.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct DyadPoint {
    /// The period: `2025-W09`.
    pub period: String,
    /// Its first day.
    pub first_day: String,
    /// Events of cooperation that occurred or go on.
    pub cooperation: u64,
    /// Events of conflict that occurred or go on.
    pub conflict: u64,
    /// The mean of PLOVER's scores of them, from −10 to 10.
    pub score: Option<f64>,
    /// How many articles were published in the period.
    pub articles: u64,
}

fn codes(params: &mut Params) -> Result<String, Problem> {
    let name = params.must("dyad")?;
    let dyad: legation_store::Dyad =
        name.parse().map_err(|_| invalid("dyad", &name, "two codes: USA-RUS, or USA>RUS"))?;
    Ok(written(&dyad))
}

impl Query for DyadQuery {
    fn take(params: &mut Params) -> Result<DyadQuery, Problem> {
        Ok(DyadQuery {
            dyad: codes(params)?,
            by: params.choice("by", &PeriodName::ALL)?,
            from: params.date("from")?,
            to: params.date("to")?,
            as_of: params.date("as_of")?,
        })
    }

    fn addresses(&self) -> [String; 2] {
        let at = |path| Address::new(path).part(&self.dyad);
        both(at("/dyad"), at("/api/v1/dyads"), |address| {
            address.add("by", self.by.map(PeriodName::name));
            address.add("from", self.from);
            address.add("to", self.to);
            address.add("as_of", self.as_of);
        })
    }
}

impl DyadQuery {
    fn series(
        &self,
        sight: &Sight<'_>,
        measure: Measure,
        quads: &[Quad],
    ) -> Result<legation_store::Series, Problem> {
        let dyad = self.dyad.parse().map_err(|_| invalid("dyad", &self.dyad, "two codes"))?;
        let types = EventType::ALL.into_iter().filter(|kind| quads.contains(&kind.quad()));
        Ok(sight.store.series(&SeriesQuestion {
            dyad,
            by: self.by.map_or(Period::Week, |by| by.0),
            measure,
            per_articles: false,
            from: self.from,
            to: self.to,
            types: types.map(|kind| kind.name().to_owned()).collect(),
            statuses: happened(),
            as_of: self.as_of,
        })?)
    }
}

/// What occurred or goes on.
pub(super) fn happened() -> Vec<String> {
    Status::HAPPENED.map(|status| status.name().to_owned()).to_vec()
}

impl View for DyadQuery {
    type Matter = Dyad;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Dyad, Problem> {
        const EVENTS: u32 = 200;
        let [vc, mc, vk, mk] = [
            Quad::VerbalCooperation,
            Quad::MaterialCooperation,
            Quad::VerbalConflict,
            Quad::MaterialConflict,
        ];
        let whole = self.series(sight, Measure::Plover, &[vc, mc, vk, mk])?;
        let cooperation = self.series(sight, Measure::Count, &[vc, mc])?;
        let counts: BTreeMap<_, u64> =
            cooperation.points.iter().map(|point| (point.period, point.events)).collect();
        let points = whole.points.iter().map(|point| {
            let cooperation = counts.get(&point.period).copied().unwrap_or_default();
            DyadPoint {
                period: point.period.to_string(),
                first_day: point.period.first_day().to_string(),
                cooperation,
                conflict: point.events.saturating_sub(cooperation),
                score: point.value.map(|value| (value * 1e4).round() / 1e4),
                articles: point.articles,
            }
        });
        let dyad: legation_store::Dyad =
            self.dyad.parse().map_err(|_| invalid("dyad", &self.dyad, "two codes"))?;
        let filter = Filter {
            dyad: Some(dyad.clone()),
            from: self.from,
            to: self.to,
            published_to: self.as_of,
            ..Filter::default()
        };
        Ok(Dyad {
            dyad: self.dyad.clone(),
            first: sight.party(&dyad.first),
            second: sight.party(&dyad.second),
            is_directed: dyad.is_directed,
            by: self.by.map_or("week", PeriodName::name).to_owned(),
            points: points.collect(),
            events: rows(sight, filter, Order::Newest, EVENTS)?,
            notes: whole.notes,
        })
    }
}

/// A series as `legation series` makes it.
#[derive(Clone, Debug, PartialEq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeriesQuery {
    /// USA-RUS either way, `USA>RUS` from the first to the second.
    pub dyad: String,
    /// day, week, month, year; week unless said otherwise.
    #[param(value_type = Option<String>)]
    pub by: Option<PeriodName>,
    /// count, plover, goldstein; count unless said otherwise.
    pub measure: Option<String>,
    /// `articles`: divided by the number of articles of the period.
    pub per: Option<String>,
    /// From this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Only these PLOVER types.
    #[param(rename = "type")]
    pub types: Vec<String>,
    /// Only these statuses; what occurred or goes on unless said otherwise.
    #[param(rename = "status")]
    pub statuses: Vec<String>,
    /// As it was known on this day.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Series {
    /// The periods, none left out between the first and the last.
    pub items: Vec<SeriesPoint>,
    /// Always null: a series is given whole.
    pub next: Option<String>,
    /// Where the outlets that the articles come from change, so that a jump may be theirs.
    pub notes: Vec<String>,
}

/// A period of a series.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// The period: `2025-W09`.
    pub period: String,
    /// What was measured; null where a mean has nothing to be of.
    pub value: Option<f64>,
    /// How many events.
    pub events: u64,
    /// How many articles were published in it.
    pub articles: u64,
}

const MEASURES: [(&str, &str); 3] = [("count", "count"), ("plover", "plover"), ("goldstein", "goldstein")];

impl Query for SeriesQuery {
    fn take(params: &mut Params) -> Result<SeriesQuery, Problem> {
        let dyad = codes(params)?;
        let by = params.choice("by", &PeriodName::ALL)?;
        let measure = params.choice("measure", &MEASURES)?.map(str::to_owned);
        let per = params.choice("per", &[("articles", "articles")])?.map(str::to_owned);
        let as_of = params.date("as_of")?;
        let super::Which { from, to, types, statuses, .. } =
            super::Which::take(&mut params.only(&["from", "to", "type", "status"]))?;
        Ok(SeriesQuery { dyad, by, measure, per, from, to, types, statuses, as_of })
    }

    fn addresses(&self) -> [String; 2] {
        // The page of the two parties shows the series.
        let page = Address::new("/dyad").part(&self.dyad);
        let mut address = Address::new("/api/v1/series");
        address.add("dyad", Some(&self.dyad));
        address.add("by", self.by.map(PeriodName::name));
        address.add("measure", self.measure.as_deref());
        address.add("per", self.per.as_deref());
        address.add("from", self.from);
        address.add("to", self.to);
        address.all("type", &self.types);
        address.all("status", &self.statuses);
        address.add("as_of", self.as_of);
        [page, address].map(|address| address.to_string())
    }
}

impl View for SeriesQuery {
    type Matter = Series;

    fn see(&self, sight: &Sight<'_>) -> Result<Series, Problem> {
        let measure = match self.measure.as_deref() {
            Some("plover") => Measure::Plover,
            Some("goldstein") => Measure::Goldstein,
            _ => Measure::Count,
        };
        let series = sight.store.series(&SeriesQuestion {
            dyad: self.dyad.parse().map_err(|_| invalid("dyad", &self.dyad, "two codes"))?,
            by: self.by.map_or(Period::Week, |by| by.0),
            measure,
            per_articles: self.per.is_some(),
            from: self.from,
            to: self.to,
            types: self.types.clone(),
            statuses: if self.statuses.is_empty() { happened() } else { self.statuses.clone() },
            as_of: self.as_of,
        })?;
        let items = series.points.iter().map(|point| SeriesPoint {
            period: point.period.to_string(),
            value: point.value.map(|value| (value * 1e4).round() / 1e4),
            events: point.events,
            articles: point.articles,
        });
        Ok(Series { items: items.collect(), next: None, notes: series.notes })
    }
}
