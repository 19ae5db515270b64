//! RSS 0.9 to 2.0 and Atom.

use super::error::Fault;
use super::found::{Found, Part, Parts};
use super::{date, html, xml};
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Whether the beginning of some XML is that of a feed.
pub(crate) fn is_feed(head: &str) -> bool {
    let mut rest = head;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if after.starts_with(['?', '!']) {
            continue;
        }
        let name =
            after.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
        return ["rss", "feed", "rdf:rdf"].contains(&name.to_lowercase().as_str())
            || name.to_lowercase().ends_with(":feed");
    }
    false
}

/// The entries of a feed. What is broken ends it; the entries before are found.
pub(crate) fn entries<'a>(text: &str) -> Parts<'a> {
    let mut reader = xml::reader(text);
    let mut reading = Reading::default();
    let mut broken = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => reading.start(&tag, false),
            Ok(Event::Empty(tag)) => reading.start(&tag, true),
            Ok(Event::End(tag)) => reading.end(known(&tag.name().as_ref().to_lowercase())),
            Ok(Event::Text(text)) => reading.text(&text),
            Ok(Event::CData(text)) => reading.text(&text),
            Ok(Event::GeneralRef(name)) => reading.text(&xml::resolved(&name)),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(why) => {
                broken = Some(why.to_string());
                break;
            }
        }
    }
    let is_cut = broken.is_none() && reading.entry.is_some();
    let reason = broken.or_else(|| is_cut.then(|| "it ends within an entry".to_owned()));
    let count = reading.found.len();
    let source = reading.source;
    let mut parts: Vec<Part> = Vec::with_capacity(count + 1);
    for (at, found) in reading.found.into_iter().enumerate() {
        let found = found.map(|found| Found { source: found.source.or_else(|| source.clone()), ..found });
        parts.push(Part::new(format!("entry {}", at + 1), found));
    }
    if let Some(reason) = reason {
        parts.push(Part::new(format!("entry {}", count + 1), Err(Fault::Broken { what: "feed", reason })));
    } else if count == 0 {
        parts.push(Part::new("", Err(Fault::NoArticles("feed"))));
    }
    Box::new(parts.into_iter())
}

/// The name of an element without the prefix that Atom and RSS may have; that of modules keeps it.
fn known(name: &str) -> &str {
    const MODULES: [&str; 14] = [
        "content",
        "dc",
        "dcterms",
        "media",
        "itunes",
        "slash",
        "wfw",
        "sy",
        "thr",
        "georss",
        "podcast",
        "feedburner",
        "xhtml",
        "admin",
    ];
    match name.split_once(':') {
        Some((prefix, local)) if !MODULES.contains(&prefix) => local,
        _ => name,
    }
}

/// A field that is being read: its markup, if it has any, else its text.
struct Field {
    name: String,
    depth: usize,
    text: String,
    has_markup: bool,
    /// Whether what stands here belongs to it: of Atom's `source`, a feed of its own, only the title.
    is_open: bool,
}

#[derive(Default)]
struct Reading {
    source: Option<String>,
    entry: Option<HashMap<String, String>>,
    field: Option<Field>,
    depth: usize,
    entry_depth: usize,
    found: Vec<Result<Found, Fault>>,
}

/// The fields of an entry that mean something, by all of their names.
fn field_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" | "dc:title" => "title",
        "link" => "link",
        "guid" | "id" => "id",
        "pubdate" | "published" | "issued" => "date",
        "dc:date" | "dcterms:issued" | "dcterms:created" | "created" => "dc date",
        "updated" | "modified" | "dcterms:modified" => "updated",
        "content:encoded" | "content" | "body" | "xhtml:body" => "content",
        "description" | "summary" => "summary",
        "source" | "dc:publisher" => "source",
        _ => return None,
    })
}

