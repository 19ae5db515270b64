//! Articles in what others hold: tables, web pages, feeds, web archives, exports of Nexis Uni and Factiva, mail; bare, compressed or in
//! zip archives.
//!
//! Bytes go in, articles come out one at a time, so that an archive of many never lies in memory. What something is is told from its
//! content, not from its name. An article that cannot be made is an error in its place, which says where it stands, what is wrong and
//! what to do; the others are found.
//!
//! ```
//! let table = b"date,headline,body\n2025-02-27,Talks,Talks opened in Istanbul.\n2025-02-28,,\n";
//! let mut articles = legation_exchange::import::articles("wire", table, None);
//! let first = articles.next().unwrap().unwrap();
//! assert_eq!((first.id.as_str(), first.title.as_deref()), ("wire-1", Some("Talks")));
//! let second = articles.next().unwrap().unwrap_err();
//! assert_eq!((second.inside.as_str(), second.code()), ("row 2", "import-no-text"));
//! ```
//!
//! Input is untrusted. Nothing is written to disk, no address is followed, no entity of XML is expanded that the document declares; one
//! article is 64 MB at most, what is packed grows by 200 at most, and archives lie in one another once at most. It refuses to guess a
//! date: an article without one is an error unless a date is given for all that have none.

pub(crate) mod archive;
mod charset;
mod date;
pub(crate) mod detect;
mod docx;
mod error;
mod factiva;
mod feed;
mod found;
mod html;
mod lines;
mod mail;
mod nexis;
mod rtf;
mod table;
pub(crate) mod unpack;
mod warc;
mod xml;

pub use error::{Fault, ImportError};

use detect::Kind;
use found::{Articles, Found, Part, named, one};
use jiff::civil::Date;
use legation_text::Article;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use unpack::{Failing, MOST, whole};

/// Endings of the names of files that hold articles; compressed ones have one of [`PACKED`] after it.
pub const ENDINGS: [&str; 18] = [
    "txt", "jsonl", "ndjson", "json", "html", "htm", "xhtml", "csv", "tsv", "xml", "rss", "rdf", "atom",
    "warc", "eml", "mbox", "docx", "rtf",
];
/// Endings of the names of compressed files and archives.
pub const PACKED: [&str; 4] = ["gz", "zst", "xz", "zip"];

/// How much of an input is looked at to tell what it is.
const HEAD: u64 = 64 << 10;
/// How large a text may be that lies bare in a file: as far as offsets reach.
const BARE: u64 = u32::MAX as u64;
/// How often data may be compressed, one within the other.
const LAYERS: usize = 3;

/// The articles in some bytes. `name` is that of the file without its endings: the id of an article that has none of its own; `date` is
/// that of articles without one.
pub fn articles<'a>(
    name: &str,
    bytes: &'a [u8],
    date: Option<Date>,
) -> impl Iterator<Item = Result<Article, ImportError>> + use<'a> {
    Context::new(name, date).of_bytes(bytes)
}

/// The articles in a file, which is not read into memory where its form can be read piece by piece.
pub fn of_file(
    name: &str,
    file: File,
    date: Option<Date>,
) -> impl Iterator<Item = Result<Article, ImportError>> + use<> {
    Context::new(name, date).of_seekable(BufReader::with_capacity(1 << 16, file))
}

/// The articles in a stream, such as standard input.
pub fn of_stream<'a>(
    name: &str,
    stream: impl BufRead + 'a,
    date: Option<Date>,
) -> impl Iterator<Item = Result<Article, ImportError>> + 'a {
    Context::new(name, date).of_stream(stream)
}

/// The articles in what a server answered with: `address` is that of a page, `charset` what the head of the answer names.
pub(crate) fn of_answer<'a>(
    name: &str,
    bytes: &'a [u8],
    date: Option<Date>,
    address: &str,
    charset: Option<&str>,
) -> Articles<'a> {
    let (address, charset) = (Some(address.to_owned()), charset.map(str::to_owned));
    Context { address, charset, ..Context::new(name, date) }.of_bytes(bytes)
}

