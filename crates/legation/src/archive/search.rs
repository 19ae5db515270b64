//! `legation search`: articles with certain words, or what somebody said.

use super::options::{RowFormat, SearchOptions};
use super::{rows, told};
use crate::config::{Said, Settings};
use crate::view::Layout;
use anyhow::Result;
use legation_store::{Answer, Cell, Hit, Search, Sqlite, Storage};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &SearchOptions, config: Option<&Path>) -> Result<ExitCode> {
    let said = Said { limit: options.limit.limit, ..super::said(&options.store) };
    let settings = Settings::resolve(config, &said)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let search = Search {
        words: options.words.join(" "),
        speaker: options.speaker.clone(),
        filter: options.filter.filter(),
        limit: u32::try_from(settings.limit.get()).unwrap_or(u32::MAX),
    };
    let hits = store.search(&search).map_err(told)?;
    match options.format {
        RowFormat::Table => {
            let text: String = hits.iter().map(|hit| shown(hit, Layout::of_terminal())).collect();
            anstream::stdout().lock().write_all(text.as_bytes())?;
        }
        format => rows::print(&answer(&hits), format, |_| String::new())?,
    }
    rows::tell(hits.is_empty(), None);
    Ok(ExitCode::SUCCESS)
}

/// A hit for people: where it is, and the words around it.
fn shown(hit: &Hit, layout: Layout) -> String {
    let heading: Vec<&str> =
        [Some(hit.article.as_str()), Some(&hit.date), hit.outlet.as_deref(), hit.title.as_deref()]
            .into_iter()
            .flatten()
            .collect();
    let mut out = layout.heading(&heading.join(" · "));
    let who = hit.who.iter().map(|who| (format!("{who}:"), false));
    // A word is marked whole, with the marks that stand at it.
    let mut is_inside = false;
    let words = hit.snippet.split_whitespace().map(|word| {
        let is_found = is_inside || word.contains(Hit::OPEN);
        if let Some(last) = word.rfind([Hit::OPEN, Hit::CLOSE]) {
            is_inside = word[last..].starts_with(Hit::OPEN);
        }
        (word.replace([Hit::OPEN, Hit::CLOSE], ""), is_found)
    });
    out.push_str(&layout.passage(who.chain(words), 2));
    out
}

/// The hits as rows.
fn answer(hits: &[Hit]) -> Answer {
    let columns = ["article", "date", "outlet", "title", "who", "snippet", "score"];
    let text = |words: &Option<String>| words.clone().map_or(Cell::Null, Cell::Text);
    let rows = hits.iter().map(|hit| {
        let snippet = hit.snippet.replace([Hit::OPEN, Hit::CLOSE], "");
        vec![
            Cell::Text(hit.article.clone()),
            Cell::Text(hit.date.clone()),
            text(&hit.outlet),
            text(&hit.title),
            text(&hit.who),
            Cell::Text(snippet),
            Cell::Real((hit.score * 1000.0).round() / 1000.0),
        ]
    });
    Answer { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() }
}
