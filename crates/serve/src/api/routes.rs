//! What is seen at one address, and the document that describes all of them.

use super::form::{Form, answer, has, mark, see, unchanged};
use crate::problem::{Problem, ProblemBody};
use crate::state::Desk;
use crate::views::{
    self, ActorQuery, ArticleQuery, ChangedQuery, Counted, DossierQuery, DossiersQuery, DyadQuery, Listed,
    MapQuery, NetworkQuery, Query, SearchQuery, SeriesQuery, StoriesQuery, StoryQuery, TimelineQuery,
    TodayQuery, Which,
};
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use quick_xml::escape::escape;
use serde_json::Value;
use std::fmt::Write as _;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

/// Declares a handler of a view.
macro_rules! seen {
    ($name:ident, $query:ty, $matter:ty, $path:literal, $params:tt, $what:literal) => {
        #[doc = $what]
        #[utoipa::path(
            get, path = $path, tag = "views", params $params,
            responses(
                (status = 200, description = $what, body = $matter),
                (status = 304, description = "Nothing has changed."),
                (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
            )
        )]
        pub(super) async fn $name(
            State(desk): State<Desk>, headers: HeaderMap, RawQuery(query): RawQuery,
        ) -> Result<Response, Problem> {
            see(&desk, &headers, <$query>::parse(&query.unwrap_or_default())).await
        }
    };
    ($name:ident, $query:ty, $matter:ty, $path:literal, $part:literal, $params:tt, $what:literal) => {
        #[doc = $what]
        #[utoipa::path(
            get, path = $path, tag = "views", params $params,
            responses(
                (status = 200, description = $what, body = $matter),
                (status = 304, description = "Nothing has changed."),
                (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
            )
        )]
        pub(super) async fn $name(
            State(desk): State<Desk>, Path(part): Path<String>, headers: HeaderMap, RawQuery(query): RawQuery,
        ) -> Result<Response, Problem> {
            see(&desk, &headers, <$query>::parse_with($part, &part, &query.unwrap_or_default())).await
        }
    };
}

seen!(
    today,
    TodayQuery,
    views::Today,
    "/api/v1/today",
    (TodayQuery),
    "The latest: what happened, which stories move, what is planned next."
);
seen!(
    timeline, TimelineQuery, views::Timeline, "/api/v1/timeline",
    (
        Which, Listed,
        ("dossier" = Option<String>, Query, description = "Of the parties of a dossier: `Iran–United States`, `IRN-USA`."),
        ("story" = Option<String>, Query, description = "Of a story: its id."),
        ("as_of" = Option<String>, Query, description = "As it was known on this day: only articles published by then.")
    ),
    "What happened day by day, each event once, joined over all articles that tell of it."
);
seen!(dossiers, DossiersQuery, views::Dossiers, "/api/v1/dossiers",
    (
        ("from" = Option<String>, Query, description = "With talks from this day on."),
        ("to" = Option<String>, Query, description = "With talks up to this day."),
        Counted
    ),
    "Pairs of parties that talk to each other, those that are told of most first.");
