//! The questions: each filter alone, filters together, series, searches.

use crate::invented::World;
use anyhow::Result;
use legation_store::{
    Dyad, Filter, Measure, Order, Part, Pattern, Period, Question, Search, SeriesQuestion, Sqlite, Storage,
};
use std::time::Duration;

/// Something to ask the store.
pub(super) enum Ask {
    Rows(Question),
    Words(Search),
    Series(SeriesQuestion),
}

impl Ask {
    /// How many rows, hits or periods answer it.
    pub(super) fn rows(&self, store: &Sqlite) -> Result<usize> {
        Ok(match self {
            Ask::Rows(question) => store.ask(question)?.rows.len(),
            Ask::Words(search) => store.search(search)?.len(),
            Ask::Series(question) => store.series(question)?.points.len(),
        })
    }

    /// What its median must stay below.
    pub(super) fn bar(&self) -> Duration {
        Duration::from_millis(if matches!(self, Ask::Series(_)) { 50 } else { 100 })
    }
}

/// How many rows are asked for.
const LIMIT: u32 = 20;

/// A state of a rank, and others.
struct Known {
    first: &'static str,
    second: &'static str,
    middling: &'static str,
    rare: &'static str,
    usual_word: String,
    common_word: String,
    middling_word: String,
    rare_word: String,
    common_place: String,
    rare_place: String,
    common_outlet: String,
    rare_outlet: String,
    common_person: String,
    rare_person: String,
}

impl Known {
    fn of(world: &World) -> Known {
        // In nearly every article, in two of three, in one of twenty, in one of a thousand.
        let [usual_word, common_word, middling_word, rare_word] =
            [3, 30, 800, 40_000].map(|rank| world.word(rank).to_owned());
        Known {
            first: World::state(0),
            second: World::state(1),
            middling: World::state(40),
            rare: World::state(240),
            usual_word,
            common_word,
            middling_word,
            rare_word,
            common_place: world.place(0).to_owned(),
            rare_place: world.place(2900).to_owned(),
            common_outlet: world.outlet(0).to_owned(),
            rare_outlet: world.outlet(39).to_owned(),
            common_person: world.person(1).to_owned(),
            rare_person: world.person(15_001).to_owned(),
        }
    }
}

/// Every question, with a name.
pub(super) fn question_list(world: &World) -> Vec<(String, Ask)> {
    let known = Known::of(world);
    let mut list = Vec::new();
    alone(&known, &mut list);
    together(&known, &mut list);
    searches(&known, &mut list);
    series(&known, &mut list);
    list
}

fn patterns(written: &[&str]) -> Vec<Pattern> {
    written.iter().map(|text| Pattern::new(text)).collect()
}

fn strings(written: &[&str]) -> Vec<String> {
    written.iter().map(|text| (*text).to_owned()).collect()
}

fn between(first: &str, second: &str, is_directed: bool) -> Option<Dyad> {
    Some(Dyad { first: first.to_owned(), second: second.to_owned(), is_directed })
}

