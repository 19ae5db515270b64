//! Messages of e-mail, alone or in a mailbox: newsletters as a reader keeps them.

use super::error::Fault;
use super::found::{Found, Part, Parts};
use super::unpack::{MOST, skip_past, until};
use super::{date, html};
use mail_parser::{MessageParser, MessagePart, MimeHeaders};
use std::io::BufRead;

/// Fields of a head that messages have, of which three make one.
const FIELDS: [&str; 14] = [
    "from",
    "to",
    "date",
    "subject",
    "received",
    "mime-version",
    "message-id",
    "content-type",
    "return-path",
    "reply-to",
    "delivered-to",
    "list-unsubscribe",
    "dkim-signature",
    "x-mailer",
];
/// How deep parts may lie in one another.
const DEPTH: usize = 50;
/// How many parts a message may have.
const PARTS: usize = 10_000;

/// Whether a text begins as a message does.
pub(crate) fn is_message(text: &str) -> bool {
    let mut seen = Vec::new();
    for line in text.lines().take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !seen.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if FIELDS.contains(&name.as_str()) && !seen.contains(&name) {
            seen.push(name);
        }
    }
    let has = |name: &str| seen.iter().any(|seen| seen == name);
    seen.len() >= 3
        && (has("from") || has("return-path"))
        && (has("date") || has("received") || has("mime-version"))
}

/// Whether a text begins as a mailbox does: `From someone@example.org Thu Feb 27 …`, then a message.
pub(crate) fn is_mailbox(text: &str) -> bool {
    text.starts_with("From ") && text.split_once('\n').is_some_and(|(_, message)| is_message(message))
}

/// The article of a message.
pub(crate) fn message(bytes: &[u8]) -> Result<Found, Fault> {
    if is_too_nested(bytes) {
        return Err(Fault::TooMany { most: PARTS, what: "parts" });
    }
    let broken = || Fault::Broken { what: "message", reason: "it has no head".to_owned() };
    let message = MessageParser::default().parse(bytes).ok_or_else(broken)?;
    let date = message.date().and_then(|date| {
        date::civil(
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        )
    });
    let pages: Vec<String> = message
        .html_body
        .iter()
        .filter_map(|position| message.part(*position))
        .filter(|part| part.is_text_html())
        .filter_map(|part| part.text_contents())
        .map(html::prose)
        .filter(|text| !text.is_empty())
        .collect();
    let plains: Vec<String> = message
        .text_body
        .iter()
        .filter_map(|position| message.part(*position))
        .filter(|part| !part.is_text_html())
        .filter_map(|part| Some((part.text_contents()?, flows(part))))
        .map(|(text, flows)| plain(text, flows))
        .filter(|text| !text.is_empty())
        .collect();
    let (page, plain) = (pages.join("\n\n"), plains.join("\n\n"));
    // A plain part that only says where the newsletter is to be seen is none.
    let text = if plain.len() * 2 >= page.len() { plain } else { page };
    if text.trim().is_empty() {
        return Err(Fault::NoText);
    }
    let sender = message.from().and_then(|from| from.first());
    let source = sender.and_then(|sender| sender.name().or_else(|| sender.address())).map(str::to_owned);
    let title = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Found { id: message.message_id().map(str::to_owned), date, title, source, url: None, text })
}

/// Whether lines of a part that end in a space go on in the next (RFC 3676).
fn flows(part: &MessagePart<'_>) -> bool {
    let format = part.content_type().and_then(|kind| kind.attribute("format"));
    format.is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

/// Plain text with line feeds for line ends, without the signature and what it quotes of other messages. Lines that flow are joined.
fn plain(text: &str, flows: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        if line == "-- " || line == "--" {
            break;
        }
        if line.starts_with('>') {
            continue;
        }
        // A space was put before what would else be taken for a quotation.
        let line = if flows { line.strip_prefix(' ').unwrap_or(line) } else { line };
        plain.push_str(line);
        if !(flows && line.ends_with(' ')) {
            plain.push('\n');
        }
    }
    let plain = plain.trim_end();
    let last = plain.rsplit('\n').next().unwrap_or_default();
    let is_attribution = last.ends_with("wrote:") && plain.len() < text.trim_end().len();
    plain.strip_suffix(last).filter(|_| is_attribution).unwrap_or(plain).trim().to_owned()
}

/// Whether a message has more boundaries in one another than any has: parts are opened by lines that begin with two hyphens.
fn is_too_nested(bytes: &[u8]) -> bool {
    let count = |mark: &[u8]| {
        let small = bytes.windows(mark.len()).filter(|window| window.eq_ignore_ascii_case(mark));
        small.take(PARTS + 1).count()
    };
    count(b"multipart/") > DEPTH || count(b"message/rfc822") > DEPTH || count(b"\n--") > PARTS
}

/// The articles of a mailbox.
pub(crate) fn mailbox<'a>(from: impl BufRead + 'a) -> Parts<'a> {
    Box::new(Mailbox { from, number: 0, is_done: false })
}

struct Mailbox<R> {
    from: R,
    number: usize,
    is_done: bool,
}

impl<R: BufRead> Mailbox<R> {
    /// The bytes of the message up to the line that begins the next.
    fn next_message(&mut self) -> Result<Vec<u8>, Fault> {
        let mut bytes: Vec<u8> = Vec::new();
        let mut is_too_large = false;
        loop {
            let mut line = Vec::new();
            let is_whole =
                until(&mut self.from, b'\n', MOST, &mut line).map_err(|why| Fault::of(&why, "mailbox"))?;
            if line.is_empty() {
                self.is_done = true;
                break;
            }
            if !is_whole {
                is_too_large = true;
                self.is_done = !skip_past(&mut self.from, b'\n').map_err(|why| Fault::of(&why, "mailbox"))?;
                continue;
            }
            // Before the line there is an empty one, or it would be quoted: `>From `.
            if line.starts_with(b"From ")
                && (bytes.is_empty() || bytes.ends_with(b"\n\n") || bytes.ends_with(b"\n\r\n"))
            {
                if bytes.is_empty() && !is_too_large { continue } else { break }
            }
            is_too_large |= bytes.len() + line.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
            if is_too_large {
                bytes.truncate(1);
                bytes.extend_from_slice(line.get(line.len().saturating_sub(3)..).unwrap_or_default());
            } else {
                let unquoted = line
                    .iter()
                    .position(|byte| *byte != b'>')
                    .filter(|at| *at > 0 && line.get(*at..).is_some_and(|rest| rest.starts_with(b"From ")));
                bytes.extend_from_slice(line.get(usize::from(unquoted.is_some())..).unwrap_or_default());
            }
        }
        if is_too_large { Err(Fault::TooLarge { megabytes: MOST >> 20 }) } else { Ok(bytes) }
    }
}

impl<R: BufRead> Iterator for Mailbox<R> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        while !self.is_done {
            let bytes = self.next_message();
            if bytes.as_ref().is_ok_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace)) {
                continue;
            }
            self.number += 1;
            self.is_done |=
                matches!(bytes, Err(Fault::Broken { .. } | Fault::Swells { .. } | Fault::Unreadable(_)));
            return Some(Part::new(
                format!("message {}", self.number),
                bytes.and_then(|bytes| message(&bytes)),
            ));
        }
        None
    }
}
