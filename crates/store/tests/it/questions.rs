//! Questions and what answers them.

use crate::sample;
use legation_store::{
    Cell, Filter, Measure, Order, Part, Pattern, Period, Question, Search, SeriesQuestion, Sqlite, Storage,
};

fn store() -> Sqlite {
    let mut store = Sqlite::in_memory().unwrap();
    store.add(&sample::articles()).unwrap();
    store
}

/// The ids of the rows that a filter lets through, oldest first.
fn check(part: Part, filter: Filter, expected: &[&str]) {
    let question = Question { filter, order: Order::Oldest, ..Question::about(part) };
    // However the rows are found: all conditions walked along and tested, or one collected.
    for few in [0, 2, 10_000] {
        let mut store = store();
        store.collect_up_to(few);
        let answer = store.ask(&question).unwrap();
        let ids: Vec<String> = (0..answer.rows.len()).map(|at| answer.cell(at, "id").to_string()).collect();
        assert_eq!(ids, expected, "{few} {:?}", question.filter);
        if part == Part::Events {
            let mut walked = Vec::new();
            store
                .each_event(&question.filter, &mut |told| {
                    let events = told.events.iter().map(|kept| &told.stored.record.events[kept.number]);
                    walked.extend(events.map(|event| event.id.clone()));
                    Ok(())
                })
                .unwrap();
            walked.sort();
            let mut rows = ids.clone();
            rows.sort();
            assert_eq!(walked, rows, "{few} walked {:?}", question.filter);
        }
        if matches!(part, Part::Events | Part::Statements) {
            let mut found = Vec::new();
            store
                .each_finding(&question.filter, &mut |findings| {
                    let record = &findings.stored.record;
                    match part {
                        Part::Events => found.extend(
                            findings.events.iter().map(|event| record.events[event.kept.number].id.clone()),
                        ),
                        _ => found.extend(
                            findings
                                .statements
                                .iter()
                                .map(|statement| record.statements[statement.number].id.clone()),
                        ),
                    }
                    Ok(())
                })
                .unwrap();
            found.sort();
            let mut rows = ids.clone();
            rows.sort();
            assert_eq!(found, rows, "{few} findings of {:?}", question.filter);
        }
        for order in [Order::Newest, Order::Surest] {
            let other = store.ask(&Question { order, ..question.clone() }).unwrap();
            assert_eq!(other.rows.len(), expected.len(), "{few} {order:?} {:?}", question.filter);
        }
    }
}

fn events(filter: Filter, expected: &[&str]) {
    check(Part::Events, filter, expected);
}

fn patterns(written: &[&str]) -> Vec<Pattern> {
    written.iter().map(|text| Pattern::new(text)).collect()
}

#[test]
fn events_are_found_by_what_they_are() {
    let none = Filter::default;
    events(
        none(),
        &["e-visit-sanctioned", "e-talks-met", "e-visit-visit", "e-strike-struck", "e-strike-war"],
    );
    events(Filter { types: vec!["CONSULT".into()], ..none() }, &["e-talks-met", "e-visit-visit"]);
    events(Filter { statuses: vec!["planned".into()], ..none() }, &["e-visit-visit"]);
    events(Filter { modes: vec!["visit".into()], ..none() }, &["e-visit-visit"]);
    events(Filter { contexts: vec!["military".into()], ..none() }, &["e-strike-struck"]);
    events(Filter { place: Some("accra".into()), ..none() }, &["e-talks-met", "e-visit-visit"]);
    events(Filter { country: Some("GHA".into()), ..none() }, &["e-talks-met", "e-visit-visit"]);
    events(Filter { background: Some(true), ..none() }, &["e-strike-war"]);
    events(Filter { outlet: Some("harbour post".into()), ..none() }, &["e-strike-struck", "e-strike-war"]);
    events(Filter { outlet: Some("nobody".into()), ..none() }, &[]);
    events(Filter { confidence: Some(0.81), ..none() }, &[]);
    events(Filter { text: Some("harbour OR cease-fire".into()), ..none() }, &["e-talks-met"]);
    events(Filter { from: "2025-03-01".parse().ok(), ..none() }, &["e-strike-struck"]);
    events(Filter { to: "2025-02-26".parse().ok(), ..none() }, &["e-visit-sanctioned", "e-talks-met"]);
    events(Filter { published_to: "2025-02-27".parse().ok(), ..none() }, &["e-talks-met"]);
}