/// The filters, each by itself: a name, and what it asks.
fn filters(known: &Known) -> Vec<(&'static str, Filter)> {
    let none = Filter::default;
    let day = |text: &str| text.parse().ok();
    let state = |code: &str, rest: &str| patterns(&[&format!("{code}{rest}")]);
    vec![
        ("nothing", none()),
        ("from", Filter { from: day("2024-06-01"), ..none() }),
        ("from, all years", Filter { from: day("2015-01-01"), ..none() }),
        ("to", Filter { to: day("2016-03-01"), ..none() }),
        ("one day", Filter { from: day("2019-05-05"), to: day("2019-05-05"), ..none() }),
        ("published from", Filter { published_from: day("2024-12-01"), ..none() }),
        ("published to", Filter { published_to: day("2015-02-01"), ..none() }),
        ("published to, a tenth", Filter { published_to: day("2016-01-01"), ..none() }),
        ("type common", Filter { types: strings(&["CONSULT"]), ..none() }),
        ("type rare", Filter { types: strings(&["CONCEDE"]), ..none() }),
        ("types", Filter { types: strings(&["ASSAULT", "COERCE", "PROTEST"]), ..none() }),
        ("mode common", Filter { modes: strings(&["visit"]), ..none() }),
        ("mode rare", Filter { modes: strings(&["ceasefire"]), ..none() }),
        ("context common", Filter { contexts: strings(&[World::context(0)]), ..none() }),
        ("context middling", Filter { contexts: strings(&[World::context(12)]), ..none() }),
        ("context rare", Filter { contexts: strings(&[World::context(36)]), ..none() }),
        ("contexts", Filter { contexts: strings(&[World::context(1), World::context(30)]), ..none() }),
        ("status common", Filter { statuses: strings(&["occurred"]), ..none() }),
        ("status rare", Filter { statuses: strings(&["denied"]), ..none() }),
        ("confidence low", Filter { confidence: Some(0.4), ..none() }),
        ("confidence high", Filter { confidence: Some(0.999), ..none() }),
        ("confidence of none", Filter { confidence: Some(1.1), ..none() }),
        ("actor of a code, common", Filter { actors: state(known.first, "GOV"), ..none() }),
        ("actor of a code, rare", Filter { actors: state(known.rare, "MIL"), ..none() }),
        ("actor of a code, none", Filter { actors: patterns(&["QQQ"]), ..none() }),
        ("actor of a country, common", Filter { actors: state(known.first, "*"), ..none() }),
        ("actor of a country, middling", Filter { actors: state(known.middling, "*"), ..none() }),
        ("actor of a country, rare", Filter { actors: state(known.rare, "*"), ..none() }),
        ("actor of a sector, common", Filter { actors: patterns(&["*GOV"]), ..none() }),
        ("actor of a sector, rare", Filter { actors: patterns(&["*REB"]), ..none() }),
        ("actor of a name, common", Filter { actors: patterns(&[&known.common_person]), ..none() }),
        ("actor of a name, rare", Filter { actors: patterns(&[&known.rare_person]), ..none() }),
        ("actor of a name, none", Filter { actors: patterns(&["nobody at all"]), ..none() }),
        (
            "two actors, common",
            Filter { actors: [state(known.first, "*"), state(known.second, "*")].concat(), ..none() },
        ),
        (
            "two actors, rare",
            Filter { actors: [state(known.first, "*"), state(known.rare, "*")].concat(), ..none() },
        ),
        ("source common", Filter { sources: state(known.first, "*"), ..none() }),
        ("source rare", Filter { sources: state(known.rare, "*"), ..none() }),
        ("target common", Filter { targets: state(known.first, "*"), ..none() }),
        ("target rare", Filter { targets: state(known.rare, "*"), ..none() }),
        ("dyad common", Filter { dyad: between(known.first, known.second, false), ..none() }),
        ("dyad middling", Filter { dyad: between(known.second, known.middling, false), ..none() }),
        ("dyad rare", Filter { dyad: between(known.middling, known.rare, false), ..none() }),
        ("dyad common, one way", Filter { dyad: between(known.first, known.second, true), ..none() }),
        ("place common", Filter { place: Some(known.common_place.clone()), ..none() }),
        ("place rare", Filter { place: Some(known.rare_place.clone()), ..none() }),
        ("country common", Filter { country: Some(known.first.to_owned()), ..none() }),
        ("country rare", Filter { country: Some(known.rare.to_owned()), ..none() }),
        ("outlet common", Filter { outlet: Some(known.common_outlet.clone()), ..none() }),
        ("outlet rare", Filter { outlet: Some(known.rare_outlet.clone()), ..none() }),
        ("outlet of none", Filter { outlet: Some("Nobody’s Paper".to_owned()), ..none() }),
        ("text of every article", Filter { text: Some(known.usual_word.clone()), ..none() }),
        ("text common", Filter { text: Some(known.common_word.clone()), ..none() }),
        ("text middling", Filter { text: Some(known.middling_word.clone()), ..none() }),
        ("text rare", Filter { text: Some(known.rare_word.clone()), ..none() }),
        ("text of none", Filter { text: Some("qqqq".to_owned()), ..none() }),
        ("background", Filter { background: Some(true), ..none() }),
        ("no background", Filter { background: Some(false), ..none() }),
        ("scope", Filter { scope: Some("off".to_owned()), ..none() }),
    ]
}

