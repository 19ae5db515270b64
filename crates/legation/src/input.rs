//! From paths to articles, in a fixed order.

use jiff::civil::Date;
use legation_exchange::import::{self, ImportError};
use legation_text::Article;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// The codes of troubles with paths: those of the same troubles inside a file.
const UNREADABLE: &str = "import-unreadable";
const NO_ARTICLES: &str = "import-no-articles";

/// One thing to read: a file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// An input that could not be read: what, why, and what to do.
#[derive(Clone, Debug)]
pub(crate) struct Trouble {
    /// The path, and the line where there is one.
    pub(crate) place: String,
    /// The stable name of what is wrong, by which it is told apart.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) reason: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

impl Trouble {
    /// What is wrong inside an input.
    fn of(why: ImportError) -> Trouble {
        let (code, reason, remedy) = (why.code(), why.fault.to_string(), why.remedy().to_owned());
        Trouble { place: why.inside, code, reason, remedy }
    }

    /// Says it on standard error.
    pub(crate) fn tell(&self) {
        let Trouble { place, reason, remedy, .. } = self;
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(anstream::stderr().lock(), "error: {place}: {reason}\n  hint: {remedy}");
    }
}

/// What some paths name.
pub(crate) struct Inputs {
    sources: Vec<Result<Source, Trouble>>,
}

impl Inputs {
    /// Files as given, folders by name with all below them.
    pub(crate) fn of(paths: &[PathBuf]) -> Inputs {
        Inputs { sources: expand(paths) }
    }

    /// How many bytes they are, as far as that can be told beforehand.
    pub(crate) fn size(&self) -> u64 {
        self.sources.iter().flatten().map(Source::size).sum()
    }

    /// Hands on every article, and in its place whatever is none, file by file. `date` is that of texts that do not begin with one.
    pub(crate) fn each(
        self,
        date: Option<Date>,
        mut take: impl FnMut(Result<Article, Trouble>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for source in self.sources {
            match source.and_then(|source| source.articles(date).map(|articles| (source, articles))) {
                Ok((source, articles)) => {
                    for article in articles {
                        take(article.map_err(|why| Trouble::of(why.within(&source.label()))))?;
                    }
                }
                Err(trouble) => take(Err(trouble))?,
            }
        }
        Ok(())
    }
}

/// The articles of one source.
type Articles = Box<dyn Iterator<Item = Result<Article, ImportError>>>;

impl Source {
    /// How messages name it.
    fn label(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin => "standard input".to_owned(),
        }
    }

    /// Its size, for the progress bar; 0 where that cannot be told.
    fn size(&self) -> u64 {
        match self {
            Source::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Source::Stdin => 0,
        }
    }

    /// Its articles, read as they are asked for.
    fn articles(&self, date: Option<Date>) -> Result<Articles, Trouble> {
        match self {
            Source::File(path) => {
                let opened = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
                    true => Err(io::Error::from(io::ErrorKind::IsADirectory)),
                    false => Ok(file),
                });
                let file = opened.map_err(|why| unreadable(self.label(), &why))?;
                Ok(Box::new(import::of_file(import::stem(&path.to_string_lossy()), file, date)))
            }
            Source::Stdin => Ok(Box::new(import::of_stream("stdin", BufReader::new(io::stdin()), date))),
        }
    }
}

/// The files that a list of paths names: files as given, folders by name with all below them.
fn expand(paths: &[PathBuf]) -> Vec<Result<Source, Trouble>> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Ok(Source::Stdin));
        } else if path.is_dir() {
            let before = sources.len();
            walk(path, &mut sources);
            if sources.len() == before {
                sources.push(Err(Trouble {
                    place: path.display().to_string(),
                    code: NO_ARTICLES,
                    reason: "no articles in this folder".to_owned(),
                    remedy: format!(
                        "files that end in .{} are taken, also with .gz, .zst or .xz after it, and .zip; name others one by one",
                        import::ENDINGS.join(", .")
                    ),
                }));
            }
        } else if !path.exists() && is_pattern(path) {
            sources.extend(matching(path));
        } else {
            sources.push(Ok(Source::File(path.clone())));
        }
    }
    sources
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// The files that a pattern names, by name: for shells that leave patterns alone, and for more files than a command line holds.
fn matching(pattern: &Path) -> Vec<Result<Source, Trouble>> {
    let place = pattern.display().to_string();
    let wrong = |code: &'static str, reason: String, remedy: &str| {
        vec![Err(Trouble { place: place.clone(), code, reason, remedy: remedy.to_owned() })]
    };
    let found = match glob::glob(&place) {
        Ok(found) => found,
        Err(why) => {
            return wrong(
                UNREADABLE,
                format!("is no pattern: {why}"),
                "`*` and `?` stand for any letters, `**` for any folders",
            );
        }
    };
    let mut sources = Vec::new();
    for path in found {
        match path {
            Ok(path) if path.is_dir() => walk(&path, &mut sources),
            Ok(path) => sources.push(Ok(Source::File(path))),
            Err(why) => sources.push(Err(unreadable(why.path().display().to_string(), why.error()))),
        }
    }
    if sources.is_empty() {
        return wrong(NO_ARTICLES, "no file fits this pattern".to_owned(), "check the path");
    }
    sources
}

/// Adds the articles below a folder, by name. A link to a folder is not followed, so that no walk goes in circles.
fn walk(folder: &Path, sources: &mut Vec<Result<Source, Trouble>>) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(why) => {
            sources.push(Err(unreadable(folder.display().to_string(), &why)));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, sources);
        } else if import::is_taken(&entry.file_name().to_string_lossy()) {
            sources.push(Ok(Source::File(path)));
        }
    }
}

fn unreadable(place: String, why: &io::Error) -> Trouble {
    let remedy = match why.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check that you may read it",
        _ => "check that it is a readable file",
    };
    Trouble { place, code: UNREADABLE, reason: format!("cannot be read: {why}"), remedy: remedy.to_owned() }
}