#[test]
fn events_are_found_by_who_takes_part() {
    let none = Filter::default;
    let all = ["e-visit-sanctioned", "e-talks-met", "e-visit-visit"];
    events(Filter { actors: patterns(&["NGA*"]), ..none() }, &all);
    events(Filter { actors: patterns(&["*GOV"]), ..none() }, &all);
    events(Filter { actors: patterns(&["G*B"]), ..none() }, &["e-strike-struck"]);
    events(Filter { actors: patterns(&["NGA*", "GHA*"]), ..none() }, &["e-visit-sanctioned", "e-talks-met"]);
    events(Filter { actors: patterns(&["Rebels"]), ..none() }, &["e-strike-struck"]);
    events(Filter { actors: patterns(&["GHA"]), ..none() }, &["e-strike-struck"]);
    events(Filter { sources: patterns(&["GHA*"]), ..none() }, &["e-talks-met", "e-strike-struck"]);
    events(Filter { targets: patterns(&["GHA*"]), ..none() }, &["e-visit-sanctioned", "e-strike-struck"]);
    let between = |written: &str| Filter { dyad: Some(written.parse().unwrap()), ..none() };
    events(between("GHA-NGA"), &["e-visit-sanctioned", "e-talks-met"]);
    events(between("NGA>GHA"), &["e-visit-sanctioned", "e-talks-met"]);
    events(between("GHA>NGA"), &["e-talks-met"]);
}

#[test]
fn other_rows_are_found() {
    check(Part::Articles, Filter::default(), &["talks", "visit", "strike", "quiet"]);
    check(Part::Articles, Filter { types: vec!["ASSAULT".into()], ..Filter::default() }, &["strike"]);
    check(Part::Articles, Filter { text: Some("happened".into()), ..Filter::default() }, &["quiet"]);
    check(Part::Statements, Filter { actors: patterns(&["NGAGOV"]), ..Filter::default() }, &["s-talks"]);
    check(Part::Statements, Filter { actors: patterns(&["okoro"]), ..Filter::default() }, &["s-talks"]);
    check(
        Part::Statements,
        Filter { actors: patterns(&["okoro", "NGA*"]), ..Filter::default() },
        &["s-talks"],
    );
    check(Part::Statements, Filter { actors: patterns(&["okoro", "GHA*"]), ..Filter::default() }, &[]);
    check(Part::Statements, Filter { modes: vec!["indirect".into()], ..Filter::default() }, &["s-talks"]);
    check(Part::Statements, Filter { confidence: Some(0.95), ..Filter::default() }, &[]);
    let talks = |filter: Filter, count: usize| {
        for few in [0, 10_000] {
            let mut store = store();
            store.collect_up_to(few);
            let question = Question { filter: filter.clone(), ..Question::about(Part::Agenda) };
            assert_eq!(store.ask(&question).unwrap().rows.len(), count, "{few} {filter:?}");
        }
    };
    talks(Filter { types: vec!["CONSULT".into()], from: "2025-02-26".parse().ok(), ..Filter::default() }, 1);
    talks(Filter { published_to: "2025-02-26".parse().ok(), ..Filter::default() }, 0);
    talks(Filter { actors: patterns(&["GHAGOV"]), scope: Some("on".into()), ..Filter::default() }, 1);
    talks(Filter { targets: patterns(&["GHAGOV"]), ..Filter::default() }, 0);
    let agenda = store().ask(&Question::about(Part::Agenda)).unwrap();
    assert_eq!(agenda.cell(0, "topic"), &Cell::Text("gas".into()));
    let actors = store().ask(&Question::about(Part::Actors)).unwrap();
    assert_eq!(actors.cell(0, "code"), &Cell::Text("NGAGOV".into()));
    assert_eq!(actors.cell(0, "events"), &Cell::Integer(3));
}

