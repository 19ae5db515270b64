//! `legation review`: an article, whole, with what was found in it, and a command a line.

use super::super::told;
use super::options::ReviewOptions;
use super::said::{self, Shown, Speaker};
use crate::config::Settings;
use crate::view::{self, Layout};
use anyhow::{Context, Result, anyhow, bail};
use legation_store::{Sqlite, Stored};
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
  accept 3                      right as it is
  reject s2                     not in the text
  set 3 status planned          another value; `none` takes one away
  add event \"walked out\" SANCTION source \"Togo TGOGOV\" status occurred
  add statement \"no deal is near\" who \"Marco Rubio\" code USAGOV cue said
  add agenda 3 \"visas\" on
  merge 3 6, split 3 \"phone call\"
  undo c-…                      take a correction back
  why WORDS                     what the next ones are said for
  show, help, quit
  done                          read through: what is there now is right, and nothing is missing
";

/// Runs the command.
pub(in super::super) fn run(options: &ReviewOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &super::super::said(&options.store))?;
    let mut store = Sqlite::write(&settings.store).map_err(told)?;
    let mut shown = Shown::of(super::found(&store, &options.article)?);
    let is_terminal = std::io::stdin().is_terminal();
    let mut input = std::io::stdin().lock();
    print(&shown)?;
    let by = match &options.who.by {
        Some(by) => Some(by.clone()),
        None => asked("who are you? ", &mut input, is_terminal)?,
    };
    let mut speaker = Speaker::new(by.as_deref(), options.who.why.as_deref()).named()?;
    let mut all_well = true;
    while let Some(line) = asked("> ", &mut input, is_terminal)? {
        match command(&line, &mut shown, &mut speaker, &mut store) {
            Ok(true) => {}
            Ok(false) => break,
            Err(why) => {
                all_well = false;
                let _ = writeln!(anstream::stderr().lock(), "error: {why:#}");
            }
        }
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line of the input; none at its end. Only a person is asked.
fn asked(prompt: &str, input: &mut impl BufRead, is_terminal: bool) -> Result<Option<String>> {
    if is_terminal {
        let mut out = anstream::stdout().lock();
        write!(out, "{prompt}")?;
        out.flush()?;
    }
    let mut line = String::new();
    let read = input.read_line(&mut line).context("the commands cannot be read")?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Does what a line says; false where it is the last.
fn command(line: &str, shown: &mut Shown, speaker: &mut Speaker, store: &mut Sqlite) -> Result<bool> {
    if let Some(why) = line.strip_prefix("why ") {
        speaker.why = Some(why.trim().to_owned()).filter(|why| !why.is_empty() && why != "none");
        return Ok(true);
    }
    let words =
        shlex::split(line).with_context(|| format!("`{line}` has a quotation mark without its fellow"))?;
    match words.first().map(String::as_str) {
        None => return Ok(true),
        Some(comment) if comment.starts_with('#') => return Ok(true),
        Some("quit" | "q") => return Ok(false),
        Some("show") => {
            print(shown)?;
            return Ok(true);
        }
        Some("help" | "?") => {
            anstream::stdout().lock().write_all(HELP.as_bytes())?;
            return Ok(true);
        }
        _ => {}
    }
    let is_last = words.first().is_some_and(|word| word == "done");
    let words = if is_last { vec!["review".to_owned()] } else { words };
    let correction = said::correction(&words, shown, speaker, store)?;
    let id = correction.id.clone();
    let before = shown.numbers().map(|numbers| numbers.len());
    super::said_now(store, &shown.stored, correction)?;
    shown.renew(super::found(store, shown.stored.digest.as_str())?);
    let after = shown.numbers();
    // What came in has a number of its own.
    let new =
        ["", "s", "a"].iter().zip(before).zip(&after).filter(|((_, before), after)| after.len() > *before);
    let new: Vec<String> =
        new.filter_map(|((mark, _), after)| after.last().map(|number| format!("{mark}{number}"))).collect();
    let number = if new.is_empty() { String::new() } else { format!(" ({})", new.join(", ")) };
    writeln!(anstream::stdout().lock(), "{id}{number}")?;
    Ok(!is_last)
}

/// The article, whole, with the numbers of its findings.
fn print(shown: &Shown) -> Result<()> {
    let stored = &shown.stored;
    let name = stored.record.id.clone();
    let Some(text) = stored.text.clone() else {
        bail!(
            "the text of `{name}` is not kept\n  hint: `legation attach FOLDER` gives it back from your files"
        );
    };
    let record = stored.record.clone().off_the_wire(&text);
    let article = super::article_of(Stored { text: Some(text), ..stored.clone() });
    let (Some(record), Some(article)) = (record, article) else {
        return Err(anyhow!(
            "the record of `{name}` is not one of its text\n  hint: `legation check` verifies the store"
        ));
    };
    let [events, statements, agenda] = shown.numbers();
    let numbers = view::Numbers { events, statements, agenda };
    let page = view::reviewed(&article, &record, &numbers, Layout::of_terminal());
    let mut out = anstream::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(())
}
