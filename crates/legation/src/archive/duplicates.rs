//! `legation duplicates`: articles that are one text.

use super::link_options::DuplicatesOptions;
use super::links::Maker;
use super::rows;
use super::told;
use crate::config::Settings;
use crate::view::Layout;
use anyhow::Result;
use legation_store::{Answer, Cell, Digest, Filter, Joined, LEAF_FORM, Part, Question, Sqlite, Storage};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

/// What is told of each article, in the order of the view `articles`.
const COLUMNS: [&str; 5] = ["date", "id", "source", "title", "digest"];

/// Runs the command.
pub(super) fn run(options: &DuplicatesOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.shown.said(&options.store))?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let all = articles(&store, Filter::default())?;
    let wanted: BTreeSet<String> = articles(&store, options.which.filter())?.into_keys().collect();
    let mut families: Vec<Vec<&Vec<Cell>>> = families(&store, &settings)?
        .iter()
        .filter(|family| family.iter().any(|digest| wanted.contains(digest.as_str())))
        .map(|family| family.iter().filter_map(|digest| all.get(digest.as_str())).collect())
        .filter(|family: &Vec<_>| family.len() > 1)
        .collect();
    // The earliest first; of one day, in the order of the alphabet.
    families.sort_by_key(|family| {
        family.first().map(|first| first.iter().map(Cell::to_string).collect::<Vec<_>>())
    });
    let count = families.len();
    families.truncate(options.shown.most(&settings));
    let answer = answer(&families);
    rows::print(&answer, options.shown.format, |layout| table(&families, layout))?;
    rows::tell_of(families.len(), count);
    Ok(ExitCode::SUCCESS)
}

/// Those that were linked, where all articles were; else those that are found now.
fn families(store: &Sqlite, settings: &Settings) -> Result<Vec<Vec<Digest>>> {
    if store.linked(LEAF_FORM).map_err(told)?.waiting == 0 {
        return store.families().map_err(told);
    }
    let links = Joined::of(store, &Filter::default(), &Maker::of(settings)?).map_err(told)?;
    Ok(links.all_families())
}

/// The rows of current articles, by their digests.
fn articles(store: &Sqlite, filter: Filter) -> Result<BTreeMap<String, Vec<Cell>>> {
    let answer = store.ask(&Question { filter, ..Question::about(Part::Articles) }).map_err(told)?;
    let row = |at: usize| COLUMNS.map(|column| answer.cell(at, column).clone()).to_vec();
    Ok((0..answer.rows.len()).map(|at| (answer.cell(at, "digest").to_string(), row(at))).collect())
}

/// A row an article: its family by the digest of the first, and its number in it.
fn answer(families: &[Vec<&Vec<Cell>>]) -> Answer {
    let columns = ["family", "number", "date", "article", "source", "title", "digest"];
    let mut rows = Vec::new();
    for family in families {
        let name = family.first().and_then(|first| first.last()).cloned().unwrap_or(Cell::Null);
        for (number, article) in (0..).zip(family) {
            rows.push([&[name.clone(), Cell::Integer(number)], article.as_slice()].concat());
        }
    }
    Answer { columns: columns.map(str::to_owned).to_vec(), rows }
}

/// The articles of each family below one another, the origin first.
fn table(families: &[Vec<&Vec<Cell>>], layout: Layout) -> String {
    let mut out = String::new();
    for (at, family) in families.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let title = family.first().and_then(|first| first.get(3)).map(Cell::to_string).unwrap_or_default();
        out.push_str(&layout.heading(&format!("{} articles are one text · {title}", family.len())));
        let rows = family.iter().map(|article| article.to_vec()).collect();
        let answer = Answer { columns: COLUMNS.map(str::to_owned).to_vec(), rows };
        let columns =
            [("date", "date", 10), ("source", "source", 16), ("article", "id", 20), ("title", "title", 0)];
        out.push_str(&rows::table(&answer, &columns, layout));
    }
    out
}