/// The entries of a feed: what each says of the page that it links to, and its article as [`articles`] gives it; none of what is no
/// feed.
pub(crate) fn entries(
    name: &str,
    bytes: &[u8],
    date: Option<Date>,
    charset: Option<&str>,
) -> Option<impl Iterator<Item = (Link, Result<Article, ImportError>)> + use<>> {
    let head = bytes.get(..HEAD as usize).unwrap_or(bytes);
    if detect::kind(head) != Kind::Feed {
        return None;
    }
    let parts: Vec<Part> = feed::entries(&charset::decode(bytes, charset)).collect();
    let links: Vec<Link> =
        parts.iter().map(|part| part.found.as_ref().map(Link::from).unwrap_or_default()).collect();
    Some(links.into_iter().zip(named(name, date, Box::new(parts.into_iter()))))
}

/// What an entry of a feed says of the page that it links to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) date: Option<Date>,
}

impl From<&Found> for Link {
    fn from(found: &Found) -> Link {
        let Found { id, url, title, source, date, .. } = found;
        Link { id: id.clone(), url: url.clone(), title: title.clone(), source: source.clone(), date: *date }
    }
}

/// The name of a file without its folders and endings: `a` of `news/a.csv.gz`.
pub fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let bare = |name: &'_ str, endings: &[&str]| -> Option<usize> {
        let (stem, ending) = name.rsplit_once('.')?;
        (!stem.is_empty() && endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
            .then_some(stem.len())
    };
    match bare(name, &PACKED[..3]) {
        Some(end) => {
            let inner = name.get(..end).unwrap_or(name);
            let end =
                bare(inner, &ENDINGS).or_else(|| bare(inner, &["tar", "wet", "wat"])).unwrap_or(inner.len());
            inner.get(..end).unwrap_or(inner)
        }
        None => match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        },
    }
}

/// Whether a name is that of a file that may hold articles, by its endings.
pub fn is_taken(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is = |endings: &[&str], ending: &str| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let is_inner = || stem.rsplit_once('.').is_some_and(|(_, ending)| is(&ENDINGS, ending));
    is(&ENDINGS, ending) || ending.eq_ignore_ascii_case("zip") || (is(&PACKED, ending) && is_inner())
}

/// What holds for an input: its name, and how deep it lies in others.
#[derive(Clone)]
struct Context {
    name: String,
    date: Option<Date>,
    layers: usize,
    archives: usize,
    /// The most that one text may be.
    most: u64,
    /// Where it was found, and in what character set, if a server said so.
    address: Option<String>,
    charset: Option<String>,
}

impl Context {
    fn new(name: &str, date: Option<Date>) -> Context {
        Context {
            name: name.to_owned(),
            date,
            layers: 0,
            archives: 0,
            most: BARE,
            address: None,
            charset: None,
        }
    }

