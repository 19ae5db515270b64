//! What a dossier makes of articles whose records say so and so.

use crate::invented::{Invented, articles};
use legation_knowledge::world::World;
use legation_link::dossier::{Change, Dossier, Fate, Format, RoundStatus, Stance};
use legation_link::{Article, Party, dossier};
use legation_record::PartialDate;

fn all() -> Vec<Invented> {
    articles("talks", include_str!("cases/dossier.jsonl"))
}

fn lay_out(articles: &[Article<'_>], parties: [&str; 2], as_of: Option<&str>) -> Dossier {
    let world = World::embedded();
    let parties = parties.map(|name| Party::named(name, world).expect("a party"));
    let as_of: Option<PartialDate> = as_of.map(|day| day.parse().expect("a date"));
    dossier(articles, &parties, as_of, world)
}

fn of(articles: &[Invented], parties: [&str; 2], as_of: Option<&str>) -> Dossier {
    let articles: Vec<Article<'_>> = articles.iter().map(Invented::article).collect();
    lay_out(&articles, parties, as_of)
}

#[test]
fn rounds_are_counted_dated_and_placed() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let series = &dossier.series[0];
    let rounds: Vec<_> = series
        .rounds
        .iter()
        .map(|round| (round.n, round.start.map(|day| day.to_string()), round.place.as_deref()))
        .collect();
    let expected = [
        (Some(1), Some("2025-04-12".to_owned()), Some("Muscat")),
        (Some(5), Some("2025-05-23".to_owned()), Some("Rome")),
    ];
    assert_eq!(rounds, expected);
    assert_eq!(series.rounds[1].counted_by, ["Gulf Wire"]);
}

#[test]
fn what_was_known_of_a_round_is_kept_day_by_day() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let steps: Vec<_> = dossier.series[0].rounds[1]
        .status_history
        .iter()
        .map(|step| (step.as_of.to_string(), step.status))
        .collect();
    let expected = [
        ("2025-05-20", RoundStatus::Planned),
        ("2025-05-21", RoundStatus::Confirmed),
        ("2025-05-24", RoundStatus::Held),
        ("2025-05-25", RoundStatus::Held),
        ("2025-05-26", RoundStatus::Held),
    ];
    assert_eq!(steps, expected.map(|(day, status)| (day.to_owned(), status)));
}

#[test]
fn as_of_a_day_nothing_later_is_known() {
    for (day, status) in [
        ("2025-05-20", None),
        ("2025-05-22", Some(RoundStatus::Confirmed)),
        ("2025-05-24", Some(RoundStatus::Held)),
    ] {
        let dossier = of(&all(), ["Iran", "United States"], Some(day));
        let round = dossier.series[0].rounds.iter().find(|round| round.n == Some(5));
        assert_eq!(round.map(|round| round.status), status, "{day}");
    }
}

#[test]
fn a_mediator_is_no_party_and_another_table_another_series() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    assert_eq!(dossier.series.len(), 1);
    let series = &dossier.series[0];
    assert_eq!(series.mediator[0].value.code, "OMN");
    assert_eq!(series.direct[0].value, Format::Indirect);
    assert!(series.rounds.iter().all(|round| round.n != Some(6)), "the sixth round is that of others");
    let other = of(&all(), ["Iran", "E3"], None);
    let rounds: Vec<_> = other.series[0].rounds.iter().map(|round| round.n).collect();
    assert_eq!(rounds, [Some(6)]);
}

#[test]
fn a_next_round_without_day_and_place_is_due_and_no_round() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let due = &dossier.series[0].due;
    let next = due.iter().find(|item| item.what.contains("next round")).expect("the next round");
    assert_eq!((next.fate, next.status.as_str()), (Fate::Open, "planned"));
    // What was to be, and was held, is told with what tells so.
    let held = due.iter().find(|item| item.what.contains("this weekend")).expect("the fifth round");
    assert_eq!(held.fate, Fate::Held);
    assert!(held.follow_up.as_ref().is_some_and(|evidence| evidence.article == "talks/c"));
}

#[test]
fn positions_have_their_topic_and_how_they_moved() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let series = &dossier.series[0];
    let on: Vec<_> = series.positions.iter().filter(|position| position.topics[0] == "enrichment").collect();
    assert_eq!((on[0].stance, on[0].change), (Stance::States, Change::New));
    let moved =
        on.iter().find(|position| position.content.starts_with("Tehran could pause")).expect("the offer");
    assert_eq!((moved.stance, moved.change, moved.conditional), (Stance::Offers, Change::Moved, true));
}

#[test]
fn a_denied_claim_is_no_refused_proposal() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let series = &dossier.series[0];
    let denied: Vec<_> = series.denied.iter().map(|claim| claim.claim.as_str()).collect();
    assert_eq!(denied, ["reports that it would close the Fordow plant"]);
    let refused = series.positions.iter().find(|position| position.stance == Stance::Rejects);
    assert!(refused.is_some_and(|position| position.content.contains("send uranium abroad")));
}

#[test]
fn one_meeting_at_two_places_is_a_contradiction() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let what: Vec<_> = dossier.series[0].contradictions.iter().map(|told| told.what.as_str()).collect();
    assert!(what.contains(&"place of round 5"), "{what:?}");
}

