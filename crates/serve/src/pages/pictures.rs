//! Pages with a picture.

use super::shown::{About, Asked, Form, Page, Shown, next, text};
use super::{forms, words};
use crate::chart::{self, Bin, Lane, Lanes, Mark, Node, Side, Spot, Tick, Tie, WorldMap};
use crate::views::{
    Actor, ActorQuery, Dyad, DyadQuery, EventRow, Map, MapQuery, Network, NetworkQuery, Query, Story,
    StoryQuery, Timeline, TimelineQuery, TimelineRow,
};
use jiff::civil::Date;
use legation_record::{Grain, PartialDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The side of a quad class.
fn side(quad: &str) -> Side {
    if words::side(quad) == "conf" { Side::Below } else { Side::Above }
}

fn day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok().map(PartialDate::first_day)
}

/// Joined events, one lane for each of the parties that most of them are of; nothing where there are fewer than two.
fn lanes(title: &str, rows: &[TimelineRow], on: Option<Date>) -> Option<String> {
    const MOST: usize = 8;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in rows.iter().flat_map(|row| &row.parties) {
        *counts.entry(code).or_default() += 1;
    }
    let mut parties: Vec<(&str, usize)> = counts.into_iter().collect();
    parties.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let lanes = parties.into_iter().take(MOST).map(|(code, _)| Lane {
        name: words::party(code),
        marks: rows
            .iter()
            .filter(|row| row.parties.iter().any(|party| party == code))
            .filter_map(mark)
            .collect(),
    });
    let lanes: Vec<Lane> = lanes.collect();
    let marks: usize = lanes.iter().map(|lane| lane.marks.len()).sum();
    (marks > 1).then(|| chart::lanes("lanes", &Lanes { title: title.to_owned(), lanes, on }))
}

fn mark(row: &TimelineRow) -> Option<Mark> {
    Some(Mark {
        day: day(&row.day)?,
        side: side(&row.quad),
        is_done: matches!(row.status.as_str(), "held" | "ongoing"),
        words: format!("{}: {}, {}", row.day, words::words_of(&row.kind), row.status),
        address: format!("#{}", row.id),
    })
}

impl Page for TimelineQuery {
    const HAS_DAYS: bool = true;