seen!(
    dossier,
    DossierQuery,
    views::DossierPage,
    "/api/v1/dossiers/{parties}",
    "parties",
    (("parties" = String, Path, description = "The parties: `Iran–United States`, `IRN-USA`."), DossierQuery),
    "A negotiation laid out: rounds, agenda, positions, what was agreed, what is due, what is denied."
);
seen!(
    dyad,
    DyadQuery,
    views::Dyad,
    "/api/v1/dyads/{dyad}",
    "dyad",
    (
        ("dyad" = String, Path, description = "USA-RUS either way, `USA>RUS` from the first to the second."),
        DyadQuery
    ),
    "Two parties: cooperation and conflict over time, and the events under the curve."
);
seen!(
    actor,
    ActorQuery,
    views::Actor,
    "/api/v1/actors/{who}",
    "who",
    (("who" = String, Path, description = "A code (`RUSGOV`, `RUS*`, `*GOV`) or a name."), ActorQuery),
    "Somebody: offices held, what they did and said, with whom."
);
seen!(
    article,
    ArticleQuery,
    views::Article,
    "/api/v1/articles/{id}",
    "id",
    (("id" = String, Path, description = "The id, or the beginning of the digest.")),
    "An article with its text, its record and where the findings stand."
);
seen!(
    series,
    SeriesQuery,
    views::Series,
    "/api/v1/series",
    (SeriesQuery),
    "A measure of what two parties do, period by period."
);
seen!(
    search, SearchQuery, views::Search, "/api/v1/search",
    (
        ("q" = Option<String>, Query, description = "Words; phrases in quotation marks; AND, OR, NOT; beginnings with a star."),
        ("speaker" = Option<String>, Query, description = "Only in what was said by somebody of this name."),
        Which, Counted
    ),
    "Articles with certain words, or what somebody said, the best first."
);
seen!(stories, StoriesQuery, views::Stories, "/api/v1/stories",
    (("from" = Option<String>, Query, description = "With an article published from this day on."), Listed),
    "What belongs together over time.");
seen!(
    story,
    StoryQuery,
    views::Story,
    "/api/v1/stories/{id}",
    "id",
    (("id" = String, Path, description = "The id, or its beginning.")),
    "A story with its articles and events."
);
seen!(map, MapQuery, views::Map, "/api/v1/map", (Which, Counted), "Where events took place.");
seen!(
    network,
    NetworkQuery,
    views::Network,
    "/api/v1/network",
    (NetworkQuery),
    "Who deals with whom, how often, in cooperation and conflict."
);
seen!(
    changed, ChangedQuery, views::Changed, "/api/v1/changed",
    (
        ("dossier" = Option<String>, Query, description = "Of this negotiation: its parties."),
        ("actor" = Option<String>, Query, description = "Of this actor: a code, a pattern or a name."),
        ("dyad" = Option<String>, Query, description = "Of these two parties."),
        ("since" = Option<String>, Query, description = "Published from this day on; thirty days before the last article unless said otherwise.")
    ),
    "What is new since a day, of a dossier, an actor or a dyad."
);

/// What is new, as a feed.
#[utoipa::path(
    get, path = "/api/v1/changed.atom", tag = "views",
    params(
        ("dossier" = Option<String>, Query, description = "Of this negotiation: its parties."),
        ("actor" = Option<String>, Query, description = "Of this actor: a code, a pattern or a name."),
        ("dyad" = Option<String>, Query, description = "Of these two parties."),
        ("since" = Option<String>, Query, description = "Published from this day on; thirty days before the last article unless said otherwise.")
    ),
    responses(
        (status = 200, description = "A feed (RFC 4287).", body = String, content_type = "application/atom+xml"),
        (status = 304, description = "Nothing has changed."),
        (status = "default", description = "What is wrong.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn changed_atom(
    State(desk): State<Desk>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let view = ChangedQuery::parse(&query.unwrap_or_default())?;
    let mark = mark(desk.counter()?, &view.twin(), Form::Atom);
    if has(&headers, &mark) {
        return Ok(unchanged(&mark));
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let (base, address) = (format!("http://{host}"), view.address());
    let feed = feed(desk.see(view).await?.as_ref(), &base, &address);
    Ok(answer(feed, Form::Atom, &mark))
}

/// What is new as a feed; its entries lead to articles.
fn feed(changed: &views::Changed, base: &str, address: &str) -> String {
    /// XML has no place for these, escaped or not.
    fn clean(text: &str) -> String {
        let kept: String =
            text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        escape(kept.as_str()).into_owned()
    }
    let at = format!("{base}{address}");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{0}</id>\n<title>{1}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n<updated>{2}T00:00:00Z</updated>\n",
        clean(&at),
        clean(&format!("{}: what is new", changed.name)),
        changed.until,
    );
    for item in &changed.items {
        let article = ArticleQuery { id: item.article.clone() }.address();
        let _ = write!(
            out,
            "<entry>\n<id>urn:legation:{}</id>\n<title>{}</title>\n<updated>{}T00:00:00Z</updated>\n<author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            clean(&item.id.replace(char::is_whitespace, "-")),
            clean(&item.title),
            clean(item.date.get(..10).unwrap_or(&item.date)),
            clean(item.outlet.as_deref().unwrap_or("legation")),
            clean(&format!("{base}{article}")),
            clean(item.sentence.as_deref().unwrap_or_default()),
        );
    }
    out.push_str("</feed>\n");
    out
}

#[derive(OpenApi)]
#[openapi(
    info(title = "legation", description = "The auditable record of diplomacy: who met, said, demanded, offered, threatened, sanctioned or attacked whom.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    paths(
        today, super::rows::events, super::rows::events_ics, super::rows::statements, super::rows::agenda, super::rows::actors, actor,
        super::rows::articles, article, dossiers, dossier, dyad, timeline, series, search, stories, story, map, network, changed, changed_atom,
        super::write::read, super::write::articles, super::write::corrections,
    ),
    tags((name = "views", description = "What pages show."), (name = "rows", description = "Rows, filtered."), (name = "writes", description = "What goes in.")),
)]
struct Described;

