//! JSON lines, a line at a time.

use super::error::{Fault, ImportError};
use super::found::Articles;
use super::unpack::{MOST, skip_past, until};
use super::{Context, fault};
use legation_text::{Article, TextError};
use std::collections::VecDeque;
use std::io::{BufRead, Cursor, Read};

/// The articles of JSON lines, or of one JSON object over several lines.
pub(crate) fn articles<'a>(context: Context, mut from: impl BufRead + 'a) -> Articles<'a> {
    let mut first = Vec::new();
    match until(&mut from, b'\n', MOST, &mut first) {
        Ok(_) => {}
        Err(why) => return fault(Fault::of(&why, "file")),
    }
    let line = String::from_utf8_lossy(&first);
    let line = line.trim_start_matches('\u{feff}').trim();
    // What begins otherwise may be one object over several lines: that is seen from all of it.
    let is_object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
    let from = Cursor::new(first).chain(from);
    if is_object {
        Box::new(Lines { name: context.name, from, number: 0, ready: VecDeque::new(), is_done: false })
    } else {
        context.of_text(from)
    }
}

struct Lines<R> {
    name: String,
    from: R,
    number: usize,
    /// What a piece held that had returns in it.
    ready: VecDeque<Result<Article, ImportError>>,
    is_done: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads on to the next line feed.
    fn read(&mut self) {
        let mut bytes = Vec::new();
        match until(&mut self.from, b'\n', MOST, &mut bytes) {
            Ok(true) => {}
            Ok(false) => {
                self.number += 1;
                let inside = format!("line {}", self.number);
                self.ready.push_back(Err(ImportError::at(inside, Fault::TooLarge { megabytes: MOST >> 20 })));
                self.is_done = !skip_past(&mut self.from, b'\n').unwrap_or(false);
                return;
            }
            Err(why) => {
                let inside = format!("line {}", self.number + 1);
                self.ready.push_back(Err(ImportError::at(inside, Fault::of(&why, "file"))));
                self.is_done = true;
                return;
            }
        }
        if bytes.is_empty() {
            self.is_done = true;
            return;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = if self.number == 0 { text.trim_start_matches('\u{feff}') } else { &text };
        let text = text.strip_suffix('\n').unwrap_or(text);
        // A return at the end belongs to the line feed.
        for line in text.strip_suffix('\r').unwrap_or(text).split('\r') {
            self.number += 1;
            let article = legation_text::line(&self.name, line, self.number);
            self.ready
                .extend(article.map(|article| article.map_err(|why: TextError| ImportError::from(why))));
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Article, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.is_done {
            self.read();
        }
        self.ready.pop_front()
    }
}
