//! One negotiation, laid out.

use super::outline::{Chapter, Group, Line, Row, Section, Source, Words};
use legation_link::dossier::{
    Change, Claim, Contradiction, Fate, Head, Item, Position, Round, Series, StatusStep, Told, Topic,
};
use legation_link::{Evidence, Party};
use legation_record::{PartialDate, Scope};
use std::slice::from_ref;

use Words::{Faint, Plain, Quoted, Strong};

/// The chapter of a series.
pub(super) fn chapter<'a>(series: &'a Series, asked: &[Party]) -> Chapter<'a> {
    let matter = series.matter.join(", ");
    let parties = names(&series.parties, " – ");
    // The heading of the dossier names those that were asked for.
    let title = match (is_same(&series.parties, asked), matter.as_str()) {
        (true, "") => "Talks".to_owned(),
        (true, matter) => format!("Talks on {matter}"),
        (false, "") => parties,
        (false, matter) => format!("{parties}: {matter}"),
    };
    let rounds = series.rounds.iter();
    Chapter {
        title,
        lead: lead(series),
        rounds: rounds.clone().map(row).collect(),
        sections: vec![
            section("Round by round", rounds.map(round_by_round)),
            section("Agenda", agenda(&series.agenda)),
            section("Positions", positions(series)),
            section("Agreed", lines(series.agreed.iter().flat_map(item))),
            section("Due", lines(series.due.iter().flat_map(item))),
            section("Denied", lines(series.denied.iter().map(claim))),
            section("Contradictions", series.contradictions.iter().map(contradiction)),
        ],
    }
}

/// Whether the same parties are named, in whatever order.
fn is_same(some: &[Party], others: &[Party]) -> bool {
    some.len() == others.len() && some.iter().all(|one| others.iter().any(|other| other.code == one.code))
}

fn section<'a>(title: &'static str, groups: impl IntoIterator<Item = Group<'a>>) -> Section<'a> {
    Section { title, groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect() }
}

/// One group without a title.
fn lines<'a>(lines: impl Iterator<Item = Line<'a>>) -> [Group<'a>; 1] {
    [Group { title: None, lines: lines.collect() }]
}

fn names(parties: &[Party], between: &str) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(between)
}

fn lead(series: &Series) -> Vec<Line<'_>> {
    let mediators = told("mediator", &series.mediator, |party| party.name.clone());
    let formats = told("format", &series.direct, |format| format.name().to_owned());
    let mut lead: Vec<Line<'_>> = mediators.chain(formats).collect();
    let reports = match series.articles {
        1 => "one article".to_owned(),
        articles => format!("{articles} articles, {} of them independent", series.origins),
    };
    lead.push(Line::new("reports", vec![Plain(reports)], Source::of(&[], 0)));
    lead
}

/// What reports say of a field, a line each.
fn told<'a, T>(
    label: &'static str,
    told: &'a [Told<T>],
    name: impl Fn(&T) -> String + 'a,
) -> impl Iterator<Item = Line<'a>> {
    told.iter().map(move |told| {
        Line::new(label, vec![Plain(name(&told.value))], Source::of(&told.evidence, told.origins))
    })
}

/// `2025-05-23`, `2025-05-23 to 05-24`, `2025-12-31 to 2026-01-02`.
fn days(start: Option<PartialDate>, end: Option<PartialDate>) -> String {
    let Some(start) = start else { return String::new() };
    let start = start.to_string();
    let Some(end) = end.map(|end| end.to_string()).filter(|end| *end != start) else { return start };
    let year = start.split('-').next().unwrap_or_default();
    let end = end.strip_prefix(year).and_then(|end| end.strip_prefix('-')).unwrap_or(&end);
    format!("{start} to {end}")
}

/// The number of a round, in brackets where no outlet counts it so.
fn number(round: &Round) -> String {
    match round.n {
        Some(n) if round.counted_by.is_empty() => format!("({n})"),
        Some(n) => n.to_string(),
        None => "–".to_owned(),
    }
}

fn row(round: &Round) -> Row<'_> {
    Row {
        number: number(round),
        date: days(round.start, round.end),
        place: round.place.clone().unwrap_or_default(),
        status: round.status.name(),
        heads: round.heads.iter().map(|head| format!("{} ({})", head.who, head.party.name)).collect(),
        source: Source::of(&round.evidence, round.origins),
    }
}

fn round_by_round(round: &Round) -> Group<'_> {
    let mut title = match round.n {
        Some(n) if !round.counted_by.is_empty() => format!("Round {n}"),
        Some(n) => format!("Round {n}, by the order of days"),
        None => "Meeting".to_owned(),
    };
    for part in [days(round.start, round.end), round.place.clone().unwrap_or_default()] {
        if !part.is_empty() {
            title.push_str(&format!(" · {part}"));
        }
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    if !round.counted_by.is_empty() {
        let words = vec![Plain(round.counted_by.join(", "))];
        lines.push(Line::new("counted by", words, Source::of(&[], 0)));
    }
    lines.extend(round.status_history.iter().map(step));
    // A field that all tell alike stands in the table already.
    if round.dates.len() > 1 {
        lines.extend(told("date", &round.dates, PartialDate::to_string));
    }
    if round.places.len() > 1 {
        lines.extend(told("place", &round.places, String::clone));
    }
    lines.extend(told("host", &round.host, |party| party.name.clone()));
    lines.extend(round.heads.iter().map(head));
    lines.extend(told("duration", &round.duration, String::clone));
    lines.extend(round.agenda.iter().map(|topic| Line {
        label: if topic.scope == Scope::On { "about" } else { "not about" }.to_owned(),
        ..on(topic)
    }));
    lines.extend(round.outcome.iter().map(outcome));
    Group { title: Some(title), lines }
}

