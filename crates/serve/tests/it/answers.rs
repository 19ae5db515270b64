//! What each address answers.

use crate::sample::{Shop, get};
use axum::body::Body;
use serde_json::Value;

/// The value at a pointer of what an address answers.
async fn check(shop: &Shop, address: &str, pointer: &str, expected: Value) {
    let reply = shop.get(address).await;
    assert_eq!(reply.status, 200, "{address}: {}", reply.body);
    let found = reply.json().pointer(pointer).cloned();
    assert_eq!(found, Some(expected), "{address} {pointer}: {}", reply.body);
}

#[tokio::test]
async fn every_address_answers_with_its_matter() {
    let shop = Shop::open();
    let text = |text: &str| Value::from(text);
    check(&shop, "/api/v1/today", "/articles", Value::from(4)).await;
    check(&shop, "/api/v1/today", "/on", text("2025-03-11")).await;
    check(&shop, "/api/v1/today", "/latest/0/type", text("ASSAULT")).await;
    check(&shop, "/api/v1/events?type=SANCTION", "/items/0/target", text("Ghana GHAGOV")).await;
    check(&shop, "/api/v1/events?actor=NGA*&sort=oldest", "/items/0/article", text("visit")).await;
    check(&shop, "/api/v1/events?dyad=NGA-GHA&status=planned", "/items", Value::Array(Vec::new())).await;
    check(&shop, "/api/v1/statements?actor=Okoro", "/items/0/who", text("Dana Okoro")).await;
    check(&shop, "/api/v1/agenda", "/items/0/topic", text("gas")).await;
    check(&shop, "/api/v1/actors?actor=NGA*", "/items/0/code", text("NGAGOV")).await;
    check(&shop, "/api/v1/actors/Okoro", "/said/0/article", text("talks")).await;
    check(&shop, "/api/v1/actors/NGA*", "/with/0/code", text("GHAGOV")).await;
    check(&shop, "/api/v1/articles?source=Harbour+Post", "/items/0/id", text("quiet")).await;
    check(&shop, "/api/v1/articles/talks", "/record/id", text("talks")).await;
    check(&shop, "/api/v1/articles/talks", "/marks/0/role", text("source")).await;
    check(&shop, "/api/v1/dossiers", "/items/0/name", text("GHA-NGA")).await;
    check(&shop, "/api/v1/dossiers/Nigeria-Ghana", "/parties/0/code", text("GHA")).await;
    check(&shop, "/api/v1/dossiers/NGA-GHA?as_of=2025-02-27", "/dossier/as_of", text("2025-02-27")).await;
    check(&shop, "/api/v1/dyads/NGA-GHA?by=month", "/points/0/cooperation", Value::from(1)).await;
    check(&shop, "/api/v1/dyads/NGA-GHA", "/events/0/type", text("CONSULT")).await;
    check(&shop, "/api/v1/timeline?sort=oldest", "/items/0/type", text("SANCTION")).await;
    check(&shop, "/api/v1/timeline?as_of=2025-02-27", "/items/0/articles", Value::from(1)).await;
    check(&shop, "/api/v1/timeline?dossier=NGA-GHA", "/items/0/parties/0", text("GHA")).await;
    check(&shop, "/api/v1/series?dyad=NGA-GHA", "/items/0/events", Value::from(1)).await;
    check(&shop, "/api/v1/search?q=harbour", "/items/0/snippet/1/found", Value::from(true)).await;
    check(&shop, "/api/v1/search", "/items", Value::Array(Vec::new())).await;
    check(&shop, "/api/v1/stories", "/next", Value::Null).await;
    check(&shop, "/api/v1/map", "/items/0/name", text("Accra")).await;
    check(&shop, "/api/v1/network", "/edges/0/first", text("GHA")).await;
    check(&shop, "/api/v1/changed?dyad=NGA-GHA&since=2025-02-28", "/items/0/article", text("visit")).await;
    check(&shop, "/api/v1/changed?actor=Okoro&since=2025-02-01", "/items/0/kind", text("statement")).await;
    check(&shop, "/api/v1/changed?dossier=NGA-GHA&since=2025-02-01", "/what", text("dossier")).await;
    check(&shop, "/healthz", "/status", text("ok")).await;
    check(&shop, "/api/v1/openapi.json", "/openapi", text("3.1.0")).await;
    let metrics = shop.get("/metrics").await;
    assert!(metrics.body.contains("legation_articles 4"), "{}", metrics.body);
    let calendar = shop.get("/api/v1/events.ics?status=occurred").await;
    assert!(calendar.body.starts_with("BEGIN:VCALENDAR\r\n") && calendar.body.contains("BEGIN:VEVENT"));
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let feed = shop.get("/api/v1/changed.atom?dyad=NGA-GHA&since=2025-02-01").await;
    assert_eq!((feed.status, feed.header("content-type")), (200, "application/atom+xml; charset=utf-8"));
    assert!(feed.body.contains(
        "<link rel=\"alternate\" type=\"text/html\" href=\"http://localhost:8642/article/visit\"/>"
    ));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let shop = Shop::open();
    for address in [
        "/api/v1/events",
        "/api/v1/events.csv",
        "/api/v1/dossiers/NGA-GHA",
        "/api/v1/changed.atom?dyad=NGA-GHA",
    ] {
        let first = shop.get(address).await;
        let mark = first.header("etag").to_owned();
        assert!(mark.starts_with('"') && first.header("vary") == "accept", "{address}");
        let ask = || get(address).header("if-none-match", &mark).body(Body::empty()).unwrap();
        let again = shop.ask(ask()).await;
        assert_eq!(
            (again.status, again.body.as_str(), again.header("etag")),
            (304, "", mark.as_str()),
            "{address}"
        );
        let mut store = legation_store::Sqlite::write(shop.desk.store()).unwrap();
        let text = format!("{address} changed.");
        let entry = crate::sample::article("later", "2025-03-12", "Harbour Post", &text, &[]);
        legation_store::Storage::add(&mut store, &[entry]).unwrap();
        let changed = shop.ask(ask()).await;
        assert_eq!(changed.status, 200, "{address}");
        assert_ne!(changed.header("etag"), mark, "{address}");
    }
    // One meaning has one mark, however it is written.
    let one = shop.get("/api/v1/events?type=CONSULT&type=AID&from=2025-01-01").await;
    let other = shop.get("/api/v1/events?from=2025-01-01&type=consult,aid&to=").await;
    assert_eq!(one.header("etag"), other.header("etag"));
}

