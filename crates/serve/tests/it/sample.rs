//! A few articles with records, written for the tests, and a desk over them.

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use legation_knowledge::world::World;
use legation_serve::{Desk, Hands, Limits, Refusal, Scope, Settings, Tokens};
use legation_store::{Corrections, Entry, Keep, Outlet, Sqlite, Storage};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

/// One article: its id, day, outlet, text, and what it says.
pub(crate) fn article(id: &str, date: &str, outlet: &str, text: &str, events: &[Value]) -> Entry {
    let at = |words: &str| -> Value {
        let start = text.find(words).unwrap_or_else(|| panic!("`{words}` is not in `{text}`"));
        let start = text[..start].chars().count();
        json!([start, start + words.chars().count()])
    };
    let whole = text.chars().count();
    let events: Vec<Value> = events
        .iter()
        .map(|event| {
            let actors = |role: &str| -> Vec<Value> {
                let actors = event[role].as_array().cloned().unwrap_or_default();
                actors
                    .iter()
                    .map(|actor| {
                        let (who, code) = (actor[0].as_str().unwrap(), actor[1].as_str().unwrap());
                        json!({"who": who, "code": code, "span": at(who), "entity": null, "basis": "table"})
                    })
                    .collect()
            };
            let place = event["place"].as_str().map(|name| {
                json!({"name": name, "country": event["country"], "lat": 41.0, "lon": 29.0, "geonameid": 1, "kind": "city", "span": at(name)})
            });
            let kind: legation_record::EventType = serde_json::from_value(event["type"].clone()).unwrap();
            json!({
                "id": format!("e-{id}-{}", event["trigger"].as_str().unwrap()), "triggers": [at(event["trigger"].as_str().unwrap())],
                "type": kind, "mode": event["mode"], "cameo": null, "quad": kind.quad(), "contexts": event.get("contexts").cloned().unwrap_or(json!(["diplomatic"])),
                "plover_score": event.get("score").cloned().unwrap_or(json!(1.0)), "goldstein": event["goldstein"],
                "source": actors("source"), "target": actors("target"), "place": place,
                "start": event["start"], "end": event["start"], "date_span": null,
                "status": event.get("status").cloned().unwrap_or(json!("occurred")), "status_span": null,
                "according_to": null, "background": event.get("background").cloned().unwrap_or(json!(false)),
                "confidence": {"type": 0.8, "status": 0.9, "actors": null, "date": null, "place": null},
            })
        })
        .collect();
    let said = text.split_once("said ").map(|(_, content)| {
        json!({
            "id": format!("s-{id}"), "speaker": null, "who": "Dana Okoro", "code": "NGAGOV", "codes": ["NGAGOV"], "kind": "speech", "mode": "indirect",
            "polarity": "affirmed", "cue": at("said"), "content": [at(content)], "inside": null, "date": date, "date_span": null, "confidence": 0.9,
        })
    });
    let agenda: Vec<Value> = match text.find("gas") {
        Some(_) if !events.is_empty() => {
            vec![json!({"event": 0, "topic": "gas", "span": at("gas"), "scope": "on", "according_to": null})]
        }
        _ => Vec::new(),
    };
    let record = json!({
        "schema": 1, "id": id, "date": date, "title": format!("Headline of {id}"), "source": outlet, "url": null,
        "reader": {"version": "0", "model": "none", "knowledge": "", "frames": ""}, "notes": [],
        "statements": said.into_iter().collect::<Vec<_>>(), "events": events, "agenda": agenda,
        "mentions": {"times": [], "places": [], "actors": [], "chains": []},
    });
    Entry {
        text: text.to_owned(),
        record: serde_json::from_value(record).unwrap(),
        sentences: vec![serde_json::from_value(json!([0, whole])).unwrap()],
        language: Some("eng".to_owned()),
        is_coded: true,
        outlet: Some(Outlet {
            name: outlet.to_owned(),
            country: Some("GBR".to_owned()),
            kind: Some("wire".to_owned()),
            language: Some("en".to_owned()),
        }),
        keep: Keep::Full,
        added: "2025-03-01T00:00:00Z".to_owned(),
    }
}

