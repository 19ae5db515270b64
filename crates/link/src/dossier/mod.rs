//! What a negotiation looks like over many articles: rounds, agenda, positions, what is due, what is denied.
//!
//! A [`Series`] is what the same parties do at one table. Who takes part is read of each meeting; mediators and hosts, whom the words name as
//! such, are no parties, so that `Iran and the United States, mediated by Oman` and `Iran and the E3` stay apart.

mod claims;
mod form;
mod items;
mod meeting;
mod narrow;
mod page;
mod positions;
mod roles;
mod rounds;
mod series;
mod status;
mod tally;

pub use form::*;

use crate::{Article, Party};
use legation_knowledge::world::World;
use legation_record::PartialDate;
use meeting::Meeting;
use page::Page;
use std::collections::{BTreeMap, BTreeSet};

/// The topics of `data/topics.tsv` that some words name, the most specific first; the word itself where it is the name of one.
///
/// ```
/// assert_eq!(legation_link::dossier::topics("uranium enrichment"), ["enrichment"]);
/// ```
pub fn topics(text: &str) -> Vec<&'static str> {
    roles::TOPICS.kinds(&crate::wordings::words(text).0)
}

/// Lays out what articles tell of the negotiations of some parties: those published up to a day, where one is given.
///
/// Articles that tell of none of them cost little and change nothing. The order of the articles does not matter.
pub fn dossier(
    articles: &[Article<'_>],
    parties: &[Party],
    as_of: Option<PartialDate>,
    world: &World,
) -> Dossier {
    let asked: BTreeSet<Party> = parties.iter().cloned().collect();
    let is_out =
        |article: &&Article<'_>| as_of.is_none_or(|day| article.record.date.last_day() <= day.last_day());
    let mut chosen: Vec<Article<'_>> =
        articles.iter().filter(is_out).filter(|article| names_all(article, &asked, world)).copied().collect();
    chosen.sort_by_key(|article| (article.published(), article.digest));
    let pages: Vec<Page<'_>> = chosen.into_iter().map(|article| Page::of(article, world)).collect();
    let mut series: Vec<Series> = Vec::new();
    for (pages, meetings) in eras(&pages, world) {
        // A table that one article sets is likelier one wrongly read.
        let is_told = |parties: &BTreeSet<Party>, (sure, weak): &Table<'_>| {
            let origins: BTreeSet<&str> = sure.iter().chain(weak).map(|meeting| meeting.origin).collect();
            parties.len() == asked.len() || origins.len() > 1
        };
        for (parties, table) in by_parties(meetings, &asked, pages, world) {
            if is_told(&parties, &table) {
                series.push(series::lay_out(parties, &asked, table, pages, world));
            }
        }
    }
    series.retain(|series| series.parties.len() == asked.len() || !series.rounds.is_empty());
    series.sort_by_key(|series| {
        (series.parties.len() != asked.len(), std::cmp::Reverse(series.origins), series.parties.clone())
    });
    let published = pages
        .first()
        .zip(pages.last())
        .map(|(first, last)| [first.article.record.date, last.article.record.date]);
    let origins: BTreeSet<&str> = pages.iter().map(|page| page.article.origin).collect();
    Dossier {
        schema: SCHEMA,
        parties: parties.to_vec(),
        as_of,
        published,
        articles: pages.len(),
        origins: origins.len(),
        series,
    }
}

/// The articles, and the meetings that they tell of, in stretches that are parted by the silence between two negotiations: for more than a year no
/// article has told of any meeting. What one origin alone tells of is no negotiation of its own: it may be misdated.
fn eras<'p, 'a>(pages: &'p [Page<'a>], world: &World) -> Vec<(&'p [Page<'a>], Vec<Meeting<'a>>)> {
    const SILENCE: i64 = 365;
    let mut stretches: Vec<Vec<Meeting<'a>>> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut told = Meeting::all(number, page, world);
        match stretches.last_mut() {
            Some(stretch) if !told.is_empty() => {
                let day = page.article.published();
                let last = stretch.last().map_or(day, |meeting| meeting.published);
                if crate::span::between(last, day) > SILENCE && is_of_several(stretch) {
                    stretches.push(told);
                } else {
                    stretch.append(&mut told);
                }
            }
            None if !told.is_empty() => stretches.push(told),
            _ => {}
        }
    }
    if let [.., before, last] = stretches.as_mut_slice()
        && !is_of_several(last)
    {
        before.append(last);
        stretches.pop();
    }
    let mut eras = Vec::new();
    let mut rest = pages.len();
    for (number, mut meetings) in stretches.into_iter().enumerate().rev() {
        // Articles before the first meeting are of its stretch.
        let from = meetings.first().filter(|_| number > 0).map_or(0, |meeting| meeting.page);
        meetings.iter_mut().for_each(|meeting| meeting.page -= from);
        eras.push((&pages[from..rest], meetings));
        rest = from;
    }
    eras.reverse();
    eras
}

