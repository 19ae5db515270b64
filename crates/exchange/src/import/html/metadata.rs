//! What a page says of itself: headline, day, outlet, address.
//!
//! Pages say each of them several times over. First come the statements made for machines (JSON-LD, microdata, `<meta>`), then those for
//! readers (`<time>`, the address, the line under the headline).

use super::characters::{bounded, joined};
use super::scan::{Block, Page};
use crate::import::date;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) source: Option<String>,
    pub(crate) url: Option<String>,
    /// The text that JSON-LD carries.
    pub(crate) body: Option<String>,
}

const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "headline",
    "parsely-title",
    "sailthru.title",
    "title",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "dcterms.available",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "datecreated",
    "release_date",
    "displaydate",
    "date",
    "published_date",
];
const SOURCES: &[&str] = &[
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "cre",
    "al:android:app_name",
    "article:publisher_name",
];
/// Kinds of things in JSON-LD that are articles.
const ARTICLES: [&str; 6] = ["article", "posting", "report", "webpage", "interview", "review"];
/// What stands between a headline and the name of an outlet.
const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » "];
/// How deep JSON-LD is looked into, and at how many objects.
const NESTED: usize = 8;
const OBJECTS: usize = 2000;
/// How far below the headline a line with the day may stand, in blocks.
const NEAR: usize = 12;
/// The longest line that is taken for one that gives the day.
const LINE: usize = 160;

impl Metadata {
    /// Of a page; `address` is where it was found.
    pub(crate) fn of(page: &Page, address: Option<&str>) -> Metadata {
        let linked = Linked::of(page);
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                let found = page.metas.iter().find(|(meta, content)| meta == name && !content.is_empty());
                found.map(|(_, content)| content.clone())
            })
        };
        let is_whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        let url = page.canonical.clone().filter(is_whole);
        let url = url
            .or_else(|| meta(&["og:url"]).filter(is_whole))
            .or_else(|| linked.url.clone().filter(is_whole));
        let url = url.or_else(|| address.map(str::to_owned));
        let source = meta(&["og:site_name"]).or_else(|| linked.publisher.clone()).or_else(|| meta(SOURCES));
        let title = title(page, &linked, meta(TITLES), source.as_deref());
        let date = linked
            .date
            .or_else(|| DATES.iter().find_map(|name| meta(&[name]).and_then(|written| date::of(&written))));
        let date = date
            .or_else(|| page.published.as_deref().and_then(date::of))
            .or_else(|| timed(page))
            .or_else(|| url.as_deref().and_then(date::in_address))
            .or_else(|| shown(&page.blocks));
        Metadata { title, date, source, url, body: linked.body }
    }
}

/// A line, and what of it is compared with others.
struct Line {
    text: String,
    plain: String,
}

impl Line {
    fn of(text: String) -> Line {
        Line { plain: plain(&text), text }
    }
}

/// The headline: the heading with which a statement for machines begins; a heading that says the same in other words; what is stated; the
/// part of the window's title that stands on the page; the heading; the window's title.
///
/// Headings, statements and parts of a title may be as many as their page likes: each is brought to its plain form once.
fn title(page: &Page, linked: &Linked, meta: Option<String>, source: Option<&str>) -> Option<String> {
    let source = source.map(plain);
    let is_source = |plain: &str| source.as_deref() == Some(plain);
    let window = (!page.title.is_empty()).then(|| page.title.clone());
    let stated: Vec<Line> = linked.headline.clone().into_iter().chain(meta).map(Line::of).collect();
    let window = window.map(Line::of);
    let statements = || stated.iter().chain(&window);
    let headings: Vec<Line> = page
        .blocks
        .iter()
        .filter(|block| block.element == "h1")
        .map(|block| Line::of(joined(&block.text)))
        .filter(|heading| !is_source(&heading.plain))
        .collect();
    // An outlet's name comes first on some pages, and is shorter than what comes after it.
    let begins = |statement: &str, heading: &str| {
        heading.len() > 8 && statement.starts_with(heading) && heading.len() * 2 >= statement.len()
    };
    let agreed = headings
        .iter()
        .find(|heading| statements().any(|statement| begins(&statement.plain, &heading.plain)));
    let alike = || {
        let known: Vec<HashSet<String>> =
            statements().map(|statement| words(&statement.text).collect()).collect();
        let is_alike = |heading: &&Line| {
            let words: Vec<String> = words(&heading.text).collect();
            heading.text.split(' ').count() >= 4 && known.iter().any(|known| shared(&words, known) >= 0.5)
        };
        headings.iter().find(is_alike)
    };
    let on_page = || {
        let on_page: HashSet<String> = page.blocks.iter().map(|block| plain(&block.text)).collect();
        let is_on_page = |piece: &&str| {
            let plain = plain(piece);
            piece.split(' ').count() >= 3 && !is_source(&plain) && on_page.contains(&plain)
        };
        pieces(&window.as_ref()?.text).into_iter().find(is_on_page).map(str::to_owned)
    };
    let named = || {
        let marked = page.blocks.iter().filter(|block| block.is_headline && !block.is_furniture);
        let is_title =
            |text: &String| text.len() < 300 && text.split(' ').count() >= 4 && !is_source(&plain(text));
        marked.map(|block| joined(&block.text)).find(is_title)
    };
    let text = |line: &Line| line.text.clone();
    let chosen = agreed
        .or_else(alike)
        .or_else(|| stated.first())
        .map(text)
        .or_else(on_page)
        .or_else(named)
        .or_else(|| headings.first().filter(|_| headings.len() == 1).map(text))
        .or_else(|| window.as_ref().map(text))?;
    let is_window = page.title == chosen && agreed.is_none();
    let cut = without_outlet(bounded(&chosen), source.as_deref(), is_window);
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// The words of a line, plain.
fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(' ').map(plain).filter(|word| !word.is_empty())
}