impl Reading {
    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.name().as_ref().to_lowercase();
        let name = known(&name);
        if let Some(field) = &mut self.field {
            if !is_empty {
                field.depth += 1;
            }
            if field.name == "source" {
                if field.is_open {
                    field.text.clear();
                }
                field.is_open = name == "title";
            } else {
                field.has_markup = true;
                let local = name.rsplit(':').next().unwrap_or_default();
                field.text.push_str(&format!("<{local}>"));
            }
            return;
        }
        if matches!(name, "item" | "entry") && self.entry.is_none() {
            let mut entry = HashMap::new();
            if let Some(about) = attribute(tag, "rdf:about") {
                entry.insert("id".to_owned(), about);
            }
            if !is_empty {
                self.depth += 1;
                self.entry_depth = self.depth;
                self.entry = Some(entry);
            }
            return;
        }
        let field = field_of(name);
        if let (Some("link"), Some(entry), Some(href)) = (field, &mut self.entry, attribute(tag, "href")) {
            let is_page = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
            if is_page {
                entry.entry("link".to_owned()).or_insert(href);
            }
        }
        if is_empty {
            return;
        }
        self.depth += 1;
        let is_wanted = self.entry.is_some() || (field == Some("title") && self.source.is_none());
        if let Some(field) = field.filter(|_| is_wanted) {
            self.field = Some(Field {
                name: field.to_owned(),
                depth: 0,
                text: String::new(),
                has_markup: false,
                is_open: true,
            });
        }
    }

    fn end(&mut self, name: &str) {
        match &mut self.field {
            Some(field) if field.depth > 0 => {
                field.depth -= 1;
                if field.name == "source" {
                    field.is_open = false;
                } else {
                    let local = name.rsplit(':').next().unwrap_or_default();
                    field.text.push_str(&format!("</{local}>"));
                }
            }
            Some(_) => {
                self.depth = self.depth.saturating_sub(1);
                if let Some(field) = self.field.take() {
                    self.keep(field);
                }
            }
            None => {
                if self.entry.is_some() && matches!(name, "item" | "entry") && self.depth <= self.entry_depth
                {
                    self.finish();
                }
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = self.field.as_mut().filter(|field| field.is_open) {
            if field.has_markup {
                field.text.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
            } else {
                field.text.push_str(text);
            }
        }
    }

    fn keep(&mut self, field: Field) {
        match &mut self.entry {
            // The longer of two: some feeds have `content` and `content:encoded`.
            Some(entry) => {
                let kept = entry.entry(field.name).or_default();
                if kept.trim().len() < field.text.trim().len() {
                    *kept = field.text;
                }
            }
            None => {
                let title = prose(&field.text);
                self.source = (!title.is_empty()).then_some(title);
            }
        }
    }

    fn finish(&mut self) {
        let Some(mut entry) = self.entry.take() else { return };
        let mut take = |name: &str| entry.remove(name).filter(|text| !text.trim().is_empty());
        let title = take("title").map(|title| prose(&title).replace('\n', " "));
        let written = ["date", "dc date", "updated"].into_iter().find_map(&mut take);
        let date = date::stated(written.as_deref());
        let id = take("id").map(|id| id.trim().to_owned());
        let is_address = |id: &String| id.starts_with("http://") || id.starts_with("https://");
        let url = take("link").map(|link| link.trim().to_owned()).or_else(|| id.clone().filter(is_address));
        let (content, summary) =
            (take("content").map(|text| article(&text)), take("summary").map(|text| article(&text)));
        let text = match (content, summary) {
            (Some(content), Some(summary)) if content.len() < summary.len() => summary,
            (Some(content), _) if !content.is_empty() => content,
            (_, summary) => summary.unwrap_or_default(),
        };
        let source = take("source").map(|source| prose(&source));
        self.found.push(date.map(|date| Found { id, date, title, source, url, text }));
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref().to_lowercase() == name)?;
    let value = found.value.into_owned();
    Some(if value.contains('&') { html::text(&value) } else { value })
}

/// The text of an article, be it HTML or plain.
fn article(text: &str) -> String {
    if text.contains('<') || text.contains('&') { html::prose(text) } else { plain(text) }
}

/// The words of a field, be it HTML or plain.
fn prose(text: &str) -> String {
    if text.contains('<') || text.contains('&') { html::text(text) } else { plain(text) }
}

/// Paragraphs of plain text.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs =
        text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}