/// The OpenAPI document.
pub fn document() -> Value {
    let mut api = Described::openapi();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("Made by `legation token add`."))
        .build();
    api.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    for (name, schema) in [
        ("Record", legation_record::json_schema()),
        ("Dossier", schemars::schema_for!(legation_link::Dossier).to_value()),
        ("Party", schemars::schema_for!(legation_link::Party).to_value()),
        ("Evidence", schemars::schema_for!(legation_link::Evidence).to_value()),
    ] {
        adopt(&mut document, name, schema);
    }
    document
}

/// Takes a JSON Schema with its definitions into the components of the document.
fn adopt(document: &mut Value, name: &str, mut schema: Value) {
    let definitions = schema.as_object_mut().and_then(|object| {
        object.remove("$schema");
        object.remove("$defs")
    });
    let mut all = vec![(name.to_owned(), schema)];
    if let Some(Value::Object(definitions)) = definitions {
        // Definitions of different documents may have one name, and what stands in each is its own.
        all.extend(definitions.into_iter().map(|(own, schema)| (format!("{name}.{own}"), schema)));
    }
    let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") else { return };
    for (own, mut schema) in all {
        refer(&mut schema, name);
        schemas.insert(own, schema);
    }
}

/// Leads references to definitions to where they stand now.
fn refer(schema: &mut Value, name: &str) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if key == "$ref" => {
                        if let Some(own) = text.strip_prefix("#/$defs/") {
                            *text = format!("#/components/schemas/{name}.{own}");
                        }
                    }
                    value => refer(value, name),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| refer(value, name)),
        _ => {}
    }
}

/// The OpenAPI document.
pub(super) async fn openapi() -> Response {
    let mut answer = Json(document()).into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        fn walk(value: &Value, document: &Value, seen: &mut usize) {
            match value {
                Value::Object(object) => {
                    for (key, value) in object {
                        match value {
                            Value::String(text) if key == "$ref" => {
                                *seen += 1;
                                let pointer = text.strip_prefix('#').unwrap();
                                assert!(document.pointer(pointer).is_some(), "{text} leads nowhere");
                            }
                            value => walk(value, document, seen),
                        }
                    }
                }
                Value::Array(values) => values.iter().for_each(|value| walk(value, document, seen)),
                _ => {}
            }
        }
        let document = document();
        let mut seen = 0;
        walk(&document, &document, &mut seen);
        assert!(seen > 50, "{seen}");
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        assert_eq!(document["paths"].as_object().unwrap().len(), 23);
    }
}
