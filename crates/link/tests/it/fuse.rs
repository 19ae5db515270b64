//! Which events of different articles are one: a case is a file of articles, the snapshot what is joined.

use crate::invented::{Invented, articles};
use legation_knowledge::world::World;
use legation_link::fuse::{Fused, Fusion, Part, Stands, Telling, Tie, Told, as_of};
use legation_link::{Article, Subject, due, readouts, timeline};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

/// Copies in these tests: articles whose ids share what stands before the `=`.
fn origin(digest: &str) -> u64 {
    let text = digest.split('=').next().unwrap_or_default();
    text.bytes().fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}

fn fused(tellings: impl IntoIterator<Item = Telling>) -> Vec<Arc<Fused>> {
    let mut fusion = Fusion::new();
    fusion.add(tellings);
    fusion.events(&origin)
}

fn of(articles: &[Invented]) -> Vec<Arc<Fused>> {
    fused(articles.iter().flat_map(Invented::tellings))
}

fn told<T>(values: &[Told<T>], write: impl Fn(&T) -> String) -> String {
    let value = |told: &Told<T>| {
        let mark = if told.stands == Stands::Conflicts { "!" } else { "" };
        let words: String = told.words.iter().map(|words| format!(" “{words}”")).collect();
        format!("{}{words} ({}){mark}", write(&told.value), told.origins)
    };
    values.iter().map(value).collect::<Vec<_>>().join(" · ")
}

fn parts(parts: &[Part]) -> String {
    let part = |part: &Part| {
        let party = part.party.as_ref().map_or("-", |party| party.code.as_str());
        format!("{party} {} ({})", part.who, part.origins)
    };
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn shown(events: &[Arc<Fused>]) -> String {
    let mut out = String::new();
    for event in events {
        let period = |period: &legation_link::Period| {
            let write = |date: Option<legation_record::PartialDate>| {
                date.map_or("…".into(), |date| date.to_string())
            };
            if period.start == period.end {
                write(period.start)
            } else {
                write(period.start) + "–" + &write(period.end)
            }
        };
        let _ = writeln!(out, "{} {} → {}", event.kind, parts(&event.source), parts(&event.target));
        for (name, field) in [
            ("mode", told(&event.mode, |mode| mode.to_string())),
            ("date", told(&event.date, period)),
            ("place", told(&event.place, |place| place.name.clone())),
            ("round", told(&event.round, |round| round.to_string())),
        ] {
            if !field.is_empty() {
                let _ = writeln!(out, "  {name}: {field}");
            }
        }
        let step = |step: &legation_link::StatusStep| {
            let by = step.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{} {:?}{by} ({})", step.date, step.stage, step.articles)
        };
        let _ = writeln!(out, "  stage: {}", event.history.iter().map(step).collect::<Vec<_>>().join(" → "));
        let from: BTreeSet<&str> = event.tellings.iter().map(|telling| telling.digest.as_str()).collect();
        let from = from.into_iter().collect::<Vec<_>>().join(" ");
        let best = event.best().map_or("", |best| best.text.as_str());
        let _ = writeln!(
            out,
            "  from: {from}; {} origins, sure {}, conflicts {:?}",
            event.origins, event.confidence, event.conflicts
        );
        let _ = writeln!(out, "  best: {best}");
    }
    out
}

#[test]
fn events_of_different_articles_are_joined() {
    insta::glob!("cases/fuse/*.jsonl", |path| {
        let case = std::fs::read_to_string(path).expect("a case");
        insta::assert_snapshot!(shown(&of(&articles("case", &case))));
    });
}

/// Every case at once, in other orders and one article at a time.
#[test]
fn neither_order_nor_number_of_additions_changes_the_result() {
    let mut all = Vec::new();
    insta::glob!("cases/fuse/*.jsonl", |path| {
        let case = std::fs::read_to_string(path).expect("a case");
        all.extend(articles(&path.to_string_lossy(), &case));
    });
    let expected = of(&all);
    for step in [1, 3, 7, 11] {
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|at| (at * 7919 * step + step) % 101);
        let mut fusion = Fusion::new();
        for at in order {
            fusion.add(all[at].tellings());
            fusion.add(all[at].tellings());
            if at % 3 == 0 {
                // Nor does it matter when they were asked for, and which articles were copies then.
                fusion.events(&|_| 0);
            }
        }
        let events = fusion.events(&origin);
        assert!(events == expected, "{}\n{}", shown(&events), shown(&expected));
    }
}

/// The tellings that are one event with others, as pairs of names.
fn together(events: &[Arc<Fused>]) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for event in events {
        let name = |at: usize| {
            let telling = &event.tellings[at];
            format!("{} {}", telling.digest, telling.event)
        };
        for one in 0..event.tellings.len() {
            for other in 0..event.tellings.len() {
                pairs.insert((name(one), name(other)));
            }
        }
    }
    pairs
}