/// How many of some words are among others.
fn shared(words: &[String], others: &HashSet<String>) -> f64 {
    words.iter().filter(|word| others.contains(*word)).count() as f64 / words.len().max(1) as f64
}

/// The parts of a window's title between the marks that set outlets and rubrics apart.
fn pieces(title: &str) -> Vec<&str> {
    let mut pieces = vec![title];
    for mark in MARKS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).map(str::trim).collect();
    }
    // A colon may belong to the headline: the part after it counts after all others.
    pieces.extend(title.split_once(": ").map(|(_, after)| after));
    pieces
}

/// A title without ` | Outlet` at its end; `source` is plain.
fn without_outlet<'a>(mut title: &'a str, source: Option<&str>, may_guess: bool) -> &'a str {
    let has = |text: &str, words: usize| text.split(' ').nth(words - 1).is_some();
    let before_outlet = |title: &'a str, mark: &str| {
        let (head, tail) = title.rsplit_once(mark)?;
        let is_outlet = source.is_some_and(|source| {
            let tail = plain(tail);
            source.contains(&tail) || tail.contains(source)
        });
        let looks_so = || may_guess && !has(tail, 6) && has(head, 3);
        let head = head.trim();
        (!head.is_empty() && (is_outlet || looks_so())).then_some(head)
    };
    while let Some(head) = MARKS.iter().find_map(|mark| before_outlet(title, mark)) {
        title = head;
    }
    title
}

/// Letters and digits alone, small.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The day of a `<time>`.
fn timed(page: &Page) -> Option<Date> {
    let day = |wanted: &dyn Fn(&super::scan::Time) -> bool| {
        page.times.iter().filter(|time| wanted(time)).find_map(|time| date::of(&time.written))
    };
    day(&|time| time.is_publication && !time.is_furniture)
        .or_else(|| day(&|time| time.is_publication))
        .or_else(|| day(&|time| time.is_below_title && !time.is_change && !time.is_furniture))
        .or_else(|| day(&|time| !time.is_change && !time.is_furniture))
        .or_else(|| day(&|time| time.is_below_title && !time.is_change))
        .or_else(|| day(&|_| true))
}