/// Whether more than one origin tells of meetings.
fn is_of_several(meetings: &[Meeting<'_>]) -> bool {
    let mut origins = meetings.iter().map(|meeting| meeting.origin);
    let first = origins.next();
    origins.any(|origin| Some(origin) != first)
}

/// Whether an article has all of the parties among its actors.
fn names_all(article: &Article<'_>, asked: &BTreeSet<Party>, world: &World) -> bool {
    let mut missing: BTreeSet<&str> = asked.iter().map(|party| party.code.as_str()).collect();
    article.record.mentions.actors.iter().any(|actor| {
        if let Some(code) = page::party_of(actor, world) {
            missing.remove(code.code.as_str());
        }
        missing.is_empty()
    })
}

/// The meetings at one table: those whose parties are told, and those of which it is concluded.
type Table<'a> = (Vec<Meeting<'a>>, Vec<Meeting<'a>>);

/// Meetings by who takes part in them, mediators and hosts left out.
fn by_parties<'a>(
    meetings: Vec<Meeting<'a>>,
    asked: &BTreeSet<Party>,
    pages: &[Page<'_>],
    world: &World,
) -> BTreeMap<BTreeSet<Party>, Table<'a>> {
    // Who is the mediator to one article is so all through it; to two origins, wherever he appears at this table.
    let mut votes: BTreeMap<Party, BTreeSet<&str>> = BTreeMap::new();
    let mut of_page: BTreeSet<(usize, Party)> = BTreeSet::new();
    for (at, page) in pages.iter().enumerate() {
        for (mediator, _) in meeting::mediators(page, asked, world) {
            votes.entry(mediator.clone()).or_default().insert(page.article.origin);
            of_page.insert((at, mediator));
        }
    }
    let helpers: BTreeSet<Party> =
        votes.into_iter().filter(|(_, origins)| origins.len() > 1).map(|(party, _)| party).collect();
    let mut tables: BTreeMap<BTreeSet<Party>, Table<'a>> = BTreeMap::new();
    let (mut own, mut partial) = (BTreeMap::<usize, [usize; 2]>::new(), Vec::new());
    for meeting in meetings {
        let rest: BTreeSet<Party> = meeting
            .parties
            .iter()
            .filter(|party| {
                let is_helper = meeting.helpers.contains(party)
                    || helpers.contains(party)
                    || of_page.contains(&(meeting.page, (*party).clone()));
                let is_at_home = meeting.country.as_deref() == Some(party.code.as_str());
                asked.contains(party) || !is_helper && !is_at_home
            })
            .cloned()
            .collect();
        let counts = own.entry(meeting.page).or_default();
        if rest.is_superset(asked) {
            counts[0] += usize::from(rest == *asked);
            tables.entry(rest).or_default().0.push(meeting);
        } else {
            counts[1] += usize::from(!rest.is_subset(asked));
            partial.push(meeting);
        }
    }
    // Where an article tells of one of the parties only, the others are meant if the sentences there name them, or if they are on what the
    // parties' other talks are on, at a place where they take place.
    let sure = tables.get(asked).map(|(sure, _)| sure.as_slice()).unwrap_or_default();
    let homes: BTreeSet<String> = sure.iter().filter_map(|meeting| meeting.country.clone()).collect();
    let matter: BTreeSet<&str> =
        sure.iter().flat_map(|meeting| meeting.topics(&pages[meeting.page])).collect();
    let mut concluded = Vec::new();
    for meeting in partial {
        let page = &pages[meeting.page];
        let [ours, others] = own.get(&meeting.page).copied().unwrap_or_default();
        let is_of_article = ours > 0 && ours >= others && !meeting.parties.is_disjoint(asked);
        let is_at_home = meeting
            .parties
            .iter()
            .all(|party| asked.contains(party) || helpers.contains(party) || homes.contains(&party.code));
        // Who meets somebody in his own country, and nobody from elsewhere is told of, meets his own people.
        let is_domestic = meeting.parties.len() == 1
            && meeting.parties.iter().all(|party| Some(&party.code) == meeting.country.as_ref());
        let is_on = || meeting.topics(page).iter().any(|topic| matter.contains(topic));
        let is_near = !meeting.parties.is_disjoint(asked) && meeting.is_near(page, asked, world) && is_on();
        if is_at_home && !is_domestic && (meeting.names(page, asked, world) || is_of_article || is_near) {
            concluded.push(meeting);
        }
    }
    if !concluded.is_empty() {
        tables.entry(asked.clone()).or_default().1 = concluded;
    }
    tables
}