/// Any two tellings of the cases, said to be one or not: they are, whatever their likeness, and in any order.
#[test]
fn what_people_say_of_two_events_holds_in_any_order() {
    let mut all: Vec<Invented> = Vec::new();
    insta::glob!("cases/fuse/*.jsonl", |path| {
        let case = std::fs::read_to_string(path).expect("a case");
        all.extend(articles(&path.to_string_lossy(), &case));
    });
    let tellings: Vec<Telling> = all.iter().flat_map(Invented::tellings).collect();
    let name = |telling: &Telling| format!("{} {}", telling.digest, telling.event);
    let before = together(&of(&all));
    let mut tried = [0, 0];
    for step in 0..40 {
        let (one, other) =
            (&tellings[step * 7 % tellings.len()], &tellings[(step * 11 + 3) % tellings.len()]);
        if one.digest == other.digest {
            continue;
        }
        let were_one = before.contains(&(name(one), name(other)));
        tried[usize::from(were_one)] += 1;
        let side = |telling: &Telling| (telling.digest.clone(), telling.at);
        let tie = Tie { one: side(one), other: side(other), is_one: !were_one };
        let joined = |turn: usize| {
            let mut turned = tellings.clone();
            turned.rotate_left(turn % tellings.len());
            let mut fusion = Fusion::bound_by(std::slice::from_ref(&tie));
            turned.into_iter().for_each(|telling| fusion.add([telling]));
            fusion.events(&origin)
        };
        let events = joined(0);
        assert_eq!(together(&events).contains(&(name(one), name(other))), !were_one, "{tie:?}");
        assert_eq!(joined(step + 1), events, "{tie:?}");
        let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(ids.len(), events.len(), "each event has an id of its own");
    }
    assert!(tried[0] > 5, "{tried:?}");
    // Those that were one are parted too.
    let pair = before.iter().find(|(one, other)| one.split(' ').next() != other.split(' ').next());
    let (one, other) = pair.expect("two articles with one event");
    let find = |wanted: &String| tellings.iter().find(|telling| name(telling) == *wanted).expect("a telling");
    let side = |telling: &Telling| (telling.digest.clone(), telling.at);
    let tie = Tie { one: side(find(one)), other: side(find(other)), is_one: false };
    let mut fusion = Fusion::bound_by(&[tie]);
    fusion.add(tellings.clone());
    assert!(!together(&fusion.events(&origin)).contains(&(one.clone(), other.clone())));
}

#[test]
fn what_was_known_on_a_day_comes_from_what_was_published_by_then() {
    let all = articles("case", include_str!("cases/fuse/announced_then_held.jsonl"));
    let every: Vec<Article<'_>> = all.iter().map(Invented::article).collect();
    let stages: Vec<String> = ["2025-05-19", "2025-05-21", "2025-05-24"]
        .iter()
        .map(|day| {
            let known = as_of(&every, day.parse().expect("a day"));
            let ids: BTreeSet<&str> = known.iter().map(|article| article.digest).collect();
            let events = fused(
                all.iter()
                    .filter(|article| ids.contains(article.article().digest))
                    .flat_map(Invented::tellings),
            );
            format!(
                "{day}: {}",
                events.iter().map(|event| format!("{:?}", event.stage)).collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    insta::assert_snapshot!(stages.join("\n"));
}

#[test]
fn a_timeline_has_each_event_once() {
    let all = articles("case", include_str!("cases/timeline.jsonl"));
    let events = of(&all);
    let mut out = String::new();
    for subject in
        [Subject::All, Subject::Dyad("IRN", "USA"), Subject::Actor("Araghchi"), Subject::Place("Rome")]
    {
        let _ = writeln!(out, "{subject:?}");
        for day in timeline(&events, subject) {
            for entry in day.entries {
                let marks = [(entry.background, " history"), (entry.undated, " undated")];
                let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                let _ = writeln!(out, "  {} ({}{marks}) {}", day.date, entry.origins, entry.evidence.text);
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn what_was_due_has_an_outcome() {
    let all = articles("case", include_str!("cases/due.jsonl"));
    let mut out = String::new();
    for on in ["2025-05-22", "2025-07-20"] {
        let _ = writeln!(out, "on {on}");
        let day = on.parse().expect("a day");
        let known = all.iter().filter(|article| article.article().published() <= day);
        let events = fused(known.flat_map(Invented::tellings));
        for due in due(&events, day) {
            let when = due.due.map_or("…".to_owned(), |day| day.to_string());
            let _ = writeln!(out, "  {when} {} {:?}: {:?}", due.kind, due.stage, due.outcome);
            let _ = writeln!(out, "    announced: {}", due.announced.text);
            if let Some(followed) = due.followed {
                let _ = writeln!(out, "    followed: {}", followed.text);
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn each_side_tells_the_call_its_way() {
    let all = articles("case", include_str!("cases/readouts.jsonl"));
    let every: Vec<Article<'_>> = all.iter().map(Invented::article).collect();
    let mut out = String::new();
    for readout in readouts(&of(&all), &every, World::embedded()) {
        for side in &readout.sides {
            let _ = writeln!(out, "{}", side.party.name);
            for point in &side.points {
                let shared: Vec<&str> = point
                    .shared_with
                    .iter()
                    .map(|at| readout.sides[*at as usize].party.name.as_str())
                    .collect();
                let shared =
                    if shared.is_empty() { "alone".to_owned() } else { format!("as {}", shared.join(", ")) };
                let _ = writeln!(out, "  {} ({shared})", point.evidence.text);
            }
        }
    }
    insta::assert_snapshot!(out);
}
