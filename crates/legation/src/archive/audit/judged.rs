//! A sheet that was judged.

use super::draw::COLUMNS;
use anyhow::{Context, Result, anyhow};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What a judge says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Right,
    Wrong,
    Unsure,
}

impl Verdict {
    fn of(written: &str) -> Option<Verdict> {
        match written.trim().to_lowercase().as_str() {
            "right" | "yes" | "y" | "1" | "true" => Some(Verdict::Right),
            "wrong" | "no" | "n" | "0" | "false" => Some(Verdict::Wrong),
            "unsure" | "?" => Some(Verdict::Unsure),
            _ => None,
        }
    }
}

/// What can be wrong with an event.
const FAULTS: [&str; 7] = ["type", "status", "parties", "date", "place", "twice", "none"];

/// A judged event.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) article: String,
    pub(super) kind: String,
    pub(super) weight: f64,
    pub(super) verdict: Verdict,
    pub(super) wrong: Vec<String>,
}

/// A sheet: its judged events by their ids, and what did not fit.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<String, Judged>,
    /// How many have no verdict yet.
    pub(super) open: usize,
    /// Where each stands that does not fit, and why.
    pub(super) unfit: Vec<(String, String)>,
}

impl Sheet {
    pub(super) fn read(path: &Path) -> Result<Sheet> {
        let bytes =
            std::fs::read(path).with_context(|| format!("the sheet {} cannot be read", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let name = path.display().to_string();
        Sheet::parse(&name, text.trim_start_matches('\u{feff}')).map_err(|why| {
            anyhow!("{name}: {why}\n  hint: `legation audit --sample N --out FILE` writes a sheet")
        })
    }

    fn parse(name: &str, text: &str) -> Result<Sheet, String> {
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        let rows = if text.trim_start().starts_with('{') { objects(text) } else { cells(text)? };
        for (line, row) in rows {
            let place = format!("line {line}");
            let taken = row.and_then(|row| sheet.take(&row));
            if let Err(why) = taken {
                sheet.unfit.push((place, why));
            }
        }
        Ok(sheet)
    }

    fn take(&mut self, row: &BTreeMap<String, String>) -> Result<(), String> {
        let cell = |name: &str| row.get(name).map(|cell| cell.trim()).unwrap_or_default();
        let id = Some(cell("id")).filter(|id| !id.is_empty()).ok_or("no `id`")?;
        let article = Some(cell("article")).filter(|article| !article.is_empty()).ok_or("no `article`")?;
        let weight = match cell("weight") {
            "" => 1.0,
            // Some spreadsheets write a comma.
            written => written
                .replace(',', ".")
                .parse::<f64>()
                .ok()
                .filter(|weight| *weight > 0.0)
                .ok_or_else(|| format!("`{written}` is no weight"))?,
        };
        if cell("verdict").is_empty() {
            self.open += 1;
            return Ok(());
        }
        let verdict = Verdict::of(cell("verdict"))
            .ok_or_else(|| format!("`{}` is none of right, wrong, unsure", cell("verdict")))?;
        let wrong: Vec<String> = cell("wrong")
            .split([',', ';', ' '])
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        if let Some(odd) = wrong.iter().find(|word| !FAULTS.contains(&word.as_str())) {
            return Err(format!("`{odd}` is none of {}", FAULTS.join(", ")));
        }
        if verdict == Verdict::Right && !wrong.is_empty() {
            return Err("it is right, and yet something is wrong".to_owned());
        }
        // Ids come from the article's content: in two articles of one text they are the same.
        let key = format!("{article} {id}");
        if self.rows.contains_key(&key) {
            return Err(format!("{id} of {article} stands above already"));
        }
        let kind = cell("type").to_owned();
        self.rows.insert(key, Judged { article: article.to_owned(), kind, weight, verdict, wrong });
        Ok(())
    }
}

/// Rows with the lines where they stand, or why one is none.
type Rows = Vec<(usize, Result<BTreeMap<String, String>, String>)>;

fn objects(text: &str) -> Rows {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |line: &str| {
        let object: serde_json::Map<String, Value> =
            serde_json::from_str(line).map_err(|_| "no JSON object".to_owned())?;
        let cell = |value: Value| match value {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        Ok(object.into_iter().map(|(name, value)| (name, cell(value))).collect())
    };
    lines.map(|(at, line)| (at + 1, row(line))).collect()
}

fn cells(text: &str) -> Result<Rows, String> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b','];
    let delimiter = delimiter.into_iter().max_by_key(|mark| head.bytes().filter(|byte| byte == mark).count());
    let delimiter = delimiter.unwrap_or(b'\t');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(|why| why.to_string())?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    for needed in ["id", "article", "verdict"] {
        if !names.iter().any(|name| name == needed) {
            return Err(format!("no column `{needed}`; a sheet has {}", COLUMNS.join(", ")));
        }
    }
    let mut rows = Rows::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                let row = names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
                let fits = record.len() == names.len();
                let why = format!("{} cells where {} columns are named", record.len(), names.len());
                rows.push((line, if fits { Ok(row) } else { Err(why) }));
            }
            Err(why) => rows.push((0, Err(why.to_string()))),
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_named_and_the_rest_goes_on() {
        let sheet = "id\tarticle\ttype\tweight\tverdict\twrong\n\
            e-1\ta\tCONSULT\t2\tright\t\ne-2\ta\tCONSULT\t2\tmaybe\t\ne-3\tb\tAID\t1\twrong\tparties, date\n\
            e-1\ta\tCONSULT\t2\twrong\t\ne-4\tb\tAID\t1\t\t\ne-5\tb\tAID\t1\twrong\tcolour\ne-6\tb\n\te\tAID\t1\tno\t\n";
        let sheet = Sheet::parse("sheet.tsv", sheet).unwrap();
        assert_eq!((sheet.rows.len(), sheet.open), (2, 1));
        let lines: Vec<&str> = sheet.unfit.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(lines, ["line 3", "line 5", "line 7", "line 8", "line 9"]);
        assert!(sheet.unfit[0].1.contains("maybe") && sheet.unfit[2].1.contains("colour"));
        assert!(Sheet::parse("x", "who,what\n1,2\n").unwrap_err().contains("no column `id`"));
    }

    #[test]
    fn objects_and_what_spreadsheets_make_of_tables_are_read_alike() {
        let lines = "{\"id\":\"e-1\",\"article\":\"a\",\"type\":\"AID\",\"weight\":1.5,\"verdict\":\"no\",\"wrong\":\"none\"}\n";
        let table = "id;article;type;weight;verdict;wrong\r\ne-1;a;AID;1,5;NO;none\r\n";
        for text in [lines, table] {
            let sheet = Sheet::parse("s", text).unwrap();
            let row = &sheet.rows["a e-1"];
            assert_eq!(
                (row.verdict, row.weight, row.wrong.len()),
                (Verdict::Wrong, 1.5, 1),
                "{:?}",
                sheet.unfit
            );
        }
    }
}
