//! Exports of Factiva: as HTML (or RTF), where each article is a run of lines in a fixed order, and as plain text with a tag before each
//! field.

use super::error::Fault;
use super::found::{Found, Part, Parts};
use super::{date, html};
use std::collections::HashSet;

/// Tags of fields that show a text to be such an export.
const TAGS: [&str; 12] = ["HD", "WC", "PD", "SN", "SC", "LA", "CY", "LP", "TD", "AN", "BY", "PUB"];
/// Tags that are fields and end the one before.
const OTHERS: [&str; 26] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];
/// How far into an article its head may reach, in lines.
const HEAD: usize = 24;

/// Whether a page is such an export.
pub(crate) fn is_page(html: &str) -> bool {
    (html.contains("enHeadline") || html.contains("articleParagraph")) && html.contains("Document ")
        || html.contains("class=\"article enArticle\"")
}

/// Whether some paragraphs are one.
pub(crate) fn is_export(lines: &[String]) -> bool {
    lines.iter().any(|line| document(line).is_some()) && lines.iter().any(|line| is_count(line))
}

/// Whether a text is tagged.
pub(crate) fn is_tagged(text: &str) -> bool {
    let mut tags: Vec<&str> = text
        .lines()
        .filter_map(|line| tag(line).map(|(tag, _)| tag))
        .filter(|tag| TAGS.contains(tag))
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags.len() >= 5 && tags.contains(&"HD") && (tags.contains(&"LP") || tags.contains(&"TD"))
}

/// `Document REUTR00020250227el2r00abc`: the line after each article.
fn document(line: &str) -> Option<&str> {
    let number = line.trim().strip_prefix("Document ")?.trim();
    let is_number = number.len() >= 15
        && number.chars().all(|c| c.is_ascii_alphanumeric())
        && number.bytes().any(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// `834 words`.
fn is_count(line: &str) -> bool {
    line.trim().strip_suffix(" words").is_some_and(|count| {
        !count.is_empty() && count.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
    })
}

/// The articles of a page.
pub(crate) fn page(html: &str) -> Parts<'static> {
    match html::blocks(html) {
        Ok(blocks) => articles(&html::paragraphs(&blocks)),
        Err(fault) => super::found::one(Err(fault)),
    }
}

/// The articles of lines.
pub(crate) fn articles(lines: &[String]) -> Parts<'static> {
    let mut parts = Vec::new();
    let mut article: Vec<&str> = Vec::new();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        if let Some(number) = document(line) {
            let found = article_of(&std::mem::take(&mut article), number);
            parts.push(Part::new(format!("article {}", parts.len() + 1), found));
        } else {
            article.push(line);
        }
    }
    if article.iter().any(|line| is_count(line)) {
        let reason = "the last article has no end; the file may be cut off".to_owned();
        parts.push(Part::new(
            format!("article {}", parts.len() + 1),
            Err(Fault::Broken { what: "export", reason }),
        ));
    }
    if parts.is_empty() {
        parts.push(Part::new("", Err(Fault::NoArticles("export"))));
    }
    Box::new(parts.into_iter())
}

