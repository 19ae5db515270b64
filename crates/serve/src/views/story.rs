//! What belongs together over time.

use super::rows::Row as _;
use super::timeline::TimelineRow;
use super::which::Place;
use super::{ArticleRow, List, Listed, Query, Sight, Sort, View, both};
use crate::address::{Address, Params};
use crate::problem::{Code, Problem};
use jiff::ToSpan;
use jiff::civil::Date;
use legation_store::{Filter, FusedQuestion, Order};
use serde::Serialize;
use utoipa::ToSchema;

/// A story, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoryRow {
    /// What it is known by.
    pub id: String,
    /// Its actors and matter.
    pub name: String,
    /// The day its first article was published.
    pub first: String,
    /// The day of the last.
    pub last: String,
    /// How many articles it has.
    pub articles: u64,
    /// How many of them are independent.
    pub origins: u64,
}

impl From<legation_store::StoryRow> for StoryRow {
    fn from(row: legation_store::StoryRow) -> StoryRow {
        let legation_store::StoryRow { id, name, first, last, articles, origins } = row;
        StoryRow { id, name, first, last, articles, origins }
    }
}

impl StoryRow {
    /// Those with an article of the two weeks up to a day.
    pub(super) fn moving(sight: &Sight<'_>, on: Date, most: u32) -> Result<Vec<StoryRow>, Problem> {
        let since = on.checked_sub(14.days()).ok();
        let rows = sight.store.story_rows(since, true, most, 0)?;
        Ok(rows.into_iter().map(StoryRow::from).collect())
    }
}

/// Stories.
pub type Stories = List<StoryRow>;

/// Which stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoriesQuery {
    /// Those with an article published from this day on.
    pub from: Option<Date>,
    /// How many: `newest` by their last day, `frequency` the most reported.
    pub listed: Listed,
}

impl Query for StoriesQuery {
    fn take(params: &mut Params) -> Result<StoriesQuery, Problem> {
        let (from, listed) = (params.date("from")?, Listed::take(params)?);
        if matches!(listed.sort, Some(Sort::Oldest | Sort::Confidence)) {
            return Err(Problem::new(
                Code::ParameterInvalid,
                "stories are sorted by `newest` or `frequency`",
            ));
        }
        Ok(StoriesQuery { from, listed })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/stories"), Address::new("/api/v1/stories"), |address| {
            address.add("from", self.from);
            self.listed.write(address);
        })
    }
}

impl View for StoriesQuery {
    type Matter = Stories;

    fn see(&self, sight: &Sight<'_>) -> Result<Stories, Problem> {
        let offset = self.listed.offset(sight.counter)?;
        let limit = self.listed.limit();
        let is_by_reports = self.listed.sort.unwrap_or(Sort::Frequency) == Sort::Frequency;
        let mut rows = sight.store.story_rows(self.from, is_by_reports, limit + 1, offset)?;
        let is_more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = if is_more { Place::Offset(offset.saturating_add(limit)) } else { Place::Start };
        Ok(List { items: rows.into_iter().map(StoryRow::from).collect(), next: next.write(sight.counter) })
    }
}

/// Which story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryQuery {
    /// The id, or its beginning.
    pub id: String,
}

/// A story with its articles and events.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Story {
    /// The story, counted.
    pub story: StoryRow,
    /// Its articles, in the order of publication; at most a thousand.
    pub articles: Vec<ArticleRow>,
    /// Its events, joined, in the order of time; at most two hundred, the most reported.
    pub events: Vec<TimelineRow>,
}

impl Query for StoryQuery {
    fn take(params: &mut Params) -> Result<StoryQuery, Problem> {
        Ok(StoryQuery { id: params.must("id")? })
    }

    fn addresses(&self) -> [String; 2] {
        ["/story", "/api/v1/stories"].map(|path| Address::new(path).part(&self.id).to_string())
    }
}

impl View for StoryQuery {
    type Matter = Story;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Story, Problem> {
        const ARTICLES: usize = 1_000;
        const EVENTS: u32 = 200;
        let story = sight.store.story(&self.id)?.ok_or_else(|| Problem::not_found("story", &self.id))?;
        let digests = sight.store.story_articles(&story.id)?;
        let shown = digests.get(..ARTICLES.min(digests.len())).unwrap_or_default();
        let answer = sight.store.article_rows(shown)?;
        let articles = (0..answer.rows.len()).map(|row| ArticleRow::of(&answer, row)).collect();
        let question = FusedQuestion {
            filter: Filter::default(),
            story: Some(story.id.clone()),
            order: Order::Frequent,
            limit: Some(EVENTS),
            offset: 0,
        };
        let mut events: Vec<TimelineRow> =
            sight.store.fused(&question)?.iter().map(TimelineRow::of).collect();
        events.sort_by(|one, other| one.day.cmp(&other.day));
        Ok(Story { story: story.into(), articles, events })
    }
}