/// The day that the page shows its readers: what is marked as a date, what says `Published`, what stands under the headline.
fn shown(blocks: &[Block]) -> Option<Date> {
    let lines = || blocks.iter().filter(|block| block.text.len() <= LINE);
    let read = |block: &Block| date::within(&block.text).or_else(|| date::of(&joined(&block.text)));
    let says = |block: &Block, words: &[&str]| {
        let text = block.text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let is_published = |block: &&Block| {
        says(
            block,
            &["published", "posted", "publication date", "date:", "released", "first published", "issued"],
        )
    };
    let is_change =
        |block: &Block| says(block, &["updated", "modified", "reviewed"]) && !is_published(&block);
    let below: Vec<&Block> = blocks.iter().filter(|block| block.is_below_title).take(NEAR).collect();
    let title = blocks.iter().position(|block| block.element == "h1").unwrap_or(0);
    let above = blocks.get(title.saturating_sub(4)..title).unwrap_or_default();
    lines()
        .filter(|block| block.is_dated && block.is_below_title && !is_change(block) && !block.is_furniture)
        .find_map(read)
        .or_else(|| {
            lines().filter(|block| block.is_dated && !is_change(block) && !block.is_furniture).find_map(read)
        })
        .or_else(|| lines().filter(is_published).find_map(read))
        .or_else(|| {
            below
                .iter()
                .filter(|block| block.text.len() <= LINE && !is_change(block))
                .find_map(|block| read(block))
        })
        .or_else(|| above.iter().filter(|block| block.text.len() <= LINE).find_map(read))
        .or_else(|| lines().filter(|block| block.is_dated).find_map(read))
        .or_else(|| lines().filter(|block| !is_change(block) && block.text.len() <= 80).find_map(read))
        .or_else(|| lines().find_map(read))
        .or_else(|| blocks.iter().take(NEAR * 4).find_map(|block| date::within(&block.text)))
}

/// What JSON-LD says.
#[derive(Debug, Default)]
struct Linked {
    headline: Option<String>,
    date: Option<Date>,
    publisher: Option<String>,
    url: Option<String>,
    body: Option<String>,
}

impl Linked {
    fn of(page: &Page) -> Linked {
        let values: Vec<Value> = page.json_ld.iter().filter_map(|text| parsed(text)).collect();
        let mut objects = Vec::new();
        for value in &values {
            collect(value, 0, &mut objects);
        }
        // A page is an article only where nothing better is.
        objects.sort_by_key(|object| kind(object).is_some_and(|kind| kind.contains("webpage")));
        let mut linked = Linked::default();
        for object in objects.iter().filter(|object| is_article(object)) {
            let text = |name: &str| object.get(name).and_then(text_of);
            let is_page = kind(object).is_some_and(|kind| kind.contains("webpage"));
            if !is_page {
                linked.headline = linked.headline.or_else(|| text("headline").or_else(|| text("name")));
                linked.body = linked.body.or_else(|| raw_of(object.get("articleBody")?));
            }
            let dated =
                ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|name| date::of(&text(name)?));
            linked.date = linked.date.or(dated);
            let publisher = object.get("publisher").or_else(|| object.get("sourceOrganization"));
            let publisher = publisher.map(|publisher| match publisher {
                Value::Array(many) => many.first().unwrap_or(publisher),
                one => one,
            });
            let named = publisher.and_then(|publisher| {
                publisher.get("name").and_then(text_of).or_else(|| referred(publisher, &objects))
            });
            linked.publisher = linked.publisher.or(named);
            let at = text("url").or_else(|| {
                let main = object.get("mainEntityOfPage")?;
                main.get("@id").and_then(text_of).or_else(|| text_of(main))
            });
            linked.url = linked.url.or(at);
        }
        linked
    }
}

/// The name of a thing that is only referred to: `{"@id": "#organisation"}`.
fn referred(thing: &Value, objects: &[&Map<String, Value>]) -> Option<String> {
    let id = thing.get("@id")?;
    let found = objects.iter().find(|object| object.get("@id") == Some(id) && object.contains_key("name"))?;
    found.get("name").and_then(text_of)
}

/// JSON as pages write it: within comment marks, with line ends in strings.
fn parsed(text: &str) -> Option<Value> {
    let text = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let text = text
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " "))).ok()
}

fn collect<'a>(value: &'a Value, depth: usize, objects: &mut Vec<&'a Map<String, Value>>) {
    if depth > NESTED || objects.len() > OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "publisher"] {
                if let Some(value) = object.get(key) {
                    collect(value, depth + 1, objects);
                }
            }
        }
        _ => {}
    }
}

fn kind(object: &Map<String, Value>) -> Option<String> {
    let kind = match object.get("@type")? {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        kind => kind.as_str()?.to_owned(),
    };
    Some(kind.to_lowercase())
}

fn is_article(object: &Map<String, Value>) -> bool {
    kind(object).is_some_and(|kind| ARTICLES.iter().any(|article| kind.contains(article)))
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(values) => values.first()?.as_str()?,
        _ => return None,
    };
    // What stands in JSON within HTML is often written for HTML.
    let text = if text.contains('&') { super::text(text) } else { text.to_owned() };
    let text = joined(bounded(&text));
    (!text.is_empty()).then_some(text)
}

fn raw_of(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
