//! Changes good inputs at random and gives them to the readers: none may panic, none may take more than a second.
//!
//! What fails is kept as a file under the corpus folder, and tried first from then on.

use crate::chance::Chance;
use crate::program::on_processor;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use jiff::civil::Date;
use legation_exchange::import;
use legation_language::Model;
use legation_read::Reader;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The longest that one input may take on the processor.
const LONGEST: Duration = Duration::from_secs(1);
/// How often an input is tried that took longer.
const TRIES: usize = 3;
/// One that has taken so long never ends.
const HANGS: Duration = Duration::from_secs(20);
/// The largest input.
const LARGEST: usize = 64 << 10;

/// Change good inputs at random and give them to the readers.
#[derive(Debug, Args)]
pub(crate) struct FuzzOptions {
    /// The reader: one of those that are printed, or `all`.
    #[arg(long, default_value = "all")]
    target: String,
    /// How many inputs each reader gets at most.
    #[arg(long, default_value_t = u64::MAX)]
    executions: u64,
    /// How long each reader is tried at most, in seconds.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// The chance that changes the inputs.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The largest input, in bytes: small ones try more in the same time.
    #[arg(long, default_value_t = LARGEST)]
    largest: usize,
    /// How many readers are tried at once.
    #[arg(long, default_value = "2")]
    jobs: NonZeroUsize,
    /// Good inputs.
    #[arg(long, default_value = "crates/exchange/tests/fixtures")]
    fixtures: PathBuf,
    /// Where inputs that failed are kept.
    #[arg(long, default_value = "crates/harness/corpus")]
    corpus: PathBuf,
}

/// A reader, and what it is given.
struct Target {
    name: &'static str,
    /// What the names of its good inputs end in.
    endings: &'static [&'static str],
    /// What the names of its good inputs hold.
    holds: &'static str,
    /// How many bytes stay as they are, so that an input is still recognised.
    head: usize,
}

const fn target(
    name: &'static str,
    endings: &'static [&'static str],
    holds: &'static str,
    head: usize,
) -> Target {
    Target { name, endings, holds, head }
}

const TARGETS: [Target; 13] = [
    target("html", &["html"], "", 15),
    target("table", &["csv", "tsv", "txt"], "sv", 5),
    target("feed", &["xml", "rss", "atom", "rdf"], "", 5),
    target("warc", &["warc", "gz"], "warc", 5),
    target("mail", &["eml"], "", 5),
    target("docx", &["docx"], "", 20),
    target("rtf", &["rtf"], "", 5),
    target("factiva", &["html", "txt"], "factiva", 5),
    target("zip", &["zip"], "", 4),
    target("packed", &["gz", "zst", "xz"], "", 6),
    target("lines", &["jsonl"], "", 1),
    target("any", &[""], "", 0),
    target("read", &["jsonl"], "", 0),
];

/// Runs the task.
pub(crate) fn run(options: &FuzzOptions) -> Result<()> {
    let mut files = Vec::new();
    walk(&options.fixtures, &mut files)
        .with_context(|| format!("no fixtures in {}", options.fixtures.display()))?;
    let is_asked_for = |target: &&Target| options.target == "all" || options.target == target.name;
    let targets: Vec<&Target> = TARGETS.iter().filter(is_asked_for).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        bail!("there is no reader `{}`; there are: all, {}", options.target, names.join(", "));
    }
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let next = AtomicUsize::new(0);
    let work = || -> Result<usize> {
        let mut failures = 0;
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            failures += fuzz(target, &files, options)?;
        }
        Ok(failures)
    };
    let failures = std::thread::scope(|scope| -> Result<usize> {
        let workers: Vec<_> = (0..options.jobs.get()).map(|_| scope.spawn(work)).collect();
        let ended = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("the harness itself failed"))?);
        ended.sum()
    });
    std::panic::set_hook(quiet);
    let failures = failures?;
    if failures > 0 {
        bail!("{failures} inputs failed; they are kept under {}", options.corpus.display());
    }
    Ok(())
}

