//! `robots.txt` (RFC 9309): what a host lets be fetched, and how often.

use std::time::Duration;

/// The name by which hosts address the program.
pub(crate) const PRODUCT: &str = "legation";
/// How much of a file is read, in bytes.
pub(crate) const MOST: usize = 512 << 10;
/// The longest pause between requests that a host may ask for.
const LONGEST_PAUSE: f64 = 60.0;

/// The rules that a host has for the program.
///
/// ```
/// let robots = legation_exchange::net::Robots::of("User-agent: *\nDisallow: /private/\nAllow: /private/press$\nCrawl-delay: 5\n");
/// assert!(robots.allows("/news?id=1") && robots.allows("/private/press"));
/// assert!(!robots.allows("/private/press/1"));
/// assert_eq!(robots.pause().unwrap().as_secs(), 5);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<(Vec<u8>, bool)>,
    pause: Option<Duration>,
}

impl Robots {
    /// Reads a file: all groups that name the program count, else all for `*`.
    pub fn of(text: &str) -> Robots {
        let (mut ours, mut others) = (Robots::default(), Robots::default());
        let (mut is_ours, mut is_others, mut is_named, mut in_agents) = (false, false, false, false);
        for line in text.trim_start_matches('\u{feff}').split(['\r', '\n']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !in_agents {
                    (is_ours, is_others) = (false, false);
                }
                in_agents = true;
                let token: String =
                    value.chars().take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_')).collect();
                is_ours |= token.eq_ignore_ascii_case(PRODUCT);
                is_others |= value.starts_with('*');
                is_named |= is_ours;
                continue;
            }
            let is_rule = matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
            in_agents &= !is_rule;
            for group in
                [is_ours.then_some(&mut ours), is_others.then_some(&mut others)].into_iter().flatten()
            {
                group.rule(&key, value);
            }
        }
        if is_named { ours } else { others }
    }

    fn rule(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if value.starts_with(['/', '*']) => {
                self.rules.push((normal(value), key == "allow"));
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
                self.pause = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_PAUSE)));
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched: the longest rule that fits says so, of two as long the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows)).is_none_or(|(_, allows)| *allows)
    }

    /// The pause between two requests that the host asks for.
    pub fn pause(&self) -> Option<Duration> {
        self.pause
    }
}

/// A path or pattern in the one form in which they are compared: what is not ASCII in percent signs, letters that need none without.
fn normal(path: &str) -> Vec<u8> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let coded = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let (byte, step) = coded.map_or((*byte, 1), |byte| (byte, 3));
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if is_plain || (coded.is_none() && byte.is_ascii_graphic()) {
            out.push(byte);
        } else {
            out.extend(format!("%{byte:02X}").bytes());
        }
        at += step;
    }
    out
}

/// Whether a pattern (`*` any letters, `$` at its end the end) fits the beginning of a path; in linear steps for each star.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_anchored) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&[u8]> = pieces.collect();
    let last = if is_anchored { pieces.pop() } else { None };
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        match rest.windows(piece.len()).position(|window| window == piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !is_anchored || rest.is_empty(),
    }
}
