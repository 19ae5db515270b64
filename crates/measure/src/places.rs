//! `measure places`: toponyms found and resolved.
//!
//! Recognition is by exact span. Resolution comes in two protocols: *matched*, over the mentions that were found and located, as the
//! literature has it; *all*, where a miss counts as the far side of the globe (20,039 km).

use crate::article;
use crate::figures::{Figures, Ratio, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use clap::{Args, ValueEnum};
use legation_knowledge::world::World;
use legation_language::Parse;
use legation_record::PlaceUse;
use legation_text::{Article, CodePoints, Document as Cut, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Half the earth's circumference, in kilometres.
const FARTHEST: f64 = 20039.0;

/// Options of `measure places`.
#[derive(Clone, Debug, Args)]
pub(crate) struct PlacesOptions {
    #[command(flatten)]
    common: Options,
    /// Resolve the gold's mentions: resolution without recognition.
    #[arg(long)]
    gold_spans: bool,
    /// Which uses of names count as ours; all of them by default.
    #[arg(long, value_delimiter = ',', value_name = "USE")]
    uses: Vec<Use>,
}

/// How the name of a place is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Use {
    /// Of the place.
    Literal,
    /// In the name of something else.
    Nested,
    /// As an adjective or a people.
    Adjective,
}

#[derive(Clone, Debug, Deserialize)]
struct Document {
    doc_id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    toponyms: Vec<Toponym>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Toponym {
    start: u32,
    end: u32,
    #[serde(default)]
    lat: Option<f64>,
    #[serde(default)]
    lon: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    doc_id: String,
    toponyms: Vec<Toponym>,
}

/// Runs the task.
pub(crate) fn run(options: &PlacesOptions) -> Result<()> {
    let gold: Vec<Document> = options.common.part(gold::lines(&options.common.gold)?);
    let answers: Vec<Answer> = gold.iter().map(|document| answer(document, options)).collect();
    gold::write(options.common.out.as_deref(), &answers)?;
    let mut found = Ratio::default();
    let (mut matched, mut all) = (Vec::new(), Vec::new());
    for (document, answer) in gold.iter().zip(&answers) {
        let ours: BTreeMap<(u32, u32), usize> =
            answer.toponyms.iter().enumerate().map(|(at, place)| ((place.start, place.end), at)).collect();
        let mut used = BTreeSet::new();
        for place in &document.toponyms {
            let mate = ours
                .get(&(place.start, place.end))
                .copied()
                .filter(|at| used.insert(*at))
                .map(|at| &answer.toponyms[at]);
            found.right += usize::from(mate.is_some());
            let Some((lat, lon)) = place.lat.zip(place.lon) else { continue };
            let apart = mate.and_then(|mate| Some(kilometres((lat, lon), (mate.lat?, mate.lon?))));
            matched.extend(apart);
            all.push(apart.unwrap_or(FARTHEST));
        }
        found.add(0, answer.toponyms.len(), document.toponyms.len());
    }
    let mut figures = Figures::default();
    figures.ratio("recognition_", "recognition_f", found);
    for (name, errors) in [("matched", &mut matched), ("all", &mut all)] {
        errors.sort_by(f64::total_cmp);
        let within = |limit: f64| share(errors.iter().filter(|error| **error <= limit).count(), errors.len());
        figures.count(format!("{name}_n"), errors.len());
        figures.share(format!("{name}_acc161"), within(161.0));
        figures.share(format!("{name}_acc50"), within(50.0));
        figures.share(format!("{name}_mean_km"), errors.iter().sum::<f64>() / errors.len().max(1) as f64);
        figures.share(format!("{name}_median_km"), errors.get(errors.len() / 2).copied().unwrap_or(0.0));
    }
    figures.print(options.common.json)
}

fn answer(document: &Document, options: &PlacesOptions) -> Answer {
    let counts = |usage: PlaceUse| {
        let usage = match usage {
            PlaceUse::Literal => Use::Literal,
            PlaceUse::Nested => Use::Nested,
            PlaceUse::Adjective => Use::Adjective,
        };
        options.uses.is_empty() || options.uses.contains(&usage)
    };
    let mut toponyms = Vec::new();
    if let Some(article) = article::of(&document.doc_id, &document.text, document.date.as_deref()) {
        let cut = Cut::of(&article);
        let parse = crate::model::model().parse(&article.text, &cut);
        let points = CodePoints::of(&article.text);
        if options.gold_spans {
            return located(document, &article, &cut, &parse);
        }
        let found = legation_mention::find(World::embedded(), &article, &cut, &parse);
        let all = found.places.into_iter().chain(found.nested_places);
        for place in all.filter(|place| counts(place.is.usage)) {
            let [start, end] = points.span(place.is.span);
            toponyms.push(Toponym { start, end, lat: place.is.lat, lon: place.is.lon });
        }
    }
    Answer { doc_id: document.doc_id.clone(), toponyms }
}

/// The gold's mentions, each resolved.
fn located(document: &Document, article: &Article, cut: &Cut, parse: &Parse) -> Answer {
    let starts: Vec<usize> =
        article.text.char_indices().map(|(at, _)| at).chain([article.text.len()]).collect();
    let byte = |offset: u32| starts.get(offset as usize).copied();
    let spans: Vec<(&Toponym, Span)> = document
        .toponyms
        .iter()
        .filter_map(|gold| Some((gold, Span::new(&article.text, byte(gold.start)?, byte(gold.end)?)?)))
        .collect();
    let only: Vec<Span> = spans.iter().map(|(_, span)| *span).collect();
    let places = legation_mention::places_at(World::embedded(), article, cut, parse, &only);
    let toponyms = spans
        .into_iter()
        .zip(places)
        .filter_map(|((gold, _), place)| {
            let place = place?;
            Some(Toponym { start: gold.start, end: gold.end, lat: place.lat, lon: place.lon })
        })
        .collect();
    Answer { doc_id: document.doc_id.clone(), toponyms }
}

/// The distance on the sphere (haversine, mean radius).
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let ((lat1, lon1), (lat2, lon2)) =
        ((a.0.to_radians(), a.1.to_radians()), (b.0.to_radians(), b.1.to_radians()));
    let h =
        ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}