/// All files below a folder, by name.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// Tries one reader; how many inputs failed.
fn fuzz(target: &Target, files: &[PathBuf], options: &FuzzOptions) -> Result<usize> {
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_seed = |path: &&PathBuf| {
        let name = name(path);
        name.contains(target.holds) && target.endings.iter().any(|ending| name.ends_with(ending))
    };
    let seeds = files.iter().filter(is_seed).map(fs::read).collect::<std::io::Result<Vec<_>>>()?;
    let seeds = match target.name {
        "docx" => seeds.iter().map(|docx| document(docx)).collect::<Result<Vec<_>>>()?,
        _ => seeds,
    };
    let seeds: Vec<Vec<u8>> = seeds.into_iter().filter(|bytes| bytes.len() <= LARGEST * 4).collect();
    if seeds.is_empty() {
        bail!("no fixture for `{}`", target.name);
    }
    let reader = Reader::with(Model::fast());
    let mut kept = Vec::new();
    if options.corpus.is_dir() {
        walk(&options.corpus, &mut kept)?;
    }
    let kept = kept.into_iter().filter(|path| name(path).starts_with(&format!("{}-", target.name)));
    let kept = kept.map(fs::read).collect::<std::io::Result<Vec<_>>>()?;
    let watch = Watch::new(target.name, &options.corpus);
    let mut chance = Chance::new(options.seed);
    let (begun, mut executions, mut failures, mut slowest) = (Instant::now(), 0_u64, 0, Duration::ZERO);
    let (mut articles, mut errors) = (0_u64, 0_u64);
    let time = Duration::from_secs(options.seconds);
    while executions < options.executions && begun.elapsed() < time {
        let input = match usize::try_from(executions)
            .ok()
            .and_then(|at| kept.get(at).or_else(|| seeds.get(at - kept.len())))
        {
            Some(input) => input.clone(),
            None => changed(&seeds, target, options.largest, &mut chance),
        };
        let input = if target.name == "docx" && !input.starts_with(b"PK") { docx(&input)? } else { input };
        watch.begin(&input);
        let tried = || {
            catch_unwind(AssertUnwindSafe(|| match target.name {
                "read" => read(&reader, &input),
                _ => imported(&input),
            }))
        };
        let (mut ended, mut took) = timed(tried);
        // Other programs on the machine are not its fault: only what is slow each time is.
        for _ in 1..TRIES {
            if took > LONGEST && matches!(ended, Ok(Ok(_))) {
                let (again, less) = timed(tried);
                (ended, took) = (again, took.min(less));
            }
        }
        watch.end();
        executions += 1;
        slowest = slowest.max(took);
        let wrong = match &ended {
            Ok(Ok((made, refused))) => {
                articles += made;
                errors += refused;
                (took > LONGEST).then(|| format!("took {} ms", took.as_millis()))
            }
            Ok(Err(why)) => Some(why.clone()),
            Err(why) => Some(format!("panicked: {}", words(why.as_ref()))),
        };
        if let Some(wrong) = wrong {
            let path = keep(&options.corpus, target.name, &input)?;
            writeln!(std::io::stdout(), "  {}: {wrong}", path.display())?;
            failures += 1;
        }
    }
    writeln!(
        std::io::stdout(),
        "{:<8} {executions:>9} executions in {:>3} s: {articles} articles, {errors} errors, {failures} failures; the slowest took {} ms",
        target.name,
        begun.elapsed().as_secs(),
        slowest.as_millis(),
    )?;
    Ok(failures)
}

/// What was tried, and how long it was on the processor.
fn timed<T>(tried: impl FnOnce() -> T) -> (T, Duration) {
    let (started, before) = (Instant::now(), on_processor("thread-self"));
    let ended = tried();
    let worked = before.zip(on_processor("thread-self")).map(|(before, after)| after.saturating_sub(before));
    (ended, worked.filter(|worked| !worked.is_zero()).unwrap_or_else(|| started.elapsed()))
}

