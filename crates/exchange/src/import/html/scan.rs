//! One pass over the tokens of a page: what it says of itself, its blocks of text, and its markup once more, balanced, shallow and
//! without what is no text.
//!
//! Readability needs a tree, and the rules by which HTML becomes one let a page of a few kilobytes grow without bounds: elements nested
//! 100,000 deep, or formatting that each paragraph opens again. What comes out here is so balanced that it cannot.

use super::super::error::Fault;
use super::characters::{STATEMENT, bounded, escape, has_too_many_attributes, is_mark, joined, pieces};
use super::elements::{is_heading, is_inline, is_silent, is_void};
use super::furniture::{self, Part};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// How deep elements may lie in one another; deeper ones are opened in their text only.
const DEPTH: usize = 200;
/// How many elements a page may have.
const ELEMENTS: usize = 100_000;
/// How much text and markup a page may have, in bytes, without what is left out.
const MARKUP: usize = 16 << 20;
/// How many paragraphs make a story.
const STORY: usize = 3;
/// How many blocks are kept for looking at.
const BLOCKS: usize = 50_000;
/// How much of a block of JSON-LD is kept, in bytes.
const STATED: usize = 2 << 20;
/// The longest value of an attribute that says anything.
const VALUE: usize = 400;

/// A block of text: a paragraph, a heading, a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its text as it stands, a vertical tab where a line ends within it.
    pub(crate) text: String,
    /// The element that it stands in: `p`, `h2`, `li`.
    pub(crate) element: String,
    /// How many of its bytes are links.
    pub(crate) linked: usize,
    /// How many of them are in italics or bold.
    pub(crate) marked: usize,
    /// Whether its classes say that it is a date.
    pub(crate) is_dated: bool,
    /// Whether its classes say that it is a headline.
    pub(crate) is_headline: bool,
    /// Whether a heading of the first level came before.
    pub(crate) is_below_title: bool,
    /// Whether it is furniture of the page, by its element or its classes.
    pub(crate) is_furniture: bool,
    /// Whether it goes on in the line of the block before: the next cell of a row.
    pub(crate) goes_on: bool,
}

/// `<time datetime="…">`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Time {
    pub(crate) written: String,
    pub(crate) is_publication: bool,
    pub(crate) is_change: bool,
    pub(crate) is_below_title: bool,
    pub(crate) is_furniture: bool,
}

/// What a page holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// `<title>`.
    pub(crate) title: String,
    /// Names and contents of `<meta>`, names in small letters, in their order.
    pub(crate) metas: Vec<(String, String)>,
    /// Contents of `<script type="application/ld+json">`.
    pub(crate) json_ld: Vec<String>,
    /// Times marked as such.
    pub(crate) times: Vec<Time>,
    /// `<link rel="canonical">`.
    pub(crate) canonical: Option<String>,
    /// What the first element with `itemprop="datePublished"` that says anything says.
    pub(crate) published: Option<String>,
    /// Its blocks of text.
    pub(crate) blocks: Vec<Block>,
    /// Its markup: balanced, shallow, without furniture.
    pub(crate) markup: String,
}

