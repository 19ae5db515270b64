//! Articles and their records, written for the tests: texts, and what a reader finds in them, pointed to by the words.

use legation_knowledge::world::World;
use legation_link::Article;
use legation_link::fuse::{Telling, tellings};
use legation_record::{Record, WireRecord};
use legation_text::{CodePoints, Span};
use serde_json::{Value, json};

/// An article and its record.
pub(crate) struct Invented {
    id: String,
    outlet: Option<String>,
    text: String,
    record: Record<Span>,
}

impl Invented {
    /// From one object of a case: `id`, `date`, `outlet`, `text`, `statements` and `events`, in short forms.
    fn of(case: &Value) -> Invented {
        let text = case["text"].as_str().expect("a text").to_owned();
        let points = CodePoints::of(&text);
        let at = |words: &Value| -> Value {
            let Some(words) = words.as_str() else { return Value::Null };
            let start = text.find(words).unwrap_or_else(|| panic!("`{words}` stands in `{text}`"));
            json!([points.offset(start), points.offset(start + words.len())])
        };
        let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
        let statements: Vec<Value> = list("statements").iter().zip(0..).map(|(told, n)| json!({
            "id": format!("s-{n}"), "speaker": at(&told["speaker"]), "who": told["who"], "code": told["code"], "codes": [told["code"]],
            "kind": "speech", "mode": "indirect", "polarity": told["polarity"].as_str().unwrap_or("affirmed"), "cue": at(&told["cue"]),
            "content": [at(&told["content"])], "inside": null, "date": null, "date_span": null, "confidence": null,
        })).collect();
        let participants = |told: &Value| -> Value {
            told.as_str().unwrap_or_default().split(", ").filter(|part| !part.is_empty()).map(|part| {
                let (code, who) = part.split_once(' ').unwrap_or((part, part));
                let is_person = who.contains(' ');
                json!({"who": who, "code": code, "span": null, "entity": is_person.then_some(who), "basis": "table"})
            }).collect()
        };
        let events: Vec<Value> = list("events").iter().zip(0..).map(|(told, n)| {
            let place = told["place"].as_str().map(|place| {
                let parts: Vec<&str> = place.split('/').collect();
                json!({"name": parts[0], "country": parts[1], "lat": null, "lon": null, "geonameid": null,
                    "kind": parts[2], "span": null})
            });
            json!({
                "id": format!("e-{}-{n}", case["id"].as_str().unwrap_or_default()), "triggers": [at(&told["trigger"])],
                "type": told["type"], "mode": told["mode"], "cameo": null, "quad": "verbal-cooperation", "contexts": [],
                "plover_score": null, "goldstein": null, "source": participants(&told["source"]),
                "target": participants(&told["target"]), "place": place, "start": told["start"],
                "end": told.get("end").unwrap_or(&told["start"]), "date_span": at(&told["when"]),
                "status": told["status"].as_str().unwrap_or("occurred"), "status_span": null,
                "according_to": told["by"], "background": told["background"].as_bool().unwrap_or(false),
                "round": told["round"].as_u64().map(|n| json!({"n": n, "span": at(told.get("counted").unwrap_or(&told["trigger"]))})),
                "confidence": {"type": null, "status": null, "actors": null, "date": null, "place": null},
            })
        }).collect();
        let agenda: Vec<Value> = list("agenda").iter().map(|item| json!({
            "event": item["event"], "topic": item["topic"], "span": at(&item["topic"]), "scope": item["scope"], "according_to": null,
        })).collect();
        // `IRNGOV Abbas_Araghchi/foreign minister`: wherever the words stand.
        let mut actors: Vec<Value> = Vec::new();
        for told in list("actors") {
            let told = told.as_str().expect("an actor").to_owned();
            let (code, rest) = told.split_once(' ').expect("a code and a name");
            let (words, office) =
                rest.split_once('/').map_or((rest, None), |(words, office)| (words, Some(office)));
            let words = words.replace('_', " ");
            for (start, _) in text.match_indices(&words) {
                let is_person = words.contains(' ') && !words.starts_with("United");
                actors.push(json!({
                    "start": points.offset(start), "end": points.offset(start + words.len()), "who": words, "code": code,
                    "entity": is_person.then_some(&words), "office": office, "as_of": null, "basis": "table",
                }));
            }
        }
        let wire: WireRecord = serde_json::from_value(json!({
            "schema": 1, "id": case["id"], "date": case["date"], "title": null, "source": case["outlet"], "url": null,
            "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [], "statements": statements,
            "events": events, "agenda": agenda, "mentions": {"times": [], "places": [], "actors": actors, "chains": []},
        })).expect("a record");
        let record = wire.off_the_wire(&text).expect("offsets of the text");
        let outlet = case["outlet"].as_str().map(str::to_owned);
        Invented { id: record.id.clone(), outlet, text, record }
    }

    pub(crate) fn article(&self) -> Article<'_> {
        Article {
            digest: &self.id,
            origin: &self.id,
            outlet: self.outlet.as_deref(),
            text: &self.text,
            record: &self.record,
        }
    }

    pub(crate) fn tellings(&self) -> Vec<Telling> {
        tellings(&self.article(), World::embedded())
    }
}

/// The articles of a case: a file of JSON lines, with lines of `#` that say what it is about. Their ids get the case's name.
pub(crate) fn articles(name: &str, case: &str) -> Vec<Invented> {
    case.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut case: Value =
                serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
            case["id"] = format!("{name}/{}", case["id"].as_str().expect("an id")).into();
            Invented::of(&case)
        })
        .collect()
}