/// The part of a DOCX file that holds its text: what is changed, for the archive around it has a target of its own.
fn document(docx: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zip::ZipArchive::new(Cursor::new(docx))?.by_name("word/document.xml")?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A DOCX file with such a part.
fn docx(document: &[u8]) -> Result<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in [("[Content_Types].xml", b"<Types/>".as_slice()), ("word/document.xml", document)] {
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// What a panic said.
fn words(why: &(dyn std::any::Any + Send)) -> String {
    why.downcast_ref::<String>()
        .cloned()
        .or_else(|| why.downcast_ref::<&str>().map(|words| (*words).to_owned()))
        .unwrap_or_default()
}

/// Articles and errors of an input; what is wrong with them.
fn imported(input: &[u8]) -> Result<(u64, u64), String> {
    let (mut articles, mut errors) = (0, 0);
    for article in import::articles("fuzz", input, None) {
        match article {
            Ok(article) => {
                articles += 1;
                if article.text.trim().is_empty() || article.body.of(&article.text).trim().is_empty() {
                    return Err("an article without text".to_owned());
                }
            }
            Err(why) => {
                errors += 1;
                if why.remedy().is_empty() {
                    return Err(format!("no remedy for {why}"));
                }
            }
        }
    }
    if articles + errors == 0 {
        Err("neither an article nor an error".to_owned())
    } else {
        Ok((articles, errors))
    }
}

/// Reads an input as articles, whatever it is.
fn read(reader: &Reader, input: &[u8]) -> Result<(u64, u64), String> {
    let date = Date::constant(2025, 2, 27);
    let start = input.windows(8).position(|mark| mark == b"\"text\": ").map_or(0, |at| at + 9);
    let text = input.get(start..).unwrap_or_default();
    // A sentence or two a time, so that many are tried.
    let text = text.get(..text.len().min(1500)).unwrap_or_default();
    let mut count = (0, 0);
    for article in legation_text::articles("fuzz", text, Some(date)) {
        let Ok(article) = article else {
            count.1 += 1;
            continue;
        };
        std::hint::black_box(reader.read(&article).on_the_wire(&article.text));
        count.0 += 1;
    }
    Ok(count)
}

/// A good input, changed in some places.
fn changed(seeds: &[Vec<u8>], target: &Target, largest: usize, chance: &mut Chance) -> Vec<u8> {
    let mut input = chance.pick(seeds).clone();
    // Large inputs are tried in part, from the beginning.
    if input.len() > largest || (chance.per_mille(100) && input.len() > 64) {
        input.truncate(chance.between(64, largest.min(input.len())));
    }
    for _ in 0..chance.between(1, 8) {
        change(&mut input, seeds, (target.head, largest), chance);
    }
    input.truncate(largest * 4);
    input
}

/// Pieces of all formats at which readers turn.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&#x0;",
    "&#1114112;",
    "<div>",
    "</div>",
    "<p>",
    "<td>",
    "<table>",
    "<script>",
    "</script>",
    "<title>",
    "<h1>",
    "<article>",
    "<time datetime='",
    "<b>",
    "<a href=x>",
    "<item>",
    "</item>",
    "<entry>",
    "<content:encoded>",
    "<!DOCTYPE html [",
    "<!ENTITY a \"&a;\">",
    "{",
    "}",
    "{\\rtf1 ",
    "\\par ",
    "\\u-1?",
    "\\'ff",
    "\\bin99 ",
    "\\uc0",
    "\"",
    "'",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\r\n\r\n",
    "\0",
    "\u{feff}",
    "\u{ad}",
    "\u{202e}",
    "é",
    "💬",
    "\\",
    "--",
    "--b1",
    "--b1--",
    "Content-Type: multipart/mixed; boundary=b1\r\n\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "=?utf-8?B?",
    "?=",
    "=E9",
    "=\r\n",
    "From ",
    "WARC/1.0\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 99999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "ffffffff\r\n",
    "HTTP/1.1 200 OK\r\n",
    "2025-02-27",
    "0000-00-00",
    "99/99/9999",
    "February 30, 2025",
    "End of Document",
    "Load-Date: ",
    "Body",
    "HD ",
    "PD ",
    "TD\n",
    "LP\n",
    "834 words",
    "Document ABCDEF0020250227el2r00001",
    "“",
    "”",
    "said",
    "will not",
    "…",
    "-1",
    "4294967296",
    "\u{fffd}",
];

/// One change, behind the bytes that stay.
fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], (head, largest): (usize, usize), chance: &mut Chance) {
    let head = head.min(input.len());
    let at = head + chance.below(input.len() - head + 1);
    let most = 1 << chance.between(0, 10);
    let length = chance.between(1, most).min(input.len() - at);
    match chance.below(9) {
        0 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            if let Some(byte) = input.get_mut(at) {
                *byte = u8::try_from(chance.below(256)).unwrap_or_default();
            }
        }
        2 => {
            input.drain(at..at + length);
        }
        3 | 4 => {
            let piece = chance.pick(PIECES);
            input.splice(at..at, piece.bytes());
        }
        5 => {
            let piece: Vec<u8> = input.iter().skip(at).take(length).copied().collect();
            let times = chance.between(1, 50).min(largest / length.max(1));
            input.splice(at..at, piece.repeat(times));
        }
        6 => {
            let other = chance.pick(seeds);
            let from = chance.below(other.len());
            let length = 1 << chance.between(0, 12);
            let piece: Vec<u8> = other.iter().skip(from).take(length).copied().collect();
            input.splice(at..at, piece);
        }
        7 => {
            let piece = chance.pick(PIECES).as_bytes();
            let times = chance.between(1, 2000).min(largest / piece.len());
            input.splice(at..at, piece.repeat(times));
        }
        _ => input.truncate(at.max(head)),
    }
}

