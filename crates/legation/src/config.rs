//! Settings: what the command line, the environment and the file `legation.toml` say, and what holds where none of them speaks.
//!
//! A flag goes before its variable of the environment, that before the file, the file before what is built in. Tables add
//! up: those of the command line go before those of the file. What the file holds is told in docs/CONFIG.md; whatever else
//! stands in it is refused with its line and column.

use crate::arguments::{Keep, ModelChoice};
use anyhow::{Result, anyhow};
use clap::ValueEnum;
pub(crate) use legation_link::nearest;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The file that is looked for where none is named.
const NAME: &str = "legation.toml";
/// Where records are kept, beside the file of settings or in the working directory.
const STORE: &str = "legation.db";
/// How many rows answer a question.
const LIMIT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(19);

/// The settings of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The file that records are kept in.
    pub(crate) store: PathBuf,
    /// The language model that reads.
    pub(crate) model: ModelChoice,
    /// How many articles are read at once; none: as many as there are processors.
    pub(crate) threads: Option<NonZeroUsize>,
    /// How many rows answer a question.
    pub(crate) limit: NonZeroUsize,
    /// Tables of people, bodies, nouns and places, the first before the others.
    pub(crate) knowledge: Vec<PathBuf>,
    /// Tables of event frames, the first before the others.
    pub(crate) frames: Vec<PathBuf>,
    /// Tables of outlets.
    pub(crate) sources: Vec<PathBuf>,
    /// How much of the articles is kept.
    pub(crate) keep: Keeping,
}

/// How much of the articles of each source is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keeping {
    /// Of those that no row names, or that have no source.
    default: Keep,
    /// By the source's name in small letters.
    by_source: BTreeMap<String, Keep>,
}

/// What the command line and the environment say of the settings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said<'a> {
    pub(crate) store: Option<&'a Path>,
    pub(crate) model: Option<ModelChoice>,
    pub(crate) threads: Option<NonZeroUsize>,
    pub(crate) limit: Option<NonZeroUsize>,
    pub(crate) knowledge: &'a [PathBuf],
    pub(crate) frames: &'a [PathBuf],
    pub(crate) sources: &'a [PathBuf],
    /// Takes the place of the file's default; sources that the file names keep their own.
    pub(crate) keep: Option<Keep>,
}

impl Settings {
    /// What holds: `config` is the file that is named, and `said` what the command line and the environment say.
    pub(crate) fn resolve(config: Option<&Path>, said: &Said<'_>) -> Result<Settings> {
        let (path, remedy) = match config {
            Some(named) => (Some(named.to_owned()), "--config or LEGATION_CONFIG names this file"),
            None => (found()?, "check that you may read it, or name another with --config"),
        };
        let file = path.map_or_else(|| Ok(File::default()), |path| File::read(&path, remedy))?;
        Ok(Settings::settle(said, file))
    }

    /// The one place where it is settled who goes before whom.
    fn settle(said: &Said<'_>, file: File) -> Settings {
        Settings {
            store: said
                .store
                .map_or_else(|| file.store.unwrap_or_else(|| file.folder.join(STORE)), Path::to_owned),
            model: said.model.or(file.model).unwrap_or(ModelChoice::Accurate),
            threads: said.threads.or(file.threads),
            limit: said.limit.or(file.limit).unwrap_or(LIMIT),
            knowledge: [said.knowledge, &file.knowledge].concat(),
            frames: [said.frames, &file.frames].concat(),
            sources: [said.sources, &file.sources].concat(),
            keep: Keeping { default: said.keep.or(file.keep).unwrap_or(Keep::Full), by_source: file.keep_of },
        }
    }
}

impl Keeping {
    /// How much is kept of an article of a source, in whatever letters that is written.
    pub(crate) fn of(&self, source: Option<&str>) -> Keep {
        source.and_then(|name| self.by_source.get(&folded(name)).copied()).unwrap_or(self.default)
    }
}

/// A source's name as it is looked up.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The file in the working directory or the nearest folder above it.
fn found() -> Result<Option<PathBuf>> {
    if Path::new(NAME).is_file() {
        return Ok(Some(PathBuf::from(NAME)));
    }
    let here = std::env::current_dir().map_err(|why| {
        anyhow!("no working directory to look for {NAME} in: {why}\n  hint: name the file with --config")
    })?;
    Ok(here.ancestors().skip(1).map(|folder| folder.join(NAME)).find(|path| path.is_file()))
}

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct File {
    /// The folder that its paths are relative to.
    folder: PathBuf,
    store: Option<PathBuf>,
    model: Option<ModelChoice>,
    threads: Option<NonZeroUsize>,
    limit: Option<NonZeroUsize>,
    knowledge: Vec<PathBuf>,
    frames: Vec<PathBuf>,
    sources: Vec<PathBuf>,
    keep: Option<Keep>,
    keep_of: BTreeMap<String, Keep>,
}