fn article_of(lines: &[&str], number: &str) -> Result<Found, Fault> {
    let broken = |reason: &str| Fault::Broken { what: "export", reason: reason.to_owned() };
    let count = lines
        .iter()
        .take(HEAD * 2)
        .position(|line| is_count(line))
        .ok_or_else(|| broken("an article has no line with its number of words"))?;
    let before = lines.get(..count).unwrap_or_default();
    let is_byline = |line: &str| line.starts_with("By ") || line.starts_with("BY ");
    // The section may stand before the headline, and its author after it.
    let title = before
        .iter()
        .rev()
        .enumerate()
        .find(|(at, line)| !(*at == 0 && before.len() > 1 && (is_byline(line) || looks_like_name(line))))
        .map(|(_, line)| (*line).to_owned());
    let head = lines.get(count + 1..).unwrap_or_default();
    let (at, date) = head
        .iter()
        .take(4)
        .enumerate()
        .find_map(|(at, line)| Some((at, date::of(line)?)))
        .ok_or_else(|| broken("an article has no line with its date"))?;
    let mut rest = head.get(at + 1..).unwrap_or_default();
    let mut fields = Vec::new();
    while let Some((line, after)) = rest.split_first() {
        let is_copyright = line.starts_with("(c)")
            || line.starts_with('©')
            || line.starts_with("Copyright")
            || line.starts_with("(C)");
        if fields.len() > 10 || (fields.len() > 1 && line.len() > 160 && !is_copyright) {
            break;
        }
        fields.push(*line);
        rest = after;
        if is_copyright {
            break;
        }
    }
    // The owner may stand under the text once more.
    let owner = fields.last().copied().unwrap_or_default();
    if let Some((last, before)) = rest.split_last()
        && owner.contains(last)
        && last.len() < 80
    {
        rest = before;
    }
    let is_time = |line: &&&str| line.contains(':') && line.len() <= 12;
    let source = fields.iter().find(|line| !is_time(line)).map(|line| (*line).to_owned());
    if rest.is_empty() {
        return Err(Fault::NoText);
    }
    Ok(Found {
        id: Some(number.to_owned()),
        date: Some(date),
        title,
        source,
        url: None,
        text: rest.join("\n\n"),
    })
}

/// One to four words, each with a capital: an author where a headline stands before it.
fn looks_like_name(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    (2..=4).contains(&words.len())
        && line.len() < 40
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// The tag of a line, and what stands after it.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (tag, rest) = line.split_at(end);
    let is_field = OTHERS.contains(&tag) && (rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']));
    is_field.then(|| (tag, rest.trim()))
}

/// The articles of a text with tags.
pub(crate) fn tagged(text: &str) -> Parts<'static> {
    let mut parts: Vec<Part> = Vec::new();
    let mut fields: Vec<(&str, String)> = Vec::new();
    // The tags of those fields: a file may have fields without end.
    let mut seen: HashSet<&str> = HashSet::new();
    let mut finish = |fields: Vec<(&str, String)>| {
        if fields.iter().any(|(tag, _)| ["HD", "LP", "TD"].contains(tag)) {
            parts.push(Part::new(format!("article {}", parts.len() + 1), tagged_of(&fields)));
        }
    };
    for line in text.lines() {
        if document(line).is_some() && seen.insert("AN") {
            fields.push(("AN", line.trim().to_owned()));
            continue;
        }
        match tag(line) {
            Some((tag, rest)) => {
                let begins = match tag {
                    "SE" => seen.contains("HD"),
                    "HD" => seen.iter().any(|tag| *tag != "SE"),
                    _ => false,
                };
                if begins {
                    finish(std::mem::take(&mut fields));
                    seen.clear();
                }
                seen.insert(tag);
                fields.push((tag, rest.to_owned()));
            }
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
        }
    }
    finish(fields);
    if parts.is_empty() {
        parts.push(Part::new("", Err(Fault::NoArticles("export"))));
    }
    Box::new(parts.into_iter())
}

fn tagged_of(fields: &[(&str, String)]) -> Result<Found, Fault> {
    let field = |name: &str| {
        fields
            .iter()
            .find(|(tag, value)| *tag == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    };
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let prose = |text: &str| -> Vec<String> {
        text.split("\n\n").map(joined).filter(|line| !line.is_empty()).collect()
    };
    let text: Vec<String> = ["LP", "TD"].iter().filter_map(|name| field(name)).flat_map(prose).collect();
    let date = date::stated(field("PD").map(joined).as_deref())?;
    let number = field("AN").map(|value| {
        value.lines().next().unwrap_or(value).trim().trim_start_matches("Document ").trim().to_owned()
    });
    if text.is_empty() {
        return Err(Fault::NoText);
    }
    Ok(Found {
        id: number,
        date,
        title: field("HD").map(joined),
        source: field("SN").map(joined),
        url: None,
        text: text.join("\n\n"),
    })
}
