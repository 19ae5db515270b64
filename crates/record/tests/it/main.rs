//! The wire form: its JSON Schema, its offsets, and that what is written reads back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod correction;

use legation_record::{
    ActorCode, ActorMention, AgendaItem, Basis, Confidence, Event, EventPlace, EventType, Extent, Grain,
    Identity, Mentions, Mode, Note, Offsets, PartialDate, Participant, PlaceMention, PlaceUse, Polarity,
    Quad, ReaderVersion, Record, Round, SCHEMA, Scope, SpeechKind, SpeechMode, Statement, Status,
    TimeMention, TimexMod, TimexType, WireRecord, json_schema,
};
use legation_text::Span;

const TEXT: &str = "“Nyet,” Élodie Ngono said in Yaoundé in mid-May. She met the envoy.";

/// The words of `TEXT`.
fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(TEXT, start, start + words.len()).unwrap()
}

/// A record with something in every field.
fn full() -> Record<Span> {
    let date: PartialDate = "2025-05".parse().unwrap();
    let code = ActorCode::new("CMRGOV");
    Record {
        schema: SCHEMA,
        id: "full".to_owned(),
        date: "2025-05-20".parse().unwrap(),
        title: Some("No".to_owned()),
        source: Some("Test Wire".to_owned()),
        url: Some("https://example.org/no".to_owned()),
        reader: ReaderVersion {
            version: "0".to_owned(),
            model: "m".to_owned(),
            knowledge: "k".to_owned(),
            frames: "f".to_owned(),
        },
        notes: vec![Note { message: "odd".to_owned(), span: Some(at("met")) }],
        statements: vec![Statement {
            id: "s-1".to_owned(),
            speaker: Some(at("Élodie Ngono")),
            who: Some("Élodie Ngono".to_owned()),
            code: Some(code.clone()),
            codes: vec![code.clone()],
            kind: SpeechKind::Speech,
            mode: SpeechMode::Direct,
            polarity: Polarity::Denied,
            cue: Some(at("said")),
            content: vec![at("Nyet,")],
            inside: None,
            date: Some(date),
            date_span: Some(at("mid-May")),
            confidence: Some(0.5),
            corrected: Vec::new(),
        }],
        events: vec![Event {
            id: "e-1".to_owned(),
            triggers: vec![at("met")],
            kind: EventType::Consult,
            mode: Some(Mode::new("visit")),
            cameo: None,
            quad: Quad::VerbalCooperation,
            contexts: Vec::new(),
            plover_score: Some(1.0),
            goldstein: None,
            source: vec![Participant {
                who: "Élodie Ngono".to_owned(),
                code: code.clone(),
                span: Some(at("She")),
                entity: None,
                basis: Basis::Text,
            }],
            target: Vec::new(),
            place: Some(EventPlace {
                name: "Yaoundé".to_owned(),
                country: Some("CMR".to_owned()),
                lat: Some(3.87),
                lon: Some(11.52),
                geonameid: None,
                kind: Some("city".to_owned()),
                span: Some(at("Yaoundé")),
            }),
            start: Some(date),
            end: Some(date),
            date_span: Some(at("mid-May")),
            status: Status::Occurred,
            status_span: Some(at("met")),
            according_to: Some(0),
            background: false,
            round: Some(Round { n: 2, span: at("met") }),
            confidence: Confidence::default(),
            corrected: Vec::new(),
        }],
        agenda: vec![AgendaItem {
            event: 0,
            topic: "the envoy".to_owned(),
            span: at("the envoy"),
            scope: Scope::Off,
            according_to: None,
            corrected: Vec::new(),
        }],
        mentions: Mentions {
            times: vec![TimeMention {
                span: at("mid-May"),
                kind: TimexType::Date,
                value: "2025-05".to_owned(),
                modifier: Some(TimexMod::Mid),
                begin_point: None,
                end_point: None,
            }],
            places: vec![PlaceMention {
                span: at("Yaoundé"),
                name: "Yaoundé".to_owned(),
                lat: Some(3.87),
                lon: Some(11.52),
                country: Some("CMR".to_owned()),
                geonameid: None,
                kind: Some("city".to_owned()),
                usage: PlaceUse::Literal,
                dispute: None,
            }],
            actors: vec![ActorMention {
                span: at("Élodie Ngono"),
                who: "Élodie Ngono".to_owned(),
                code,
                entity: None,
                office: None,
                as_of: None,
                basis: Basis::Text,
                corrected: Vec::new(),
            }],
            chains: vec![vec![at("Élodie Ngono"), at("She")]],
        },
        corrected: Vec::new(),
    }
}

#[test]
fn the_schema_changes_only_on_purpose() {
    insta::assert_snapshot!("schema", serde_json::to_string_pretty(&json_schema()).unwrap());
}