/// What the file may hold.
const KEYS: [&str; 8] = ["store", "model", "threads", "limit", "knowledge", "frames", "sources", "keep"];

/// The key of `[keep]` that is no source.
const DEFAULT: &str = "default";

/// Something in the file that does not fit.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The byte where it begins.
    pub(crate) at: usize,
    pub(crate) why: String,
    pub(crate) remedy: String,
}

impl Fault {
    /// The same as the user sees it, with its line and column in a file.
    pub(crate) fn told(self, path: &Path, text: &str) -> anyhow::Error {
        let Fault { at, why, remedy } = self;
        let (line, column) = position(text, at);
        anyhow!("{}:{line}:{column}: {why}\n  hint: {remedy}", path.display())
    }
}

impl File {
    /// Reads it; `remedy` is what to do where it cannot be read.
    fn read(path: &Path, remedy: &str) -> Result<File> {
        let text = std::fs::read_to_string(path).map_err(|why| {
            anyhow!("{}: the settings cannot be read: {why}\n  hint: {remedy}", path.display())
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        File::parse(&text, folder).map_err(|fault| fault.told(path, &text))
    }

    /// The first fault in the order of the text, where there are several.
    fn parse(text: &str, folder: &Path) -> Result<File, Fault> {
        let table = DeTable::parse(text).map_err(|why| Fault {
            at: why.span().map_or(0, |span| span.start),
            why: why.message().to_owned(),
            remedy: "docs/CONFIG.md has an example; text stands in quotation marks".to_owned(),
        })?;
        let mut file = File { folder: folder.to_owned(), ..File::default() };
        in_order(table.get_ref()).into_iter().try_for_each(|(key, value)| file.set(key, value))?;
        Ok(file)
    }

    fn set(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
        let name = key.get_ref().as_ref();
        match name {
            "store" => self.store = Some(self.folder.join(text(name, value)?)),
            "model" => self.model = Some(choice(name, value)?),
            "threads" => self.threads = Some(count(name, value)?),
            "limit" => self.limit = Some(count(name, value)?),
            "knowledge" => self.knowledge = self.paths(name, value)?,
            "frames" => self.frames = self.paths(name, value)?,
            "sources" => self.sources = self.paths(name, value)?,
            "keep" => {
                let DeValue::Table(rows) = value.get_ref() else {
                    return Err(misfit(name, "a table: [keep]", value));
                };
                in_order(rows).into_iter().try_for_each(|(source, keep)| self.set_keep(source, keep))?;
            }
            _ => {
                let meant = nearest(name, &KEYS);
                return Err(Fault {
                    at: key.span().start,
                    why: format!("there is no setting `{name}`"),
                    remedy: meant.map_or_else(
                        || format!("there are {} and [keep]", KEYS[..KEYS.len() - 1].join(", ")),
                        |meant| format!("did you mean `{meant}`?"),
                    ),
                });
            }
        }
        Ok(())
    }

    /// A row of `[keep]`.
    fn set_keep(
        &mut self,
        source: &Spanned<DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        let name = source.get_ref().as_ref();
        let keep = choice(name, value).map_err(|fault| {
            let remedy = if KEYS.contains(&name) {
                format!("below [keep] each key names a source; the setting `{name}` stands above it")
            } else if matches!(value.get_ref(), DeValue::Table(_)) {
                "a source with a dot in its name stands in quotation marks: \"example.com\"".to_owned()
            } else {
                return fault;
            };
            Fault { remedy, ..fault }
        })?;
        let refuse =
            |why, remedy: &str| Err(Fault { at: source.span().start, why, remedy: remedy.to_owned() });
        let folded = folded(name);
        let before = match folded.as_str() {
            DEFAULT => self.keep.replace(keep),
            // Taken for a source, it would leave the default to what is built in.
            other if nearest(other, &[DEFAULT]).is_some() => {
                return refuse(format!("`{name}` is hardly a source"), "did you mean `default`?");
            }
            _ => self.keep_of.insert(folded, keep),
        };
        if before.is_some() {
            return refuse(
                format!("`{name}` stands in [keep] twice"),
                "capital and small letters are taken for one another",
            );
        }
        Ok(())
    }

    fn paths(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<PathBuf>, Fault> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(misfit(name, "a list of paths: [\"one.tsv\", \"two.tsv\"]", value));
        };
        items.iter().map(|item| Ok(self.folder.join(text(name, item)?))).collect()
    }
}

/// The rows of a table as they stand in the text.
pub(crate) fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by_key(|(key, _)| key.span().start);
    rows
}