/// Reads a page. `bare` leaves furniture in the markup.
pub(crate) fn scan(html: &str, bare: bool) -> Result<Page, Fault> {
    if has_too_many_attributes(html.as_bytes()) {
        return Err(Fault::TooMany { most: 20_000, what: "attributes" });
    }
    let sink = Sink(RefCell::new(State { bare, ..State::default() }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    for piece in pieces(html, 1 << 12) {
        queue.push_back(StrTendril::from_slice(piece));
        while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
        if tokenizer.sink.0.borrow().elements > ELEMENTS {
            return Err(Fault::TooMany { most: ELEMENTS, what: "elements" });
        }
        if tokenizer.sink.0.borrow().page.markup.len() > MARKUP {
            return Err(Fault::TooLarge { megabytes: (MARKUP >> 20) as u64 });
        }
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.pop_to(0);
    state.flush();
    Ok(state.page)
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: String,
    /// Whether its tags stand in the markup.
    is_written: bool,
    /// Whether it and all in it is left out of the markup.
    is_skipped: bool,
    /// Whether its text is nobody's.
    is_silent: bool,
    is_furniture: bool,
    is_dated: bool,
    is_headline: bool,
    /// What is remembered of those elements that hold whole stories.
    story: Option<Story>,
    /// What is made of its text.
    capture: Option<Capture>,
}

/// An element that may hold a story.
#[derive(Debug)]
struct Story {
    classes: String,
    /// How much of each there was before it.
    paragraphs: usize,
    headlines: usize,
    blocks: usize,
    markup: usize,
}

/// Text that is collected on its own.
#[derive(Debug)]
enum Capture {
    Title(String),
    JsonLd(String),
    /// And whether the element has said so without its text.
    Time(Time, bool),
    Published(String, bool),
}

#[derive(Default)]
struct State {
    bare: bool,
    page: Page,
    open: Vec<Open>,
    skipped: usize,
    furniture: usize,
    dated: usize,
    headlines: usize,
    paragraphs: usize,
    /// How many headlines there were.
    headlined: usize,
    linked: usize,
    marked: usize,
    captures: usize,
    elements: usize,
    is_below_title: bool,
    /// The element and classes of the first story that has ended.
    story: Option<String>,
    in_silence: usize,
    block: Block,
    goes_on: bool,
}

struct Sink(RefCell<State>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.start(&tag),
            Token::TagToken(tag) => {
                state.end(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) => {
                if text.contains(is_mark) {
                    state.text(&text.replace(is_mark, ""));
                } else {
                    state.text(&text);
                }
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

impl State {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.elements += 1;
        if self.elements > ELEMENTS {
            return TokenSinkResult::Continue;
        }
        match name {
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            "br" | "hr" => {
                self.breaks(name);
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        if is_void(name) || (tag.self_closing && self.in_silence > 0) {
            return TokenSinkResult::Continue;
        }
        if matches!(name, "html" | "head" | "body") {
            // Their tags may be left out, repeated and misplaced: they say nothing here.
            return TokenSinkResult::Continue;
        }
        self.close_implied(name);
        if !is_inline(name) {
            self.flush();
            self.goes_on = matches!(name, "td" | "th") && self.has_cell_before();
        }
        let raw = match name {
            "script" => Some(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
            "title" | "textarea" if self.in_silence == 0 => Some(RawKind::Rcdata),
            _ => None,
        };
        if self.open.len() >= DEPTH && raw.is_none() {
            return TokenSinkResult::Continue;
        }
        self.push(tag, name);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn push(&mut self, tag: &Tag, name: &str) {
        let classes = [
            attribute(tag, "class"),
            attribute(tag, "id"),
            attribute(tag, "data-component"),
            attribute(tag, "data-testid"),
        ];
        let classes = classes.map(|value| value.unwrap_or_default());
        let property = attribute(tag, "itemprop").map(str::to_ascii_lowercase);
        let words = furniture::words(&classes);
        let part = furniture::part(name, &words, attribute(tag, "role").unwrap_or_default());
        let attributes = tag.attrs.iter().map(|attribute| (&*attribute.name.local, &*attribute.value));
        let is_hidden = furniture::is_hidden(attributes);
        let holds_story = matches!(name, "article" | "section");
        let story = holds_story.then(|| Story {
            classes: format!("{name} {}", attribute(tag, "class").unwrap_or_default()),
            paragraphs: self.paragraphs,
            headlines: self.headlined,
            blocks: self.page.blocks.len(),
            markup: self.page.markup.len(),
        });
        let is_furniture = part == Part::Furniture || is_hidden;
        let is_headline = part == Part::Headline || property.as_deref() == Some("headline");
        let is_dated = part == Part::Date || property.as_deref().is_some_and(|name| name.starts_with("date"));
        let is_silent = is_silent(name) || is_hidden;
        let is_skipped = is_silent || (is_furniture && !self.bare);
        let capture = self.capture(tag, name, property.as_deref().unwrap_or_default(), &words);
        // What wraps a post of another site is none of the page's own elements.
        let is_wrapper = name == "div" && words.iter().any(|word| word == "embed");
        let is_written = self.skipped == 0 && !is_skipped && !is_wrapper;
        if is_written {
            self.write_start(tag, name);
        }
        self.skipped += usize::from(is_skipped);
        self.in_silence += usize::from(is_silent);
        self.furniture += usize::from(is_furniture);
        self.dated += usize::from(is_dated);
        self.headlines += usize::from(is_headline);
        self.linked += usize::from(name == "a");
        self.marked += usize::from(matches!(name, "b" | "strong" | "em" | "i"));
        self.captures += usize::from(capture.is_some());
        self.open.push(Open {
            name: name.to_owned(),
            is_written,
            is_skipped,
            is_silent,
            is_furniture,
            is_dated,
            is_headline,
            story,
            capture,
        });
    }

    fn capture(&self, tag: &Tag, name: &str, property: &str, words: &[String]) -> Option<Capture> {
        let is_json = || {
            attribute(tag, "type")
                .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
        };
        match name {
            "title" if self.page.title.is_empty() && self.in_silence == 0 => {
                Some(Capture::Title(String::new()))
            }
            "script" if is_json() => Some(Capture::JsonLd(String::new())),
            "time" => {
                let says = |wanted: &[&str]| {
                    words.iter().any(|word| wanted.iter().any(|wanted| word.starts_with(wanted)))
                };
                let time = Time {
                    written: attribute(tag, "datetime").unwrap_or_default().to_owned(),
                    is_publication: property == "datepublished"
                        || attribute(tag, "pubdate").is_some()
                        || says(&["publish", "pubdate", "posted"]),
                    is_change: property == "datemodified" || says(&["updat", "modif"]),
                    is_below_title: self.is_below_title,
                    is_furniture: self.furniture > 0,
                };
                let is_written = !time.written.trim().is_empty();
                Some(Capture::Time(time, is_written))
            }
            _ if property == "datepublished" => {
                let content = attribute(tag, "content").unwrap_or_default();
                Some(Capture::Published(bounded(content).to_owned(), !content.trim().is_empty()))
            }
            _ => None,
        }
    }

    fn write_start(&mut self, tag: &Tag, name: &str) {
        let markup = &mut self.page.markup;
        markup.push('<');
        markup.push_str(name);
        // Readability judges by classes what it should by text.
        let is_text =
            is_heading(name) || matches!(name, "p" | "li" | "blockquote" | "a" | "span" | "strong" | "em");
        for attribute in
            tag.attrs.iter().filter(|attribute| !is_text || matches!(&*attribute.name.local, "href" | "dir"))
        {
            let (key, value) = (&*attribute.name.local, &*attribute.value);
            if matches!(key, "class" | "id" | "itemprop" | "role" | "href" | "rel" | "dir" | "lang")
                && value.len() <= VALUE
            {
                markup.push(' ');
                markup.push_str(key);
                markup.push_str("=\"");
                escape(&value.replace('"', "'"), markup);
                markup.push('"');
            }
        }
        markup.push('>');
    }

    fn end(&mut self, name: &str) {
        if name == "br" || name == "p" && !self.open.iter().any(|open| open.name == "p") {
            return self.breaks("br");
        }
        // An end does not reach out of the cell that it stands in.
        let is_table = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot");
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| is_table || !matches!(open.name.as_str(), "td" | "th"))
            .find(|(_, open)| open.name == name || (is_heading(name) && is_heading(&open.name)))
            .map(|(at, _)| at);
        if !is_inline(name) {
            self.flush();
        }
        // A misplaced end of formatting does not close blocks.
        let is_misplaced = |at: usize| {
            is_inline(name)
                && !is_silent(name)
                && self.open.iter().skip(at + 1).any(|open| !is_inline(&open.name))
        };
        if let Some(at) = found.filter(|at| !is_misplaced(*at)) {
            self.pop_to(at);
        }
    }

    /// Ends what a start ends without a word: a paragraph before a block, an item before the next.
    fn close_implied(&mut self, name: &str) {
        let (closed, barrier): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "option" | "optgroup" => (&["option"], &["select"]),
            "a" => (&["a"], &["td", "th", "li", "div", "p"]),
            _ if !is_inline(name) => {
                (&["p"], &["td", "th", "li", "div", "section", "article", "blockquote", "table", "button"])
            }
            _ => return,
        };
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| !barrier.contains(&open.name.as_str()))
            .filter(|(_, open)| closed.contains(&open.name.as_str()))
            .last();
        if let Some((at, _)) = found {
            self.flush();
            self.pop_to(at);
        }
    }

    /// Closes elements until so many are open.
    fn pop_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            if open.is_written {
                self.page.markup.push_str("</");
                self.page.markup.push_str(&open.name);
                self.page.markup.push('>');
            }
            self.headlined += usize::from(open.name == "h1" || (open.is_headline && is_heading(&open.name)));
            if open.name == "h1" {
                self.is_below_title = true;
            }
            if let Some(story) = open.story {
                self.tell(story);
            }
            self.in_silence -= usize::from(open.is_silent);
            self.skipped -= usize::from(open.is_skipped);
            self.furniture -= usize::from(open.is_furniture);
            self.dated -= usize::from(open.is_dated);
            self.headlines -= usize::from(open.is_headline);
            self.linked -= usize::from(open.name == "a");
            self.marked -= usize::from(matches!(open.name.as_str(), "b" | "strong" | "em" | "i"));
            if let Some(capture) = open.capture {
                self.captures -= 1;
                self.captured(capture);
            }
        }
    }

    /// A story has ended: the first stays, and what is made like it and has a headline of its own is another.
    fn tell(&mut self, story: Story) {
        let has_headline = self.headlined > story.headlines;
        match &self.story {
            Some(first) if *first == story.classes && has_headline => {
                self.page.markup.truncate(story.markup);
                self.page.blocks.iter_mut().skip(story.blocks).for_each(|block| block.is_furniture = true);
            }
            Some(_) => {}
            None if self.is_below_title && self.paragraphs >= story.paragraphs + STORY => {
                self.story = Some(story.classes);
            }
            None => {}
        }
    }

    fn captured(&mut self, capture: Capture) {
        match capture {
            Capture::Title(text) => self.page.title = joined(bounded(&text)),
            Capture::JsonLd(text) => self.page.json_ld.push(text),
            Capture::Time(time, _) => self.page.times.push(Time { written: joined(&time.written), ..time }),
            Capture::Published(text, _) => {
                let said = self.page.published.take().or_else(|| Some(joined(&text)));
                self.page.published = said.filter(|said| !said.is_empty());
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.captures > 0 {
            for open in &mut self.open {
                match &mut open.capture {
                    Some(Capture::Title(to)) if to.len() < STATEMENT => to.push_str(text),
                    Some(Capture::JsonLd(to)) if to.len() < STATED => to.push_str(text),
                    Some(Capture::Time(time, false)) if time.written.len() < VALUE => {
                        time.written.push_str(text);
                    }
                    Some(Capture::Published(to, false)) if to.len() < VALUE => to.push_str(text),
                    _ => {}
                }
            }
        }
        if self.in_silence > 0 {
            return;
        }
        if self.skipped == 0 {
            escape(text, &mut self.page.markup);
        }
        let before = self.block.text.len();
        self.block.text.push_str(text);
        let added = self.block.text.len() - before;
        if self.linked > 0 {
            self.block.linked += added;
        }
        if self.marked > 0 {
            self.block.marked += added;
        }
        self.block.is_headline |= self.headlines > 0 && !text.trim().is_empty();
        self.block.is_dated |= self.dated > 0 && !text.trim().is_empty();
    }

    /// A line ends within a block.
    fn breaks(&mut self, name: &str) {
        if self.in_silence > 0 {
            return;
        }
        if self.skipped == 0 {
            self.page.markup.push_str(if name == "hr" { "<hr>" } else { "<br>" });
        }
        if name == "hr" { self.flush() } else { self.block.text.push('\u{b}') }
    }

    fn has_cell_before(&self) -> bool {
        self.open.last().is_some_and(|open| open.name == "tr")
            && self.page.markup.trim_end().ends_with("</td>") | self.page.markup.trim_end().ends_with("</th>")
    }

    /// Ends a block.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.text.trim().is_empty() || self.page.blocks.len() >= BLOCKS {
            return;
        }
        let element = self.open.iter().rev().find(|open| !is_inline(&open.name));
        self.paragraphs += usize::from(self.furniture == 0 && block.text.len() > 80);
        self.page.blocks.push(Block {
            element: element.map_or_else(|| "body".to_owned(), |open| open.name.clone()),
            is_below_title: self.is_below_title,
            is_furniture: self.furniture > 0,
            goes_on: std::mem::take(&mut self.goes_on),
            text: block.text,
            ..block
        });
    }

    fn meta(&mut self, tag: &Tag) {
        let names = ["property", "name", "itemprop", "http-equiv"];
        if let Some(content) = attribute(tag, "content") {
            for name in names.iter().filter_map(|name| attribute(tag, name)) {
                self.page.metas.push((bounded(name.trim()).to_ascii_lowercase(), joined(bounded(content))));
            }
        }
    }

    fn link(&mut self, tag: &Tag) {
        let is_canonical = attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if let (true, None, Some(href)) = (is_canonical, &self.page.canonical, attribute(tag, "href")) {
            self.page.canonical = Some(href.trim().to_owned());
        }
    }
}
