//! Who may ask, from where, how often; and what every answer says.

use crate::sample::{Shop, articles, get, lax, post};
use axum::body::Body;
use axum::http::Request;
use legation_serve::{Limits, Scope};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn each_kind_of_trouble_has_its_code() {
    let shop = Shop::open();
    for (address, status, code) in [
        ("/api/v1/events?colour=red", 400, "parameter-unknown"),
        ("/api/v1/events?from=yesterday", 400, "parameter-invalid"),
        ("/api/v1/events?limit=0", 400, "parameter-invalid"),
        ("/api/v1/events?limit=1001", 400, "parameter-invalid"),
        ("/api/v1/events?sort=best", 400, "parameter-invalid"),
        ("/api/v1/events?dyad=USA", 400, "parameter-invalid"),
        ("/api/v1/series", 400, "parameter-missing"),
        ("/api/v1/changed", 400, "parameter-missing"),
        ("/api/v1/events?cursor=abc", 400, "cursor-invalid"),
        ("/api/v1/stories?cursor=6b2031202d", 400, "cursor-invalid"),
        ("/api/v1/search?q=gas+AND", 400, "search-invalid"),
        ("/api/v1/dossiers/Ruritania-Ghana", 400, "parties-invalid"),
        ("/api/v1/dossiers/Ghana", 400, "parties-invalid"),
        ("/api/v1/articles/nowhere", 404, "not-found"),
        ("/api/v1/stories/abcdef", 404, "not-found"),
        ("/api/v1/actors/Nobody%20at%20all", 404, "not-found"),
        ("/api/v1/nothing", 404, "not-found"),
        ("/api/v1/read", 405, "method-refused"),
    ] {
        let reply = shop.get(address).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{address}: {}", reply.body);
    }
    let reply =
        shop.ask(get("/api/v1/today").header("accept", "image/png").body(Body::empty()).unwrap()).await;
    assert_eq!((reply.status, reply.code().as_str()), (406, "not-acceptable"));
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let shop = Shop::open();
    for address in ["/api/v1/events", "/api/v1/nothing", "/api/v1/events?x=1", "/metrics", "/healthz"] {
        let reply = shop.get(address).await;
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(header), value, "{address}");
        }
        assert!(!reply.header("cache-control").is_empty(), "{address}");
    }
}

#[tokio::test]
async fn the_desk_answers_to_its_own_names_alone() {
    let shop = Shop::open();
    for (host, status) in
        [("127.0.0.1:1", 200), ("[::1]:8642", 200), ("desk.example.org", 200), ("evil.example", 421)]
    {
        let reply =
            shop.ask(Request::get("/healthz").header("host", host).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, status, "{host}");
        if status == 421 {
            assert_eq!(reply.code(), "host-refused");
        }
    }
}

#[tokio::test]
async fn who_may_write_is_told_by_the_token() {
    let shop = Shop::open();
    let article = json!({"id": "new", "date": "2025-03-12", "text": "Talks opened in Accra."}).to_string();
    let correction = json!({"article": "talks", "do": "accept 1"}).to_string();
    let tokens = [
        ("none", None),
        ("wrong", Some("legation_0".to_owned())),
        ("read", Some(shop.token("reader", &[Scope::Read]))),
        ("ingest", Some(shop.token("feeder", &[Scope::Ingest]))),
        ("correct", Some(shop.token("desk", &[Scope::Correct]))),
    ];
    let expected = [
        ("/api/v1/read", &article, ["200", "200", "200", "200", "200"]),
        (
            "/api/v1/articles",
            &article,
            ["token-missing", "token-invalid", "scope-missing", "200", "scope-missing"],
        ),
        (
            "/api/v1/corrections",
            &correction,
            ["token-missing", "token-invalid", "scope-missing", "scope-missing", "200"],
        ),
    ];
    for (address, body, outcomes) in expected {
        for ((name, secret), outcome) in tokens.iter().zip(outcomes) {
            let mut request = post(address).header("content-type", "application/json");
            if let Some(secret) = secret {
                request = request.header("authorization", format!("Bearer {secret}"));
            }
            let reply = shop.ask(request.body(Body::from(body.clone())).unwrap()).await;
            let found = if reply.status == 200 { "200".to_owned() } else { reply.code() };
            assert_eq!(found, outcome, "{address} with {name}: {}", reply.body);
            assert_eq!(reply.status == 401, !reply.header("www-authenticate").is_empty());
        }
    }
    legation_serve::Tokens::beside(shop.desk.store()).remove("desk").unwrap();
    let secret = tokens[4].1.clone().unwrap();
    let request = post("/api/v1/corrections").header("authorization", format!("Bearer {secret}"));
    assert_eq!(shop.ask(request.body(Body::from(correction)).unwrap()).await.code(), "token-invalid");
}

#[tokio::test]
async fn pages_of_other_sites_cannot_write() {
    let shop = Shop::open();
    let secret = shop.token("desk", &[Scope::Correct]);
    let check = async |header: &str, value: &str, expected: &str| {
        let request = post("/api/v1/corrections")
            .header("authorization", format!("Bearer {secret}"))
            .header(header, value)
            .body(Body::from(json!({"article": "talks", "do": "accept 1"}).to_string()))
            .unwrap();
        let reply = shop.ask(request).await;
        let found = if reply.status == 200 { "200".to_owned() } else { reply.code() };
        assert_eq!(found, expected, "{header}: {value}");
    };
    check("sec-fetch-site", "same-origin", "200").await;
    check("sec-fetch-site", "none", "200").await;
    check("sec-fetch-site", "cross-site", "origin-refused").await;
    check("sec-fetch-site", "same-site", "origin-refused").await;
    check("origin", "http://localhost:8642", "200").await;
    check("origin", "http://localhost:1", "origin-refused").await;
    check("origin", "https://evil.example", "origin-refused").await;
    check("origin", "null", "origin-refused").await;
}

#[tokio::test]
async fn a_closed_desk_lets_nobody_read_without_a_token() {
    let shop = Shop::of(&articles(), lax(), true);
    assert_eq!(shop.get("/api/v1/events").await.code(), "token-missing");
    assert_eq!(shop.get("/healthz").await.status, 200);
    let secret = shop.token("reader", &[Scope::Read]);
    let ask = get("/api/v1/events").header("authorization", format!("Bearer {secret}"));
    assert_eq!(shop.ask(ask.body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn what_is_too_much_is_refused() {
    let limits = Limits { body: 1_000, rate: (0.0, 3.0), ..lax() };
    let shop = Shop::of(&articles(), limits, false);
    let long = shop.ask(post("/api/v1/read").body(Body::from("x".repeat(2_000))).unwrap()).await;
    assert_eq!((long.status, long.code().as_str()), (413, "body-too-large"));
    shop.get("/healthz").await;
    shop.get("/healthz").await;
    let often = shop.get("/healthz").await;
    assert_eq!(
        (often.status, often.code().as_str(), often.header("retry-after")),
        (429, "rate-limited", "1")
    );
    let busy = Shop::of(&articles(), Limits { requests: 0, ..lax() }, false);
    let reply = busy.get("/healthz").await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "busy"));
    let slow = Shop::of(&articles(), Limits { questions: 0, time: Duration::from_millis(5), ..lax() }, false);
    let reply = slow.get("/api/v1/events").await;
    assert_eq!((reply.status, reply.code().as_str()), (504, "timeout"));
}
