//! Web pages: the article, apart from everything around it.

mod characters;
mod elements;
mod furniture;
mod metadata;
mod scan;

use super::error::Fault;
use super::found::Found;
use characters::{joined, unescaped};
use dom_smoothie::{CandidateSelectMode, Config, Readability};
use metadata::Metadata;
use scan::{Block, Page, scan};

/// What is so short that it may be a teaser, in characters.
const SHORT: usize = 250;
/// How much comparing short paragraphs with all others may cost: their number times the bytes of all. Beyond it, none is compared.
const COMPARED: usize = 1 << 28;
/// The least share of links that makes a short block one of links.
const LINKED: f64 = 0.7;

/// The article of a page. `address` is where it was found, where that is known.
pub(crate) fn page(html: &str, address: Option<&str>) -> Result<Found, Fault> {
    let page = scan(html, false)?;
    let metadata = Metadata::of(&page, address);
    let mut text = body(&page, &metadata);
    if text.len() < SHORT {
        let with_all = scan(html, true)?;
        let other = body(&with_all, &metadata);
        if other.len() > text.len() * 2 {
            text = other;
        }
    }
    if let Some(told) = &metadata.body {
        let told = self::text(&told.replace('\n', "<p>"));
        if told.len() > text.len() * 2 {
            text = told;
        }
    }
    if text.is_empty() {
        return Err(Fault::NoText);
    }
    let Metadata { title, date, source, url, .. } = metadata;
    Ok(Found { id: None, date, title, source, url, text })
}

/// The words of some HTML, a paragraph each block.
pub(crate) fn text(html: &str) -> String {
    match scan(html, true) {
        Ok(page) => paragraphs(&page.blocks).join("\n\n"),
        Err(_) => String::new(),
    }
}

/// The text of an article that comes as HTML without a page around it, as in feeds and mail: without captions, links to other
/// articles and what a sender adds at the end.
pub(crate) fn prose(html: &str) -> String {
    let Ok(page) = scan(html, false) else { return String::new() };
    let mut blocks = page.blocks;
    let ends = blocks.iter().position(|block| furniture::parts(&joined(&block.text).to_lowercase()));
    if let Some(end) = ends.filter(|end| *end * 2 >= blocks.len()) {
        blocks.truncate(end);
    }
    let all = paragraphs(&blocks).join("\n\n");
    blocks.retain(|block| !block.is_furniture && !is_noise(block));
    let kept = paragraphs(&blocks).join("\n\n");
    if kept.is_empty() { all } else { kept }
}

/// The blocks of some HTML, for those who look for certain ones.
pub(crate) fn blocks(html: &str) -> Result<Vec<Block>, Fault> {
    scan(html, true).map(|page| page.blocks)
}

/// The paragraphs of the article of a page.
fn body(page: &Page, metadata: &Metadata) -> String {
    let config = Config {
        max_elements_to_parse: 0,
        char_threshold: SHORT,
        disable_json_ld: true,
        candidate_select_mode: CandidateSelectMode::Readability,
        keep_classes: true,
        ..Config::default()
    };
    let markup = format!("<html><body>{}</body></html>", page.markup);
    let article = Readability::new(markup, None, Some(config)).and_then(|mut reader| reader.parse());
    let Some(article) = article.ok() else { return String::new() };
    let Ok(found) = scan(&article.content, true) else { return String::new() };
    let mut blocks = found.blocks;
    blocks.iter_mut().for_each(|block| block.text = unescaped(&block.text));
    blocks.retain(|block| !is_noise(block));
    let title = metadata.title.as_deref().map(joined);
    if let Some(first) = blocks.iter().take(8).position(|block| Some(joined(&block.text)) == title) {
        blocks.drain(..=first);
    }
    let is_heading = |block: &Block| matches!(block.element.as_str(), "h1" | "h2" | "h3" | "h4");
    let is_lead = |block: &Block| {
        let text = joined(&block.text);
        // A place in capitals and bold is a dateline.
        let is_place = block.marked >= block.text.trim().len()
            && block.element == "p"
            && !text.chars().any(char::is_lowercase);
        !is_heading(block) && !is_place && furniture::introduces(&text)
    };
    let lead = blocks.iter().take(10).take_while(|block| is_lead(block)).count();
    if lead < blocks.len() {
        blocks.drain(..lead);
    }
    without_repeats(paragraphs(&blocks)).join("\n\n")
}

/// What blocks hold, a paragraph each; line ends within a block end one too where there are two of them.
pub(crate) fn paragraphs(blocks: &[Block]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for block in blocks {
        for (at, piece) in block.text.split("\u{b}").map(joined).enumerate() {
            match paragraphs.last_mut() {
                Some(last) if at == 0 && block.goes_on => {
                    last.push('\t');
                    last.push_str(&piece);
                }
                _ if piece.is_empty() => {}
                _ => paragraphs.push(piece),
            }
        }
    }
    paragraphs
}

/// Paragraphs without those that say again what others say: sentences drawn out and set large.
fn without_repeats(paragraphs: Vec<String>) -> Vec<String> {
    let is_quote = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '❝' | '❞' | '„' | '.' | ',')
    };
    let bare: Vec<&str> = paragraphs.iter().map(|text| text.trim_matches(is_quote)).collect();
    let is_short = |bare: &str| (16..240).contains(&bare.len()) && bare.contains(' ');
    let shorts = bare.iter().filter(|bare| is_short(bare)).count();
    if shorts.saturating_mul(paragraphs.iter().map(String::len).sum()) >= COMPARED {
        return paragraphs;
    }
    // Once where it stands itself, and once more in another paragraph.
    let is_in_another = |text: &str, bare: &str| {
        paragraphs.iter().any(|other| other.len() > text.len() + 8 && other.contains(bare))
    };
    let are_drawn: Vec<bool> =
        paragraphs.iter().zip(bare).map(|(text, bare)| is_short(bare) && is_in_another(text, bare)).collect();
    paragraphs.into_iter().zip(are_drawn).filter(|(_, is_drawn)| !is_drawn).map(|(text, _)| text).collect()
}

/// Whether a block within an article is none of its text.
fn is_noise(block: &Block) -> bool {
    let text = joined(&block.text);
    let small = text.to_lowercase();
    let share = block.linked as f64 / block.text.len().max(1) as f64;
    let bare = small.trim_matches(|c: char| !c.is_alphanumeric());
    let is_label = furniture::is_label(bare);
    let leads_away = share > 0.4 && furniture::leads_away(&small);
    let is_link = share > LINKED && text.len() < 200 && !matches!(block.element.as_str(), "h2" | "h3" | "h4");
    // A line of stars, the minute of an entry.
    let is_mark = !text.contains(char::is_alphanumeric) || is_time(&text);
    is_mark
        || furniture::credits(&small)
        || is_label
        || leads_away
        || (is_link && text.split(' ').count() > 3)
        || furniture::asks(&small)
}

/// The character of HTML that a name means; the reference as it was where it means none.
pub(crate) fn entity(name: &str) -> String {
    let reference = format!("&{name};");
    let is_name = name.len() < 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let block =
        is_name.then(|| blocks(&format!("x{reference}")).ok()).flatten().and_then(|mut blocks| blocks.pop());
    block.and_then(|block| block.text.strip_prefix('x').map(str::to_owned)).unwrap_or(reference)
}

/// `15:20`.
fn is_time(text: &str) -> bool {
    let parts = text.split_once([':', '.']).map(|(hour, minute)| [hour, minute]);
    parts.is_some_and(|parts| {
        parts
            .iter()
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}
