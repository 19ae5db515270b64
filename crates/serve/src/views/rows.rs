//! Rows of the store, typed; and lists of them.

use super::{Listed, Sight, Sort, which::Place};
use crate::address::web;
use crate::problem::Problem;
use legation_store::{After, Answer, Cell, Filter, Order, Part, Question, Storage};
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of what follows; null at the end.
    pub next: Option<String>,
}

/// A row of an answer, cell by cell.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    answer: &'a Answer,
    row: usize,
}

impl Cells<'_> {
    fn text(self, column: &str) -> Option<String> {
        match self.answer.cell(self.row, column) {
            Cell::Null => None,
            cell => Some(cell.to_string()),
        }
    }

    fn must(self, column: &str) -> String {
        self.text(column).unwrap_or_default()
    }

    fn number(self, column: &str) -> Option<f64> {
        match self.answer.cell(self.row, column) {
            Cell::Real(number) => Some(*number),
            Cell::Integer(number) => Some(*number as f64),
            _ => None,
        }
    }

    fn whole(self, column: &str) -> i64 {
        match self.answer.cell(self.row, column) {
            Cell::Integer(number) => *number,
            _ => 0,
        }
    }

    fn count(self, column: &str) -> u64 {
        u64::try_from(self.whole(column)).unwrap_or_default()
    }

    fn is(self, column: &str) -> bool {
        self.whole(column) != 0
    }

    fn words(self, column: &str) -> Vec<String> {
        self.must(column).split_whitespace().map(str::to_owned).collect()
    }
}

/// A row of a part of the store.
pub(crate) trait Row: Sized {
    /// Of which part.
    const PART: Part;
    /// The column of its day.
    const DAY: &'static str;

    /// From an answer.
    #[doc(hidden)]
    fn of(answer: &Answer, row: usize) -> Self;
}

/// Who did what to whom: an event of one article.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// The day it is filed under; null for history without a date and for dates less exact than a week.
    pub day: Option<String>,
    /// `text` or `published`: where the day is from.
    pub day_basis: Option<String>,
    /// The first day, week, month or year.
    pub start: Option<String>,
    /// The last; null where it goes on.
    pub end: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad class: verbal-cooperation, material-cooperation, verbal-conflict, material-conflict.
    pub quad: String,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Whether it happened: occurred, ongoing, planned, possible, conditional, proposed, denied.
    pub status: String,
    /// Told as history.
    pub background: bool,
    /// Who did it, with codes; of symmetric types, everybody.
    pub source: String,
    /// To whom.
    pub target: String,
    /// Where.
    pub place: Option<String>,
    /// ISO 3166 alpha-3 code of the country of the place.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// PLOVER's conflict-cooperation score.
    pub plover_score: Option<f64>,
    /// Goldstein's score.
    pub goldstein: Option<f64>,
    /// Who alone says so; null where the article does.
    pub according_to: Option<String>,
    /// How sure the type is.
    pub confidence_type: Option<f64>,
    /// How sure the status is.
    pub confidence_status: Option<f64>,
    /// The id of the article.
    pub article: String,
    /// The day it was published.
    pub published: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The words that tell of it.
    pub trigger_words: Option<String>,
    /// The sentence of them.
    pub sentence: Option<String>,
    /// What people said of it: accepted, corrected …
    pub corrected: Option<String>,
}

impl Row for EventRow {
    const PART: Part = Part::Events;
    const DAY: &'static str = "day";

    fn of(answer: &Answer, row: usize) -> EventRow {
        let cells = Cells { answer, row };
        EventRow {
            id: cells.must("id"),
            day: cells.text("day"),
            day_basis: cells.text("day_basis"),
            start: cells.text("start"),
            end: cells.text("end"),
            kind: cells.must("type"),
            mode: cells.text("mode"),
            cameo: cells.text("cameo"),
            quad: cells.must("quad"),
            contexts: cells.words("contexts"),
            status: cells.must("status"),
            background: cells.is("background"),
            source: cells.must("source"),
            target: cells.must("target"),
            place: cells.text("place"),
            country: cells.text("country"),
            lat: cells.number("lat"),
            lon: cells.number("lon"),
            plover_score: cells.number("plover_score"),
            goldstein: cells.number("goldstein"),
            according_to: cells.text("according_to"),
            confidence_type: cells.number("confidence_type"),
            confidence_status: cells.number("confidence_status"),
            article: cells.must("article"),
            published: cells.must("published"),
            outlet: cells.text("outlet"),
            trigger_words: cells.text("trigger_words"),
            sentence: cells.text("sentence"),
            corrected: cells.text("corrected"),
        }
    }
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StatementRow {
    /// Its id.
    pub id: String,
    /// The day it is filed under.
    pub day: String,
    /// `text` or `published`: where the day is from.
    pub day_basis: String,
    /// Who says it.
    pub who: Option<String>,
    /// Their codes.
    pub codes: Vec<String>,
    /// speech or attitude.
    pub kind: String,
    /// direct, indirect, mixed.
    pub mode: String,
    /// affirmed, denied, declined.
    pub polarity: String,
    /// The words that carry it.
    pub cue: Option<String>,
    /// What was said.
    pub content: Option<String>,
    /// How sure it is.
    pub confidence: Option<f64>,
    /// The id of the article.
    pub article: String,
    /// The day it was published.
    pub published: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The sentence in which it begins.
    pub sentence: Option<String>,
    /// What people said of it.
    pub corrected: Option<String>,
}

impl Row for StatementRow {
    const PART: Part = Part::Statements;
    const DAY: &'static str = "day";

