//! `legation stories`: what belongs together over time.

use super::link_options::StoriesOptions;
use super::links::Maker;
use super::{rows, told};
use crate::config::Settings;
use anyhow::{Result, anyhow};
use legation_store::{Answer, Cell, Filter, Joined, LEAF_FORM, Part, Question, Sqlite, Storage, Story};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// The shortest beginning of an id that is understood.
const ID: usize = 6;

/// Runs the command.
pub(super) fn run(options: &StoriesOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.shown.said(&options.store))?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let question = Question { filter: options.which.filter(), ..Question::about(Part::Articles) };
    let found = store.ask(&question).map_err(told)?;
    let wanted: BTreeSet<String> =
        (0..found.rows.len()).map(|at| found.cell(at, "digest").to_string()).collect();
    let mut stories = all(&store, &Maker::of(&settings)?)?;
    stories.retain(|story| story.articles.iter().any(|article| wanted.contains(article.as_str())));
    let count = stories.len();
    stories.truncate(options.shown.most(&settings));
    let shown = [
        ("first", "first", 10),
        ("last", "last", 10),
        ("articles", "articles", 8),
        ("origins", "origins", 7),
        ("id", "id", 8),
        ("story", "name", 0),
    ];
    rows::print(&answer(&stories, false), options.shown.format, |layout| {
        rows::table(&answer(&stories, true), &shown, layout)
    })?;
    rows::tell_of(stories.len(), count);
    Ok(ExitCode::SUCCESS)
}

/// The stories of the store, the most reported first: those that were linked, where all articles were; else those that are found now.
fn all(store: &Sqlite, maker: &Maker) -> Result<Vec<Story>> {
    let mut stories = if store.linked(LEAF_FORM).map_err(told)?.waiting == 0 {
        store.stories().map_err(told)?
    } else {
        Joined::of(store, &Filter::default(), maker).map_err(told)?.stories()
    };
    stories.sort_by_cached_key(|story| (Reverse(story.origins), story.first.clone(), story.id.clone()));
    Ok(stories)
}

/// The story whose id begins so, or else the most reported one whose name has these words.
pub(super) fn named(store: &Sqlite, maker: &Maker, name: &str) -> Result<Story> {
    let wanted = name.to_lowercase();
    let mut stories = all(store, maker)?;
    let by_id = stories.iter().position(|story| wanted.len() >= ID && story.id.starts_with(&wanted));
    let has_words = |story: &Story| {
        let name = story.name.to_lowercase();
        wanted.split_whitespace().all(|word| name.contains(word))
    };
    let at = by_id.or_else(|| stories.iter().position(has_words)).ok_or_else(|| {
        anyhow!("there is no story `{name}`\n  hint: `legation stories` lists them, with their ids")
    })?;
    Ok(stories.swap_remove(at))
}

fn answer(stories: &[Story], is_short: bool) -> Answer {
    let columns = ["name", "first", "last", "articles", "origins", "id"].map(str::to_owned).to_vec();
    let whole = |count: u64| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let rows = stories.iter().map(|story| {
        let id = if is_short { story.id.get(..8).unwrap_or(&story.id) } else { &story.id };
        vec![
            Cell::Text(story.name.clone()),
            Cell::Text(story.first.clone()),
            Cell::Text(story.last.clone()),
            whole(story.articles.len() as u64),
            whole(story.origins),
            Cell::Text(id.to_owned()),
        ]
    });
    Answer { columns, rows: rows.collect() }
}