#[test]
fn who_leads_a_delegation_has_the_office_of_that_day() {
    let dossier = of(&all(), ["Iran", "United States"], None);
    let heads: Vec<_> = dossier.series[0].rounds[1]
        .heads
        .iter()
        .map(|head| (head.party.code.as_str(), head.who.as_str(), head.office.as_deref()))
        .collect();
    let expected = [
        ("IRN", "Abbas Araghchi", Some("foreign minister")),
        ("USA", "Steve Witkoff", Some("special envoy")),
    ];
    assert_eq!(heads, expected);
}

#[test]
fn the_order_of_the_articles_changes_nothing() {
    let all = all();
    let mut articles: Vec<Article<'_>> = all.iter().map(Invented::article).collect();
    let straight = lay_out(&articles, ["Iran", "United States"], None);
    articles.reverse();
    assert_eq!(lay_out(&articles, ["Iran", "United States"], None), straight);
    articles.swap(0, 3);
    assert_eq!(lay_out(&articles, ["Iran", "United States"], None), straight);
}

#[test]
fn copies_count_as_one_origin() {
    let all = all();
    let mut articles: Vec<Article<'_>> = all.iter().map(Invented::article).collect();
    let before = lay_out(&articles, ["Iran", "United States"], None).series[0].rounds[1].origins;
    let (first, copied) = (articles[1].digest, articles[2].digest);
    for article in &mut articles {
        if article.digest == copied {
            article.origin = first;
        }
    }
    assert_eq!(lay_out(&articles, ["Iran", "United States"], None).series[0].rounds[1].origins, before - 1);
}

#[test]
fn talks_of_other_years_are_another_negotiation() {
    let told = |id: &str, date: &str, day: &str, n: u32, ordinal: &str| {
        let text =
            format!("The {ordinal} round of talks between Kenya and Somalia was held in Doha on {day}.");
        let event = format!(
            r#"{{"type":"CONSULT","trigger":"round of talks","source":"KENGOV Kenya, SOMGOV Somalia","start":"{date}","when":"{day}","place":"Doha/QAT/city","round":{n},"counted":"{ordinal}"}}"#
        );
        format!(
            r#"{{"id":"{id}","date":"{date}","outlet":"{id} Post","text":"{text}","actors":["KENGOV Kenya","SOMGOV Somalia"],"events":[{event}]}}"#
        )
    };
    let lines = [
        told("a", "2021-06-20", "Sunday", 6, "sixth"),
        told("b", "2021-06-21", "Sunday", 6, "sixth"),
        told("c", "2025-04-12", "Saturday", 1, "first"),
        told("d", "2025-04-13", "Saturday", 1, "first"),
    ];
    let numbers = |lines: &[String]| -> Vec<Vec<Option<u32>>> {
        let dossier = of(&articles("years", &lines.join("\n")), ["Kenya", "Somalia"], None);
        dossier.series.iter().map(|series| series.rounds.iter().map(|round| round.n).collect()).collect()
    };
    assert_eq!(numbers(&lines), [vec![Some(6)], vec![Some(1)]]);
    // One article alone may be misdated, before the others or after them.
    assert_eq!(numbers(&lines[1..]).len(), 1);
    assert_eq!(numbers(&lines[..3]).len(), 1);
    // Without the silence they are one.
    let between = told("e", "2022-05-02", "Monday", 7, "seventh");
    let later = told("f", "2023-04-30", "Sunday", 8, "eighth");
    let last = told("g", "2024-04-28", "Sunday", 9, "ninth");
    let all: Vec<String> = lines.iter().cloned().chain([between, later, last]).collect();
    assert_eq!(numbers(&all).len(), 1);
}

#[test]
fn who_meets_his_own_people_negotiates_with_nobody() {
    let article = |id: &str, text: &str, event: &str| {
        format!(
            r#"{{"id":"{id}","date":"2025-05-21","outlet":"{id} Post","text":"{text}","actors":["KENGOV Kenya","SOMGOV Somalia"],"events":[{event}]}}"#
        )
    };
    let talks = article(
        "talks",
        "Kenya and Somalia held talks in Doha on Monday.",
        r#"{"type":"CONSULT","trigger":"held talks","source":"KENGOV Kenya, SOMGOV Somalia","start":"2025-05-19","when":"Monday","place":"Doha/QAT/city"}"#,
    );
    let places = |place: &str| -> Vec<Option<String>> {
        let text = format!(
            "The president of Somalia met elders in {place} on Tuesday, a month after Kenya had withdrawn its troops from there."
        );
        let country = if place == "Baidoa" { "SOM" } else { "QAT" };
        let event = format!(
            r#"{{"type":"CONSULT","trigger":"met","source":"SOMGOV Somalia","start":"2025-05-20","when":"Tuesday","place":"{place}/{country}/city"}}"#
        );
        let lines = format!("{talks}\n{}", article("visit", &text, &event));
        let dossier = of(&articles("domestic", &lines), ["Kenya", "Somalia"], None);
        dossier.series.iter().flat_map(|series| &series.rounds).map(|round| round.place.clone()).collect()
    };
    assert_eq!(places("Baidoa"), [Some("Doha".to_owned())]);
    // Abroad it may be the other party that is met.
    assert_eq!(places("Al Rayyan").len(), 2);
}
