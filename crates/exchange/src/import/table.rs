//! Tables with named columns: CSV with commas or semicolons, and TSV.

use super::error::Fault;
use super::found::{Found, Part, Parts};
use super::unpack::{MOST, Metered};
use super::{charset, date};
use csv::{ByteRecord, ReaderBuilder};
use jiff::civil::Date;
use std::io::BufRead;

/// Names of columns, small and without marks, by what they hold; those first that say it most clearly.
const TEXT: &[&str] = &[
    "text",
    "body",
    "content",
    "fulltext",
    "articletext",
    "articlebody",
    "maintext",
    "bodytext",
    "textcontent",
    "contenttext",
    "plaintext",
    "rawtext",
    "articlecontent",
    "storytext",
    "contents",
    "article",
    "story",
];
const DATE: &[&str] = &[
    "date",
    "publishedat",
    "published",
    "publicationdate",
    "publisheddate",
    "publishdate",
    "datepublished",
    "datepublish",
    "pubdate",
    "publishedon",
    "articledate",
    "datetime",
    "publishtime",
    "publicationtime",
    "publisheddatetime",
    "timestamp",
    "day",
    "createdat",
    "created",
];
const TITLE: &[&str] = &["title", "headline", "head", "heading", "articletitle", "subject"];
const SOURCE: &[&str] = &[
    "source",
    "publisher",
    "outlet",
    "publication",
    "newspaper",
    "sourcename",
    "medianame",
    "media",
    "site",
    "sitename",
    "sourcedomain",
    "domain",
    "agency",
    "publishername",
];
const URL: &[&str] = &[
    "url",
    "link",
    "webaddress",
    "pageurl",
    "permalink",
    "weburl",
    "articleurl",
    "href",
    "sourceurl",
    "address",
];
const ID: &[&str] = &[
    "id",
    "articleid",
    "nr",
    "no",
    "number",
    "docid",
    "documentid",
    "guid",
    "uuid",
    "uid",
    "storyid",
    "identifier",
];

/// The longest name of a column.
const NAME: usize = 60;
/// How many columns a message names.
const NAMED: usize = 12;

/// How the cells of a table are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    delimiter: u8,
    /// Whether quotation marks around a cell are none of its own, as in CSV; in many TSV files they are.
    is_quoted: bool,
}

/// The form of the table, where the beginning of some text is a table with columns of articles.
pub(crate) fn form(head: &str) -> Option<Form> {
    let delimiter = [b',', b';', b'\t', b'|'].into_iter().find(|mark| {
        let mut reader = ReaderBuilder::new()
            .delimiter(*mark)
            .flexible(true)
            .has_headers(false)
            .from_reader(head.as_bytes());
        let mut records = reader.byte_records().map_while(Result::ok);
        let Some(names) = records.next().filter(|names| names.len() > 1) else { return false };
        let plain: Vec<String> = names.iter().take(1000).map(plain).collect();
        let count = |of: &[&[&str]]| {
            plain.iter().filter(|name| of.iter().any(|names| names.contains(&name.as_str()))).count()
        };
        let (known, telling) = (count(&[TEXT, DATE, TITLE, SOURCE, URL, ID]), count(&[TEXT, DATE, TITLE]));
        let are_names = names.iter().take(1000).all(|name| name.len() <= NAME && !name.contains(&b'\n'));
        let mut is_regular = || records.next().is_some_and(|row| row.len() == names.len());
        // Prose may begin with a word that names a column, and a comma.
        are_names && telling > 0 && (known >= 2 || (count(&[TEXT]) == 1 && is_regular()))
    })?;
    Some(Form { delimiter, is_quoted: delimiter != b'\t' || closes_its_quotes(head) })
}

