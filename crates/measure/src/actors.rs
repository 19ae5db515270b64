//! `measure actors`: country and sector of actor strings.
//!
//! Each string is read as a text of its own on its date; the first actor in it answers. `expect` of a gold row names the country
//! (`country` or `cc`) and the sector (`code_1`, with `code_2` as a second that is right beside GOV).

use crate::article;
use crate::figures::{Figures, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use legation_knowledge::world::World;
use legation_mention::Grammar;
use legation_text::Document;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Clone, Debug, Deserialize)]
struct Row {
    mention: String,
    #[serde(default)]
    date: Option<String>,
    expect: Map<String, Value>,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    index: usize,
    country: String,
    sector: String,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let rows: Vec<Row> = gold::lines(&options.gold)?;
    let rows = options.part(rows.into_iter().enumerate().collect());
    let answers: Vec<Answer> = rows.iter().map(|(index, row)| answer(*index, row)).collect();
    gold::write(options.out.as_deref(), &answers)?;
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for ((_, row), answer) in rows.iter().zip(&answers) {
        let (country, sectors) = expected(row);
        let ours = (as_country(&answer.country), as_sector(&answer.sector));
        let asked = [
            (["country", "country_named"], country.as_ref().map(|want| (*want == ours.0, !want.is_empty()))),
            (
                ["sector", "sector_named"],
                sectors.as_ref().map(|want| {
                    (want.contains(&ours.1), want.first().is_some_and(|first| !first.is_empty()))
                }),
            ),
        ];
        for (names, told) in asked {
            let Some((right, named)) = told else { continue };
            for name in &names[..1 + usize::from(named)] {
                let count = counts.entry(name).or_default();
                count[0] += usize::from(right);
                count[1] += 1;
            }
            if !right {
                wrong.push(format!("{}: {:?} {:?} > {} {}", row.mention, country, sectors, ours.0, ours.1));
            }
        }
    }
    let mut out = std::io::stdout().lock();
    for line in wrong.iter().take(options.worst) {
        writeln!(out, "{line}")?;
    }
    drop(out);
    let mut figures = Figures::default();
    for name in ["country", "sector", "country_named", "sector_named"] {
        let [right, all] = counts.get(name).copied().unwrap_or_default();
        figures.share(name, share(right, all));
        figures.count(format!("n_{name}"), all);
    }
    figures.print(options.json)
}

fn answer(index: usize, row: &Row) -> Answer {
    let none = Answer { index, country: String::new(), sector: String::new() };
    let Some(article) =
        article::of("actor", &row.mention, row.date.as_deref().filter(|date| !date.is_empty()))
    else {
        return none;
    };
    let document = Document::of(&article);
    let parse = crate::model::model().parse(&article.text, &document);
    let mentions = legation_mention::find(World::embedded(), &article, &document, &parse);
    let first = mentions
        .actors
        .iter()
        .min_by_key(|actor| (actor.grammar == Grammar::Modifier, actor.mention.tokens.start));
    let Some(first) = first else { return none };
    let code = first.mention.is.code.as_str();
    let (country, sector) = code.split_at_checked(3).unwrap_or((code, ""));
    // A name alone is the country, not its government.
    let bare = first.mention.is.entity.is_none()
        && first.mention.is.office.is_none()
        && sector == "GOV"
        && document.tokens.len() as u32 == first.mention.tokens.end
        && World::embedded()
            .senses(&row.mention)
            .iter()
            .any(|sense| matches!(sense, legation_knowledge::world::Sense::Country(_)));
    Answer {
        index,
        country: country.replace('-', ""),
        sector: if bare { String::new() } else { sector.to_owned() },
    }
}

fn as_country(code: &str) -> String {
    let code: String = code.trim().to_uppercase().chars().take(3).collect();
    match code.as_str() {
        "---" => String::new(),
        "UNO" | "EUR" => "IGO".to_owned(),
        _ => code,
    }
}

fn as_sector(code: &str) -> String {
    let code: String = code.trim().to_uppercase().chars().take(3).collect();
    if matches!(code.as_str(), "UNK" | "---") { String::new() } else { code }
}

/// What is right: the country and the sectors; none where it is not asked.
fn expected(row: &Row) -> (Option<String>, Option<Vec<String>>) {
    let text = |key: &str| row.expect.get(key).map(|value| value.as_str().unwrap_or_default().to_owned());
    let (mut country, mut sector) = (text("country"), text("code_1"));
    // One row of the original has the two interchanged.
    if country.as_deref() == Some("LEG") && sector.as_deref() == Some("COL") {
        std::mem::swap(&mut country, &mut sector);
    }
    let country = if row.expect.contains_key("cc") {
        row.expect.get("cc").and_then(Value::as_str).map(str::to_owned)
    } else {
        country
    };
    let second = text("code_2").filter(|second| !second.is_empty() && sector.as_deref() == Some("GOV"));
    let sectors =
        sector.map(|sector| std::iter::once(sector).chain(second).map(|code| as_sector(&code)).collect());
    (country.map(|country| as_country(&country)), sectors)
}
