//! Lists of rows: a part of them as JSON, or all of them, line by line, as they are found.

use super::form::{Form, answer, has, mark, see, unchanged};
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Desk;
use crate::views::{
    ActorRow, ActorsQuery, AgendaQuery, AgendaRow, ArticleRow, ArticlesQuery, EventRow, EventsQuery, List,
    Listed, Query, Row, Sight, Sort, StatementRow, StatementsQuery, View, Which, pages,
};
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use legation_exchange::export::{self, Country, Facts, Known};
use legation_record::Status;
use legation_store::{Answer, Filter, Storage, StoreError};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// A list of rows that can be given whole.
trait Whole: View {
    type Row: Row + Serialize;
    /// Which rows, in which order, how many.
    fn parts(&self) -> (Filter, &Listed, Sort);
}

macro_rules! whole {
    ($query:ident, $row:ident) => {
        impl Whole for $query {
            type Row = $row;
            fn parts(&self) -> (Filter, &Listed, Sort) {
                (self.which.filter(), &self.listed, Sort::Newest)
            }
        }
    };
}

whole!(EventsQuery, EventRow);
whole!(StatementsQuery, StatementRow);
whole!(AgendaQuery, AgendaRow);
whole!(ArticlesQuery, ArticleRow);

impl Whole for ActorsQuery {
    type Row = ActorRow;
    fn parts(&self) -> (Filter, &Listed, Sort) {
        let which = Which { actors: self.actors.clone(), ..Which::default() };
        (which.filter(), &self.listed, Sort::Frequency)
    }
}

/// The list in the form that is liked.
async fn list<Q: Whole>(
    desk: &Desk,
    headers: &HeaderMap,
    query: Option<String>,
    fixed: Option<Form>,
) -> Result<Response, Problem> {
    let view = Q::parse(&query.unwrap_or_default())?;
    let form = match fixed {
        Some(form) => form,
        None => Form::liked(headers, &[Form::Json, Form::Lines, Form::Csv])?,
    };
    if form == Form::Json {
        return see(desk, headers, Ok(view)).await;
    }
    let mark = mark(desk.counter()?, &view.twin(), form);
    if has(headers, &mark) {
        return Ok(unchanged(&mark));
    }
    let (_, listed, usual) = view.parts();
    if listed.cursor.is_some() {
        let detail = "a list that is given whole has no cursor";
        return Err(Problem::new(Code::ParameterInvalid, detail));
    }
    let (sort, most) = (listed.sort.unwrap_or(usual), listed.limit);
    let body = stream(desk, move |sight, send| {
        let (filter, ..) = view.parts();
        let mut is_first = true;
        pages::<Q::Row>(sight, filter, sort, most, &mut |page| {
            let bytes = match form {
                Form::Csv => csv(page, std::mem::take(&mut is_first)),
                _ => lines::<Q::Row>(page),
            };
            send(bytes?)
        })
    });
    Ok(answer(body.await?, form, &mark))
}

/// A body that is made while it is sent. What goes wrong before anything was made is told as a problem.
async fn stream(
    desk: &Desk,
    make: impl FnOnce(&Sight<'_>, &mut dyn FnMut(Vec<u8>) -> Result<(), Problem>) -> Result<(), Problem>
    + Send
    + 'static,
) -> Result<Body, Problem> {
    /// Parts that wait for a slow reader.
    const WAITING: usize = 2;
    let (to_reader, mut parts) = mpsc::channel::<Result<Bytes, Problem>>(WAITING);
    let desk = desk.clone();
    tokio::spawn(async move {
        let sender = to_reader.clone();
        let made = desk.ask(move |sight| {
            make(sight, &mut |bytes| {
                let gone = |_| Problem::new(Code::Timeout, "nobody waits for the answer any more");
                sender.blocking_send(Ok(Bytes::from(bytes))).map_err(gone)
            })
        });
        if let Err(why) = made.await {
            // Nobody is left to tell where the reader went away.
            let _ = to_reader.send(Err(why)).await;
        }
    });
    let first = parts.recv().await.transpose()?;
    let rest = ReceiverStream::new(parts);
    let all = tokio_stream::iter(first.map(Ok)).chain(rest);
    Ok(Body::from_stream(all))
}

fn lines<T: Row + Serialize>(page: &Answer) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    for row in 0..page.rows.len() {
        serde_json::to_writer(&mut bytes, &T::of(page, row)).map_err(unwritten)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn csv(page: &Answer, is_first: bool) -> Result<Vec<u8>, Problem> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let shown = |(_, name): &(usize, &String)| name.as_str() != "key";
    let columns: Vec<(usize, &String)> = page.columns.iter().enumerate().filter(shown).collect();
    if is_first {
        table.write_record(columns.iter().map(|(_, name)| name)).map_err(unwritten)?;
    }
    for row in &page.rows {
        let cells = columns.iter().map(|(at, _)| row.get(*at).map(ToString::to_string).unwrap_or_default());
        table.write_record(cells).map_err(unwritten)?;
    }
    table.into_inner().map_err(|why| unwritten(why.error()))
}

fn unwritten(why: impl std::fmt::Display) -> Problem {
    Problem::new(Code::Internal, format!("the answer cannot be written: {why}"))
}

/// The calendar of events: what is planned, unless statuses are named.
async fn calendar(desk: &Desk, headers: &HeaderMap, query: Option<String>) -> Result<Response, Problem> {
    let view = EventsQuery::parse(&query.unwrap_or_default())?;
    let mark = mark(desk.counter()?, &view.twin(), Form::Calendar);
    if has(headers, &mark) {
        return Ok(unchanged(&mark));
    }
    let body = desk.ask(move |sight| {
        let mut filter = view.which.filter();
        if filter.statuses.is_empty() {
            filter.statuses = vec![Status::Planned.name().to_owned()];
        }
        written_calendar(sight, &filter, view.listed.limit.unwrap_or(Listed::MOST))
    });
    Ok(answer(body.await?, Form::Calendar, &mark))
}

/// At most so many events: a calendar is made whole.
fn written_calendar(sight: &Sight<'_>, filter: &Filter, most: u32) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut left = most as usize;
    {
        let mut writer = export::writer(export::Form::Ical, &mut bytes, &Unasked).map_err(unwritten)?;
        let walked = sight.store.each_event(filter, &mut |told| {
            let record = &told.stored.record;
            let tellings: Vec<export::Telling<'_>> = told
                .events
                .iter()
                .take(left)
                .filter_map(|kept| {
                    Some(export::Telling {
                        event: record.events.get(kept.number)?,
                        day: kept.day.as_deref().and_then(|day| day.parse().ok()),
                        triggers: kept.trigger_words.as_deref(),
                        sentence: kept.sentence.as_deref(),
                    })
                })
                .collect();
            left -= tellings.len().min(left);
            let article = export::Article {
                record,
                text: told.stored.text.as_deref(),
                digest: told.stored.digest.as_str(),
                version: told.stored.version,
                language: told.stored.language.as_deref(),
                events: &tellings,
            };
            writer.article(&article).map_err(|why| StoreError::Disk(why.to_string()))?;
            if left == 0 { Err(StoreError::Stopped) } else { Ok(()) }
        });
        match walked {
            Ok(()) => {}
            Err(StoreError::Stopped) if left == 0 => {}
            Err(why) => return Err(why.into()),
        }
        writer.finish().map_err(unwritten)?;
    }
    Ok(bytes)
}

/// A calendar asks for no names of codes.
struct Unasked;

impl Facts for Unasked {
    fn country(&self, _: &str) -> Option<Country> {
        None
    }
    fn known(&self, _: &str) -> Option<Known> {
        None
    }
    fn cameo(&self, _: &str) -> Option<&'static str> {
        None
    }
}

