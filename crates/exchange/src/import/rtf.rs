//! The paragraphs of RTF.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups that hold no text of the document.
const APART: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "headerl",
    "headerr",
    "headerf",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "object",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "pntext",
    "pntxta",
    "pntxtb",
    "nonshppict",
    "template",
    "txe",
    "xe",
    "tc",
    "operator",
    "author",
];

/// What holds in a group.
#[derive(Clone, Copy)]
struct Group {
    is_apart: bool,
    is_hidden: bool,
    /// How many characters stand in for one of Unicode.
    stand_ins: usize,
}

/// The paragraphs of some RTF, whatever is wrong with it.
pub(crate) fn paragraphs(rtf: &[u8]) -> Vec<String> {
    let mut reading = Reading {
        groups: vec![Group { is_apart: false, is_hidden: false, stand_ins: 1 }],
        encoding: WINDOWS_1252,
        pending: Vec::new(),
        text: String::new(),
        skip: 0,
        high: None,
        is_starred: false,
    };
    let mut at = 0;
    while let Some(byte) = rtf.get(at) {
        at += 1;
        match byte {
            b'{' => reading.open(),
            b'}' => reading.close(),
            b'\\' => at = reading.control(rtf, at),
            b'\r' | b'\n' | 0 => {}
            byte => reading.byte(*byte),
        }
    }
    reading.flush();
    reading.text.split('\n').map(|line| line.trim().to_owned()).collect()
}

struct Reading {
    groups: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes of the code page that wait to be decoded.
    pending: Vec<u8>,
    text: String,
    /// How many stand-ins are still to be skipped.
    skip: usize,
    /// The first half of a character of two.
    high: Option<u16>,
    is_starred: bool,
}

impl Reading {
    fn group(&mut self) -> Group {
        self.groups.last().copied().unwrap_or(Group { is_apart: true, is_hidden: false, stand_ins: 1 })
    }

    fn open(&mut self) {
        self.flush();
        let group = self.group();
        self.groups.push(group);
        self.skip = 0;
    }

    fn close(&mut self) {
        self.flush();
        if self.groups.len() > 1 {
            self.groups.pop();
        }
        self.skip = 0;
    }

    fn set(&mut self, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.group().is_apart && !self.group().is_hidden {
            self.pending.push(byte);
        }
    }

    fn push(&mut self, text: &str) {
        if !self.group().is_apart && !self.group().is_hidden {
            self.flush();
            self.text.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let (text, _) = self.encoding.decode_without_bom_handling(&self.pending);
            self.text.push_str(&text);
            self.pending.clear();
        }
    }

    /// What follows a backslash; where it ends.
    fn control(&mut self, rtf: &[u8], at: usize) -> usize {
        let Some(first) = rtf.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let digit = |at: usize| rtf.get(at).and_then(|byte| char::from(*byte).to_digit(16));
                    if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
                        self.byte(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                        return at + 3;
                    }
                }
                b'*' => self.is_starred = true,
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("\u{2011}"),
                b'\n' | b'\r' => self.push("\n"),
                b'\\' | b'{' | b'}' => self.byte(*first),
                _ => {}
            }
            return at + 1;
        }
        let letters = rtf.iter().skip(at).take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = rtf.get(at..at + letters).unwrap_or_default();
        let mut end = at + letters;
        let is_negative = rtf.get(end) == Some(&b'-');
        end += usize::from(is_negative);
        let digits = rtf.iter().skip(end).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = rtf
            .get(end..end + digits)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<i64>().ok());
        let number = number.map(|number| if is_negative { -number } else { number });
        end += digits;
        end += usize::from(rtf.get(end) == Some(&b' '));
        let word = String::from_utf8_lossy(word);
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return end.saturating_add(length);
        }
        self.word(&word, number);
        end
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        if std::mem::take(&mut self.is_starred) || APART.contains(&word) {
            self.flush();
            self.set(|group| group.is_apart = true);
        }
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.push("\n"),
            "tab" | "cell" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "u" => {
                self.unicode(number.unwrap_or(0));
                self.skip = self.group().stand_ins;
            }
            "uc" => {
                let count = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16);
                self.set(|group| group.stand_ins = count);
            }
            "v" => {
                self.flush();
                self.set(|group| group.is_hidden = number != Some(0));
            }
            "ansicpg" => self.encoding = page(number.unwrap_or(1252)),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i64) {
        let Ok(unit) = u16::try_from(number & 0xffff) else { return };
        let units = [self.high.take(), Some(unit)];
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units.into_iter().flatten())
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        self.push(&text);
    }
}

/// The character set of a code page.
fn page(number: i64) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => "macintosh".to_owned(),
        65_001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}