#[tokio::test]
async fn hostile_words_are_data() {
    let text = "Envoys of <script>alert(1)</script> & \"friends\" met \u{202e}here\u{0} in Accra.";
    let event = serde_json::json!({"type": "CONSULT", "trigger": "met", "source": [["<script>alert(1)</script>", "NGAGOV"], ["friends", "GHAGOV"]], "start": "2025-02-26"});
    let mut entry = crate::sample::article("x\" onload=\"y", "2025-02-27", "<b>Wire</b>", text, &[event]);
    entry.record.url = Some("javascript:alert(1)".to_owned());
    entry.record.title = Some("]]></title><script>".to_owned());
    let shop = Shop::of(&[entry], crate::sample::lax(), false);
    let row = shop.get("/api/v1/articles").await.json();
    assert_eq!(row["items"][0]["url"], Value::Null);
    let article = shop.get("/api/v1/articles/x%22%20onload%3D%22y").await;
    assert_eq!((article.status, article.json()["url"].clone()), (200, Value::Null));
    let feed = shop.get("/api/v1/changed.atom?dyad=NGA-GHA&since=2025-02-01").await;
    assert!(!feed.body.contains("<script>") && !feed.body.contains('\0'), "{}", feed.body);
    for address in [
        "/api/v1/events?text=%22",
        "/api/v1/search?q=AND+(",
        "/api/v1/articles/%00",
        "/api/v1/actors/%25%27",
        "/api/v1/dyads/%3Cscript%3E-x",
        "/api/v1/dossiers/%F0%9F%92%A9-x",
        "/api/v1/articles/%FF",
        "/api/v1/events?a%FF=%FF",
    ] {
        let reply = shop.get(address).await;
        assert!(
            (400..500).contains(&reply.status) || reply.status == 200,
            "{address}: {} {}",
            reply.status,
            reply.body
        );
        if reply.status != 200 {
            reply.code();
        }
    }
}