#[test]
fn offsets_on_the_wire_are_code_points() {
    let wire = full().on_the_wire(TEXT);
    let characters: Vec<char> = TEXT.chars().collect();
    let words = |Offsets(start, end): Offsets| -> String {
        characters[start as usize..end as usize].iter().collect()
    };
    let said = &wire.statements[0];
    assert_eq!(said.speaker.map(words).as_deref(), Some("Élodie Ngono"));
    assert_eq!(words(said.content[0]), "Nyet,");
    let met = &wire.events[0];
    assert_eq!(words(met.triggers[0]), "met");
    assert_eq!(met.place.as_ref().and_then(|place| place.span).map(words).as_deref(), Some("Yaoundé"));
    assert_eq!(words(wire.agenda[0].span), "the envoy");
    let Extent { start, end } = wire.mentions.times[0].span;
    assert_eq!(words(Offsets(start, end)), "mid-May");
}

#[test]
fn what_is_written_reads_back() {
    let wire = full().on_the_wire(TEXT);
    let json = serde_json::to_string(&wire).unwrap();
    insta::assert_snapshot!("wire", serde_json::to_string_pretty(&wire).unwrap());
    assert_eq!(serde_json::from_str::<WireRecord>(&json).unwrap(), wire);
}

#[test]
fn a_record_from_before_rounds_were_counted_reads_back() {
    let mut json = serde_json::to_value(full().on_the_wire(TEXT)).unwrap();
    assert!(json["events"][0].as_object_mut().unwrap().remove("round").is_some());
    let read: WireRecord = serde_json::from_value(json).unwrap();
    assert_eq!(read.events[0].round, None);
}

#[test]
fn partial_dates_hold_their_days() {
    let check = |written: &str, first: &str, grain: Grain| {
        let date: PartialDate = written.parse().unwrap();
        assert_eq!((date.first_day().to_string().as_str(), date.grain()), (first, grain));
        assert_eq!(date.to_string(), written);
        assert_eq!(PartialDate::containing(date.first_day(), grain), date);
    };
    check("2024", "2024-01-01", Grain::Year);
    check("2024-02", "2024-02-01", Grain::Month);
    check("2024-02-29", "2024-02-29", Grain::Day);
    // ISO weeks may begin in the year before.
    check("2025-W01", "2024-12-30", Grain::Week);
    check("2020-W53", "2020-12-28", Grain::Week);
    for wrong in ["", "24", "2024-00", "2024-02-30", "2024-W54", "2024-1-1", "2024-02-29T10", "２０２４"]
    {
        assert!(wrong.parse::<PartialDate>().is_err(), "{wrong}");
    }
}

#[test]
fn ids_follow_from_content_alone() {
    let date = jiff::civil::date(2025, 5, 20);
    let id = |text: &str, kind: &str, span: Span| Identity::of(date, text).id("e", kind, &[span]);
    assert_eq!(id(TEXT, "CONSULT", at("met")), id(TEXT, "CONSULT", at("met")));
    assert_ne!(id(TEXT, "CONSULT", at("met")), id(TEXT, "AGREE", at("met")));
    assert_ne!(id(TEXT, "CONSULT", at("met")), id(TEXT, "CONSULT", at("said")));
    assert_ne!(id(TEXT, "CONSULT", at("met")), id("other", "CONSULT", at("met")));
    assert!(id(TEXT, "CONSULT", at("met")).starts_with("e-"));
}

#[test]
fn names_of_types_and_statuses_are_those_of_the_wire() {
    for kind in EventType::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        assert_eq!(EventType::from_name(kind.name()), Some(kind));
    }
    for status in Status::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.name());
        assert_eq!(Status::from_name(status.name()), Some(status));
    }
}

#[test]
fn only_countries_have_countries() {
    let country = |code: &str| ActorCode::new(code).country().map(str::to_owned);
    assert_eq!(country("RUSGOV").as_deref(), Some("RUS"));
    assert_eq!(country("USA").as_deref(), Some("USA"));
    for none in ["IGOUN", "---GOV", "---", "NGOHRW", ""] {
        assert_eq!(country(none), None, "{none}");
    }
}

#[test]
fn names_are_those_that_the_record_writes() {
    fn check<T: serde::Serialize + Copy>(all: &[T], name: impl Fn(T) -> &'static str) {
        for &one in all {
            assert_eq!(serde_json::to_value(one).unwrap(), name(one));
        }
    }
    check(&[SpeechKind::Speech, SpeechKind::Attitude], SpeechKind::name);
    check(&[SpeechMode::Direct, SpeechMode::Indirect, SpeechMode::Mixed], SpeechMode::name);
    check(&[Polarity::Affirmed, Polarity::Denied, Polarity::Declined], Polarity::name);
    check(&[Scope::On, Scope::Off], Scope::name);
    check(&[Basis::Text, Basis::Table, Basis::Unsourced, Basis::Inferred, Basis::User], Basis::name);
    check(&EventType::ALL.map(EventType::quad), Quad::name);
    check(&Status::ALL, Status::name);
}
