//! What is new since a day, of a dossier, an actor or a dyad.

use super::rows::rows;
use super::{DossierQuery, EventRow, Query, Sight, StatementRow, View, both};
use crate::address::{Address, Params};
use crate::problem::{Code, Problem};
use jiff::ToSpan;
use jiff::civil::Date;
use legation_link::Evidence;
use legation_link::dossier::Series;
use legation_record::PartialDate;
use legation_store::{Filter, Order, Pattern};
use serde::Serialize;
use std::cmp::Reverse;
use utoipa::ToSchema;

/// Of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedWhat {
    /// A negotiation: its parties.
    Dossier(String),
    /// A code, a pattern or a name.
    Actor(String),
    /// Two parties.
    Dyad(String),
}

/// Of what, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedQuery {
    /// Of what.
    pub what: ChangedWhat,
    /// Published from this day on; thirty days before the last article unless said otherwise.
    pub since: Option<Date>,
}

/// What is new.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Changed {
    /// dossier, actor or dyad.
    pub what: String,
    /// Its name.
    pub name: String,
    /// From this day on.
    #[schema(format = Date)]
    pub since: String,
    /// The day of the last article.
    #[schema(format = Date)]
    pub until: String,
    /// What is new, the latest first; at most five hundred.
    pub items: Vec<ChangedItem>,
}

/// What kind of thing is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangedKind {
    /// A round of talks has another status.
    Round,
    /// A topic came on the agenda or off it.
    Agenda,
    /// A party took a position, or moved.
    Position,
    /// Something was agreed.
    Agreed,
    /// Something was announced.
    Due,
    /// Something was denied.
    Denied,
    /// Something happened, or is to.
    Event,
    /// Something was said.
    Statement,
}

/// Something new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedItem {
    /// Stable: derived from what it says and where.
    pub id: String,
    /// The day it was published.
    pub date: String,
    /// What kind of thing it is.
    pub kind: ChangedKind,
    /// What is new, in a few words.
    pub title: String,
    /// Its status, where it has one.
    pub status: Option<String>,
    /// The sentence that says so.
    pub sentence: Option<String>,
    /// The id of the article.
    pub article: String,
    /// Its outlet.
    pub outlet: Option<String>,
}

impl Query for ChangedQuery {
    fn take(params: &mut Params) -> Result<ChangedQuery, Problem> {
        let since = params.date("since")?;
        let (dossier, actor, dyad) = (params.one("dossier")?, params.one("actor")?, params.one("dyad")?);
        let what = match (dossier, actor, dyad) {
            (Some(name), None, None) => ChangedWhat::Dossier(name),
            (None, Some(name), None) => ChangedWhat::Actor(name),
            (None, None, Some(name)) => ChangedWhat::Dyad(name),
            _ => {
                let detail = "one of `dossier`, `actor` and `dyad` says of what";
                return Err(Problem::new(Code::ParameterMissing, detail));
            }
        };
        Ok(ChangedQuery { what, since })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/changed"), Address::new("/api/v1/changed"), |address| {
            let (what, name) = self.named();
            address.add(what, Some(name));
            address.add("since", self.since);
        })
    }
}

impl ChangedQuery {
    /// dossier, actor or dyad; and its name.
    pub fn named(&self) -> (&'static str, &str) {
        match &self.what {
            ChangedWhat::Dossier(name) => ("dossier", name),
            ChangedWhat::Actor(name) => ("actor", name),
            ChangedWhat::Dyad(name) => ("dyad", name),
        }
    }
}

impl View for ChangedQuery {
    type Matter = Changed;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Changed, Problem> {
        const DAYS: i64 = 30;
        const MOST: usize = 500;
        let until = sight.last_day()?;
        let since = self.since.or_else(|| until.checked_sub(DAYS.days()).ok()).unwrap_or(until);
        let new = || Filter { published_from: Some(since), ..Filter::default() };
        let mut items = match &self.what {
            ChangedWhat::Dossier(parties) => {
                let page = DossierQuery::of(parties).see(sight)?;
                page.dossier.series.iter().flat_map(|series| of_series(series, since)).collect()
            }
            ChangedWhat::Actor(who) => {
                let filter = || Filter { actors: vec![Pattern::new(who)], ..new() };
                let events = rows::<EventRow>(sight, filter(), Order::Newest, MOST as u32)?;
                let said = rows::<StatementRow>(sight, filter(), Order::Newest, MOST as u32)?;
                events.iter().map(of_event).chain(said.iter().map(of_statement)).collect()
            }
            ChangedWhat::Dyad(dyad) => {
                let dyad = dyad.parse().map_err(|why: String| Problem::new(Code::ParameterInvalid, why))?;
                let filter = Filter { dyad: Some(dyad), ..new() };
                let events = rows::<EventRow>(sight, filter, Order::Newest, MOST as u32)?;
                events.iter().map(of_event).collect::<Vec<_>>()
            }
        };
        items.sort_by(|one, other| {
            (Reverse(&one.date), one.kind, &one.id).cmp(&(Reverse(&other.date), other.kind, &other.id))
        });
        items.dedup_by(|one, other| one.id == other.id);
        items.truncate(MOST);
        let (what, name) = self.named();
        Ok(Changed {
            what: what.to_owned(),
            name: name.to_owned(),
            since: since.to_string(),
            until: until.to_string(),
            items,
        })
    }
}

