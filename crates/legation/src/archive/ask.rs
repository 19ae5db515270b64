//! `legation events`, `statements`, `agenda`, `actors` and `articles`: questions, and rows as answers.

use super::options::{AskOptions, RowFormat, Sort};
use super::{rows, told};
use crate::config::{Said, Settings};
use anyhow::Result;
use legation_store::{Answer, Order, Part, Question, Sqlite, Storage};
use std::path::Path;
use std::process::ExitCode;

/// The columns of each table: title, column, width.
type Columns = &'static [(&'static str, &'static str, usize)];

const EVENTS: Columns = &[
    ("day", "day", 10),
    ("type", "type", 9),
    ("who", "source", 0),
    ("to whom", "target", 0),
    ("where", "place", 10),
    ("status", "status", 11),
    ("article", "article", 12),
];
const STATEMENTS: Columns = &[
    ("day", "day", 10),
    ("who", "who", 20),
    ("polarity", "polarity", 8),
    ("what", "content", 0),
    ("article", "article", 14),
];
const AGENDA: Columns = &[
    ("day", "day", 10),
    ("", "scope", 3),
    ("topic", "topic", 0),
    ("parties", "parties", 0),
    ("says", "according_to", 16),
    ("article", "article", 14),
];
const ACTORS: Columns =
    &[("code", "code", 12), ("who", "who", 0), ("events", "events", 8), ("statements", "statements", 10)];
const ARTICLES: Columns = &[
    ("date", "date", 10),
    ("article", "id", 20),
    ("source", "source", 14),
    ("title", "title", 0),
    ("events", "events", 6),
    ("statements", "statements", 10),
];

/// Runs a question.
pub(super) fn run(part: Part, options: &AskOptions, config: Option<&Path>) -> Result<ExitCode> {
    let columns = match part {
        Part::Events => EVENTS,
        Part::Statements => STATEMENTS,
        Part::Agenda => AGENDA,
        Part::Actors => ACTORS,
        Part::Articles => ARTICLES,
    };
    let (answer, limit) = answer(part, options, config)?;
    rows::print(&answer, options.format, |layout| rows::table(&answer, columns, layout))?;
    tell(&answer, limit);
    Ok(ExitCode::SUCCESS)
}

fn answer(part: Part, options: &AskOptions, config: Option<&Path>) -> Result<(Answer, Option<u32>)> {
    let said = Said { limit: options.limit.limit, ..super::said(&options.store) };
    let settings = Settings::resolve(config, &said)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    // Programs get all rows unless they ask for fewer, people a screenful.
    let is_for_people = options.format == RowFormat::Table;
    let limit = (!options.all && (is_for_people || options.limit.limit.is_some()))
        .then(|| u32::try_from(settings.limit.get()).unwrap_or(u32::MAX));
    let order = options.sort.unwrap_or(Sort::Newest).order();
    let order = if part == Part::Actors && options.sort.is_none() { Order::Frequent } else { order };
    let question =
        Question { part, filter: options.filter.filter(), order, limit, offset: options.offset, after: None };
    let answer = store.ask(&question).map_err(told)?;
    Ok((options.privacy.answer(&store, answer).map_err(told)?, limit))
}

/// Says on standard error that there may be more, or that there is nothing.
fn tell(answer: &Answer, limit: Option<u32>) {
    let count = answer.rows.len();
    let may_be_more = limit.is_some_and(|limit| count as u64 >= u64::from(limit));
    rows::tell(count == 0, may_be_more.then(|| format!("the first {count}")));
}