/// Whether each quotation mark that opens a cell of a tab-separated text is closed before a tab or a line end.
fn closes_its_quotes(head: &str) -> bool {
    let mut rest = head;
    let opens = |pair: &[u8]| matches!(pair, [b'\t' | b'\n', b'"']);
    while let Some(at) = rest.as_bytes().windows(2).position(opens) {
        let mut cell = rest.get(at + 2..).unwrap_or_default();
        loop {
            let Some(end) = cell.find('"') else { return true };
            let after = cell.get(end + 1..).unwrap_or_default();
            match after.as_bytes().first() {
                Some(b'"') => cell = after.get(1..).unwrap_or_default(),
                None | Some(b'\t' | b'\n' | b'\r') => {
                    rest = after;
                    break;
                }
                Some(_) => return false,
            }
        }
    }
    true
}

/// A name, small and without marks.
fn plain(name: &[u8]) -> String {
    let name = charset::field(name.get(..name.len().min(NAME)).unwrap_or_default());
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where the columns are.
struct Columns {
    id: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
    source: Option<usize>,
    url: Option<usize>,
    text: usize,
}

impl Columns {
    fn of(names: &ByteRecord, date: Option<Date>) -> Result<Columns, Fault> {
        let plain: Vec<String> = names.iter().map(plain).collect();
        let find =
            |wanted: &[&str]| wanted.iter().find_map(|wanted| plain.iter().position(|name| name == wanted));
        let missing = |wanted| {
            let shown: Vec<String> =
                names.iter().take(NAMED).map(|name| format!("`{}`", charset::field(name))).collect();
            let more = if names.len() > NAMED {
                format!(" and {} more", names.len() - NAMED)
            } else {
                String::new()
            };
            Fault::NoColumn { wanted, columns: shown.join(", ") + &more }
        };
        let columns = Columns {
            id: find(ID),
            date: find(DATE),
            title: find(TITLE),
            source: find(SOURCE),
            url: find(URL),
            text: find(TEXT).ok_or_else(|| missing("text"))?,
        };
        if columns.date.is_none() && date.is_none() { Err(missing("date")) } else { Ok(columns) }
    }

    fn found(&self, row: &ByteRecord) -> Result<Found, Fault> {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).map(charset::field).filter(|cell| !cell.trim().is_empty())
        };
        Ok(Found {
            id: cell(self.id),
            date: date::stated(cell(self.date).as_deref())?,
            title: cell(self.title),
            source: cell(self.source),
            url: cell(self.url),
            text: cell(Some(self.text)).ok_or(Fault::NoText)?,
        })
    }
}

/// The rows of a table.
pub(crate) fn rows<'a>(from: impl BufRead + 'a, form: Form, date: Option<Date>) -> Parts<'a> {
    let (from, meter) = Metered::new(from, MOST);
    let mut reader = ReaderBuilder::new()
        .delimiter(form.delimiter)
        .quoting(form.is_quoted)
        .flexible(true)
        .from_reader(from);
    let columns = match reader.byte_headers() {
        Ok(names) => Columns::of(names, date),
        Err(why) => Err(of_csv(why)),
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(fault) => return super::found::one(Err(fault)),
    };
    let (mut number, mut is_done) = (0u64, false);
    Box::new(std::iter::from_fn(move || {
        if is_done {
            return None;
        }
        meter.reset();
        number += 1;
        let mut row = ByteRecord::new();
        let found = match reader.read_byte_record(&mut row) {
            Ok(false) if number == 1 => {
                is_done = true;
                return Some(Part::new("", Err(Fault::NoArticles("table"))));
            }
            Ok(false) => return None,
            Ok(true) => columns.found(&row),
            Err(why) => {
                is_done = true;
                Err(of_csv(why))
            }
        };
        Some(Part::new(format!("row {number}"), found))
    }))
}

fn of_csv(why: csv::Error) -> Fault {
    match why.into_kind() {
        csv::ErrorKind::Io(why) => Fault::of(&why, "table"),
        kind => Fault::Broken { what: "table", reason: format!("{kind:?}") },
    }
}