fn text<'a>(name: &str, value: &'a Spanned<DeValue<'_>>) -> Result<&'a str, Fault> {
    match value.get_ref() {
        DeValue::String(text) if !text.is_empty() => Ok(text),
        _ => Err(misfit(name, "a path in quotation marks", value)),
    }
}

fn count(name: &str, value: &Spanned<DeValue<'_>>) -> Result<NonZeroUsize, Fault> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => usize::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    number.and_then(NonZeroUsize::new).ok_or_else(|| misfit(name, "a whole number from 1 on", value))
}

/// One of the values that the flag takes, too.
fn choice<T: ValueEnum>(name: &str, value: &Spanned<DeValue<'_>>) -> Result<T, Fault> {
    let possible: Vec<_> = T::value_variants().iter().filter_map(T::to_possible_value).collect();
    let names: Vec<&str> = possible.iter().map(clap::builder::PossibleValue::get_name).collect();
    let written = match value.get_ref() {
        DeValue::String(written) => written.as_ref(),
        _ => "",
    };
    T::from_str(written, false).map_err(|_| {
        let allowed: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let fault = misfit(name, &allowed.join(" or "), value);
        match nearest(written, &names) {
            Some(meant) => Fault { remedy: format!("did you mean \"{meant}\"?"), ..fault },
            None => fault,
        }
    })
}

/// A value that is not what its key takes.
pub(crate) fn misfit(name: &str, allowed: &str, value: &Spanned<DeValue<'_>>) -> Fault {
    let found = match value.get_ref() {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(_) => "a number with a fraction".to_owned(),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    };
    Fault {
        at: value.span().start,
        why: format!("`{name}` is {allowed}, not {found}"),
        remedy: "docs/CONFIG.md says what each key holds".to_owned(),
    }
}