/// Four articles of three days.
pub(crate) fn articles() -> Vec<Entry> {
    vec![
        article(
            "talks",
            "2025-02-27",
            "Northern Wire",
            "Envoys of Nigeria and Ghana met in Accra on gas. Dana Okoro said the U.S. cease-fire plan was “naïve”.",
            &[
                json!({"type": "CONSULT", "trigger": "met", "source": [["Nigeria", "NGAGOV"], ["Ghana", "GHAGOV"]], "place": "Accra", "country": "GHA", "start": "2025-02-26"}),
            ],
        ),
        article(
            "visit",
            "2025-02-28",
            "Northern Wire",
            "Nigeria plans a visit to Accra. It sanctioned Ghana last week.",
            &[
                json!({"type": "CONSULT", "mode": "visit", "trigger": "visit", "source": [["Nigeria", "NGAGOV"]], "status": "planned", "place": "Accra", "country": "GHA"}),
                json!({"type": "SANCTION", "trigger": "sanctioned", "source": [["Nigeria", "NGAGOV"]], "target": [["Ghana", "GHAGOV"]], "start": "2025-W08", "score": -3.0, "goldstein": -5.0}),
            ],
        ),
        article(
            "strike",
            "2025-03-10",
            "Harbour Post",
            "Rebels struck Ghana's port. The war of 2010 is remembered.",
            &[
                json!({"type": "ASSAULT", "trigger": "struck", "source": [["Rebels", "GHAREB"]], "target": [["Ghana", "GHA"]], "contexts": ["military"], "score": -9.0, "goldstein": -10.0}),
                json!({"type": "ASSAULT", "trigger": "war", "background": true, "score": -9.0}),
            ],
        ),
        article("quiet", "2025-03-11", "Harbour Post", "Nothing happened in the harbour.", &[]),
    ]
}

/// A desk over a store of its own, which goes away with it.
pub(crate) struct Shop {
    pub(crate) desk: Desk,
    folder: PathBuf,
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Reads nothing: what comes in has no findings. Corrections are refused but for one word.
struct Nobody;

impl Hands for Nobody {
    fn entries(&self, articles: Vec<legation_text::Article>) -> Result<Vec<Entry>, Refusal> {
        Ok(articles.into_iter().map(unread).collect())
    }

    fn correct(&self, _: &mut Sqlite, lines: &[u8], by: &str) -> Result<Corrections, Refusal> {
        let line: Value = serde_json::from_slice(lines)
            .map_err(|why| Refusal { reason: format!("no JSON: {why}"), remedy: None })?;
        match line["do"].as_str() {
            Some("accept 1") if by == "desk" => Ok(Corrections { new: 1, known: 0, orphans: 0 }),
            _ => Err(Refusal { reason: "it is none".to_owned(), remedy: Some("mend it".to_owned()) }),
        }
    }
}

fn unread(article: legation_text::Article) -> Entry {
    let mut entry = self::article("unread", &article.date.to_string(), "Northern Wire", &article.text, &[]);
    entry.record.id = article.id;
    entry.record.title = article.title;
    entry.record.source = article.source;
    entry.record.url = article.url;
    entry.record.statements.clear();
    entry
}

impl Shop {
    /// Over some articles, with bounds.
    pub(crate) fn of(entries: &[Entry], limits: Limits, is_closed: bool) -> Shop {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("legation-serve-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("desk.db");
        let mut store = Sqlite::create(&path).unwrap();
        store.add(entries).unwrap();
        let reading = Sqlite::open(&path).unwrap();
        let world = World::embedded();
        legation_store::link(&reading, &mut store, &world, &mut |_| {}).unwrap();
        let settings =
            Settings { store: path, hosts: vec!["desk.example.org".to_owned()], is_closed, limits };
        let desk = Desk::new(settings, Arc::new(world), Arc::new(Nobody)).unwrap();
        Shop { desk, folder }
    }

    /// Over the four articles.
    pub(crate) fn open() -> Shop {
        Shop::of(&articles(), lax(), false)
    }

    /// A token of that name.
    pub(crate) fn token(&self, name: &str, scopes: &[Scope]) -> String {
        Tokens::beside(self.desk.store()).add(name, scopes, "2025-03-01").unwrap()
    }

    /// Asks.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Reply {
        let answer = legation_serve::router(self.desk.clone()).oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body).unwrap(),
        }
    }

    /// Gets an address.
    pub(crate) async fn get(&self, address: &str) -> Reply {
        self.ask(get(address).body(Body::empty()).unwrap()).await
    }
}

/// Bounds that no test meets by chance.
pub(crate) fn lax() -> Limits {
    Limits { rate: (0.0, 1e6), write_rate: (0.0, 1e6), ..Limits::default() }
}

/// A request under the name of this machine.
pub(crate) fn get(address: &str) -> axum::http::request::Builder {
    Request::get(address).header("host", "localhost:8642")
}

/// The same that sends something.
pub(crate) fn post(address: &str) -> axum::http::request::Builder {
    Request::post(address).header("host", "localhost:8642")
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the problem that it is.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert!(!problem["remedy"].as_str().unwrap().is_empty());
        problem["code"].as_str().unwrap().to_owned()
    }
}
