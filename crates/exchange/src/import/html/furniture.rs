//! What is no part of an article although it stands on its page, as elements, classes and lines name it: `data/furniture.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Navigation, advertisements, captions, comments, links to other articles.
    Furniture,
    /// A date.
    Date,
    /// A headline.
    Headline,
    /// Anything else.
    Other,
}

/// The rows of the table, by their kind.
static TABLE: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, HashSet<&str>> = HashMap::new();
    let lines = include_str!("../../../data/furniture.tsv").lines().filter(|line| !line.starts_with('#'));
    for (kind, words) in lines.filter_map(|line| line.split_once('\t')) {
        table.entry(kind).or_default().insert(words);
    }
    table
});

fn is(kind: &str, words: &str) -> bool {
    TABLE.get(kind).is_some_and(|rows| rows.contains(words))
}

fn begins(kind: &str, line: &str) -> bool {
    let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    TABLE.get(kind).is_some_and(|rows| rows.iter().any(|row| line.strip_prefix(row).is_some_and(is_whole)))
}

fn holds(kind: &str, line: &str) -> bool {
    TABLE.get(kind).is_some_and(|rows| rows.iter().any(|row| line.contains(row)))
}

/// Elements that are furniture by their classes only where they cannot be all of the article.
const LARGE: [&str; 7] = ["article", "main", "body", "html", "table", "tbody", "form"];
/// Elements that hold text and little else.
const TEXTS: [&str; 8] = ["p", "h1", "h2", "h3", "em", "strong", "b", "i"];
/// The longest class that is looked at.
const CLASS: usize = 400;

/// What an element is for, by its name, the words of its classes and its role.
pub(crate) fn part(name: &str, words: &[String], role: &str) -> Part {
    if is("role", role) || is("element", name) {
        return Part::Furniture;
    }
    let named = |kind: &str| words.iter().any(|word| is(kind, word));
    let is_furniture = match name {
        // A link within a line is part of the line, wherever it leads.
        "a" => words.iter().any(|word| word.starts_with("footnote")),
        "table" => named("table"),
        "td" | "tr" => false,
        name if LARGE.contains(&name) => false,
        name if TEXTS.contains(&name) => names_furniture(words) && !named("whole"),
        _ => names_furniture(words),
    };
    match () {
        () if is_furniture => Part::Furniture,
        () if name == "a" => Part::Other,
        () if named("date") => Part::Date,
        () if named("headline") => Part::Headline,
        () => Part::Other,
    }
}

fn names_furniture(words: &[String]) -> bool {
    // `has-sidebar`, `article-with-comments`, `has-section-nav`: what a whole page says that it has.
    let is_said_of_whole = |at: usize| {
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        before.iter().any(|word| matches!(word.as_str(), "has" | "with" | "no" | "is" | "without"))
    };
    // A post of another site that the article shows.
    let is_post = |word: &str| word == "social" && words.iter().any(|word| word == "embed");
    let is_named = words
        .iter()
        .enumerate()
        .any(|(at, word)| is("class", word) && !is_said_of_whole(at) && !is_post(word));
    is_named || words.windows(2).any(|pair| is("class", &pair.join(" ")))
}

/// The words of classes: `articleShare-bar` is `article`, `share`, `bar`.
pub(crate) fn words(classes: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for class in classes {
        let class = class.get(..class.floor_char_boundary(CLASS)).unwrap_or_default();
        let mut word = String::new();
        let mut was_small = false;
        for c in class.chars() {
            if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            was_small = c.is_lowercase() || c.is_ascii_digit();
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether an element is shown to nobody.
pub(crate) fn is_hidden<'a>(attributes: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let mut is_hidden = false;
    for (name, value) in attributes {
        is_hidden |= match name {
            "hidden" => value != "until-found",
            "aria-hidden" => value == "true",
            "class" => value.split_whitespace().any(|class| is("hidden", class)),
            "style" => {
                let bare: String = value.chars().filter(|c| !c.is_whitespace()).take(CLASS).collect();
                let bare = bare.to_ascii_lowercase();
                bare.contains("display:none") || bare.contains("visibility:hidden")
            }
            _ => false,
        };
    }
    is_hidden
}

/// Whether all that a line says is that something stands here.
pub(crate) fn is_label(line: &str) -> bool {
    is("label", line)
}

/// Whether a line leads to another article.
pub(crate) fn leads_away(line: &str) -> bool {
    begins("leads away", line)
}

/// Whether a line asks the reader for something, or speaks of the article instead of being it.
pub(crate) fn asks(line: &str) -> bool {
    line.len() < 400 && (begins("asks", line) || holds("asks within", line))
}

/// Whether a line says who took a picture, as captions do at their end.
pub(crate) fn credits(line: &str) -> bool {
    line.len() < 240 && holds("credit", line)
}

/// Whether a line is of those between headline and text: a rubric, an author, a day, the minutes that reading takes.
pub(crate) fn introduces(line: &str) -> bool {
    let ends = ['.', '!', '?', '”', '"', ':', '’', '…', '»', ')'];
    let is_sentence = line.ends_with(ends) && line.split(' ').count() > 3;
    let is_named = begins("introduces", &line.to_lowercase()) && line.len() < 120;
    is_named || (!is_sentence && line.len() < 80 && line.split(' ').count() <= 14)
}

/// Whether a line begins what a newsletter adds for its own sake.
pub(crate) fn parts(line: &str) -> bool {
    line.len() < 400 && holds("parts", line)
}
