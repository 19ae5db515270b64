//! Articles and their records, written for the tests: texts, and what a reader finds in them, pointed to by the words.

use legation_knowledge::world::World;
use legation_link::Article;
use legation_link::fuse::{Telling, tellings};
use legation_record::{Record, WireRecord};
use legation_text::{CodePoints, Span};
use serde_json::{Value, json};

/// An article, and the rounds that its text counts, by the place of the event.
pub(crate) struct Invented {
    id: String,
    outlet: Option<String>,
    text: String,
    record: Record<Span>,
    rounds: Vec<Option<u32>>,
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
            "id": format!("s-{n}"), "speaker": null, "who": told["who"], "code": told["code"], "codes": [told["code"]],
            "kind": "speech", "mode": "indirect", "polarity": "affirmed", "cue": at(&told["cue"]),
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
                "confidence": {"type": null, "status": null, "actors": null, "date": null, "place": null},
            })
        }).collect();
        let rounds = list("events")
            .iter()
            .map(|told| told["round"].as_u64().and_then(|n| u32::try_from(n).ok()))
            .collect();
        let wire: WireRecord = serde_json::from_value(json!({
            "schema": 1, "id": case["id"], "date": case["date"], "title": null, "source": case["outlet"], "url": null,
            "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [], "statements": statements,
            "events": events, "agenda": [], "mentions": {"times": [], "places": [], "actors": [], "chains": []},
        })).expect("a record");
        let record = wire.off_the_wire(&text).expect("offsets of the text");
        let outlet = case["outlet"].as_str().map(str::to_owned);
        Invented { id: record.id.clone(), outlet, text, record, rounds }
    }

    pub(crate) fn article(&self) -> Article<'_> {
        Article { digest: &self.id, outlet: self.outlet.as_deref(), text: &self.text, record: &self.record }
    }

    pub(crate) fn tellings(&self) -> Vec<Telling> {
        let mut found = tellings(&self.article(), World::embedded());
        for telling in &mut found {
            telling.round = self.rounds[telling.at as usize];
        }
        found
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
