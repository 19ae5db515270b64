//! A negotiation as a page.

use super::shown::{About, Form, Page, Shown};
use super::{forms, words};
use crate::chart::{self, Look, Meeting, Rounds};
use crate::views::{DossierPage, DossierQuery, Query};
use legation_link::dossier::{Dossier, Round, RoundStatus, Series};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl Page for DossierQuery {
    const HAS_DAYS: bool = true;

    fn page(&self, matter: &DossierPage, _: &About) -> Shown {
        let dossier = &matter.dossier;
        let names: Vec<&str> = matter.parties.iter().map(|party| party.name.as_str()).collect();
        let codes: Vec<&str> = matter.parties.iter().map(|party| party.code.as_str()).collect();
        let title = names.join(" – ");
        let mut shown = Shown::new("dossier.html", "dossiers", title).over("Dossier").lede(lede(matter));
        shown = shown.form(Form::page(
            "Timeline",
            words::address("/timeline", &[("dossier".to_owned(), self.parties.clone())]),
        ));
        if let [one, other] = codes.as_slice() {
            let planned = forms::calendar(&format!("dyad={}-{}", words::part(one), words::part(other)));
            shown = shown
                .form(Form::page("Cooperation and conflict", words::dyad(one, other)))
                .form(Form::calendar(planned));
        }
        let changed = [("dossier".to_owned(), self.parties.clone())];
        shown = shown
            .form(Form::page("What changed", words::address("/changed", &changed)))
            .form(Form::feed(forms::changed("dossier", &self.parties)));
        shown.kept = forms::pairs(&self.address(), &["as_of"]);
        shown.with("dossier", laid_out(dossier)).with("sources", sources(dossier))
    }
}

fn lede(matter: &DossierPage) -> String {
    let dossier = &matter.dossier;
    let mut words = match dossier.articles {
        0 => "No article tells of talks between them".to_owned(),
        1 => "One article tells of their talks".to_owned(),
        articles => {
            format!("{articles} articles tell of their talks, {} of them independent", dossier.origins)
        }
    };
    if let Some([first, last]) = &dossier.published {
        words.push_str(&match first == last {
            true => format!(", published {first}"),
            false => format!(", published {first} to {last}"),
        });
    }
    if let Some(day) = &dossier.as_of {
        words.push_str(&format!("; as known on {day}"));
    }
    match matter.left_out {
        0 => words + ".",
        one => words + &format!(". Left out, since their text may not be kept: {one}."),
    }
}

/// The dossier with what only a page has: pictures, and positions by party.
fn laid_out(dossier: &Dossier) -> Value {
    let mut value = serde_json::to_value(dossier).unwrap_or_default();
    let all = value.get_mut("series").and_then(Value::as_array_mut);
    for (at, (series, value)) in dossier.series.iter().zip(all.into_iter().flatten()).enumerate() {
        if let Some(map) = value.as_object_mut() {
            map.insert("picture".to_owned(), picture(at, series).into());
            map.insert("by_party".to_owned(), by_party(series));
        }
    }
    value
}

fn picture(at: usize, series: &Series) -> Option<String> {
    let title: Vec<&str> = series.parties.iter().map(|party| party.name.as_str()).collect();
    let meetings: Vec<Meeting> = series
        .rounds
        .iter()
        .enumerate()
        .filter_map(|(number, round)| meeting(&format!("#c{}-r{}", at + 1, number + 1), round))
        .collect();
    let chart = Rounds { title: title.join(" – "), meetings };
    (!chart.meetings.is_empty()).then(|| chart::rounds(&format!("rounds-{}", at + 1), &chart))
}

fn meeting(address: &str, round: &Round) -> Option<Meeting> {
    let start = round.start?;
    let number = match (round.n, round.counted_by.is_empty()) {
        (Some(n), false) => n.to_string(),
        (Some(n), true) => format!("({n})"),
        (None, _) => String::new(),
    };
    let look = match round.status {
        RoundStatus::Held | RoundStatus::Ongoing => Look::Held,
        RoundStatus::Postponed | RoundStatus::Cancelled => Look::Off,
        RoundStatus::Mooted | RoundStatus::Proposed | RoundStatus::Planned | RoundStatus::Confirmed => {
            Look::Open
        }
    };
    Some(Meeting {
        number,
        day: start.first_day(),
        date: start.to_string(),
        place: round.place.clone(),
        status: round.status.name().to_owned(),
        look,
        address: address.to_owned(),
    })
}

/// Positions in the order of time, by party: those of the negotiation first, then others'.
fn by_party(series: &Series) -> Value {
    let mut groups: BTreeMap<(usize, &str), Vec<Value>> = BTreeMap::new();
    for position in &series.positions {
        let rank = series.parties.iter().position(|party| party.code == position.party.code);
        let group = groups.entry((rank.unwrap_or(series.parties.len()), &position.party.code)).or_default();
        group.push(serde_json::to_value(position).unwrap_or_default());
    }
    let groups = groups.into_values().filter_map(|positions| {
        let party = positions.first()?.get("party")?.clone();
        Some(json!({ "party": party, "positions": positions }))
    });
    groups.collect()
}

/// The articles that anything rests on, in the order of publication.
fn sources(dossier: &Dossier) -> Vec<Value> {
    let mut seen: BTreeSet<(String, &str, Option<&str>)> = BTreeSet::new();
    for series in &dossier.series {
        let rounds = series.rounds.iter().flat_map(|round| &round.evidence);
        let topics = series.agenda.iter().flat_map(|topic| &topic.evidence);
        let positions = series.positions.iter().flat_map(|position| &position.evidence);
        let items = series
            .agreed
            .iter()
            .chain(&series.due)
            .flat_map(|item| item.evidence.iter().chain(&item.follow_up));
        let claims = series.denied.iter().flat_map(|claim| &claim.evidence);
        let versions = series.contradictions.iter().flat_map(|contradiction| &contradiction.versions);
        let versions = versions.flat_map(|version| &version.evidence);
        for one in rounds.chain(topics).chain(positions).chain(items).chain(claims).chain(versions) {
            seen.insert((one.date.to_string(), &one.article, one.source.as_deref()));
        }
    }
    seen.into_iter()
        .map(|(date, article, source)| json!({ "date": date, "article": article, "source": source }))
        .collect()
}