    fn of(answer: &Answer, row: usize) -> StatementRow {
        let cells = Cells { answer, row };
        StatementRow {
            id: cells.must("id"),
            day: cells.must("day"),
            day_basis: cells.must("day_basis"),
            who: cells.text("who"),
            codes: cells.words("codes"),
            kind: cells.must("kind"),
            mode: cells.must("mode"),
            polarity: cells.must("polarity"),
            cue: cells.text("cue"),
            content: cells.text("content"),
            confidence: cells.number("confidence"),
            article: cells.must("article"),
            published: cells.must("published"),
            outlet: cells.text("outlet"),
            sentence: cells.text("sentence"),
            corrected: cells.text("corrected"),
        }
    }
}

/// What talks were about, or what was off their table.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgendaRow {
    /// The day of the talks.
    pub day: Option<String>,
    /// `on` or `off`.
    pub scope: String,
    /// The topic, in the words of the article.
    pub topic: String,
    /// Who talks, with codes.
    pub parties: String,
    /// Where.
    pub place: Option<String>,
    /// Whether the talks took place.
    pub status: String,
    /// Who alone says so; null where the article does.
    pub according_to: Option<String>,
    /// The id of the event that the talks are.
    pub event: String,
    /// The id of the article.
    pub article: String,
    /// The day it was published.
    pub published: String,
    /// What people said of it.
    pub corrected: Option<String>,
}

impl Row for AgendaRow {
    const PART: Part = Part::Agenda;
    const DAY: &'static str = "day";

    fn of(answer: &Answer, row: usize) -> AgendaRow {
        let cells = Cells { answer, row };
        AgendaRow {
            day: cells.text("day"),
            scope: cells.must("scope"),
            topic: cells.must("topic"),
            parties: cells.must("parties"),
            place: cells.text("place"),
            status: cells.must("status"),
            according_to: cells.text("according_to"),
            event: cells.must("event"),
            article: cells.must("article"),
            published: cells.must("published"),
            corrected: cells.text("corrected"),
        }
    }
}

/// Who takes part and speaks, and how often.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ActorRow {
    /// The code.
    pub code: String,
    /// The name.
    pub who: String,
    /// The known person, office or body.
    pub entity: Option<String>,
    /// In how many events they take part.
    pub events: u64,
    /// How many statements are theirs.
    pub statements: u64,
}

impl Row for ActorRow {
    const PART: Part = Part::Actors;
    const DAY: &'static str = "code";

    fn of(answer: &Answer, row: usize) -> ActorRow {
        let cells = Cells { answer, row };
        ActorRow {
            code: cells.must("code"),
            who: cells.must("who"),
            entity: cells.text("entity"),
            events: cells.count("events"),
            statements: cells.count("statements"),
        }
    }
}

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// The day it was published.
    pub date: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// Where the outlet sits (alpha-3).
    pub source_country: Option<String>,
    /// wire, public, private, state, ministry, igo or ngo.
    pub source_kind: Option<String>,
    /// Its address, where that is one of the web.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Whether it was read.
    pub is_coded: bool,
    /// Which version it is.
    pub version: u64,
    /// How much of the text is kept: full, snippets, digest.
    pub keep: String,
    /// The digest of its content.
    pub digest: String,
    /// When it was added.
    pub added: String,
    /// How many events it tells of.
    pub events: u64,
    /// How many statements it has.
    pub statements: u64,
}

impl Row for ArticleRow {
    const PART: Part = Part::Articles;
    const DAY: &'static str = "date";

    fn of(answer: &Answer, row: usize) -> ArticleRow {
        let cells = Cells { answer, row };
        ArticleRow {
            id: cells.must("id"),
            date: cells.must("date"),
            title: cells.text("title"),
            source: cells.text("source"),
            source_country: cells.text("source_country"),
            source_kind: cells.text("source_kind"),
            url: cells.text("url").filter(|url| web(url).is_some()),
            language: cells.text("language"),
            is_coded: cells.is("is_coded"),
            version: cells.count("version"),
            keep: cells.must("keep"),
            digest: cells.must("digest"),
            added: cells.must("added"),
            events: cells.count("events"),
            statements: cells.count("statements"),
        }
    }
}

