//! Corrections from a file, an object a line; a bad line costs only itself.

use super::super::told;
use super::said::{self, Shown, Speaker, find_words};
use anyhow::{Context, Result, anyhow, bail};
use legation_record::correction::{Correction, Verb};
use legation_store::{Corrections, Sqlite, Storage};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// A line may not be longer: a review holds all findings of a long article.
const LONGEST: usize = 64 * 1024 * 1024;

/// Takes in a file.
pub(super) fn run(file: &Path, store: &mut Sqlite, mut speaker: Speaker) -> Result<ExitCode> {
    let input: Box<dyn Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let unread = || format!("{} cannot be read", file.display());
        Box::new(std::fs::File::open(file).with_context(unread)?)
    };
    // Numbers of findings are those from before the file, whatever its lines change.
    let mut articles: BTreeMap<String, Option<Shown>> = BTreeMap::new();
    let mut corrections = Vec::new();
    let mut bad = 0u64;
    let mut lines = BufReader::new(input);
    for number in 1u64.. {
        let mut bytes = Vec::new();
        let read = (&mut lines).take(LONGEST as u64).read_until(b'\n', &mut bytes);
        if read.with_context(|| format!("{} cannot be read", file.display()))? == 0 {
            break;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match line(&bytes, store, &mut articles, &mut speaker) {
            Ok(correction) => corrections.push(correction),
            Err(why) => {
                bad += 1;
                // Nobody is left to tell when standard error is closed.
                let _ = writeln!(anstream::stderr().lock(), "error: {}:{number}: {why:#}", file.display());
            }
        }
    }
    let kept = store.correct(&corrections, &super::sentences).map_err(told)?;
    let mut text = format!("corrections: {} new, {} there already", kept.new, kept.known);
    if kept.orphans > 0 {
        text.push_str(&format!(
            ", {} of them fit nowhere\n  hint: `legation corrections orphans` says why",
            kept.orphans
        ));
    }
    writeln!(anstream::stdout().lock(), "{text}")?;
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes in lines that somebody sent: all of them, or, where one is none, not any. One alone that fits nowhere is a mistake.
pub(crate) fn of(store: &mut Sqlite, lines: &[u8], by: &str) -> Result<Corrections> {
    let mut speaker = Speaker::new(Some(by), None).named()?;
    let mut articles: BTreeMap<String, Option<Shown>> = BTreeMap::new();
    let mut corrections = Vec::new();
    for (bytes, number) in lines.split(|byte| *byte == b'\n').zip(1u64..) {
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            let correction = line(bytes, store, &mut articles, &mut speaker);
            corrections.push(correction.with_context(|| format!("line {number}"))?);
        }
    }
    if let [correction] = corrections.as_slice()
        && let Some(shown) =
            articles.values().flatten().find(|shown| shown.stored.digest.as_str() == correction.article)
    {
        super::said_now(store, &shown.stored, correction.clone())?;
        return Ok(Corrections { new: 1, ..Corrections::default() });
    }
    store.correct(&corrections, &super::sentences).map_err(told)
}

/// The correction of a line: in full, or in short (`do`), or with `words` for `spans`; who, when and the article as far as they are missing.
fn line(
    bytes: &[u8],
    store: &Sqlite,
    articles: &mut BTreeMap<String, Option<Shown>>,
    speaker: &mut Speaker,
) -> Result<Correction> {
    let mut value: Value = serde_json::from_slice(bytes).map_err(|why| anyhow!("this is no JSON: {why}"))?;
    let Some(fields) = value.as_object_mut() else { bail!("a line is an object: {{\"article\": …}}") };
    let Some(name) = fields.get("article").and_then(Value::as_str).map(str::to_owned) else {
        bail!("`article` is missing: the article's id or digest");
    };
    if !articles.contains_key(&name) {
        let found = store.find(&name).map_err(told)?;
        articles.insert(name.clone(), found.map(Shown::of));
    }
    let shown = articles.get(&name).and_then(Option::as_ref);
    let missing = || {
        anyhow!(
            "there is no article `{name}` in the store\n  hint: a digest of 64 digits may name one that is to come"
        )
    };
    let own_why = fields.get("why").and_then(Value::as_str).map(str::to_owned);
    let own_by = fields.get("by").and_then(Value::as_str).map(str::to_owned);
    if let Some(typed) = fields.get("do").and_then(Value::as_str) {
        let shown = shown.ok_or_else(missing)?;
        let words = shlex::split(typed)
            .with_context(|| format!("`{typed}` has a quotation mark without its fellow"))?;
        let mut correction = said::correction(&words, shown, speaker, store)?;
        correction.by = own_by.unwrap_or(correction.by);
        correction.why = own_why.or(correction.why);
        correction.id.clear();
        return said::sealed(correction);
    }
    if let Some(shown) = shown {
        fields.insert("article".to_owned(), Value::from(shown.stored.digest.as_str()));
        if let Some(words) = fields.remove("words") {
            let words = words.as_str().context("`words` are words of the article, in quotation marks")?;
            let text = shown.stored.text.as_deref().context("the text of the article is not kept")?;
            let spans = words.split('|').map(|words| find_words(text, words.trim()));
            fields.insert("spans".to_owned(), json!(spans.collect::<Result<Vec<_>>>()?));
        }
        let is_review = fields.get("verb").and_then(Value::as_str) == Some(Verb::Review.name());
        if is_review && !fields.contains_key("value") {
            fields.insert("value".to_owned(), shown.reviewed());
        }
    } else if fields.contains_key("words") || name.len() != 64 {
        return Err(missing());
    }
    for field in ["by", "at"] {
        if !fields.contains_key(field) {
            let given = if field == "by" { speaker.by().to_owned() } else { speaker.moment() };
            fields.insert(field.to_owned(), Value::from(given));
        }
    }
    if let (None, Some(why)) = (own_why, &speaker.why) {
        fields.insert("why".to_owned(), Value::from(why.as_str()));
    }
    let correction: Correction = serde_json::from_value(value).map_err(|why| {
        anyhow!("this is no correction: {why}\n  hint: see docs/CORRECTIONS.md for the fields of a line")
    })?;
    said::sealed(correction)
}
