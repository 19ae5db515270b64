//! Lists: cursors, limits, and all rows at once.

use crate::sample::{Shop, article, lax};
use legation_store::Storage;
use serde_json::{Value, json};

/// A shop of so many articles, every third of whose events has no day.
fn many(count: usize) -> Shop {
    let entries: Vec<_> = (0..count)
        .map(|number| {
            let text = format!("Nigeria met Ghana on gas, {number}. Dana Okoro said number {number}.");
            let day = format!("2025-01-{:02}", number % 28 + 1);
            let start = if number % 3 == 0 { json!("2024") } else { json!(day) };
            let event = json!({"type": "CONSULT", "trigger": "met", "source": [["Nigeria", "NGAGOV"], ["Ghana", "GHAGOV"]], "start": start, "background": number % 3 == 0});
            article(&format!("a{number}"), &day, "Northern Wire", &text, &[event])
        })
        .collect();
    Shop::of(&entries, lax(), false)
}

/// All rows of a list, part by part, and their ids.
async fn walk(shop: &Shop, address: &str, between: &dyn Fn(usize)) -> Vec<String> {
    let mut ids = Vec::new();
    let mut next = Value::Null;
    for part in 0.. {
        let cursor = next.as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let reply = shop.get(&format!("{address}&limit=7{cursor}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let list = reply.json();
        let items = list["items"].as_array().unwrap();
        assert!(items.len() <= 7);
        ids.extend(
            items
                .iter()
                .map(|item| item.get("id").or(item.get("article")).or(item.get("who")).unwrap().to_string()),
        );
        next = list["next"].clone();
        between(part);
        if next.is_null() {
            return ids;
        }
    }
    ids
}

#[tokio::test]
async fn cursors_walk_all_rows_once() {
    let shop = many(40);
    for list in ["events", "statements", "agenda", "articles"] {
        for sort in ["newest", "oldest", "confidence"] {
            let address = format!("/api/v1/{list}?sort={sort}");
            let mut ids = walk(&shop, &address, &|_| {}).await;
            assert_eq!(ids.len(), 40, "{address}");
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), 40, "{address}");
        }
    }
    assert_eq!(walk(&shop, "/api/v1/actors?sort=frequency", &|_| {}).await.len(), 3);
    assert!(!walk(&shop, "/api/v1/timeline?sort=oldest", &|_| {}).await.is_empty());
}

#[tokio::test]
async fn what_comes_in_meanwhile_moves_nothing() {
    let shop = many(40);
    let path = shop.desk.store().to_owned();
    let add = |part: usize| {
        let mut store = legation_store::Sqlite::write(&path).unwrap();
        let text = format!("Nigeria met Ghana late, {part}.");
        let event = json!({"type": "CONSULT", "trigger": "met", "source": [["Nigeria", "NGAGOV"], ["Ghana", "GHAGOV"]], "start": "2025-02-27"});
        store.add(&[article(&format!("late{part}"), "2025-02-27", "Wire", &text, &[event])]).unwrap();
    };
    let mut ids = walk(&shop, "/api/v1/events?sort=newest", &add).await;
    ids.retain(|id| !id.contains("late"));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 40);
    // Where an order shifts, the cursor says so.
    let first = shop.get("/api/v1/events?sort=confidence&limit=7").await.json();
    add(99);
    let cursor = first["next"].as_str().unwrap();
    let stale = shop.get(&format!("/api/v1/events?sort=confidence&limit=7&cursor={cursor}")).await;
    assert_eq!((stale.status, stale.code().as_str()), (409, "cursor-stale"));
}

#[tokio::test]
async fn whole_lists_are_given_row_by_row() {
    let shop = many(30);
    for list in ["events", "statements", "agenda", "articles", "actors"] {
        let lines = shop.get(&format!("/api/v1/{list}.ndjson")).await;
        assert_eq!((lines.status, lines.header("content-type")), (200, "application/x-ndjson"), "{list}");
        let rows: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let table = shop.get(&format!("/api/v1/{list}.csv")).await;
        assert_eq!(table.body.lines().count(), rows.len() + 1, "{list}");
        assert_eq!(rows.len(), if list == "actors" { 3 } else { 30 }, "{list}");
        assert_eq!(
            shop.get(&format!("/api/v1/{list}.ndjson?limit=2")).await.body.lines().count(),
            2,
            "{list}"
        );
    }
    let empty = shop.get("/api/v1/events.csv?type=AID").await;
    assert_eq!(empty.body.lines().count(), 1);
}
