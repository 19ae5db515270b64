//! What goes in: articles to be read, articles to be kept, corrections.

use super::form::Form;
use crate::address::Params;
use crate::problem::{Code, Problem, ProblemBody};
use crate::safety::secret;
use crate::state::Desk;
use crate::tokens::{Scope, hex};
use crate::views::{self, List};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use legation_exchange::import;
use legation_store::{Digest, Entry, Keep, Outcome, Storage, Stored};
use legation_text::Article;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, VecDeque};
use std::sync::PoisonError;
use utoipa::ToSchema;

/// Articles that are read for one request, where they are not kept.
const READ_AT_ONCE: usize = 20;
/// Keys of earlier requests that are remembered.
const KEYS: usize = 1_000;

/// Answers to earlier requests that came with a key.
#[derive(Debug, Default)]
pub struct Done {
    answers: HashMap<String, (String, Taken)>,
    order: VecDeque<String>,
}

impl Done {
    fn find(&self, key: &str, body: &str) -> Option<Result<Taken, Problem>> {
        let (known, taken) = self.answers.get(key)?;
        Some(match known == body {
            true => Ok(taken.clone()),
            false => Err(Problem::new(Code::IdempotencyMismatch, "the key was used with another body")),
        })
    }

    fn keep(&mut self, key: String, body: String, taken: Taken) {
        if self.answers.insert(key.clone(), (body, taken)).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > KEYS
            && let Some(oldest) = self.order.pop_front()
        {
            self.answers.remove(&oldest);
        }
    }
}

/// What became of articles that were sent in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Taken {
    /// Each article, in the order in which they were sent.
    pub items: Vec<TakenArticle>,
    /// What was no article.
    pub refused: Vec<RefusedArticle>,
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TakenArticle {
    /// Its id.
    pub id: String,
    /// The day it was published.
    pub date: String,
    /// The digest of its content.
    pub digest: String,
    /// added, version (a new version of one that was there), duplicate.
    pub outcome: String,
}

/// What was no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedArticle {
    /// Where in the body.
    pub place: String,
    /// The stable name of what is wrong.
    pub code: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

/// What became of corrections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectionsTaken {
    /// New ones.
    pub new: u64,
    /// Those that were there already.
    pub known: u64,
    /// Of the new ones, those that fit nowhere.
    pub orphans: u64,
}

/// The articles in a body, of any form that `legation add` takes, and what is none.
pub fn sent(body: &[u8], date: Option<Date>) -> (Vec<Article>, Vec<RefusedArticle>) {
    let (mut articles, mut refused) = (Vec::new(), Vec::new());
    for found in import::articles("sent", body, date) {
        match found {
            Ok(article) => articles.push(article),
            Err(why) => refused.push(RefusedArticle {
                code: why.code().to_owned(),
                reason: why.fault.to_string(),
                remedy: why.remedy().to_owned(),
                place: why.inside,
            }),
        }
    }
    (articles, refused)
}

fn nothing(refused: &[RefusedArticle]) -> Problem {
    match refused.first() {
        Some(first) => {
            Problem::new(Code::ArticleInvalid, first.reason.clone()).with_remedy(first.remedy.clone())
        }
        None => Problem::new(Code::ArticleInvalid, "there is no article in the body"),
    }
}

/// Reads what is sent; nothing of it is kept.
pub async fn reading(desk: &Desk, body: &[u8], date: Option<Date>) -> Result<Vec<views::Article>, Problem> {
    let (articles, refused) = sent(body, date);
    if articles.is_empty() {
        return Err(nothing(&refused));
    }
    if articles.len() > READ_AT_ONCE {
        let detail =
            format!("{} articles are sent; at most {READ_AT_ONCE} are read at a time", articles.len());
        return Err(Problem::new(Code::BodyTooLarge, detail));
    }
    let entries = desk.read(articles).await?;
    Ok(entries.into_iter().map(stored).map(views::Article::of).collect())
}