fn step(step: &StatusStep) -> Line<'_> {
    let mut words = vec![Strong(step.status.name().to_owned())];
    words.extend(says(step.by.as_deref()));
    Line::new(step.as_of.to_string(), words, Source::of(from_ref(&step.evidence), 1))
}

fn head(head: &Head) -> Line<'_> {
    let office = head.office.as_deref().map(|office| format!(", {office}")).unwrap_or_default();
    let words = vec![Faint(format!("{}:", head.party.name)), Plain(format!("{}{office}", head.who))];
    Line::new("head", words, Source::of(&head.evidence, head.origins))
}

fn says(who: Option<&str>) -> Option<Words> {
    who.map(|who| Faint(format!("(says {who})")))
}

fn outcome(evidence: &Evidence) -> Line<'_> {
    Line::new("outcome", vec![Plain(evidence.text.clone())], Source::of(from_ref(evidence), 1))
}

fn on(topic: &Topic) -> Line<'_> {
    let mut words = vec![Plain(topic.topic.clone())];
    words.extend(says(topic.by.as_deref()));
    Line::new("", words, Source::of(&topic.evidence, topic.origins))
}

fn agenda(topics: &[Topic]) -> [Group<'_>; 2] {
    [(Scope::On, "On the table"), (Scope::Off, "Off the table")].map(|(scope, title)| Group {
        title: Some(title.to_owned()),
        lines: topics.iter().filter(|topic| topic.scope == scope).map(on).collect(),
    })
}

/// The positions of each party: of those at the table first, then of the others, in the order in which they speak up.
fn positions(series: &Series) -> Vec<Group<'_>> {
    let mut groups: Vec<(&Party, Vec<Line<'_>>)> =
        series.parties.iter().map(|party| (party, Vec::new())).collect();
    for position in &series.positions {
        let line = said(position);
        match groups.iter_mut().find(|(party, _)| *party == &position.party) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((&position.party, vec![line])),
        }
    }
    groups.into_iter().map(|(party, lines)| Group { title: Some(party.name.clone()), lines }).collect()
}

fn said(position: &Position) -> Line<'_> {
    let mut words = Vec::new();
    if let Some(speaker) = &position.speaker {
        let office = position.office.as_deref().map(|office| format!(", {office},")).unwrap_or_default();
        words.push(Strong(speaker.clone() + &office));
    }
    let mut stance = position.stance.name().to_owned();
    if position.conditional {
        stance.push_str(" on condition");
    }
    words.extend(told_as(stance, &position.content, position.quoted));
    let change = match position.change {
        Change::New => None,
        Change::Repeated => Some("again"),
        Change::Moved => Some("moved"),
    };
    let marks: Vec<&str> = position.topics.iter().map(String::as_str).chain(change).collect();
    if !marks.is_empty() {
        words.push(Faint(format!("[{}]", marks.join("; "))));
    }
    Line::new(position.date.to_string(), words, Source::of(&position.evidence, position.origins))
}

/// `denies that it was so`; `rejects: “No drilling”`.
fn told_as(verb: String, content: &str, is_quoted: bool) -> [Words; 2] {
    if is_quoted {
        let marks = |c: char| matches!(c, '“' | '”' | '"' | ' ' | ',');
        return [Faint(verb + ":"), Quoted(content.trim_matches(marks).to_owned())];
    }
    let colon = if content.starts_with("that ") { "" } else { ":" };
    [Faint(verb + colon), Plain(content.to_owned())]
}

/// What is to come, and below it what became of it.
fn item(item: &Item) -> Vec<Line<'_>> {
    let is_to_come = item.status != "occurred";
    let parties = names(&item.parties, ", ");
    let mut words = vec![Plain(item.what.trim_end_matches('.').to_owned())];
    match (parties.as_str(), is_to_come) {
        ("", false) => {}
        ("", true) => words.push(Faint(format!("– {}", item.status))),
        (parties, false) => words.push(Faint(format!("– {parties}"))),
        (parties, true) => words.push(Faint(format!("– {parties}, {}", item.status))),
    }
    words.extend(says(item.by.as_deref()));
    if item.follow_up.is_none() && is_to_come {
        words.push(Strong(format!("→ {}", item.fate.name())));
    }
    let date = item.date.map(|date| date.to_string()).unwrap_or_default();
    let mut lines = vec![Line::new(date, words, Source::of(&item.evidence, item.evidence.len()))];
    if let Some(later) = &item.follow_up {
        let became = if item.fate == Fate::NoFollowUp { "later told" } else { item.fate.name() };
        lines.push(Line::new("", vec![Strong(format!("→ {became}"))], Source::of(from_ref(later), 1)));
    }
    lines
}

fn claim(claim: &Claim) -> Line<'_> {
    let mut words = Vec::new();
    if let Some(who) = claim.denied_by.as_deref().or(claim.party.as_ref().map(|party| party.name.as_str())) {
        words.push(Strong(who.to_owned()));
    }
    if let Some(party) = claim.party.as_ref().filter(|_| claim.denied_by.is_some()) {
        words.push(Faint(format!("({})", party.name)));
    }
    words.extend(told_as("denies".to_owned(), &claim.claim, false));
    Line::new(claim.date.to_string(), words, Source::of(&claim.evidence, claim.origins))
}

fn contradiction(told: &Contradiction) -> Group<'_> {
    let lines = told.versions.iter().map(|version| {
        let words = vec![Plain(version.value.clone())];
        Line::new("", words, Source::of(&version.evidence, version.origins))
    });
    Group { title: Some(told.what.clone()), lines: lines.collect() }
}
