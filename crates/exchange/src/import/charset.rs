//! Bytes of outside formats as text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};
use std::io::{self, BufRead, BufReader, Read};

/// How far into a page its own statement of the character set is looked for.
const DECLARED_WITHIN: usize = 4096;

/// Text out of bytes: by their byte-order mark; as UTF-8 where they are that; by the label given (of a header); by the label that they give
/// themselves; by what they look like.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Seven-bit text may still be ISO-2022-JP or the like; what it says of itself is believed then.
        if !bytes.contains(&0x1b) && wide(bytes).is_none() {
            return text.to_owned();
        }
    }
    let encoding = label
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| wide(bytes))
        .or_else(|| declared(bytes))
        .unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// What `<meta charset>` or the XML declaration name.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == key.as_bytes())?;
        let rest = head.get(at + key.len()..)?;
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'\'' | b' ');
        let start = rest.iter().position(|byte| !is_mark(byte))?;
        let label: Vec<u8> = rest
            .get(start..)?
            .iter()
            .copied()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
            .collect();
        let encoding = Encoding::for_label(&label)?;
        // Who can read the label has not to do with UTF-16.
        let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
        Some(if is_wide { UTF_8 } else { encoding }).filter(|encoding| *encoding != UTF_8)
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// In which UTF-16 something is that begins so: by its byte-order mark, or because every other byte is nothing, as of Western text.
pub(crate) fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding).filter(|encoding| *encoding != UTF_8);
    }
    let head = head.get(..64)?;
    let nothing = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    match (nothing(0), nothing(1)) {
        (0, 24..) => Some(encoding_rs::UTF_16LE),
        (24.., 0) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// One field of a table whose character set nothing names.
pub(crate) fn field(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let encoding = guess(bytes);
            let encoding = if encoding == UTF_8 { WINDOWS_1252 } else { encoding };
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// A stream in some encoding as UTF-8, without its byte-order mark.
pub(crate) fn narrow(from: impl BufRead, encoding: &'static Encoding) -> impl BufRead {
    let decoder = encoding.new_decoder_with_bom_removal();
    BufReader::new(Narrowed { from, decoder, is_done: false, ready: Vec::new(), at: 0 })
}

struct Narrowed<R> {
    from: R,
    decoder: Decoder,
    is_done: bool,
    ready: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Read for Narrowed<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.is_done {
            let raw = self.from.fill_buf()?;
            let (count, last) = (raw.len(), raw.is_empty());
            let mut text =
                String::with_capacity(self.decoder.max_utf8_buffer_length(count).unwrap_or(count * 3));
            let _ = self.decoder.decode_to_string(raw, &mut text, last);
            self.from.consume(count);
            self.is_done = last;
            (self.ready, self.at) = (text.into_bytes(), 0);
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(to.len());
        if let (Some(to), Some(ready)) = (to.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(ready);
        }
        self.at += count;
        Ok(count)
    }
}