/// Keeps an input that failed; where.
fn keep(corpus: &Path, target: &str, input: &[u8]) -> Result<PathBuf> {
    fs::create_dir_all(corpus)?;
    let mut digest = Chance::new(input.len() as u64);
    for byte in input {
        digest = Chance::of(digest.next(), u64::from(*byte));
    }
    let path = corpus.join(format!("{target}-{:016x}", digest.next()));
    fs::write(&path, input)?;
    Ok(path)
}

/// Ends the program where one input takes for ever, and keeps the input.
struct Watch(Arc<Mutex<Current>>);

/// The input that is being tried, and since when.
type Current = Option<(Instant, Vec<u8>)>;

impl Watch {
    fn new(target: &'static str, corpus: &Path) -> Watch {
        let current: Arc<Mutex<Current>> = Arc::default();
        let (seen, corpus) = (Arc::downgrade(&current), corpus.to_owned());
        std::thread::spawn(move || {
            while let Some(current) = seen.upgrade() {
                if let Ok(current) = current.lock()
                    && let Some((begun, input)) = &*current
                    && begun.elapsed() > HANGS
                {
                    let kept = keep(&corpus, target, input).map(|path| path.display().to_string());
                    let _ =
                        writeln!(std::io::stderr(), "error: {target} hangs on {}", kept.unwrap_or_default());
                    std::process::exit(1);
                }
                drop(current);
                std::thread::sleep(Duration::from_millis(200));
            }
        });
        Watch(current)
    }

    fn begin(&self, input: &[u8]) {
        if let Ok(mut current) = self.0.lock() {
            *current = Some((Instant::now(), input.to_vec()));
        }
    }

    fn end(&self) {
        if let Ok(mut current) = self.0.lock() {
            *current = None;
        }
    }
}