/// An entry as if it were stored, all of it.
fn stored(entry: Entry) -> Stored {
    Stored {
        digest: entry.digest(),
        version: 1,
        is_current: true,
        text: Some(entry.text),
        record: entry.record,
        machine: None,
        language: entry.language,
        is_coded: entry.is_coded,
        keep: Keep::Full,
        outlet: entry.outlet.map(|outlet| outlet.name),
        snippets: Vec::new(),
    }
}

/// Reads what is sent and keeps it, as `legation add` does. Whoever calls has seen to it that this is allowed.
pub async fn taking_in(desk: &Desk, body: &[u8], date: Option<Date>) -> Result<Taken, Problem> {
    let (articles, refused) = sent(body, date);
    if articles.is_empty() {
        return Err(nothing(&refused));
    }
    let digest = |article: &Article| {
        let (source, title) = (article.source.as_deref(), article.title.as_deref());
        Digest::of(&article.date.to_string(), source, title, &article.text)
    };
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let mut items: Vec<TakenArticle> = articles
        .iter()
        .zip(&digests)
        .map(|(article, digest)| TakenArticle {
            id: article.id.clone(),
            date: article.date.to_string(),
            digest: digest.as_str().to_owned(),
            outcome: "duplicate".to_owned(),
        })
        .collect();
    let asked = digests.clone();
    let known = desk.ask(move |sight| Ok(sight.store.known(&asked)?)).await?;
    let new: Vec<Article> =
        articles.into_iter().zip(&known).filter(|(_, known)| !**known).map(|(article, _)| article).collect();
    if !new.is_empty() {
        let entries = desk.read(new).await?;
        let outcomes = desk.write(move |store, _| Ok(store.add(&entries)?)).await?;
        let places = items.iter_mut().zip(&known).filter(|(_, known)| !**known).map(|(item, _)| item);
        for (item, outcome) in places.zip(outcomes) {
            item.outcome = match outcome {
                Outcome::Added => "added",
                Outcome::Version(_) => "version",
                Outcome::Duplicate => "duplicate",
            }
            .to_owned();
        }
        desk.came_in();
    }
    Ok(Taken { items, refused })
}

/// Takes in corrections, an object a line; `by` signs those that name nobody. Whoever calls has seen to it that this is allowed.
pub async fn correcting(desk: &Desk, lines: Vec<u8>, by: String) -> Result<CorrectionsTaken, Problem> {
    let kept = desk.write(move |store, hands| {
        hands.correct(store, &lines, &by).map_err(|refusal| {
            let problem = Problem::new(Code::CorrectionInvalid, refusal.reason);
            match refusal.remedy {
                Some(remedy) => problem.with_remedy(remedy),
                None => problem,
            }
        })
    });
    let kept = kept.await?;
    if kept.new > 0 {
        desk.came_in();
    }
    Ok(CorrectionsTaken { new: kept.new, known: kept.known, orphans: kept.orphans })
}

/// The date of articles that have none, and no other parameter.
fn date(query: Option<String>) -> Result<Option<Date>, Problem> {
    let mut params = Params::of(&query.unwrap_or_default())?;
    let date = params.date("date")?;
    params.finish()?;
    Ok(date)
}

/// That a body is of a kind that is taken.
fn media(headers: &HeaderMap) -> Result<(), Problem> {
    /// What `legation add` finds articles in.
    const TAKEN: [&str; 12] = [
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
        "text/plain",
        "text/html",
        "text/csv",
        "text/tab-separated-values",
        "application/xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/octet-stream",
    ];
    let Some(said) = headers.get(header::CONTENT_TYPE) else { return Ok(()) };
    let said = said.to_str().unwrap_or_default();
    let media = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match TAKEN.contains(&media.as_str()) {
        true => Ok(()),
        false => {
            let detail = format!("the body is `{}`", crate::address::short(&media));
            Err(Problem::new(Code::MediaUnsupported, detail))
        }
    }
}