    fn page(&self, matter: &Timeline, _: &About) -> Shown {
        let asked = Asked { as_of: text(self.as_of), ..Asked::of(&self.which).sorted(&self.listed) };
        let title = match (&self.dossier, &self.which.dyad) {
            (Some(name), _) | (None, Some(name)) => format!("Timeline: {name}"),
            _ => "Timeline".to_owned(),
        };
        let mut shown = Shown::new("timeline.html", "timeline", title.clone())
            .lede("What happened day by day, each event once, however many articles tell of it.")
            .form(Form::calendar(forms::calendar_of(&self.address())))
            .with("picture", lanes(&title, &matter.items, self.as_of));
        // What the other form of the page asks goes along with each.
        shown.kept = forms::pairs(&self.address(), &["as_of", "cursor"]);
        let also = [("dossier", &self.dossier), ("story", &self.story)];
        let mut kept = asked.kept.clone();
        kept.extend(also.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
        kept.extend(self.as_of.map(|day| ("as_of", day.to_string())));
        shown.next = next(self, matter.next.as_ref(), |asked| &mut asked.listed);
        shown.with("asked", Asked { kept, ..asked })
    }
}

impl Page for StoryQuery {
    fn page(&self, matter: &Story, _: &About) -> Shown {
        let story = &matter.story;
        Shown::new("story.html", "stories", story.name.clone())
            .over("Story")
            .lede(format!(
                "{} articles, {} independent; {} to {}.",
                story.articles, story.origins, story.first, story.last
            ))
            .form(Form::page(
                "Timeline",
                words::address("/timeline", &[("story".to_owned(), story.id.clone())]),
            ))
            .with("picture", lanes(&story.name, &matter.events, None))
    }
}

impl Page for DyadQuery {
    fn page(&self, matter: &Dyad, _: &About) -> Shown {
        let names = format!(
            "{} {} {}",
            matter.first.name,
            if matter.is_directed { "→" } else { "–" },
            matter.second.name
        );
        let asked =
            Asked { from: text(self.from), to: text(self.to), as_of: text(self.as_of), ..Asked::new() };
        let bins: Vec<Bin> = matter
            .points
            .iter()
            .map(|point| Bin {
                period: point.period.clone(),
                cooperation: point.cooperation as f64,
                conflict: point.conflict as f64,
            })
            .collect();
        let periods: Vec<&str> = matter.points.iter().map(|point| point.period.as_str()).collect();
        let events = matter.events.iter().filter_map(|event| tick(event, &periods, &matter.by)).collect();
        let picture = (!bins.is_empty())
            .then(|| chart::series("series", &chart::Series { title: names.clone(), bins, events }));
        let changed = ("dyad".to_owned(), matter.dyad.clone());
        Shown::new("dyad.html", "dossiers", names)
            .over("Two parties")
            .form(Form::page("Dossier", words::dossier(&matter.dyad.replace('>', "-"))))
            .form(Form::page("What changed", words::address("/changed", &[changed])))
            .form(Form::calendar(forms::calendar(&format!("dyad={}", words::part(&matter.dyad)))))
            .form(Form::feed(forms::changed("dyad", &matter.dyad)))
            .with("asked", asked)
            .with("picture", picture)
    }
}

/// In which of the periods an event lies.
fn tick(event: &EventRow, periods: &[&str], by: &str) -> Option<Tick> {
    let day = event.day.as_deref()?;
    let grain = match by {
        "day" => Grain::Day,
        "month" => Grain::Month,
        "year" => Grain::Year,
        _ => Grain::Week,
    };
    let period = PartialDate::containing(day.parse::<Date>().ok()?, grain).to_string();
    Some(Tick {
        bin: periods.iter().position(|known| *known == period)?,
        side: side(&event.quad),
        words: format!("{day}: {}, {}", words::words_of(&event.kind), event.status),
        address: format!("{}#{}", words::article(&event.article), event.id),
    })
}

impl Page for MapQuery {
    fn page(&self, matter: &Map, _: &About) -> Shown {
        let pairs = forms::pairs(&self.address(), &["place", "limit"]);
        let address = |name: &str| {
            let mut pairs: Vec<(String, String)> =
                pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            pairs.push(("place".to_owned(), name.to_owned()));
            words::address("/events", &pairs)
        };
        let spots = matter.items.iter().map(|place| Spot {
            name: place.name.clone(),
            lat: place.lat,
            lon: place.lon,
            cooperation: place.cooperation,
            conflict: place.conflict,
            address: address(&place.name),
        });
        let chart = WorldMap { title: "Events by place".to_owned(), spots: spots.collect() };
        let picture = chart::map("map", &chart);
        let rows: Vec<Value> = matter
            .items
            .iter()
            .map(|place| {
                json!({
                    "name": place.name, "country": place.country, "events": place.events, "first": place.first, "last": place.last,
                    "cooperation": place.cooperation, "conflict": place.conflict, "address": address(&place.name),
                })
            })
            .collect();
        Shown::new("map.html", "map", "Map")
            .lede("Events by place and time.")
            .with("asked", Asked::of(&self.which))
            .with("picture", picture)
            .with("v", json!({ "items": rows }))
    }
}

impl Page for NetworkQuery {
    fn page(&self, matter: &Network, _: &About) -> Shown {
        let name = |code: &str| {
            let node = matter.nodes.iter().find(|node| node.code == code);
            node.map_or_else(|| code.to_owned(), |node| node.name.clone())
        };
        let nodes = matter.nodes.iter().map(|node| Node {
            code: node.code.clone(),
            name: node.name.clone(),
            weight: node.events,
            address: words::actor(&node.code),
        });
        let ties = matter.edges.iter().map(|edge| Tie {
            first: edge.first.clone(),
            second: edge.second.clone(),
            cooperation: edge.cooperation,
            conflict: edge.conflict,
        });
        let chart = chart::Network {
            title: "Who deals with whom".to_owned(),
            nodes: nodes.collect(),
            ties: ties.collect(),
        };
        let edges: Vec<Value> = matter
            .edges
            .iter()
            .map(|edge| {
                json!({
                    "first": edge.first, "second": edge.second, "names": [name(&edge.first), name(&edge.second)],
                    "events": edge.events, "cooperation": edge.cooperation, "conflict": edge.conflict, "last": edge.last,
                })
            })
            .collect();
        let mut asked =
            Asked { from: text(self.from), to: text(self.to), party: self.party.clone(), ..Asked::new() };
        asked.kind = self.types.first().cloned();
        asked.status = self.statuses.first().cloned();
        Shown::new("network.html", "network", "Network")
            .lede("Who deals with whom: events that occurred or go on.")
            .with("asked", asked)
            .with("picture", chart::network("network", &chart))
            .with("v", json!({ "edges": edges }))
    }
}

impl Page for ActorQuery {
    fn page(&self, matter: &Actor, _: &About) -> Shown {
        let first = || matter.names.first().map(|row| row.entity.clone().unwrap_or_else(|| row.who.clone()));
        let name = matter.name.clone().or_else(first).unwrap_or_else(|| self.who.clone());
        let asked = Asked { from: text(self.from), to: text(self.to), ..Asked::new() };
        let to = |path: &str| words::address(path, &[("actor".to_owned(), self.who.clone())]);
        let mut shown = Shown::new("actor.html", "actors", name.clone())
            .over("Actor")
            .form(Form::page("What changed", to("/changed")))
            .form(Form::page("Timeline", to("/timeline")))
            .form(Form::calendar(forms::calendar(&format!("actor={}", words::part(&self.who)))))
            .form(Form::feed(forms::changed("actor", &self.who)))
            .with("asked", asked)
            .with("more", json!({ "did": to("/events"), "said": to("/statements") }));
        if name != self.who {
            shown = shown.lede(format!("Asked for as {}.", self.who));
        }
        shown.heading = Some(name);
        shown
    }
}
