//! Corrections: what each does to a record, what is refused, and that order and doubles do not matter.

use legation_record::correction::{Codes, Correction, Fate, Outcome, Place, What, apply, fields, locate};
use legation_record::{EventType, WireRecord};
use serde_json::{Value, json};

const TEXT: &str = "Ghana and Togo met in Accra on gas. Togo rejected the plan and left. Mensah said that talks on gas will go on.";

/// A few codes.
struct Few;

impl Codes for Few {
    fn modes(&self, kind: EventType) -> Vec<&'static str> {
        if kind == EventType::Consult { vec!["visit", "phone"] } else { Vec::new() }
    }
    fn contexts(&self) -> &'static [&'static str] {
        &["diplomatic", "military"]
    }
    fn plover_score(&self, kind: EventType, mode: Option<&str>) -> Option<f64> {
        Some(if mode.is_some() { 1.5 } else { f64::from(kind as u8) })
    }
    fn is_cameo(&self, code: &str) -> bool {
        code == "042"
    }
    fn goldstein(&self, _: &str) -> Option<f64> {
        Some(1.9)
    }
    fn is_actor(&self, code: &str) -> bool {
        ["GHAGOV", "TGOGOV", "TGO", "GHA", "GHALEG"].contains(&code)
    }
    fn countries(&self) -> Vec<&'static str> {
        vec!["GHA", "TGO"]
    }
}

fn at(words: &str) -> Value {
    let start = TEXT.find(words).unwrap();
    json!([start, start + words.len()])
}

/// As a machine read it: the meeting, a rejection, what Mensah said, a topic.
fn machine() -> WireRecord {
    let actor = |who: &str, code: &str| json!({"who": who, "code": code, "span": at(who), "entity": null, "basis": "table"});
    let event = |id: &str, kind: EventType, trigger: &str, source: Value, target: Value| {
        json!({
            "id": id, "triggers": [at(trigger)], "type": kind, "mode": null, "cameo": "042", "quad": kind.quad(), "contexts": [],
            "plover_score": 0.0, "goldstein": 1.9, "source": source, "target": target, "place": null, "start": "2025-02-27",
            "end": "2025-02-27", "date_span": null, "status": "occurred", "status_span": null, "according_to": null, "background": false,
            "confidence": {"type": 0.5, "status": 0.6, "actors": null, "date": null, "place": null},
        })
    };
    let talks = event(
        "e-later",
        EventType::Consult,
        "talks",
        json!([actor("Ghana", "GHAGOV"), actor("Togo", "TGOGOV")]),
        json!([]),
    );
    serde_json::from_value(json!({
        "schema": 1, "id": "talks", "date": "2025-02-27", "title": null, "source": null, "url": null,
        "reader": {"version": "0", "model": "m", "knowledge": "k", "frames": "f"}, "notes": [],
        "statements": [{"id": "s-1", "speaker": at("Mensah"), "who": "Mensah", "code": "GHAGOV", "codes": ["GHAGOV"], "kind": "speech",
            "mode": "indirect", "polarity": "affirmed", "cue": at("said"), "content": [at("talks on gas will go on")], "inside": null,
            "date": null, "date_span": null, "confidence": null}],
        "events": [
            event("e-met", EventType::Consult, "met", json!([actor("Ghana", "GHAGOV"), actor("Togo", "TGOGOV")]), json!([])),
            event("e-rejected", EventType::Reject, "rejected", json!([actor("Togo", "TGOGOV")]), json!([actor("Ghana", "GHAGOV")])),
            talks.as_object().map(|fields| { let mut fields = fields.clone(); fields.insert("according_to".to_owned(), json!(0)); fields }),
        ],
        "agenda": [{"event": 2, "topic": "gas", "span": at("gas will"), "scope": "on", "according_to": 0}],
        "mentions": {"times": [], "chains": [], "places": [{"start": 22, "end": 27, "name": "Accra", "lat": 5.6, "lon": -0.2, "country": "GHA",
            "geonameid": 7, "kind": "city", "use": "literal", "dispute": null}],
            "actors": [{"start": 0, "end": 5, "who": "Ghana", "code": "GHAGOV", "entity": null, "office": null, "as_of": null, "basis": "table"}]},
    }))
    .unwrap()
}