/// The line and column of a byte, both from 1; columns are characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file in the folder `desk` says; or where and why it is refused.
    fn parse(text: &str) -> Result<File, String> {
        File::parse(text, Path::new("desk")).map_err(|Fault { at, why, remedy }| {
            let (line, column) = position(text, at);
            format!("{line}:{column}: {why} ({remedy})")
        })
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        for (text, expected) in [
            ("modle = \"fast\"", "1:1: there is no setting `modle` (did you mean `model`?)"),
            ("limit = 5\n\n[kep]\n", "3:2: there is no setting `kep` (did you mean `keep`?)"),
            (
                "colour = true",
                "1:1: there is no setting `colour` (there are store, model, threads, limit, knowledge, frames, sources and [keep])",
            ),
            (
                "model = \"Fats\"",
                "1:9: `model` is \"accurate\" or \"fast\", not \"Fats\" (did you mean \"fast\"?)",
            ),
            (
                "model = 2",
                "1:9: `model` is \"accurate\" or \"fast\", not 2 (docs/CONFIG.md says what each key holds)",
            ),
            ("threads = \"4\"", "1:11: `threads` is a whole number from 1 on, not \"4\""),
            ("limit = 0", "1:9: `limit` is a whole number from 1 on, not 0"),
            ("limit = -3", "1:9: `limit` is a whole number from 1 on, not -3"),
            ("threads = 2.5", "1:11: `threads` is a whole number from 1 on, not a number with a fraction"),
            ("store = []", "1:9: `store` is a path in quotation marks, not a list"),
            ("frames = \"f.tsv\"", "1:10: `frames` is a list of paths"),
            ("# é\nsources = [\"é.tsv\", true]", "2:21: `sources` is a path in quotation marks, not true"),
            ("keep = \"full\"", "1:8: `keep` is a table: [keep], not \"full\""),
            (
                "[keep]\nReuters = \"snipets\"",
                "2:11: `Reuters` is \"full\" or \"snippets\" or \"digest\", not \"snipets\" (did you mean \"snippets\"?)",
            ),
            (
                "[keep]\nthreads = 4",
                "2:11: `threads` is \"full\" or \"snippets\" or \"digest\", not 4 (below [keep] each key names a source",
            ),
            ("[keep]\nAFP = \"full\"\nafp = \"digest\"", "3:1: `afp` stands in [keep] twice"),
            ("[keep]\ndefalt = \"digest\"", "2:1: `defalt` is hardly a source (did you mean `default`?)"),
            (
                "[keep]\nexample.com = \"full\"",
                "2:1: `example` is \"full\" or \"snippets\" or \"digest\", not a table (a source with a dot in its name",
            ),
            ("threads = 4\nstore = legation.db", "2:9: "),
            ("limit = 1\nlimit = 2", "2:1: duplicate key"),
            ("thread = 1\nframe = 1\n", "1:1: "),
            ("tables = 1\nframe = 1\n", "1:1: "),
        ] {
            let said = parse(text).unwrap_err();
            assert!(said.starts_with(expected), "{text}\n expected {expected}\n     said {said}");
        }
    }

    #[test]
    fn nothing_said_is_what_is_built_in() {
        for empty in ["", "# nothing\n", "[keep]\n", "\u{feff}"] {
            let file = parse(empty).unwrap();
            assert_eq!(file, File { folder: PathBuf::from("desk"), ..File::default() });
        }
        let expected = Settings {
            store: PathBuf::from("legation.db"),
            model: ModelChoice::Accurate,
            threads: None,
            limit: NonZeroUsize::new(20).unwrap(),
            knowledge: Vec::new(),
            frames: Vec::new(),
            sources: Vec::new(),
            keep: Keeping { default: Keep::Full, by_source: BTreeMap::new() },
        };
        assert_eq!(Settings::settle(&Said::default(), File::default()), expected);
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let file = "store = \"kept/record.db\"\nmodel = \"fast\"\nthreads = 0x10\nlimit = 50\nknowledge = [\"a.tsv\", \"/b.tsv\"]\n\
                    frames = [\"f.tsv\"]\nsources = [\"../outlets.tsv\"]\nkeep.default = \"digest\"\nkeep.Reuters = \"snippets\"";
        let file = parse(file).unwrap();
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
        let count = NonZeroUsize::new;

        let settled = Settings::settle(&Said::default(), file.clone());
        assert_eq!(settled.store, Path::new("desk/kept/record.db"));
        assert_eq!(
            (settled.model, settled.threads, Some(settled.limit)),
            (ModelChoice::Fast, count(16), count(50))
        );
        assert_eq!(settled.knowledge, paths(&["desk/a.tsv", "/b.tsv"]));
        assert_eq!(settled.sources, paths(&["desk/../outlets.tsv"]));

        let said = Said {
            store: Some(Path::new("mine.db")),
            model: Some(ModelChoice::Accurate),
            threads: count(2),
            limit: count(3),
            knowledge: &paths(&["c.tsv"]),
            frames: &paths(&["g.tsv"]),
            sources: &paths(&["o.tsv"]),
            keep: Some(Keep::Full),
        };
        let settled = Settings::settle(&said, file);
        assert_eq!(settled.store, Path::new("mine.db"));
        assert_eq!(
            (settled.model, settled.threads, Some(settled.limit)),
            (ModelChoice::Accurate, count(2), count(3))
        );
        assert_eq!(settled.knowledge, paths(&["c.tsv", "desk/a.tsv", "/b.tsv"]));
        assert_eq!(settled.frames, paths(&["g.tsv", "desk/f.tsv"]));
        assert_eq!(settled.sources, paths(&["o.tsv", "desk/../outlets.tsv"]));
        assert_eq!((settled.keep.of(None), settled.keep.of(Some("Reuters"))), (Keep::Full, Keep::Snippets));
    }

    #[test]
    fn how_much_is_kept_goes_by_the_source() {
        let file =
            parse("[keep]\ndefault = \"digest\"\n\"Agence France-Presse\" = \"snippets\"\nÉtat = \"full\"")
                .unwrap_err();
        assert!(file.starts_with("4:1: "), "letters beyond ASCII need quotation marks: {file}");
        let file = parse(
            "[keep]\ndefault = \"digest\"\n\"Agence France-Presse\" = \"snippets\"\n\"État\" = \"full\"",
        )
        .unwrap();
        let keep = Settings::settle(&Said::default(), file).keep;
        for (source, expected) in [
            (None, Keep::Digest),
            (Some("Reuters"), Keep::Digest),
            (Some("default"), Keep::Digest),
            (Some("Agence France-Presse"), Keep::Snippets),
            (Some(" AGENCE FRANCE-PRESSE"), Keep::Snippets),
            (Some("état"), Keep::Full),
        ] {
            assert_eq!(keep.of(source), expected, "{source:?}");
        }
    }

    #[test]
    fn the_page_names_every_key_and_its_example_holds() {
        let page = include_str!("../../../docs/CONFIG.md");
        for key in KEYS {
            assert!(page.contains(&format!("`{key}`")) || page.contains(&format!("`[{key}]`")), "{key}");
        }
        assert!(page.contains(STORE) && page.contains(&format!("| {LIMIT} |")));
        let (_, example) = page.split_once("```toml\n").unwrap();
        let file = parse(example.split_once("```").unwrap().0).unwrap();
        assert!(file.store.is_some() && file.keep.is_some() && !file.keep_of.is_empty());
    }
}
