//! `measure actors`: country and sector of actor strings.
//!
//! Each string is read as a text of its own on its date, or on the last day of the tables where it has none; the row's context is a
//! sentence before it. The first actor in it answers, and where there is none the first place with its country. `expect` of a gold
//! row names the country (`country` or `cc`) and the sector (`code_1`, with `code_2` as a second that is right beside GOV).

use crate::article;
use crate::figures::{Figures, share};
use crate::gold;
use crate::options::Options;
use anyhow::Result;
use jiff::civil::Date;
use legation_knowledge::world::{Sense, World};
use legation_language::Deprel;
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
    context: String,
    #[serde(default)]
    date: String,
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
    let world = World::embedded();
    let day = day(&row.date).unwrap_or_else(|| world.as_of()).to_string();
    let before = if row.context.is_empty() { String::new() } else { format!("{}.\n\n", row.context) };
    let text = format!("{before}{}", row.mention);
    let found = article::of("actor", &text, Some(&day)).map(|article| {
        let document = Document::of(&article);
        let parse = crate::model::model().parse(&article.text, &document);
        let mentions = legation_mention::find(world, &article, &document, &parse);
        (document, parse, mentions)
    });
    let none = Answer { index, country: String::new(), sector: String::new() };
    let Some((document, parse, mentions)) = found else { return none };
    let is_asked = |tokens: &std::ops::Range<u32>| {
        document.span_of(tokens.clone()).is_some_and(|span| span.start() >= before.len())
    };
    let first = mentions
        .actors
        .iter()
        .filter(|actor| is_asked(&actor.mention.tokens))
        .min_by_key(|actor| (actor.grammar == Grammar::Modifier, actor.mention.tokens.start));
    let Some(first) = first else {
        let place = mentions.places.iter().find(|place| is_asked(&place.tokens));
        let country = place.and_then(|place| place.is.country.as_ref());
        return Answer { country: country.map(ToString::to_string).unwrap_or_default(), ..none };
    };
    let code = first.mention.is.code.as_str();
    let (country, sector) = code.split_at_checked(3).unwrap_or((code, ""));
    // A name alone is the country, not its government, and so is one that only says where somebody is.
    let is_country =
        first.mention.is.entity.is_none() && first.mention.is.office.is_none() && sector == "GOV";
    let head = parse.word(first.mention.head);
    let alone = document.tokens.len() as u32 == first.mention.tokens.end
        && world.senses(&row.mention).iter().any(|sense| matches!(sense, Sense::Country(_)));
    let bare = is_country && (alone || head.deprel == Deprel::Nmod);
    Answer {
        index,
        country: country.replace('-', ""),
        sector: if bare { String::new() } else { sector.to_owned() },
    }
}

/// `2021-07-01` or `1 July 2021`.
fn day(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| Date::strptime("%d %B %Y", text).ok())
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