/// A line with what all lines have.
fn line(second: u32, fields: Value) -> Correction {
    let mut whole =
        json!({"article": "a".repeat(64), "by": "Ama", "at": format!("2026-01-01T00:00:{second:02}Z")});
    for (name, value) in fields.as_object().unwrap() {
        whole[name] = value.clone();
    }
    serde_json::from_value(whole).unwrap()
}

fn sealed(second: u32, fields: Value) -> Correction {
    line(second, fields).sealed(&Few).unwrap()
}

fn done(corrections: &[Correction]) -> Outcome {
    apply(&machine(), corrections, Some(TEXT.len() as u32), &Few)
}

/// The record after corrections that are all done.
fn after(corrections: &[Correction]) -> Value {
    let outcome = done(corrections);
    for (id, fate) in &outcome.fates {
        assert_eq!(fate, &Fate::Done, "{id}");
    }
    let written = serde_json::to_string(&outcome.record).unwrap();
    assert_eq!(serde_json::from_str::<WireRecord>(&written).unwrap(), outcome.record, "it reads back");
    // What came out is a record of the text.
    assert!(outcome.record.clone().off_the_wire(TEXT).is_some());
    serde_json::to_value(outcome.record).unwrap()
}

fn event(trigger: &str, fields: Value) -> Value {
    let mut whole = json!({"what": "event", "spans": [at(trigger)]});
    for (name, value) in fields.as_object().unwrap() {
        whole[name] = value.clone();
    }
    whole
}

/// Sets a field of the meeting; the event after it.
fn set(field: &str, value: Value) -> Value {
    let correction = sealed(1, event("met", json!({"verb": "set", "field": field, "value": value})));
    after(&[correction])["events"][0].clone()
}

#[test]
fn every_field_of_an_event_can_be_set() {
    let check = |field: &str, value: Value, expected: Value| {
        let event = set(field, value);
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&event[name], value, "{field}: {name}");
        }
        assert_eq!(event["corrected"][0]["by"], "Ama", "{field}");
    };
    check("status", json!("planned"), json!({"status": "planned"}));
    check("mode", json!("phone"), json!({"mode": "phone", "plover_score": 1.5}));
    check("cameo", Value::Null, json!({"cameo": null, "goldstein": null}));
    check("contexts", json!("military diplomatic"), json!({"contexts": ["military", "diplomatic"]}));
    check("start", json!("2025-W09"), json!({"start": "2025-W09", "end": "2025-02-27"}));
    check("end", Value::Null, json!({"start": "2025-02-27", "end": null}));
    check("date", json!("2025-02"), json!({"start": "2025-02", "end": "2025-02"}));
    let accra = json!({"name": "Accra", "country": "GHA", "lat": 5.6, "lon": -0.2, "geonameid": 7, "kind": "city", "span": [22, 27]});
    check("place", json!("Accra"), json!({"place": accra}));
    let lome = json!({"name": "Lomé", "country": "TGO", "lat": 6.1, "lon": null, "geonameid": null, "kind": null, "span": null});
    check("place", json!({"name": "Lomé", "country": "TGO", "lat": 6.1}), json!({"place": lome}));
    let parliament =
        json!({"who": "Parliament", "code": "GHALEG", "span": null, "entity": null, "basis": "user"});
    let togo = json!({"who": "Togo", "code": "TGOGOV", "span": at("Togo"), "entity": null, "basis": "table"});
    check("source", json!("Togo TGOGOV; Parliament GHALEG"), json!({"source": [togo, parliament]}));
    check("according_to", json!({"spans": [at("talks on gas")]}), json!({"according_to": 0}));
    check("background", json!(true), json!({"background": true}));
    check("round", json!(3), json!({"round": {"n": 3, "span": at("met")}}));
    check("triggers", json!([at("met"), at("talks")]), json!({"triggers": [at("met"), at("talks")]}));
    let all =
        ["type", "mode", "cameo", "contexts", "status", "start", "end", "date", "place", "source", "target"];
    let all = all.iter().chain(&["according_to", "background", "round", "triggers"]);
    assert!(all.copied().eq(fields(What::Event).iter().copied()), "every field is tried here or below");
}