    fn of_bytes<'a>(self, bytes: &'a [u8]) -> Articles<'a> {
        self.of_seekable(Cursor::new(bytes))
    }

    /// An archive is read from its end, and so where it lies; all else as a stream.
    fn of_seekable<'a>(self, mut from: impl BufRead + Seek + 'a) -> Articles<'a> {
        match from.fill_buf().map(detect::is_zip) {
            Ok(true) => archive::articles(self, from),
            Ok(false) => self.of_stream(from),
            Err(why) => fault(Fault::of(&why, "file")),
        }
    }

    fn of_stream<'a>(self, mut from: impl BufRead + 'a) -> Articles<'a> {
        let mut head = Vec::new();
        let failure = from.by_ref().take(HEAD).read_to_end(&mut head).err();
        if let Some(why) = failure.as_ref().filter(|_| head.is_empty()) {
            return fault(Fault::of(why, "file"));
        }
        let kind = detect::kind(&head);
        // A failure comes after what was read before it.
        self.of_kind(kind, Cursor::new(head).chain(Failing(failure)).chain(from))
    }

    fn of_kind<'a>(mut self, kind: Kind, from: impl BufRead + 'a) -> Articles<'a> {
        let (name, date) = (self.name.clone(), self.date);
        let (address, label) = (self.address.clone(), self.charset.clone());
        match kind {
            Kind::Packed(packing) => {
                if self.layers >= LAYERS {
                    return fault(Fault::Nested);
                }
                self.layers += 1;
                self.most = MOST;
                match packing.unpack(from) {
                    Ok(unpacked) => self.of_stream(unpacked),
                    Err(why) => fault(Fault::of(&why, packing.name())),
                }
            }
            Kind::Zip => match whole(from, archive::IN_MEMORY, "archive") {
                Ok(bytes) => self.of_seekable(Cursor::new(bytes)),
                Err(fault) => self::fault(fault),
            },
            Kind::Lines => lines::articles(self, from),
            Kind::Warc => named(&name, date, warc::records(from)),
            Kind::Table(form, None) => named(&name, date, table::rows(from, form, date)),
            Kind::Table(form, Some(wide)) => {
                named(&name, date, table::rows(charset::narrow(from, wide), form, date))
            }
            Kind::Mailbox => named(&name, date, mail::mailbox(from)),
            Kind::NotRead(what) => fault(Fault::NotRead(what)),
            Kind::Mail => self.of_whole(whole(from, MOST, "message"), |bytes| one(mail::message(bytes))),
            Kind::Rtf => {
                self.of_whole(whole(from, MOST, "RTF file"), |bytes| exported(&rtf::paragraphs(bytes)))
            }
            Kind::Feed => self.of_whole(whole(from, MOST, "feed"), |bytes| {
                feed::entries(&charset::decode(bytes, label.as_deref()))
            }),
            Kind::Page => self.of_whole(whole(from, MOST, "page"), |bytes| {
                let html = charset::decode(bytes, label.as_deref());
                if factiva::is_page(&html) {
                    factiva::page(&html)
                } else {
                    one(html::page(&html, address.as_deref()))
                }
            }),
            Kind::Factiva => self
                .of_whole(whole(from, MOST, "file"), |bytes| factiva::tagged(&charset::decode(bytes, None))),
            Kind::Text => self.of_text(from),
        }
    }

    /// The articles of an input that has to lie in memory as a whole.
    fn of_whole<'a>(
        self,
        bytes: Result<Vec<u8>, Fault>,
        read: impl FnOnce(&[u8]) -> found::Parts<'static>,
    ) -> Articles<'a> {
        let parts = match bytes {
            Ok(bytes) => read(&bytes),
            Err(fault) => one(Err(fault)),
        };
        named(&self.name, self.date, parts)
    }

    /// A text as it stands.
    fn of_text<'a>(self, from: impl BufRead + 'a) -> Articles<'a> {
        match whole(from, self.most, "text") {
            Ok(bytes) => {
                let articles: Vec<_> = legation_text::articles(&self.name, &bytes, self.date).collect();
                Box::new(articles.into_iter().map(|article| article.map_err(ImportError::from)))
            }
            Err(fault) => self::fault(fault),
        }
    }
}

/// An input that is nothing but a mistake.
fn fault<'a>(fault: Fault) -> Articles<'a> {
    Box::new(std::iter::once(Err(ImportError::from(fault))))
}

/// The articles of an export of which only paragraphs are left: Nexis Uni's, Factiva's, or one text.
fn exported(paragraphs: &[String]) -> found::Parts<'static> {
    if nexis::is_export(paragraphs) {
        nexis::articles(paragraphs)
    } else if factiva::is_export(paragraphs) {
        factiva::articles(paragraphs)
    } else {
        let text = paragraphs.join("\n\n");
        let found = Found { text, ..Found::default() };
        one(if found.text.trim().is_empty() { Err(Fault::NoText) } else { Ok(found) })
    }
}
