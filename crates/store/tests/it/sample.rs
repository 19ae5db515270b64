//! A few articles with records, written for the tests.

use legation_store::{Entry, Keep, Outlet};
use serde_json::{Value, json};

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