fn of_event(event: &EventRow) -> ChangedItem {
    let mut title = format!("{}: {}", event.kind, event.source);
    if !event.target.is_empty() {
        title.push_str(&format!(" → {}", event.target));
    }
    if let Some(place) = &event.place {
        title.push_str(&format!(" in {place}"));
    }
    ChangedItem {
        id: event.id.clone(),
        date: event.published.clone(),
        kind: ChangedKind::Event,
        title,
        status: Some(event.status.clone()),
        sentence: event.sentence.clone(),
        article: event.article.clone(),
        outlet: event.outlet.clone(),
    }
}

fn of_statement(said: &StatementRow) -> ChangedItem {
    let who = said.who.as_deref().unwrap_or("Somebody");
    ChangedItem {
        id: said.id.clone(),
        date: said.published.clone(),
        kind: ChangedKind::Statement,
        title: format!("{who}: {}", said.content.as_deref().unwrap_or_default()),
        status: Some(said.polarity.clone()),
        sentence: said.sentence.clone(),
        article: said.article.clone(),
        outlet: said.outlet.clone(),
    }
}

/// What of a dossier was not known before a day: what its earliest evidence is not older than.
fn of_series(series: &Series, since: Date) -> Vec<ChangedItem> {
    let mut items = Vec::new();
    let is_new = |date: PartialDate| date.last_day() >= since;
    let mut add = |kind, title: String, status: Option<&str>, evidence: &[Evidence]| {
        let first = evidence.iter().min_by_key(|evidence| (evidence.date, &evidence.article));
        if let Some(first) = first.filter(|first| is_new(first.date)) {
            items.push(ChangedItem {
                id: format!("{}-{}-{}-{}", kind_name(kind), first.article, first.start, first.end),
                date: first.date.to_string(),
                kind,
                title,
                status: status.map(str::to_owned),
                sentence: Some(first.text.clone()),
                article: first.article.clone(),
                outlet: first.source.clone(),
            });
        }
    };
    for round in &series.rounds {
        for step in &round.status_history {
            let number = round.n.map_or_else(|| "a round".to_owned(), |n| format!("round {n}"));
            let at = round.place.as_ref().map(|place| format!(" in {place}")).unwrap_or_default();
            let title = format!("{number}{at}: {}", step.status.name());
            add(ChangedKind::Round, title, Some(step.status.name()), std::slice::from_ref(&step.evidence));
        }
    }
    for topic in &series.agenda {
        let scope = if topic.scope == legation_record::Scope::On { "on" } else { "off" };
        add(
            ChangedKind::Agenda,
            format!("{scope} the agenda: {}", topic.topic),
            Some(scope),
            &topic.evidence,
        );
    }
    for position in &series.positions {
        let title = format!("{} {}: {}", position.party.name, position.stance.name(), position.content);
        add(ChangedKind::Position, title, Some(position.change.name()), &position.evidence);
    }
    for (kind, all) in [(ChangedKind::Agreed, &series.agreed), (ChangedKind::Due, &series.due)] {
        for item in all {
            add(kind, item.what.clone(), Some(item.fate.name()), &item.evidence);
        }
    }
    for claim in &series.denied {
        add(ChangedKind::Denied, claim.claim.clone(), Some("denied"), &claim.evidence);
    }
    items
}

fn kind_name(kind: ChangedKind) -> &'static str {
    match kind {
        ChangedKind::Round => "round",
        ChangedKind::Agenda => "agenda",
        ChangedKind::Position => "position",
        ChangedKind::Agreed => "agreed",
        ChangedKind::Due => "due",
        ChangedKind::Denied => "denied",
        ChangedKind::Event => "event",
        ChangedKind::Statement => "statement",
    }
}
