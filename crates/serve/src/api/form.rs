//! The forms of an answer, and marks by which an unchanged one is known.

use crate::problem::{Code, Problem};
use crate::state::Desk;
use crate::tokens::hex;
use crate::views::View;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// An object.
    Json,
    /// A page.
    Page,
    /// An object a line.
    Lines,
    /// Comma-separated values.
    Csv,
    /// A calendar (RFC 5545).
    Calendar,
    /// A feed (RFC 4287).
    Atom,
}

impl Form {
    /// As `Accept` and `Content-Type` have it.
    fn media(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Page => "text/html",
            Form::Lines => "application/x-ndjson",
            Form::Csv => "text/csv",
            Form::Calendar => "text/calendar",
            Form::Atom => "application/atom+xml",
        }
    }

    fn written(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Page => "text/html; charset=utf-8",
            Form::Lines => "application/x-ndjson",
            Form::Csv => "text/csv; charset=utf-8",
            Form::Calendar => "text/calendar; charset=utf-8",
            Form::Atom => "application/atom+xml; charset=utf-8",
        }
    }

    /// The one of some forms that a request likes best; the first where it says nothing.
    pub(crate) fn liked(headers: &HeaderMap, forms: &[Form]) -> Result<Form, Problem> {
        let said: Vec<&str> = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        let first = forms.first().copied().unwrap_or(Form::Json);
        if said.is_empty() {
            return Ok(first);
        }
        let mut best: Option<(f64, usize, Form)> = None;
        for range in said {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight =
                parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f64>().ok());
            let weight = weight.filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(0.0);
            for (at, form) in forms.iter().enumerate() {
                let kind = form.media().split('/').next().unwrap_or_default();
                // What is named goes before what is merely let through.
                let nearness = match media.as_str() {
                    named if named == form.media() => 2,
                    "*/*" => 0,
                    range if range.strip_suffix("/*") == Some(kind) => 1,
                    _ => continue,
                };
                let rank = nearness * 100 + (99 - at.min(99));
                if weight > 0.0 && best.is_none_or(|(known, other, _)| (weight, rank) > (known, other)) {
                    best = Some((weight, rank, *form));
                }
            }
        }
        let names = || forms.iter().map(|form| form.media()).collect::<Vec<_>>().join(", ");
        best.map(|(_, _, form)| form).ok_or_else(|| {
            Problem::new(Code::NotAcceptable, format!("the address has these forms: {}", names()))
        })
    }
}

/// The mark of an answer: the state of the store, the address in its one way of being written, the form, the program.
pub(crate) fn mark(counter: u64, address: &str, form: Form) -> String {
    let text = format!("{counter}\n{address}\n{}\n{}", form.media(), env!("CARGO_PKG_VERSION"));
    let digest = Sha256::digest(text.as_bytes());
    format!("\"{}\"", hex(digest.get(..16).unwrap_or_default()))
}

/// Whether whoever asks has that answer already.
pub(crate) fn has(headers: &HeaderMap, mark: &str) -> bool {
    let said = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == mark)
}

/// An answer with its mark.
pub(crate) fn answer(body: impl Into<Body>, form: Form, mark: &str) -> Response {
    let mut answer = (StatusCode::OK, body.into()).into_response();
    marked(&mut answer, mark);
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(form.written()));
    answer
}

/// That nothing has changed.
pub(crate) fn unchanged(mark: &str) -> Response {
    let mut answer = StatusCode::NOT_MODIFIED.into_response();
    marked(&mut answer, mark);
    answer
}

fn marked(answer: &mut Response, mark: &str) {
    if let Ok(mark) = HeaderValue::from_str(mark) {
        answer.headers_mut().insert(header::ETAG, mark);
    }
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
}

/// What is to be seen, as JSON.
pub(crate) async fn see<V: View>(
    desk: &Desk,
    headers: &HeaderMap,
    view: Result<V, Problem>,
) -> Result<Response, Problem> {
    let view = view?;
    Form::liked(headers, &[Form::Json])?;
    let mark = mark(desk.counter()?, &view.twin(), Form::Json);
    if has(headers, &mark) {
        return Ok(unchanged(&mark));
    }
    let matter = desk.see(view).await?;
    let body = serde_json::to_vec(matter.as_ref())
        .map_err(|why| Problem::new(Code::Internal, format!("the answer cannot be written: {why}")))?;
    Ok(answer(body, Form::Json, &mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_chosen_as_they_are_liked() {
        let check = |accept: &str, expected: Option<Form>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            let liked = Form::liked(&headers, &[Form::Json, Form::Lines, Form::Csv]).ok();
            assert_eq!(liked, expected, "{accept}");
        };
        check("*/*", Some(Form::Json));
        check("application/x-ndjson", Some(Form::Lines));
        check("text/csv, application/json;q=0.5", Some(Form::Csv));
        check("text/html, text/*;q=0.2", Some(Form::Csv));
        check("text/html,application/xhtml+xml,*/*;q=0.8", Some(Form::Json));
        check("text/html", None);
        check("application/json;q=0", None);
        assert_eq!(Form::liked(&HeaderMap::new(), &[Form::Csv]).unwrap(), Form::Csv);
    }
}
