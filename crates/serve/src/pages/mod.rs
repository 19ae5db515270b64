//! The pages: what people see. Each is a `shown::Page` of a view; templates are in `templates/`, styles and scripts in `assets/`, which
//! `web/` makes.
//!
//! Whatever comes from articles or addresses is text: templates escape it, and links lead to the desk itself or to `http` and `https`. Every
//! page is whole without a script.

mod article;
mod assets;
mod dossier;
mod engine;
mod forms;
mod lists;
mod pictures;
mod segments;
mod shown;
mod words;
mod write;

use crate::api::form::{self, Form};
use crate::problem::{Code, Problem};
use crate::state::Desk;
use crate::views::{self, Query};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use legation_store::{Order, Part, Question, Storage};
use minijinja::Value;
use shown::{About, Page, Shown};

/// The pages, to be mounted at `/`.
pub fn router(desk: Desk) -> Router {
    Router::new()
        .route("/", get(plain::<views::TodayQuery>))
        .route("/dossiers", get(plain::<views::DossiersQuery>))
        .route("/dossier", get(by_name))
        .route("/dossier/{parties}", get(of_parties))
        .route("/timeline", get(plain::<views::TimelineQuery>))
        .route("/events", get(plain::<views::EventsQuery>))
        .route("/statements", get(plain::<views::StatementsQuery>))
        .route("/agenda", get(plain::<views::AgendaQuery>))
        .route("/actors", get(plain::<views::ActorsQuery>))
        .route("/actor/{who}", get(of_actor))
        .route("/dyad/{dyad}", get(of_dyad))
        .route("/map", get(plain::<views::MapQuery>))
        .route("/network", get(plain::<views::NetworkQuery>))
        .route("/articles", get(plain::<views::ArticlesQuery>))
        .route("/article/{id}", get(of_article))
        .route("/article/{id}/correct", axum::routing::post(write::correct))
        .route("/search", get(plain::<views::SearchQuery>))
        .route("/stories", get(plain::<views::StoriesQuery>))
        .route("/story/{id}", get(of_story))
        .route("/changed", get(plain::<views::ChangedQuery>))
        .route("/read", get(write::paste).post(write::read))
        .route("/assets/{digest}/{name}", get(assets::asset))
        .fallback(nothing)
        .with_state(desk)
}

/// A page whose address is all in its query.
async fn plain<P: Page>(State(desk): State<Desk>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    answer(&desk, P::parse(query.as_deref().unwrap_or_default()), &headers).await
}

/// Declares the pages of which a part of the path says what.
macro_rules! named {
    ($($handler:ident $query:ident $name:literal;)*) => {$(
        async fn $handler(State(desk): State<Desk>, Path(part): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
            let asked = views::$query::parse_with($name, &part, query.as_deref().unwrap_or_default());
            answer(&desk, asked, &headers).await
        }
    )*};
}

named! {
    of_parties DossierQuery "parties";
    of_actor ActorQuery "who";
    of_dyad DyadQuery "dyad";
    of_article ArticleQuery "id";
    of_story StoryQuery "id";
}

/// What a form sends that asks for a dossier by the names of its parties.
async fn by_name(RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let parties = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "parties");
    match parties.map(|(_, parties)| parties.trim().to_owned()).filter(|parties| !parties.is_empty()) {
        Some(parties) => Redirect::to(&words::dossier(&parties)).into_response(),
        None => Redirect::to("/dossiers").into_response(),
    }
}

async fn nothing(uri: axum::http::Uri) -> Response {
    let problem = Problem::not_found("page", &crate::address::short(uri.path()));
    // Programs are told in their own form.
    if uri.path().starts_with("/api/") { problem.into_response() } else { told(&problem) }
}

async fn answer<P: Page>(desk: &Desk, asked: Result<P, Problem>, headers: &HeaderMap) -> Response {
    match look(desk, asked, headers).await {
        Ok(page) => page,
        Err(problem) => told(&problem),
    }
}

async fn look<P: Page>(
    desk: &Desk,
    asked: Result<P, Problem>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let asked = asked?;
    let counter = desk.counter()?;
    // The page depends on the state of the store, its address and the program alone.
    let mark = form::mark(counter, &asked.address(), Form::Page);
    if form::has(headers, &mark) {
        return Ok(form::unchanged(&mark));
    }
    let matter = desk.see(asked.clone()).await?;
    let about = about::<P>(desk, counter).await?;
    let markup = tokio::task::spawn_blocking(move || shown::page(&asked, &matter, &about));
    let markup = markup.await.map_err(|why| Problem::new(Code::Internal, why.to_string()))?;
    Ok(form::answer(markup.map_err(unmade)?, Form::Page, &mark))
}

/// The days of the store, where a page has a slider over them.
async fn about<P: Page>(desk: &Desk, counter: u64) -> Result<About, Problem> {
    let about = About { counter, takes_corrections: true, ..About::default() };
    if !P::HAS_DAYS {
        return Ok(about);
    }
    let ends = desk.ask(|sight| {
        let end = |order| -> Result<Option<String>, Problem> {
            let question = Question { order, limit: Some(1), ..Question::about(Part::Articles) };
            let answer = sight.store.ask(&question)?;
            Ok((!answer.rows.is_empty()).then(|| answer.cell(0, "date").to_string()))
        };
        Ok((end(Order::Oldest)?, end(Order::Newest)?))
    });
    let (first_day, last_day) = ends.await?;
    Ok(About { first_day, last_day, ..about })
}

fn unmade(why: minijinja::Error) -> Problem {
    tracing::error!("a page cannot be made: {why:#}");
    Problem::new(Code::Internal, "the page cannot be made")
}

/// A problem as a page.
fn told(problem: &Problem) -> Response {
    let told = problem.told();
    let shown = Shown::new("error.html", "", told.title.trim_end_matches('.')).with("problem", &told);
    let status = problem.code.status();
    let mut answer = match shown.markup(Value::UNDEFINED, &About::default()) {
        Ok(markup) => (status, Html(markup)).into_response(),
        Err(why) => unmade(why).into_response(),
    };
    answer.extensions_mut().insert(problem.clone());
    answer
}