/// Reads an article and gives its record; nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/read", tag = "writes",
    params(("date" = Option<String>, Query, description = "The date of texts that do not begin with one.")),
    request_body(description = "An article: JSON (`id`, `date`, `text`, and if you have them `title`, `source`, `url`), a text, or another form that `legation add` takes.", content((Sent = "application/json"), (String = "text/plain"))),
    responses(
        (status = 200, description = "The articles, read.", body = List<views::Article>),
        (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn read(
    State(desk): State<Desk>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    Form::liked(&headers, &[Form::Json])?;
    media(&headers)?;
    let items = reading(&desk, &body, date(query)?).await?;
    Ok(Json(List { items, next: None }).into_response())
}

/// An article as it is sent in; it is taken from the body as it stands, and so only described here.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct Sent {
    /// What it is known by.
    id: Option<String>,
    /// The day it was published.
    #[schema(format = Date)]
    date: Option<String>,
    /// The text.
    text: String,
    /// Its headline.
    title: Option<String>,
    /// Its outlet.
    source: Option<String>,
    /// Its address.
    url: Option<String>,
}

/// Takes articles in; needs a token with the scope `ingest`.
#[utoipa::path(
    post, path = "/api/v1/articles", tag = "writes", security(("token" = [])),
    params(
        ("date" = Option<String>, Query, description = "The date of texts that do not begin with one."),
        ("idempotency-key" = Option<String>, Header, description = "The same key with the same body gives the same answer, and does nothing twice.")
    ),
    request_body(description = "Articles: JSON, an object a line, or another form that `legation add` takes.", content((Sent = "application/json"), (String = "application/x-ndjson"), (String = "text/plain"))),
    responses(
        (status = 200, description = "What became of each; all of it is safe on the disk.", body = Taken),
        (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn articles(
    State(desk): State<Desk>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let token = desk.allows(secret(&headers)?, Scope::Ingest)?;
    Form::liked(&headers, &[Form::Json])?;
    media(&headers)?;
    let date = date(query)?;
    let owner = token.map(|token| token.name).unwrap_or_default();
    let key = headers
        .get("idempotency-key")
        .map(|key| format!("{owner}\n{}", String::from_utf8_lossy(key.as_bytes())));
    let digest = hex(&Sha256::new().chain_update(format!("{date:?}\n")).chain_update(&body).finalize());
    if let Some(key) = &key {
        let done = desk.done().lock().unwrap_or_else(PoisonError::into_inner).find(key, &digest);
        if let Some(done) = done {
            return Ok(Json(done?).into_response());
        }
    }
    let taken = taking_in(&desk, &body, date).await?;
    if let Some(key) = key {
        let mut done = desk.done().lock().unwrap_or_else(PoisonError::into_inner);
        done.keep(key, digest, taken.clone());
    }
    Ok(Json(taken).into_response())
}

/// Takes corrections in; needs a token with the scope `correct`.
#[utoipa::path(
    post, path = "/api/v1/corrections", tag = "writes", security(("token" = [])),
    request_body(description = "A correction, or one a line, as `legation correct --file` takes them: `{\"article\": …, \"do\": \"set 3 status planned\", \"why\": …}`, or in full (docs/CORRECTIONS.md).", content((serde_json::Value = "application/json"), (String = "application/x-ndjson"))),
    responses(
        (status = 200, description = "What became of them.", body = CorrectionsTaken),
        (status = "default", description = "What is wrong; nothing was kept.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn corrections(
    State(desk): State<Desk>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let token = desk.allows(secret(&headers)?, Scope::Correct)?;
    Form::liked(&headers, &[Form::Json])?;
    media(&headers)?;
    Params::of(&query.unwrap_or_default())?.finish()?;
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new(Code::BodyInvalid, "the body is empty"));
    }
    // One object may stand on several lines.
    let lines = match serde_json::from_slice::<serde_json::Value>(&body) {
        Ok(value) => value.to_string().into_bytes(),
        Err(_) => body.to_vec(),
    };
    let by = token.map(|token| token.name).unwrap_or_default();
    Ok(Json(correcting(&desk, lines, by).await?).into_response())
}
