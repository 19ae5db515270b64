//! What an input is, by what it begins with.

use super::table::Form;
use super::unpack::Packing;
use super::{charset, factiva, feed, mail, table};
use encoding_rs::Encoding;

/// The forms that are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Packed(Packing),
    Zip,
    Warc,
    Rtf,
    Feed,
    Page,
    Mail,
    Mailbox,
    Factiva,
    /// And in which UTF-16, if it is in that.
    Table(Form, Option<&'static Encoding>),
    Lines,
    Text,
    /// Something that is known and not read.
    NotRead(&'static str),
}

/// How data begin that are known and not read, and what they are.
const NOT_READ: [(&[u8], &str); 13] = [
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file of the old form (.doc, .xls, .msg)"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or sound"),
    (b"BZh", "bzip2 data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
];

/// Whether some bytes begin as a zip archive, which DOCX files are as well.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"PK\x05\x06")
        || head.starts_with(b"PK\x07\x08PK\x03\x04")
}

/// What an input is whose first bytes these are.
pub(crate) fn kind(head: &[u8]) -> Kind {
    if let Some(packing) = Packing::of(head) {
        return Kind::Packed(packing);
    }
    if is_zip(head) {
        return Kind::Zip;
    }
    if let Some((_, what)) = NOT_READ.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::NotRead(what);
    }
    if is_tar(head) {
        return Kind::NotRead("a tar archive");
    }
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    // The last character may be cut in two: what is told here does not hang on it.
    let text = charset::decode(head, None);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with("{\\rtf") {
        return Kind::Rtf;
    }
    if text.starts_with('<')
        && let Some(kind) = marked_up(text)
    {
        return kind;
    }
    if text.starts_with('{') {
        return Kind::Lines;
    }
    if legation_text::has_header(text) {
        return Kind::Text;
    }
    if mail::is_mailbox(text) {
        return Kind::Mailbox;
    }
    if mail::is_message(text) {
        return Kind::Mail;
    }
    if factiva::is_tagged(text) {
        return Kind::Factiva;
    }
    table::form(text).map_or(Kind::Text, |form| Kind::Table(form, charset::wide(head)))
}

fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// A feed or a page; none where the angle bracket begins a text.
fn marked_up(text: &str) -> Option<Kind> {
    if feed::is_feed(text) {
        return Some(Kind::Feed);
    }
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<!--") {
            let (_, after) = after.split_once("-->")?;
            rest = after;
        } else if rest.starts_with("<?") {
            let (_, after) = rest.split_once('>')?;
            rest = after;
        } else {
            break;
        }
    }
    let name: String =
        rest.strip_prefix('<')?.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!').collect();
    let name = name.to_ascii_lowercase();
    const PAGES: &[&str] = &[
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "div",
        "p",
        "article",
        "section",
        "main",
        "header",
        "nav",
        "table",
        "center",
        "font",
        "h1",
        "h2",
        "span",
        "a",
        "img",
        "base",
        "noscript",
        "form",
        "br",
        "ul",
        "ol",
        "b",
        "i",
        "strong",
        "em",
        "blockquote",
    ];
    let is_page = PAGES.contains(&name.as_str())
        || (name == "!doctype" && rest.get(..60).unwrap_or(rest).to_ascii_lowercase().contains("html"));
    if is_page {
        return Some(Kind::Page);
    }
    text.starts_with("<?xml").then_some(Kind::NotRead("XML of a form that is not known"))
}
