//! Pages that take something in: an article to read, a correction.

use super::shown::{About, Form, Shown};
use super::{article, told, unmade, words};
use crate::problem::{Code, Problem};
use crate::state::Desk;
use crate::tokens::Scope;
use axum::extract::{Multipart, Path, RawForm, State};
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use minijinja::Value as Shownable;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A form to paste an article into.
pub(super) async fn paste() -> Response {
    page(form(&BTreeMap::new()))
}

fn form(given: &BTreeMap<String, String>) -> Shown {
    Shown::new("read.html", "read", "Read an article")
        .lede("What the desk would make of it. Nothing is stored.")
        .with("given", given)
}

fn page(shown: Shown) -> Response {
    match shown.markup(Shownable::UNDEFINED, &About::default()) {
        Ok(markup) => Html(markup).into_response(),
        Err(why) => told(&unmade(why)),
    }
}

/// What was pasted or sent as a file, read.
pub(super) async fn read(State(desk): State<Desk>, fields: Multipart) -> Response {
    match read_it(&desk, fields).await {
        Ok(shown) => page(shown),
        Err(problem) => told(&problem),
    }
}

async fn read_it(desk: &Desk, mut fields: Multipart) -> Result<Shown, Problem> {
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    let bad = |why: axum::extract::multipart::MultipartError| match why.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Code::BodyTooLarge, "the article is too long")
        }
        _ => Problem::new(Code::BodyInvalid, "the form cannot be read"),
    };
    while let Some(field) = fields.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(bad)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_file = name == "file";
        let name = if is_file { "text".to_owned() } else { name };
        if matches!(name.as_str(), "text" | "date" | "title" | "source") && (!text.trim().is_empty()) {
            given.insert(name, text);
        }
    }
    let field = |name: &str| given.get(name).map(|value| value.trim().to_owned());
    let Some(text) = given.get("text").cloned() else {
        let shown = form(&given);
        return Ok(shown.lede("Paste a text, or choose a file of one."));
    };
    let date = field("date").map(|date| {
        let bad = || {
            Problem::new(Code::ArticleInvalid, "the day of publication is none")
                .with_remedy("write it as 2025-02-27")
        };
        date.parse::<Date>().map_err(|_| bad())
    });
    let date = date.transpose()?;
    // A text that says more of itself than a form does is taken as it stands.
    let body = match (date, field("title"), field("source")) {
        (None, None, None) => text,
        (date, title, source) => {
            let mut sent = Map::new();
            sent.insert("text".to_owned(), text.into());
            let said = [("date", date.map(|date| date.to_string())), ("title", title), ("source", source)];
            sent.extend(said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
            Value::Object(sent).to_string()
        }
    };
    let mut read = crate::api::write::reading(desk, body.as_bytes(), date).await?;
    let number = read.len();
    let matter =
        read.drain(..).next().ok_or_else(|| Problem::new(Code::ArticleInvalid, "there is no article"))?;
    let mut shown = article::shown(&matter);
    shown.forms = vec![Form::page("Another article", "/read".to_owned())];
    shown.over = Some("Read just now; nothing is stored");
    shown.lede = (number > 1).then(|| format!("The first of {number} articles."));
    shown.section = "read";
    shown.address = "/read".to_owned();
    Ok(shown.with("v", &matter))
}

/// A correction from the page of an article.
pub(super) async fn correct(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Response {
    let fields: BTreeMap<String, String> = form_urlencoded::parse(&body)
        .map(|(name, value)| (name.into_owned(), value.trim().to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match correct_it(&desk, &id, &fields).await {
        Ok(message) => {
            let shown = Shown::new("done.html", "articles", "Corrected")
                .with("message", message)
                .with("back", words::article(&id));
            page(shown)
        }
        Err(problem) => told(&problem),
    }
}

async fn correct_it(desk: &Desk, id: &str, fields: &BTreeMap<String, String>) -> Result<String, Problem> {
    let token = desk.allows(fields.get("token").map(String::as_str), Scope::Correct)?;
    let by = fields.get("by").cloned().or(token.map(|token| token.name)).unwrap_or_default();
    let taken = crate::api::write::correcting(desk, line(id, fields)?.to_string().into_bytes(), by).await?;
    Ok(match (taken.new, taken.orphans) {
        (0, _) => "This was said before, and is kept already.".to_owned(),
        (_, 0) => "It is kept, and the article is corrected. The machine’s value stays beside it.".to_owned(),
        _ => "It is kept, but fits nowhere: the finding may have been taken out or corrected meanwhile."
            .to_owned(),
    })
}

/// What a form says, as a line of corrections (docs/CORRECTIONS.md).
fn line(id: &str, fields: &BTreeMap<String, String>) -> Result<Value, Problem> {
    let missing = |what: &str| Problem::new(Code::CorrectionInvalid, format!("{what} is missing"));
    let field = |name: &str| fields.get(name).map(String::as_str);
    let verb = field("verb").ok_or_else(|| missing("what is to be done"))?;
    let what = field("what").ok_or_else(|| missing("of what it is"))?;
    let mut line = Map::new();
    line.insert("article".to_owned(), id.into());
    for (name, value) in
        [("verb", Some(verb)), ("what", Some(what)), ("by", field("by")), ("why", field("why"))]
    {
        if let Some(value) = value {
            line.insert(name.to_owned(), value.into());
        }
    }
    match verb {
        "add" => {
            let words = field("words").ok_or_else(|| missing("the words of the text"))?;
            line.insert("words".to_owned(), words.into());
            let value: Map<String, Value> = ["type", "status", "source", "target", "who", "code"]
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), field(name)?.into())))
                .collect();
            line.insert("value".to_owned(), value.into());
        }
        _ => {
            let finding = field("finding").ok_or_else(|| missing("of which finding it is"))?;
            line.insert("finding".to_owned(), finding.into());
        }
    }
    if verb == "set" {
        line.insert("field".to_owned(), field("field").ok_or_else(|| missing("the field"))?.into());
        line.insert("value".to_owned(), field("value").map_or(Value::Null, typed));
    }
    Ok(json!(line))
}

/// `true`, numbers and lists as such; everything else is words.
fn typed(value: &str) -> Value {
    match serde_json::from_str::<Value>(value) {
        Ok(value @ (Value::Bool(_) | Value::Array(_) | Value::Object(_) | Value::Null)) => value,
        _ if value == "none" => Value::Null,
        _ => value.into(),
    }
}