fn alone(known: &Known, list: &mut Vec<(String, Ask)>) {
    let parts = [
        ("events", Part::Events),
        ("statements", Part::Statements),
        ("agenda", Part::Agenda),
        ("articles", Part::Articles),
        ("actors", Part::Actors),
    ];
    for (name, part) in parts {
        for (what, filter) in filters(known) {
            list.push((format!("{name}: {what}"), ask(part, filter, Order::Newest)));
        }
    }
    for (name, order) in [("oldest", Order::Oldest), ("surest", Order::Surest)] {
        for (what, filter) in filters(known) {
            list.push((format!("events, {name}: {what}"), ask(Part::Events, filter, order)));
        }
        list.push((format!("statements, {name}"), ask(Part::Statements, Filter::default(), order)));
    }
}

fn ask(part: Part, filter: Filter, order: Order) -> Ask {
    Ask::Rows(Question { part, filter, order, limit: Some(LIMIT), offset: 0, after: None })
}

/// Thirty combinations, of values that are rare and values that are common.
fn together(known: &Known, list: &mut Vec<(String, Ask)>) {
    let of = |name: &str| -> Filter {
        filters(known).into_iter().find(|(of, _)| *of == name).map(|(_, filter)| filter).unwrap_or_default()
    };
    const PAIRS: [(&str, &str); 24] = [
        ("type common", "status rare"),
        ("type common", "from"),
        ("type rare", "context rare"),
        ("type common", "context rare"),
        ("type common", "text rare"),
        ("type common", "text common"),
        ("type rare", "text middling"),
        ("context common", "status rare"),
        ("context rare", "country rare"),
        ("context rare", "text rare"),
        ("actor of a country, common", "type rare"),
        ("actor of a country, common", "status rare"),
        ("actor of a country, common", "text rare"),
        ("actor of a country, common", "country rare"),
        ("actor of a country, rare", "text common"),
        ("actor of a sector, common", "place rare"),
        ("actor of a sector, rare", "context rare"),
        ("dyad common", "type rare"),
        ("dyad common", "context rare"),
        ("dyad common", "text middling"),
        ("dyad rare", "type common"),
        ("country common", "outlet rare"),
        ("outlet common", "text middling"),
        ("one day", "actor of a country, common"),
    ];
    for (one, other) in PAIRS {
        let filter = both(of(one), of(other));
        list.push((format!("events: {one} + {other}"), ask(Part::Events, filter, Order::Newest)));
    }
    let three = [
        ("type common", "actor of a country, common", "text common"),
        ("type rare", "dyad common", "status rare"),
        ("mode rare", "context rare", "from"),
        ("published from", "actor of a sector, common", "text middling"),
        ("confidence high", "country common", "type rare"),
        ("background", "context rare", "outlet rare"),
    ];
    for (one, other, third) in three {
        let filter = both(both(of(one), of(other)), of(third));
        list.push((format!("events: {one} + {other} + {third}"), ask(Part::Events, filter, Order::Newest)));
    }
}