/// So many rows of a filter.
pub(super) fn rows<T: Row>(
    sight: &Sight<'_>,
    filter: Filter,
    order: Order,
    limit: u32,
) -> Result<Vec<T>, Problem> {
    let question = Question { filter, order, limit: Some(limit), ..Question::about(T::PART) };
    let answer = sight.store.ask(&question)?;
    Ok((0..answer.rows.len()).map(|row| T::of(&answer, row)).collect())
}

/// Whether an order goes on behind a row, as those by day do; the others count, and so hold for one state of the store.
fn is_by_day<T: Row>(sort: Sort) -> bool {
    matches!(sort, Sort::Newest | Sort::Oldest) && T::PART != Part::Actors
}

/// Behind which row what follows an answer begins.
fn last<T: Row>(answer: &Answer) -> Option<After> {
    let cells = Cells { answer, row: answer.rows.len().checked_sub(1)? };
    Some(After { day: cells.text(T::DAY), key: cells.whole("key") })
}

/// A part of a list of rows.
pub(super) fn list<T: Row>(
    sight: &Sight<'_>,
    filter: Filter,
    listed: &Listed,
    usual: Sort,
) -> Result<List<T>, Problem> {
    let limit = listed.limit();
    let sort = listed.sort.unwrap_or(usual);
    let place = listed.place(sight.counter)?;
    let is_by_day = is_by_day::<T>(sort);
    let (after, offset) = match &place {
        Place::Start => (None, 0),
        Place::After(after) if is_by_day => (Some(after.clone()), 0),
        Place::Offset(offset) if !is_by_day => (None, *offset),
        _ => {
            let detail = "the cursor is one of another order";
            return Err(Problem::new(crate::problem::Code::CursorInvalid, detail));
        }
    };
    let question = Question {
        part: T::PART,
        filter,
        order: sort.order(),
        // One more tells whether there is more.
        limit: Some(limit + 1),
        offset,
        after,
    };
    let mut answer = sight.store.ask(&question)?;
    let is_more = answer.rows.len() > limit as usize;
    answer.rows.truncate(limit as usize);
    let next = match last::<T>(&answer).filter(|_| is_more) {
        Some(last) if is_by_day => Place::After(last),
        Some(_) => Place::Offset(offset.saturating_add(limit)),
        None => Place::Start,
    };
    let items = (0..answer.rows.len()).map(|row| T::of(&answer, row)).collect();
    Ok(List { items, next: next.write(sight.counter) })
}

/// All rows of a filter, page after page, or so many; a visitor who wants no more says so by an error.
pub(crate) fn pages<T: Row>(
    sight: &Sight<'_>,
    filter: Filter,
    sort: Sort,
    most: Option<u32>,
    visit: &mut dyn FnMut(&Answer) -> Result<(), Problem>,
) -> Result<(), Problem> {
    const PAGE: u32 = 1_000;
    let is_by_day = is_by_day::<T>(sort);
    let mut left = most.unwrap_or(u32::MAX);
    let (mut after, mut offset) = (None, 0);
    loop {
        let limit = left.min(PAGE);
        let question = Question {
            part: T::PART,
            filter: filter.clone(),
            order: sort.order(),
            limit: Some(limit),
            offset,
            after: after.take(),
        };
        let answer = sight.store.ask(&question)?;
        visit(&answer)?;
        let count = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
        left = left.saturating_sub(count);
        if count < limit || left == 0 {
            return Ok(());
        }
        match last::<T>(&answer).filter(|_| is_by_day) {
            Some(last) => after = Some(last),
            None => offset = offset.saturating_add(count),
        }
    }
}

/// Declares the query of a list of rows and its view.
macro_rules! listed {
    ($query:ident, $row:ident, $page:literal, $twin:literal, $usual:expr, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $query {
            /// Which rows.
            pub which: super::Which,
            /// How many, and in which order.
            pub listed: super::Listed,
        }

        impl super::Query for $query {
            fn take(params: &mut crate::address::Params) -> Result<Self, crate::problem::Problem> {
                Ok($query { which: super::Which::take(params)?, listed: super::Listed::take(params)? })
            }

            fn addresses(&self) -> [String; 2] {
                use crate::address::Address;
                super::both(Address::new($page), Address::new($twin), |address| {
                    self.which.write(address);
                    self.listed.write(address);
                })
            }
        }

        impl super::View for $query {
            type Matter = super::List<super::$row>;

            fn see(&self, sight: &super::Sight<'_>) -> Result<Self::Matter, crate::problem::Problem> {
                super::rows::list(sight, self.which.filter(), &self.listed, $usual)
            }
        }
    };
}
pub(super) use listed;
