//! A desk over the few articles that the store is tested with.

pub(crate) use crate::articles::{article, articles};
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use legation_knowledge::world::World;
use legation_serve::{Desk, Hands, Limits, Refusal, Scope, Settings, Tokens};
use legation_store::{Corrections, Entry, Sqlite, Storage};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

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
