//! Web archives (WARC): the pages among their responses, one record at a time.

use super::error::Fault;
use super::found::{Part, Parts};
use super::unpack::{MOST, Packing, skip_past, until, whole};
use super::{charset, html};
use std::io::{self, BufRead, Read};

/// The longest line of a head.
const LINE: u64 = 64 << 10;
/// How many lines a head may have.
const LINES: usize = 1000;

/// The pages of an archive; records that hold none are passed over.
pub(crate) fn records<'a>(from: impl BufRead + 'a) -> Parts<'a> {
    Box::new(Records { from, number: 0, is_done: false, is_lost: false, found: 0 })
}

struct Records<R> {
    from: R,
    number: usize,
    is_done: bool,
    /// Whether the last record was broken, so that the next has to be looked for.
    is_lost: bool,
    found: usize,
}

/// What a record holds that may be a page.
struct Record {
    address: String,
    bytes: Vec<u8>,
    /// Whether the bytes are the page itself, without the head of an answer.
    is_page: bool,
}

/// The lines of a head, names in small letters.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Up to the empty line; none where a line is too long or is no field.
    fn read(from: &mut impl BufRead) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        for _ in 0..LINES {
            let mut line = Vec::new();
            if !until(from, b'\n', LINE, &mut line)? {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                return Ok(Some(head));
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = head.0.last_mut() {
                    value.push_str(line.trim_end());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                head.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(None)
    }
}

impl<R: BufRead> Records<R> {
    /// Goes to the first line of a record; false at the end.
    fn seek(&mut self) -> io::Result<bool> {
        loop {
            let mut line = Vec::new();
            let is_whole = until(&mut self.from, b'\n', LINE, &mut line)?;
            if line.is_empty() {
                return Ok(false);
            }
            // After what is left of a broken record, the next begins where its line ends.
            let ends = [b"WARC/1.0\r\n", b"WARC/1.1\r\n"];
            if line.starts_with(b"WARC/") || (self.is_lost && ends.iter().any(|end| line.ends_with(*end))) {
                self.is_lost = false;
                return Ok(true);
            }
            if !is_whole {
                skip_past(&mut self.from, b'\n')?;
            }
            if !self.is_lost && !line.iter().all(u8::is_ascii_whitespace) {
                self.is_lost = true;
                return Err(Fault::Broken {
                    what: "web archive",
                    reason: "a record does not begin where the one before ends".to_owned(),
                }
                .into());
            }
        }
    }

    /// The next record; none where it holds no page.
    fn record(&mut self) -> Result<Option<Record>, Fault> {
        let io = |why: io::Error| Fault::of(&why, "web archive");
        let broken = |reason: &str| Fault::Broken { what: "web archive", reason: reason.to_owned() };
        let head = Head::read(&mut self.from).map_err(io)?.ok_or_else(|| broken("a head has no end"))?;
        let length = head.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| broken("a record does not say how long it is"))?;
        let address = head.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        let kind = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let is_response = head.get("warc-type") == Some("response")
            && (kind.starts_with("application/http") || kind.is_empty());
        let is_page = head.get("warc-type") == Some("resource") && is_html(&kind);
        if !is_response && !is_page || length > MOST {
            let skipped = io::copy(&mut self.from.by_ref().take(length), &mut io::sink()).map_err(io)?;
            return match (skipped < length, is_response || is_page) {
                (true, _) => Err(broken("it ends within a record")),
                (false, true) => Err(Fault::TooLarge { megabytes: MOST >> 20 }),
                (false, false) => Ok(None),
            };
        }
        let mut bytes = Vec::new();
        self.from.by_ref().take(length).read_to_end(&mut bytes).map_err(io)?;
        if (bytes.len() as u64) < length {
            return Err(broken("it ends within a record"));
        }
        Ok(Some(Record { address, bytes, is_page }))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        while !self.is_done {
            let place = |number: usize| format!("record {number}");
            match self.seek() {
                Ok(true) => {}
                Ok(false) => {
                    self.is_done = true;
                    // An archive without pages is one that somebody took for another.
                    return (self.found == 0).then(|| Part::new("", Err(Fault::NoArticles("web archive"))));
                }
                Err(why) => {
                    let fault = Fault::of(&why, "web archive");
                    self.is_done = !matches!(fault, Fault::Broken { .. });
                    self.is_lost = true;
                    self.found += 1;
                    return Some(Part::new(place(self.number + 1), Err(fault)));
                }
            }
            self.number += 1;
            let found = match self.record() {
                Ok(Some(Record { address, bytes, is_page })) => {
                    let found = if is_page {
                        Some(html::page(&charset::decode(&bytes, None), filled(&address)))
                    } else {
                        response(&bytes, &address)
                    };
                    found.map(|found| (found, address))
                }
                Ok(None) => None,
                Err(fault) => {
                    self.is_lost = true;
                    self.is_done = matches!(fault, Fault::Swells { .. } | Fault::Unreadable(_));
                    Some((Err(fault), String::new()))
                }
            };
            if let Some((found, address)) = found {
                self.found += 1;
                let inside = if address.is_empty() {
                    place(self.number)
                } else {
                    format!("{} ({address})", place(self.number))
                };
                return Some(Part::new(inside, found));
            }
        }
        None
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn is_html(kind: &str) -> bool {
    kind.contains("text/html") || kind.contains("application/xhtml")
}

/// The article of an answer; none where it is no page, or no page was given.
fn response(bytes: &[u8], address: &str) -> Option<Result<super::Found, Fault>> {
    let mut from = bytes;
    let mut status = Vec::new();
    from.read_until(b'\n', &mut status).ok()?;
    let status = String::from_utf8_lossy(&status);
    if !status.starts_with("HTTP/") || status.split_whitespace().nth(1).is_none_or(|code| code != "200") {
        return None;
    }
    let head = Head::read(&mut from).ok().flatten()?;
    let kind = head.get("content-type").unwrap_or("text/html").to_ascii_lowercase();
    if !is_html(&kind) {
        return None;
    }
    let is_chunked =
        head.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let joined = if is_chunked { dechunked(from) } else { None };
    let body = joined.as_deref().unwrap_or(from);
    let label = kind
        .split_once("charset=")
        .map(|(_, label)| label.split(';').next().unwrap_or(label).trim_matches(['"', '\'', ' ']).to_owned());
    Some(
        decoded(body, head.get("content-encoding").unwrap_or_default())
            .and_then(|body| html::page(&charset::decode(&body, label.as_deref()), filled(address))),
    )
}

/// A body whose chunks are joined; none where it has none, for many archives keep it joined under the old head.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut joined) = (body, Vec::with_capacity(body.len()));
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            break;
        }
        // The last may be cut off: what there is of it is read.
        joined.extend_from_slice(rest.get(..size).unwrap_or(rest));
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    Some(joined)
}

/// A body without the coding it was sent in; many archives keep it without, under the old head.
fn decoded(body: &[u8], coding: &str) -> Result<Vec<u8>, Fault> {
    let packing = match coding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" | "zstd" => Packing::of(body),
        "deflate" => Some(Packing::Deflate),
        "br" => Some(Packing::Brotli),
        _ => None,
    };
    match packing.filter(|_| !looks_like_text(body)) {
        Some(packing) => {
            let unpacked = packing.unpack(body).map_err(|why| Fault::of(&why, packing.name()))?;
            whole(unpacked, MOST, packing.name())
        }
        None => Ok(body.to_vec()),
    }
}

fn looks_like_text(body: &[u8]) -> bool {
    let head = body.get(..64).unwrap_or(body);
    head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace() || *byte >= 0x80)
        && head.contains(&b'<')
}