#[test]
fn words_are_found_with_their_surroundings() {
    let search = |words: &str, speaker: Option<&str>| {
        let search = Search {
            words: words.to_owned(),
            speaker: speaker.map(str::to_owned),
            limit: 5,
            ..Search::default()
        };
        store().search(&search)
    };
    let hits = search("envoy", None).unwrap();
    assert_eq!(hits[0].article, "talks");
    assert!(hits[0].snippet.starts_with("\u{2}Envoys\u{3} of Nigeria"), "{}", hits[0].snippet);
    // A word of most articles ranks none of them.
    let hits = search("Ghana", None).unwrap();
    let found: Vec<_> = hits.iter().map(|hit| (hit.article.as_str(), hit.score)).collect();
    assert_eq!(found, [("strike", 0.0), ("visit", 0.0), ("talks", 0.0)]);
    assert!(hits[0].snippet.contains("\u{2}Ghana\u{3}"), "{:?}", hits[0].snippet);
    assert_eq!(search("naive", Some("Okoro")).unwrap()[0].who.as_deref(), Some("Dana Okoro"));
    assert!(search("naive", Some("Lavrov")).unwrap().is_empty());
    assert!(search("(", None).is_err());
}

#[test]
fn series_count_and_score() {
    let as_of = |dyad: &str, by, measure, per_articles, as_of: Option<&str>| {
        let question = SeriesQuestion {
            dyad: dyad.parse().unwrap(),
            by,
            measure,
            per_articles,
            from: None,
            to: None,
            types: Vec::new(),
            statuses: Vec::new(),
            as_of: as_of.and_then(|day| day.parse().ok()),
        };
        let series = store().series(&question).unwrap();
        let points = series.points.iter().map(|point| format!("{} {:?}", point.period, point.value));
        points.collect::<Vec<_>>().join(", ")
    };
    let series = |dyad: &str, by, measure, per_articles| as_of(dyad, by, measure, per_articles, None);
    let check = |dyad, by, measure, expected: &str| assert_eq!(series(dyad, by, measure, false), expected);
    check("NGA-GHA", Period::Week, Measure::Count, "2025-W08 Some(1.0), 2025-W09 Some(1.0)");
    check("NGA-GHA", Period::Month, Measure::Plover, "2025-02 Some(-1.0)");
    check("NGA-GHA", Period::Week, Measure::Plover, "2025-W08 Some(-3.0), 2025-W09 Some(1.0)");
    check("GHA>NGA", Period::Week, Measure::Count, "2025-W09 Some(1.0)");
    check("NGA-GHA", Period::Week, Measure::Goldstein, "2025-W08 Some(-5.0), 2025-W09 None");
    check("NGA-FRA", Period::Week, Measure::Count, "");
    assert_eq!(series("NGA-GHA", Period::Week, Measure::Count, true), "2025-W08 None, 2025-W09 Some(0.5)");
    // What was published later is not known; once all is, it is as if no day were given.
    let talks = "2025-W09 Some(1.0)";
    assert_eq!(as_of("NGA-GHA", Period::Week, Measure::Count, false, Some("2025-02-27")), talks);
    assert_eq!(as_of("NGA-GHA", Period::Week, Measure::Count, true, Some("2025-02-27")), talks);
    for measure in [Measure::Count, Measure::Plover, Measure::Goldstein] {
        for per_articles in [false, true] {
            let late = as_of("NGA-GHA", Period::Week, measure, per_articles, Some("2025-03-11"));
            assert_eq!(late, series("NGA-GHA", Period::Week, measure, per_articles));
        }
    }
}