/// Declares the handlers of a list: as it is liked, and in the two forms that an address can name.
macro_rules! handlers {
    ($query:ident, $row:ident, $name:ident, $csv:ident, $lines:ident, $path:literal, $params:tt, $what:literal) => {
        #[doc = $what]
        #[utoipa::path(
            get, path = $path, tag = "rows", params $params,
            responses(
                (status = 200, description = "A part of the list; with `Accept: application/x-ndjson` or `text/csv` the whole list, row by row.", content(
                    (List<$row> = "application/json"), (String = "application/x-ndjson"), (String = "text/csv")
                )),
                (status = 304, description = "Nothing has changed."),
                (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
            )
        )]
        pub(super) async fn $name(
            State(desk): State<Desk>, headers: HeaderMap, RawQuery(query): RawQuery,
        ) -> Result<Response, Problem> {
            list::<$query>(&desk, &headers, query, None).await
        }

        pub(super) async fn $csv(
            State(desk): State<Desk>, headers: HeaderMap, RawQuery(query): RawQuery,
        ) -> Result<Response, Problem> {
            list::<$query>(&desk, &headers, query, Some(Form::Csv)).await
        }

        pub(super) async fn $lines(
            State(desk): State<Desk>, headers: HeaderMap, RawQuery(query): RawQuery,
        ) -> Result<Response, Problem> {
            list::<$query>(&desk, &headers, query, Some(Form::Lines)).await
        }
    };
}

handlers!(
    EventsQuery,
    EventRow,
    events,
    events_csv,
    events_ndjson,
    "/api/v1/events",
    (Which, Listed),
    "Who did what to whom."
);
handlers!(
    StatementsQuery,
    StatementRow,
    statements,
    statements_csv,
    statements_ndjson,
    "/api/v1/statements",
    (Which, Listed),
    "Who said what."
);
handlers!(
    AgendaQuery,
    AgendaRow,
    agenda,
    agenda_csv,
    agenda_ndjson,
    "/api/v1/agenda",
    (Which, Listed),
    "What talks were about, and what was off their table."
);
handlers!(
    ArticlesQuery,
    ArticleRow,
    articles,
    articles_csv,
    articles_ndjson,
    "/api/v1/articles",
    (Which, Listed),
    "Articles."
);
handlers!(
    ActorsQuery, ActorRow, actors, actors_csv, actors_ndjson, "/api/v1/actors",
    (("actor" = Option<Vec<String>>, Query, description = "A code (`RUSGOV`, `RUS*`, `*GOV`) or a name."), Listed),
    "Who takes part and speaks, and how often."
);

/// Planned events as a calendar.
#[utoipa::path(
    get, path = "/api/v1/events.ics", tag = "rows", params(Which, Listed),
    responses(
        (status = 200, description = "A calendar (RFC 5545): what is planned, unless statuses are named; at most 1,000 events.", body = String, content_type = "text/calendar"),
        (status = 304, description = "Nothing has changed."),
        (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn events_ics(
    State(desk): State<Desk>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    calendar(&desk, &headers, query).await
}
