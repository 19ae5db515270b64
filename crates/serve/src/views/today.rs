//! The latest: what happened, which stories move, what is planned next.

use super::rows::rows;
use super::story::StoryRow;
use super::{EventRow, Query, Sight, View, both};
use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::ToSpan;
use jiff::civil::Date;
use legation_record::Status;
use legation_store::{Filter, Order};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// Which day.
#[derive(Clone, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TodayQuery {
    /// The day that counts as today; the last on which an article was published unless said otherwise.
    #[param(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// The latest.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Today {
    /// The day that counts as today.
    #[schema(format = Date)]
    pub on: String,
    /// How many articles the store has.
    pub articles: u64,
    /// How many events.
    pub events: u64,
    /// How many statements.
    pub statements: u64,
    /// The latest events of the news, not of history, the latest first.
    pub latest: Vec<EventRow>,
    /// Stories that have an article of the last two weeks, the most reported of them first.
    pub stories: Vec<StoryRow>,
    /// What is announced for the days after, the nearest first.
    pub planned: Vec<EventRow>,
}

impl Query for TodayQuery {
    fn take(params: &mut Params) -> Result<TodayQuery, Problem> {
        Ok(TodayQuery { on: params.date("on")? })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/"), Address::new("/api/v1/today"), |address| address.add("on", self.on))
    }
}

impl View for TodayQuery {
    type Matter = Today;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Today, Problem> {
        const LATEST: u32 = 24;
        const STORIES: u32 = 12;
        const PLANNED: u32 = 24;
        let on = self.on.map_or_else(|| sight.last_day(), Ok)?;
        let names = |statuses: &[Status]| statuses.iter().map(|status| status.name().to_owned()).collect();
        let latest = Filter {
            to: Some(on),
            published_to: Some(on),
            background: Some(false),
            statuses: names(&Status::HAPPENED),
            ..Filter::default()
        };
        let planned = Filter {
            from: on.checked_add(1.day()).ok(),
            published_to: Some(on),
            background: Some(false),
            statuses: names(&[Status::Planned]),
            ..Filter::default()
        };
        let counts = sight.store.counts()?;
        Ok(Today {
            on: on.to_string(),
            articles: counts[0],
            events: counts[1],
            statements: counts[2],
            latest: rows(sight, latest, Order::Newest, LATEST)?,
            stories: StoryRow::moving(sight, on, STORIES)?,
            planned: rows(sight, planned, Order::Oldest, PLANNED)?,
        })
    }
}
