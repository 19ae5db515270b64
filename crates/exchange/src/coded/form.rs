//! The data sets, and where their columns stand.

use super::{Action, CodedEvent, Country};
use jiff::civil::Date;

/// A data set of coded events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dataset {
    /// POLECAT: PLOVER types, alpha-3 codes.
    Polecat,
    /// ICEWS: CAMEO codes, names of countries.
    Icews,
    /// GDELT 1.0 and 2.0: CAMEO codes, codes of countries that are nearly alpha-3.
    Gdelt,
}

impl Dataset {
    /// As it is called.
    pub fn name(self) -> &'static str {
        match self {
            Dataset::Polecat => "POLECAT",
            Dataset::Icews => "ICEWS",
            Dataset::Gdelt => "GDELT",
        }
    }
}

/// Where the columns of a table stand that are needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) dataset: Dataset,
    id: usize,
    day: usize,
    action: usize,
    source: usize,
    target: usize,
    story: Option<usize>,
}

/// A name of a column in small letters, without what stands between its words.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The columns of GDELT's tables without a header: 57 until 2013, then 58 with the address, 61 in 2.0.
const GDELT: [usize; 3] = [57, 58, 61];

impl Form {
    /// The form of a table whose first line has these cells, and whether that line is a header.
    pub(super) fn of(cells: &[&str]) -> Option<(Form, bool)> {
        let names: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
        let at = |name: &str| names.iter().position(|known| known == name);
        let with = |dataset, [id, day, action, source, target, story]: [&str; 6]| {
            Some(Form {
                dataset,
                id: at(id)?,
                day: at(day)?,
                action: at(action)?,
                source: at(source)?,
                target: at(target)?,
                story: at(story),
            })
        };
        let polecat = ["eventid", "eventdate", "eventtype", "actorcountry", "recipientcountry", "source"];
        let icews = ["eventid", "eventdate", "cameocode", "sourcecountry", "targetcountry", "storyid"];
        let gdelt =
            ["globaleventid", "sqldate", "eventcode", "actor1countrycode", "actor2countrycode", "sourceurl"];
        let headed = with(Dataset::Polecat, polecat)
            .or_else(|| with(Dataset::Icews, icews))
            .or_else(|| with(Dataset::Gdelt, gdelt));
        if let Some(form) = headed {
            return Some((form, true));
        }
        let is_number = |cell: Option<&&str>, length: usize| {
            cell.is_some_and(|cell| cell.len() >= length && cell.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let is_gdelt =
            GDELT.contains(&cells.len()) && is_number(cells.first(), 1) && is_number(cells.get(1), 8);
        let story = (cells.len() > 57).then(|| cells.len() - 1);
        let form = Form { dataset: Dataset::Gdelt, id: 0, day: 1, action: 26, source: 7, target: 17, story };
        is_gdelt.then_some((form, false))
    }

    /// The event of a row; what is wrong with it where there is none.
    pub(super) fn event(&self, cells: &[&str]) -> Result<CodedEvent, String> {
        let cell = |at: usize| {
            cells.get(at).map(|cell| cell.trim()).ok_or_else(|| format!("{} cells are too few", cells.len()))
        };
        let written = cell(self.day)?;
        let day = day(written).ok_or_else(|| format!("`{}` is no day", shortened(written)))?;
        let action = cell(self.action)?;
        if action.is_empty() {
            return Err("no type of event".to_owned());
        }
        let action = match self.dataset {
            Dataset::Polecat => Action::Plover(action.to_uppercase()),
            Dataset::Icews | Dataset::Gdelt => Action::Cameo(padded(action)),
        };
        let story = self.story.and_then(|at| cells.get(at)).map(|story| story.trim().to_owned());
        Ok(CodedEvent {
            id: cell(self.id)?.to_owned(),
            day,
            action,
            sources: self.countries(cell(self.source)?),
            targets: self.countries(cell(self.target)?),
            story: story.unwrap_or_default(),
        })
    }

    fn countries(&self, written: &str) -> Vec<Country> {
        let named = |name: &str| match self.dataset {
            Dataset::Icews => Country::Name(name.to_owned()),
            Dataset::Polecat => Country::Code(name.to_uppercase()),
            Dataset::Gdelt => Country::Code(alpha3(&name.to_uppercase()).to_owned()),
        };
        // ICEWS has one country a side, whose name may hold what parts several.
        let parts: Vec<&str> = match self.dataset {
            Dataset::Polecat => written.split(';').map(str::trim).collect(),
            Dataset::Icews | Dataset::Gdelt => vec![written],
        };
        let mut countries: Vec<Country> = Vec::new();
        for name in parts.into_iter().filter(|name| !matches!(*name, "" | "None" | "NA" | "NULL")) {
            let country = named(name);
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        countries
    }
}

/// Where GDELT, by CAMEO's list of 2009, has other letters than ISO 3166.
fn alpha3(code: &str) -> &str {
    match code {
        "ROM" => "ROU",
        "TMP" => "TLS",
        "ZAR" => "COD",
        other => other,
    }
}

/// A code of CAMEO whose leading zero a spreadsheet has taken: all codes have two digits of a root from 01 to 20 first. `42` is `042`, `190` is not
/// touched; of two digits, those up to 20 are roots.
fn padded(code: &str) -> String {
    let root = |length: usize| code.get(..length).and_then(|root| root.parse::<u32>().ok());
    let is_cut = match code.len() {
        1 => true,
        _ => root(2).is_some_and(|root| root > 20),
    };
    if is_cut { format!("0{code}") } else { code.to_owned() }
}

/// `2025-02-27`, with a time or without; `20250227`.
fn day(written: &str) -> Option<Date> {
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from: usize, to: usize| written.get(from..to);
        return Date::new(part(0, 4)?.parse().ok()?, part(4, 6)?.parse().ok()?, part(6, 8)?.parse().ok()?)
            .ok();
    }
    written.get(..10)?.parse().ok()
}

/// So much of a cell as a message has room for.
fn shortened(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_lost_their_zero_get_it_back() {
        for (written, code) in [
            ("42", "042"),
            ("042", "042"),
            ("4", "04"),
            ("19", "19"),
            ("190", "190"),
            ("20", "20"),
            ("1122", "1122"),
            ("311", "0311"),
        ] {
            assert_eq!(padded(written), code, "{written}");
        }
    }

    #[test]
    fn days_are_read_in_the_forms_of_the_data_sets() {
        for (written, expected) in
            [("20250227", "2025-02-27"), ("2025-02-27", "2025-02-27"), ("2025-02-27T10:00:00Z", "2025-02-27")]
        {
            assert_eq!(day(written).map(|day| day.to_string()).as_deref(), Some(expected));
        }
        for written in ["27/02/2025", "", "2025022", "20251327"] {
            assert_eq!(day(written), None, "{written}");
        }
    }
}
