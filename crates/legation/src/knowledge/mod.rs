//! `legation knowledge`: questions to the tables of the world, and tables of the user's own.

mod table;
mod update;

use crate::arguments::{Question, Tables};
use crate::config::Settings;
use crate::view;
use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use jiff::tz::Offset;
use legation_knowledge::lexicon::frames::Frames;
use legation_knowledge::world::{Sense, World};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The tables that the program carries, with the user's own before them.
pub(crate) fn world(files: &[PathBuf]) -> Result<&'static World> {
    if files.is_empty() {
        return Ok(World::embedded());
    }
    let mut world = World::default();
    for path in files {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        world.add(&text).map_err(|fault| {
            anyhow!("{}: {fault}\n  hint: docs/KNOWLEDGE.md says what each column holds", path.display())
        })?;
    }
    Ok(Box::leak(Box::new(world)))
}

/// The frames that the program carries, with the user's own before them.
pub(crate) fn frames(files: &[PathBuf]) -> Result<&'static Frames> {
    if files.is_empty() {
        return Ok(Frames::embedded());
    }
    let mut frames = Frames::default();
    for path in files {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        frames.add(&text).map_err(|fault| {
            anyhow!("{}: {fault}\n  hint: docs/FRAMES.md says what each column holds", path.display())
        })?;
    }
    Ok(Box::leak(Box::new(frames)))
}

/// Runs the command; `config` is the file of settings, where one is named.
pub(crate) fn run(question: &Question, config: Option<&Path>) -> Result<ExitCode> {
    let world = |tables: &Tables| world(&Settings::resolve(config, &tables.said())?.knowledge);
    let answer = match question {
        Question::Who { office, on, tables } => {
            let world = world(tables)?;
            let question = office.join(" ");
            let day = on.unwrap_or_else(|| Offset::UTC.to_datetime(Timestamp::now()).date());
            let asked = world.asked(&question).ok_or_else(|| {
                anyhow!(
                    "`{question}` names no state or body\n  hint: name both, as in `US Secretary of State`"
                )
            })?;
            let held = world.who(&asked, day);
            if held.is_empty() {
                return Err(anyhow!(
                    "nobody known for `{question}` on {day}\n  hint: --knowledge FILE adds rows of your own (docs/KNOWLEDGE.md)"
                ));
            }
            view::tenures(held.into_iter().map(|(person, tenure)| (Some(person.name), tenure)))
        }
        Question::Person { name, tables } => {
            let name = name.join(" ");
            let mut people: Vec<_> = world(tables)?
                .senses(&name)
                .into_iter()
                .filter_map(|sense| if let Sense::Person(person, _) = sense { Some(person) } else { None })
                .collect();
            people.sort_by_key(|person| (!person.is_prominent, person.name));
            people.dedup_by(|one, other| std::ptr::eq(*one, *other));
            if people.is_empty() {
                return Err(anyhow!(
                    "nobody of the name `{name}` is known\n  hint: --knowledge FILE adds rows of your own (docs/KNOWLEDGE.md)"
                ));
            }
            let rows = people.iter().flat_map(|person| {
                // The last office first; the name stands once.
                let tenures = person.tenures.iter().rev().enumerate();
                tenures.map(|(at, tenure)| ((at == 0).then_some(person.name), tenure))
            });
            view::tenures(rows)
        }
        Question::Update(options) => return update::run(options, config),
    };
    let mut out = anstream::stdout().lock();
    out.write_all(answer.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