/// What two filters ask; where both set the same, the second holds.
fn both(one: Filter, other: Filter) -> Filter {
    fn many<T>(one: Vec<T>, other: Vec<T>) -> Vec<T> {
        if other.is_empty() { one } else { other }
    }
    Filter {
        from: other.from.or(one.from),
        to: other.to.or(one.to),
        published_from: other.published_from.or(one.published_from),
        published_to: other.published_to.or(one.published_to),
        types: many(one.types, other.types),
        modes: many(one.modes, other.modes),
        contexts: many(one.contexts, other.contexts),
        statuses: many(one.statuses, other.statuses),
        confidence: other.confidence.or(one.confidence),
        actors: many(one.actors, other.actors),
        sources: many(one.sources, other.sources),
        targets: many(one.targets, other.targets),
        dyad: other.dyad.or(one.dyad),
        place: other.place.or(one.place),
        country: other.country.or(one.country),
        outlet: other.outlet.or(one.outlet),
        text: other.text.or(one.text),
        background: other.background.or(one.background),
        scope: other.scope.or(one.scope),
        as_of: other.as_of.or(one.as_of),
        parties: many(one.parties, other.parties),
    }
}

fn searches(known: &Known, list: &mut Vec<(String, Ask)>) {
    let Known { common_word, middling_word, rare_word, common_person, rare_person, .. } = known;
    let words = [
        ("a word of every article", known.usual_word.clone()),
        ("a common word", common_word.clone()),
        ("a middling word", middling_word.clone()),
        ("a rare word", rare_word.clone()),
        ("two words", format!("{common_word} {middling_word}")),
        ("either of two words", format!("{middling_word} OR {rare_word}")),
        ("a phrase", format!("\"{common_word} {middling_word}\"")),
        ("one word without another", format!("{middling_word} NOT {common_word}")),
        ("a beginning", format!("{}*", middling_word.chars().take(5).collect::<String>())),
    ];
    let search = |words: &str, speaker: Option<&str>, filter: Filter| {
        Ask::Words(Search {
            words: words.to_owned(),
            speaker: speaker.map(str::to_owned),
            filter,
            limit: LIMIT,
        })
    };
    for (what, words) in &words {
        list.push((format!("search: {what}"), search(words, None, Filter::default())));
        let filter = Filter { from: "2024-01-01".parse().ok(), ..Filter::default() };
        list.push((format!("search: {what}, one year"), search(words, None, filter)));
        let filter = Filter { outlet: Some(known.rare_outlet.clone()), ..Filter::default() };
        list.push((format!("search: {what}, one outlet"), search(words, None, filter)));
        let filter = Filter { actors: patterns(&[&format!("{}*", known.first)]), ..Filter::default() };
        list.push((format!("search: {what}, one country"), search(words, None, filter)));
        list.push((
            format!("search: {what}, said by one often named"),
            search(words, Some(common_person), Filter::default()),
        ));
        list.push((
            format!("search: {what}, said by one seldom named"),
            search(words, Some(rare_person), Filter::default()),
        ));
    }
}

fn series(known: &Known, list: &mut Vec<(String, Ask)>) {
    let dyads = [
        ("common", known.first, known.second, false),
        ("common, one way", known.first, known.second, true),
        ("middling", known.second, known.middling, false),
        ("rare", known.middling, known.rare, false),
    ];
    let periods =
        [("day", Period::Day), ("week", Period::Week), ("month", Period::Month), ("year", Period::Year)];
    for (what, first, second, is_directed) in dyads {
        for (name, by) in periods {
            for (of, measure, per_articles) in [
                ("count", Measure::Count, false),
                ("PLOVER score", Measure::Plover, false),
                ("Goldstein score", Measure::Goldstein, false),
                ("count an article", Measure::Count, true),
            ] {
                let question = SeriesQuestion {
                    as_of: None,
                    dyad: Dyad { first: first.to_owned(), second: second.to_owned(), is_directed },
                    by,
                    measure,
                    per_articles,
                    from: None,
                    to: None,
                    types: Vec::new(),
                    statuses: Vec::new(),
                };
                list.push((format!("series: {what}, by {name}, {of}"), Ask::Series(question)));
            }
        }
    }
}