#[test]
fn a_type_brings_with_it_what_follows_from_it() {
    let rejected = |kind: &str| {
        let correction = sealed(1, event("rejected", json!({"verb": "set", "field": "type", "value": kind})));
        after(&[correction])["events"][1].clone()
    };
    let agreed = rejected("AGREE");
    assert_eq!((&agreed["type"], &agreed["quad"]), (&json!("AGREE"), &json!("verbal-cooperation")));
    assert_eq!((&agreed["source"].as_array().unwrap().len(), &agreed["target"]), (&2, &json!([])));
    assert_eq!(agreed["confidence"]["type"], 1.0);
    let was: Vec<(&str, &Value)> = agreed["corrected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["field"].as_str().unwrap(), &line["was"]))
        .collect();
    assert_eq!(was[0], ("type", &json!("REJECT")));
    assert_eq!(
        was.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
        ["type", "cameo", "source", "target"]
    );
    let sanctioned = rejected("sanction");
    assert_eq!(
        (&sanctioned["type"], sanctioned["target"].as_array().unwrap().len()),
        (&json!("SANCTION"), 1)
    );
    let correction =
        sealed(1, event("rejected", json!({"verb": "set", "field": "target", "value": "Ghana GHA"})));
    assert_eq!(after(&[correction])["events"][1]["target"][0]["code"], "GHA");
}

#[test]
fn every_field_of_the_rest_can_be_set() {
    let check = |what: &str, words: &str, field: &str, value: Value, place: &str, expected: Value| {
        let correction =
            json!({"what": what, "spans": [at(words)], "verb": "set", "field": field, "value": value});
        let record = after(&[sealed(1, correction)]);
        assert_eq!(record.pointer(place), Some(&expected), "{what} {field}");
    };
    let said = "talks on gas will";
    check("statement", said, "who", json!("Kofi Mensah"), "/statements/0/who", json!("Kofi Mensah"));
    check("statement", said, "code", json!("TGO GHA"), "/statements/0/codes", json!(["TGO", "GHA"]));
    check("statement", said, "speaker", at("Togo"), "/statements/0/speaker", at("Togo"));
    check("statement", said, "kind", json!("attitude"), "/statements/0/kind", json!("attitude"));
    check("statement", said, "mode", json!("mixed"), "/statements/0/mode", json!("mixed"));
    check("statement", said, "polarity", json!("denied"), "/statements/0/polarity", json!("denied"));
    check("statement", said, "cue", Value::Null, "/statements/0/cue", Value::Null);
    check(
        "statement",
        said,
        "content",
        json!([at("gas will")]),
        "/statements/0/content",
        json!([at("gas will")]),
    );
    check("statement", said, "date", json!("2025"), "/statements/0/date", json!("2025"));
    check("statement", said, "inside", Value::Null, "/statements/0/inside", Value::Null);
    check("agenda", "gas will", "topic", json!("natural gas"), "/agenda/0/topic", json!("natural gas"));
    check("agenda", "gas will", "scope", json!("off"), "/agenda/0/scope", json!("off"));
    check("agenda", "gas will", "event", json!([at("met")]), "/agenda/0/event", json!(0));
    check("agenda", "gas will", "according_to", Value::Null, "/agenda/0/according_to", Value::Null);
    check("agenda", "gas will", "span", at("gas"), "/agenda/0/span", at("gas"));
    check("actor", "Ghana", "code", json!("GHALEG"), "/mentions/actors/0/code", json!("GHALEG"));
    check("actor", "Ghana", "code", json!("GHALEG"), "/events/0/source/0/code", json!("GHALEG"));
    check("actor", "Ghana", "who", json!("the Republic"), "/events/1/target/0/who", json!("the Republic"));
    check("actor", "Ghana", "entity", json!("Ghana"), "/events/0/source/0/entity", json!("Ghana"));
    check("actor", "Ghana", "office", json!("host"), "/mentions/actors/0/office", json!("host"));
}

#[test]
fn what_is_rejected_is_kept_beside() {
    let record = after(&[sealed(1, event("talks", json!({"verb": "reject", "why": "only spoken of"})))]);
    assert_eq!(record["events"].as_array().unwrap().len(), 2);
    assert_eq!(record["agenda"], json!([]), "the topics of talks go with them");
    let gone = &record["corrected"][0];
    assert_eq!(
        (&gone["field"], &gone["was"]["id"], &gone["why"]),
        (&json!("events"), &json!("e-later"), &json!("only spoken of"))
    );
    assert_eq!(gone["was"]["agenda"][0]["topic"], "gas");
    let record =
        after(&[sealed(1, json!({"what": "statement", "spans": [at("talks on gas")], "verb": "reject"}))]);
    assert_eq!((&record["statements"], &record["events"][2]["according_to"]), (&json!([]), &Value::Null));
    let record = after(&[sealed(1, json!({"what": "agenda", "spans": [at("gas will")], "verb": "reject"}))]);
    assert_eq!(record["agenda"], json!([]));
    // What points to the rest still does.
    let record = after(&[sealed(1, event("met", json!({"verb": "reject"})))]);
    assert_eq!((&record["agenda"][0]["event"], &record["events"][1]["id"]), (&json!(1), &json!("e-later")));
}

#[test]
fn what_was_missed_is_added() {
    let left = sealed(
        1,
        event(
            "left",
            json!({"verb": "add", "value": {"type": "SANCTION", "source": "Togo TGOGOV", "status": "occurred", "date": "2025-02-27"}}),
        ),
    );
    let topic = sealed(
        2,
        json!({"what": "agenda", "spans": [at("plan")], "verb": "add", "value": {"event": [at("met")], "topic": "the plan", "scope": "off"}}),
    );
    let said = sealed(
        3,
        json!({"what": "statement", "spans": [at("will go on")], "verb": "add", "value": {"who": "Togo", "code": "TGOGOV"}}),
    );
    // What was added can be corrected like anything else.
    let later = sealed(4, event("left", json!({"verb": "set", "field": "status", "value": "denied"})));
    let record = after(&[later, said, topic, left]);
    let event = &record["events"][3];
    assert_eq!(
        (&event["type"], &event["status"], &event["source"][0]["code"]),
        (&json!("SANCTION"), &json!("denied"), &json!("TGOGOV"))
    );
    assert!(event["id"].as_str().unwrap().starts_with("e-"));
    assert_eq!(event["corrected"].as_array().unwrap().len(), 2);
    assert_eq!((&record["agenda"][1]["event"], &record["agenda"][1]["scope"]), (&json!(0), &json!("off")));
    assert_eq!(record["statements"][1]["codes"], json!(["TGOGOV"]));
}

#[test]
fn findings_are_merged_and_split() {
    let merge = sealed(1, event("met", json!({"verb": "merge", "with": [{"spans": [at("talks")]}]})));
    let record = after(std::slice::from_ref(&merge));
    assert_eq!(record["events"].as_array().unwrap().len(), 2);
    assert_eq!(record["events"][0]["triggers"], json!([at("met"), at("talks")]));
    assert_eq!(
        (&record["agenda"][0]["event"], &record["events"][0]["corrected"][0]["was"][0]["id"]),
        (&json!(0), &json!("e-later"))
    );
    let split = sealed(2, event("met", json!({"verb": "split", "with": [{"spans": [at("talks")]}]})));
    let record = after(&[merge, split]);
    assert_eq!(record["events"][0]["triggers"], json!([at("met")]));
    assert_eq!(record["events"][2]["triggers"], json!([at("talks")]));
    assert_ne!(record["events"][2]["id"], record["events"][0]["id"]);
    let parts = sealed(
        3,
        json!({"what": "statement", "spans": [at("talks on gas will go on")], "verb": "set", "field": "content", "value": [at("talks on gas"), at("will go on")]}),
    );
    let split = sealed(
        4,
        json!({"what": "statement", "spans": [at("talks on gas")], "verb": "split", "with": [{"spans": [at("will go on")]}]}),
    );
    let record = after(&[parts.clone(), split.clone()]);
    assert_eq!(record["statements"].as_array().unwrap().len(), 2);
    let merge = sealed(
        5,
        json!({"what": "statement", "spans": [at("talks on gas")], "verb": "merge", "with": [{"spans": [at("will go on")]}]}),
    );
    let record = after(&[parts, split, merge]);
    assert_eq!(record["statements"].as_array().unwrap().len(), 1);
    assert_eq!(record["statements"][0]["content"].as_array().unwrap().len(), 2);
}

#[test]
fn what_does_not_fit_is_an_orphan_with_its_reason() {
    let check = |fields: Value, code: &str| {
        let correction = sealed(1, fields);
        let outcome = done(std::slice::from_ref(&correction));
        let Some((_, Fate::Orphan(why))) = outcome.fates.first() else {
            panic!("{code}: {:?}", outcome.fates)
        };
        assert_eq!(why.code(), code, "{why}");
        assert!(!why.remedy().is_empty());
        assert_eq!(outcome.record, machine(), "{code}: nothing is half done");
    };
    check(event("plan", json!({"verb": "accept"})), "correction-target");
    check(event("rejected", json!({"verb": "set", "field": "mode", "value": "phone"})), "correction-value");
    check(
        event("met", json!({"verb": "set", "field": "according_to", "value": [at("plan")]})),
        "correction-part",
    );
    check(
        event("met", json!({"verb": "set", "field": "triggers", "value": [[500, 505]]})),
        "correction-span",
    );
    check(event("met", json!({"verb": "merge", "with": [{"spans": [at("plan")]}]})), "correction-part");
    check(event("met", json!({"verb": "split", "with": [{"spans": [at("plan")]}]})), "correction-part");
    check(event("met", json!({"verb": "split", "with": [{"spans": [at("met")]}]})), "correction-part");
    check(json!({"what": "article", "verb": "undo", "correction": "c-none"}), "correction-part");
    check(
        json!({"what": "agenda", "spans": [at("plan")], "verb": "add", "value": {"event": [at("plan")], "topic": "x"}}),
        "correction-part",
    );
}

#[test]
fn what_is_no_correction_is_refused_with_what_may_be_meant() {
    let check = |fields: Value, code: &str, said: &str| {
        let why = line(1, fields).sealed(&Few).unwrap_err();
        assert_eq!(why.code(), code, "{why}");
        assert!(why.to_string().contains(said), "{why}");
        assert!(!why.remedy().is_empty());
    };
    let set =
        |field: &str, value: Value| event("met", json!({"verb": "set", "field": field, "value": value}));
    check(set("typ", json!("AGREE")), "correction-field", "did you mean type");
    check(set("type", json!("CONSLUT")), "correction-value", "did you mean CONSULT");
    check(set("status", json!("planed")), "correction-value", "did you mean planned");
    check(set("mode", json!("vist")), "correction-value", "did you mean visit");
    check(set("source", json!("Ghana GHAXXX")), "correction-value", "sector");
    check(set("source", json!("Ghana GHX")), "correction-value", "GHA");
    check(set("place", json!("Accra, GAH")), "correction-value", "GHA");
    check(set("date", json!("last week")), "correction-value", "2025-02-27");
    check(set("contexts", json!("militray")), "correction-value", "military");
    check(set("background", json!("perhaps")), "correction-value", "true or false");
    check(set("round", json!(0)), "correction-value", "from 1");
    check(set("triggers", json!([[3, 3]])), "correction-value", "places");
    check(event("met", json!({"verb": "set"})), "correction-needs", "field");
    check(event("met", json!({"verb": "add", "value": {}})), "correction-needs", "type");
    check(event("met", json!({"verb": "review"})), "correction-verb", "review");
    check(event("met", json!({"verb": "accept", "by": " "})), "correction-nobody", "nobody");
    check(event("met", json!({"verb": "accept", "at": "yesterday"})), "correction-moment", "yesterday");
    check(event("met", json!({"verb": "accept", "article": "talks"})), "correction-article", "talks");
    check(event("met", json!({"verb": "accept", "id": "c-0"})), "correction-changed", "c-0");
    check(json!({"what": "actor", "spans": [[0, 5]], "verb": "reject"}), "correction-verb", "actor");
    check(
        json!({"what": "article", "verb": "review", "value": {"agenda": [{"event": 4, "topic": "x", "span": [0, 1], "scope": "on", "according_to": null}]}}),
        "correction-value",
        "no finding",
    );
}

#[test]
fn order_and_doubles_do_not_matter() {
    let lines = [
        sealed(1, event("met", json!({"verb": "set", "field": "status", "value": "planned"}))),
        sealed(2, event("met", json!({"verb": "set", "field": "status", "value": "denied"}))),
        sealed(3, event("rejected", json!({"verb": "reject"}))),
        sealed(4, event("left", json!({"verb": "add", "value": {"type": "SANCTION"}}))),
    ];
    let expected = done(&lines);
    assert_eq!(serde_json::to_value(&expected.record).unwrap()["events"][0]["status"], "denied");
    for turn in 0..lines.len() {
        let mut turned = lines.to_vec();
        turned.rotate_left(turn);
        turned.push(lines[turn].clone());
        assert_eq!(done(&turned), expected);
    }
    // An id follows from all that a line says, whatever the order of its keys.
    let written = serde_json::to_string(&lines[3]).unwrap();
    let again: Correction = serde_json::from_str(&written).unwrap();
    assert_eq!(again.sealed(&Few).unwrap(), lines[3]);
    assert_ne!(lines[0].id, lines[1].id);
}

#[test]
fn what_is_taken_back_is_as_if_it_had_not_been() {
    let reject = sealed(1, event("met", json!({"verb": "reject"})));
    let back = sealed(2, json!({"what": "article", "verb": "undo", "correction": reject.id}));
    let outcome = done(&[reject.clone(), back.clone()]);
    assert_eq!(outcome.record, machine());
    assert_eq!(
        outcome.fates,
        [(reject.id.clone(), Fate::Undone(back.id.clone())), (back.id.clone(), Fate::Done)]
    );
    let again = sealed(3, json!({"what": "article", "verb": "undo", "correction": back.id}));
    let outcome = done(&[again.clone(), reject.clone(), back.clone()]);
    assert_eq!(outcome.record.events.len(), 2);
    assert_eq!(outcome.fates[1].1, Fate::Undone(again.id));
}

#[test]
fn an_article_that_was_read_through_stays_as_it_was_read() {
    let missed = sealed(
        1,
        event("left", json!({"verb": "add", "value": {"type": "SANCTION", "source": "Togo TGOGOV"}})),
    );
    let before = done(std::slice::from_ref(&missed)).record;
    let value = json!({"statements": before.statements, "events": before.events, "agenda": before.agenda, "corrected": before.corrected});
    let review = sealed(2, json!({"what": "article", "verb": "review", "value": value}));
    let later = sealed(3, event("met", json!({"verb": "set", "field": "status", "value": "planned"})));
    // Another reader finds other things; the review stands, and what was said after it.
    let mut other = machine();
    other.events.truncate(1);
    other.agenda.clear();
    other.statements.clear();
    other.events[0].triggers = vec![serde_json::from_value(at("rejected the plan")).unwrap()];
    other.events[0].according_to = None;
    let reader = |record: &WireRecord| {
        apply(record, &[missed.clone(), review.clone(), later.clone()], Some(TEXT.len() as u32), &Few)
    };
    let (one, two) = (reader(&machine()), reader(&other));
    assert_eq!((&one.record.events, &one.record.agenda), (&two.record.events, &two.record.agenda));
    assert!(two.fates.iter().all(|(_, fate)| *fate == Fate::Done), "{:?}", two.fates);
    assert_eq!(serde_json::to_value(&two.record).unwrap()["events"][0]["status"], "planned");
    // What the one who read it through did not see has no effect, and that is told.
    let unseen = sealed(0, event("met", json!({"verb": "set", "field": "status", "value": "denied"})));
    let outcome = done(&[unseen.clone(), missed.clone(), review.clone()]);
    assert_eq!(outcome.record.events[0].status.name(), "occurred");
    assert!(matches!(&outcome.fates[0], (id, Fate::Orphan(_)) if *id == unseen.id));
    // What is in a review is not taken out of it one by one.
    let back = sealed(4, json!({"what": "article", "verb": "undo", "correction": missed.id}));
    let outcome = done(&[missed, review, later, back]);
    assert!(matches!(&outcome.fates[3].1, Fate::Orphan(why) if why.code() == "correction-reviewed"));
}

#[test]
fn a_finding_is_known_again_by_id_then_words_then_type() {
    let mut record = machine();
    let spans = |words: &str| vec![serde_json::from_value(at(words)).unwrap()];
    let find = |record: &WireRecord, place: Place| locate(record, What::Event, &place);
    let place = Place { spans: spans("rejected the plan"), ..Place::default() };
    assert_eq!(find(&record, place.clone()), Some(1));
    // Two events of the same words: the type decides, and before it the id.
    record.events.push(record.events[1].clone());
    record.events[3].kind = EventType::Sanction;
    record.events[3].id = "e-other".to_owned();
    assert_eq!(find(&record, place.clone()), Some(1));
    assert_eq!(find(&record, Place { kind: Some(EventType::Sanction), ..place.clone() }), Some(3));
    let named = Place { kind: Some(EventType::Sanction), finding: Some("e-rejected".to_owned()), ..place };
    assert_eq!(find(&record, named), Some(1));
    // The more of the words, the better.
    record.events[0].triggers = spans("rejected the plan and left");
    assert_eq!(find(&record, Place { spans: spans("plan and left"), ..Place::default() }), Some(0));
    assert_eq!(find(&record, Place { spans: spans("Accra"), ..Place::default() }), None);
}
