//! What goes in.

use crate::sample::{Reply, Shop, post};
use axum::body::Body;
use legation_serve::Scope;
use serde_json::{Value, json};

async fn send(shop: &Shop, address: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = post(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    shop.ask(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn what_is_read_is_not_kept() {
    let shop = Shop::open();
    let before = shop.get("/api/v1/articles").await.header("etag").to_owned();
    let json = json!({"id": "new", "date": "2025-03-12", "text": "Talks opened in Accra.", "title": "Talks"})
        .to_string();
    let read = send(&shop, "/api/v1/read", &[("content-type", "application/json")], &json).await.json();
    assert_eq!(read["items"][0]["title"], "Talks");
    assert_eq!(read["items"][0]["text"], "Talks opened in Accra.");
    let text = send(
        &shop,
        "/api/v1/read?date=2025-03-12",
        &[("content-type", "text/plain; charset=utf-8")],
        "Talks opened.",
    )
    .await;
    assert_eq!(text.json()["items"][0]["date"], "2025-03-12");
    assert_eq!(shop.get("/api/v1/articles").await.header("etag"), before);
    for (address, kind, body, status, code) in [
        ("/api/v1/read", "text/plain", "No date here.", 422, "article-invalid"),
        ("/api/v1/read", "text/plain", "", 422, "article-invalid"),
        ("/api/v1/read", "application/json", "{\"date\": 1}", 422, "article-invalid"),
        ("/api/v1/read", "image/png", "x", 415, "media-unsupported"),
        ("/api/v1/read?date=x", "text/plain", "x", 400, "parameter-invalid"),
        ("/api/v1/read?day=x", "text/plain", "x", 400, "parameter-unknown"),
    ] {
        let reply = send(&shop, address, &[("content-type", kind)], body).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{address} {body}");
    }
    let line = json!({"id": "n", "date": "2025-03-12", "text": "Talks."}).to_string();
    let many = vec![line; 21].join("\n");
    assert_eq!(send(&shop, "/api/v1/read", &[], &many).await.code(), "body-too-large");
}

#[tokio::test]
async fn articles_come_in_once() {
    let shop = Shop::open();
    let secret = format!("Bearer {}", shop.token("feeder", &[Scope::Ingest]));
    let one = json!({"id": "one", "date": "2025-03-12", "text": "Talks opened in Accra."}).to_string();
    let two = json!({"id": "two", "date": "2025-03-12", "text": "Talks closed in Accra."}).to_string();
    let outcomes = |reply: &Reply| -> Vec<Value> {
        reply.json()["items"].as_array().unwrap().iter().map(|item| item["outcome"].clone()).collect()
    };
    let auth = ("authorization", secret.as_str());
    let first = send(&shop, "/api/v1/articles", &[auth, ("idempotency-key", "k1")], &one).await;
    assert_eq!(outcomes(&first), ["added"], "{}", first.body);
    // The same key gives the same answer; another body under it is a mistake; without it the article is known.
    let again = send(&shop, "/api/v1/articles", &[auth, ("idempotency-key", "k1")], &one).await;
    assert_eq!(again.body, first.body);
    let other = send(&shop, "/api/v1/articles", &[auth, ("idempotency-key", "k1")], &two).await;
    assert_eq!((other.status, other.code().as_str()), (422, "idempotency-mismatch"));
    let both = send(&shop, "/api/v1/articles", &[auth], &format!("{one}\n{two}\n{{\"date\": 1}}\n")).await;
    assert_eq!(outcomes(&both), ["duplicate", "added"]);
    assert_eq!(both.json()["refused"].as_array().unwrap().len(), 1);
    assert_eq!(shop.get("/api/v1/articles/two").await.json()["text"], "Talks closed in Accra.");
    let none = send(&shop, "/api/v1/articles", &[auth], "nothing").await;
    assert_eq!((none.status, none.code().as_str()), (422, "article-invalid"));
}

#[tokio::test]
async fn corrections_are_signed_or_refused() {
    let shop = Shop::open();
    let secret = format!("Bearer {}", shop.token("desk", &[Scope::Correct]));
    let auth = ("authorization", secret.as_str());
    let pretty = serde_json::to_string_pretty(&json!({"article": "talks", "do": "accept 1"})).unwrap();
    let taken = send(&shop, "/api/v1/corrections", &[auth], &pretty).await;
    assert_eq!(taken.json(), json!({"new": 1, "known": 0, "orphans": 0}));
    for (body, code) in
        [("{\"do\": \"fly\"}", "correction-invalid"), ("{", "correction-invalid"), (" \n", "body-invalid")]
    {
        let reply = send(&shop, "/api/v1/corrections", &[auth], body).await;
        assert_eq!(reply.code(), code, "{body}");
    }
}

#[tokio::test]
async fn a_language_model_asks_by_tools() {
    let shop = Shop::open();
    let call = async |method: &str, params: Value| {
        let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string();
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
            ("mcp-protocol-version", "2025-06-18"),
        ];
        let reply = send(&shop, "/mcp", &headers, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()
    };
    let tools = call("tools/list", json!({})).await;
    let mut names: Vec<&str> = tools["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["dossier", "explain_code", "quotes_by", "read_article", "search_events", "timeline"]);
    let use_tool = async |name: &str, arguments: Value| {
        call("tools/call", json!({"name": name, "arguments": arguments})).await["result"].clone()
    };
    for (name, arguments) in [
        ("search_events", json!({"actors": ["NGA*"]})),
        ("timeline", json!({"dossier": "NGA-GHA"})),
        ("quotes_by", json!({"speaker": "Okoro"})),
        ("quotes_by", json!({"speaker": "Okoro", "words": "plan"})),
    ] {
        let result = use_tool(name, arguments).await;
        let items = result["structuredContent"]["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{name}: {result}");
        for item in items {
            for field in ["article", "sentence", "status"] {
                assert!(item[field].is_string(), "{name} has no {field}: {item}");
            }
        }
    }
    let dossier = use_tool("dossier", json!({"parties": "NGA-GHA"})).await;
    assert_eq!(dossier["structuredContent"]["parties"][0]["code"], "GHA");
    let read = use_tool("read_article", json!({"text": "Talks opened.", "date": "2025-03-12"})).await;
    assert_eq!(read["structuredContent"]["items"][0]["record"]["date"], "2025-03-12");
    for (code, kind) in [("CONSULT", "type"), ("042", "cameo"), ("GHAGOV", "actor"), ("planned", "status")] {
        let result = use_tool("explain_code", json!({"code": code})).await;
        assert_eq!(result["structuredContent"]["items"][0]["kind"], kind, "{code}");
    }
    let wrong = use_tool("search_events", json!({"types": ["TALK"]})).await;
    assert_eq!(
        (&wrong["isError"], &wrong["structuredContent"]["code"]),
        (&json!(true), &json!("parameter-invalid"))
    );
}
