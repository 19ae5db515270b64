//! Which rows: the filters of the command line, under the same names.

use crate::address::{Address, Params, invalid};
use crate::problem::{Code, Problem};
use jiff::civil::Date;
use legation_record::{EventType, Status};
use legation_store::{After, Dyad, Filter, Order, Pattern};
use utoipa::IntoParams;

/// Which rows: those that meet all that is given; of a parameter given several times, any (of actors, all).
#[derive(Clone, Debug, Default, PartialEq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// From this day on: of the event or statement; for articles, of publication.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// In articles published from this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub published_from: Option<Date>,
    /// In articles published up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub published_to: Option<Date>,
    /// PLOVER types: CONSULT, SANCTION …; several parted by commas.
    #[param(rename = "type")]
    pub types: Vec<String>,
    /// Modes: visit, phone … For statements: direct, indirect, mixed.
    #[param(rename = "mode")]
    pub modes: Vec<String>,
    /// PLOVER contexts: military, diplomatic …
    #[param(rename = "context")]
    pub contexts: Vec<String>,
    /// occurred, ongoing, planned, possible, conditional, proposed, denied.
    #[param(rename = "status")]
    pub statuses: Vec<String>,
    /// At least so sure, 0 to 1.
    pub confidence: Option<f64>,
    /// Who takes part or speaks: a code (`RUSGOV`, `RUS*`, `*GOV`) or a name.
    #[param(rename = "actor")]
    pub actors: Vec<String>,
    /// Who does it.
    #[param(rename = "by")]
    pub sources: Vec<String>,
    /// To whom it is done.
    #[param(rename = "against")]
    pub targets: Vec<String>,
    /// Between two parties: USA-RUS either way, `USA>RUS` from the first to the second.
    pub dyad: Option<String>,
    /// The name of the place.
    pub place: Option<String>,
    /// The country of the place (ISO 3166 alpha-3).
    pub country: Option<String>,
    /// The outlet.
    #[param(rename = "source")]
    pub outlet: Option<String>,
    /// In articles with these words.
    pub text: Option<String>,
    /// Only what is told as history (true), or only what is not (false).
    pub background: Option<bool>,
    /// Agenda: `on` or `off`.
    pub scope: Option<String>,
}

impl Which {
    /// Out of parameters.
    pub fn take(params: &mut Params) -> Result<Which, Problem> {
        let types = params.list("type").into_iter().map(|kind| {
            let known = EventType::from_name(&kind.to_uppercase()).map(|kind| kind.name().to_owned());
            known.ok_or_else(|| invalid("type", &kind, "a PLOVER type: CONSULT, SANCTION …"))
        });
        let types = types.collect::<Result<_, _>>()?;
        let statuses = params.list("status").into_iter().map(|status| {
            let known = Status::from_name(&status.to_lowercase()).map(|status| status.name().to_owned());
            known.ok_or_else(|| {
                invalid(
                    "status",
                    &status,
                    "occurred, ongoing, planned, possible, conditional, proposed or denied",
                )
            })
        });
        let statuses = statuses.collect::<Result<_, _>>()?;
        let confidence = params.parsed::<f64>("confidence", "a number from 0 to 1")?;
        if let Some(share) = confidence.filter(|share| !(0.0..=1.0).contains(share)) {
            return Err(invalid("confidence", &share.to_string(), "a number from 0 to 1"));
        }
        let dyad: Option<Dyad> = params.parsed("dyad", "two codes: USA-RUS, or USA>RUS")?;
        let scopes = [("on", "on"), ("off", "off")];
        Ok(Which {
            from: params.date("from")?,
            to: params.date("to")?,
            published_from: params.date("published_from")?,
            published_to: params.date("published_to")?,
            types,
            modes: params.list("mode"),
            contexts: params.list("context"),
            statuses,
            confidence,
            actors: params.many("actor"),
            sources: params.many("by"),
            targets: params.many("against"),
            dyad: dyad.as_ref().map(written),
            place: params.one("place")?,
            country: params.one("country")?.map(|code| code.to_uppercase()),
            outlet: params.one("source")?,
            text: params.one("text")?,
            background: params.parsed("background", "true or false")?,
            scope: params.choice("scope", &scopes)?.map(str::to_owned),
        })
    }

    /// Into an address.
    pub fn write(&self, address: &mut Address) {
        address.add("from", self.from);
        address.add("to", self.to);
        address.add("published_from", self.published_from);
        address.add("published_to", self.published_to);
        address.all("type", &self.types);
        address.all("mode", &self.modes);
        address.all("context", &self.contexts);
        address.all("status", &self.statuses);
        address.add("confidence", self.confidence);
        address.all("actor", &self.actors);
        address.all("by", &self.sources);
        address.all("against", &self.targets);
        address.add("dyad", self.dyad.as_deref());
        address.add("place", self.place.as_deref());
        address.add("country", self.country.as_deref());
        address.add("source", self.outlet.as_deref());
        address.add("text", self.text.as_deref());
        address.add("background", self.background);
        address.add("scope", self.scope.as_deref());
    }

    /// As the store takes it.
    pub fn filter(&self) -> Filter {
        let patterns = |written: &[String]| written.iter().map(|text| Pattern::new(text)).collect();
        Filter {
            from: self.from,
            to: self.to,
            published_from: self.published_from,
            published_to: self.published_to,
            types: self.types.clone(),
            modes: self.modes.clone(),
            contexts: self.contexts.clone(),
            statuses: self.statuses.clone(),
            confidence: self.confidence,
            actors: patterns(&self.actors),
            sources: patterns(&self.sources),
            targets: patterns(&self.targets),
            dyad: self.dyad.as_deref().and_then(|dyad| dyad.parse().ok()),
            place: self.place.clone(),
            country: self.country.clone(),
            outlet: self.outlet.clone(),
            text: self.text.clone(),
            background: self.background,
            scope: self.scope.clone(),
            ..Filter::default()
        }
    }
}

/// A dyad as an address has it.
pub(super) fn written(dyad: &Dyad) -> String {
    format!("{}{}{}", dyad.first, if dyad.is_directed { '>' } else { '-' }, dyad.second)
}

/// The order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The latest day first.
    Newest,
    /// The earliest day first.
    Oldest,
    /// The surest first.
    Confidence,
    /// The most frequent first; of joined events and stories, the most reported.
    Frequency,
}

impl Sort {
    /// Every order, by its name.
    pub const ALL: [(&'static str, Sort); 4] = [
        ("newest", Sort::Newest),
        ("oldest", Sort::Oldest),
        ("confidence", Sort::Confidence),
        ("frequency", Sort::Frequency),
    ];

    /// As an address has it.
    pub fn name(self) -> &'static str {
        Sort::ALL.iter().find(|(_, sort)| *sort == self).map_or("newest", |(name, _)| name)
    }

    /// As the store takes it.
    pub fn order(self) -> Order {
        match self {
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
            Sort::Confidence => Order::Surest,
            Sort::Frequency => Order::Frequent,
        }
    }
}

/// How many rows, in which order, from where on.
#[derive(Clone, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listed {
    /// newest, oldest, confidence, frequency.
    #[param(value_type = Option<String>)]
    pub sort: Option<Sort>,
    /// How many rows: 1 to 1000; 50 unless said otherwise.
    pub limit: Option<u32>,
    /// Where a list goes on: `next` of the part before.
    pub cursor: Option<String>,
}

impl Listed {
    /// Rows unless said otherwise.
    pub const FEW: u32 = 50;
    /// The most rows of an answer.
    pub const MOST: u32 = 1_000;

    /// Out of parameters.
    pub fn take(params: &mut Params) -> Result<Listed, Problem> {
        let sort = params.choice("sort", &Sort::ALL)?;
        Ok(Listed { sort, limit: limit(params)?, cursor: params.one("cursor")? })
    }

    /// Into an address.
    pub fn write(&self, address: &mut Address) {
        address.add("sort", self.sort.map(Sort::name));
        address.add("limit", self.limit);
        address.add("cursor", self.cursor.as_deref());
    }

    /// How many rows.
    pub fn limit(&self) -> u32 {
        self.limit.unwrap_or(Listed::FEW)
    }

    /// From where on.
    pub fn place(&self, counter: u64) -> Result<Place, Problem> {
        self.cursor.as_deref().map_or(Ok(Place::Start), |cursor| Place::read(cursor, counter))
    }

    /// How many rows come before, in a list that goes on by counting alone.
    pub(super) fn offset(&self, counter: u64) -> Result<u32, Problem> {
        match self.place(counter)? {
            Place::Start => Ok(0),
            Place::Offset(offset) => Ok(offset),
            Place::After(_) => Err(Problem::new(Code::CursorInvalid, "the cursor is one of another list")),
        }
    }
}

/// How many of a thing: 1 to [`Listed::MOST`].
pub(super) fn limit(params: &mut Params) -> Result<Option<u32>, Problem> {
    let what = "a whole number from 1 to 1000";
    let limit = params.parsed::<u32>("limit", what)?;
    match limit.filter(|limit| !(1..=Listed::MOST).contains(limit)) {
        Some(limit) => Err(invalid("limit", &limit.to_string(), what)),
        None => Ok(limit),
    }
}

/// How many of a thing, and no list that goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Counted {
    /// How many: 1 to 1000.
    pub limit: Option<u32>,
}

/// A place in a list: what a cursor holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The beginning.
    Start,
    /// Behind a row.
    After(After),
    /// Behind so many, while the store stays as it is.
    Offset(u32),
}

impl Place {
    /// As a cursor: letters that say nothing to anyone else.
    pub fn write(&self, counter: u64) -> Option<String> {
        let plain = match self {
            Place::Start => return None,
            Place::After(After { day, key }) => format!("k {key} {}", day.as_deref().unwrap_or("-")),
            Place::Offset(offset) => format!("o {offset} {counter}"),
        };
        Some(plain.bytes().map(|byte| format!("{byte:02x}")).collect())
    }

    /// From a cursor.
    pub fn read(cursor: &str, counter: u64) -> Result<Place, Problem> {
        let bad = || Problem::new(Code::CursorInvalid, "the cursor is not one that was given out");
        let digits = cursor.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        let bytes = digits.collect::<Option<Vec<u8>>>().ok_or_else(bad)?;
        let plain = String::from_utf8(bytes).map_err(|_| bad())?;
        let parts: Vec<&str> = plain.split(' ').collect();
        match parts.as_slice() {
            ["k", key, day] => {
                let is_day = *day == "-" || day.parse::<legation_record::PartialDate>().is_ok();
                let key = key.parse().ok().filter(|_| is_day).ok_or_else(bad)?;
                Ok(Place::After(After { day: (*day != "-").then(|| (*day).to_owned()), key }))
            }
            ["o", offset, then] => {
                let (offset, then) =
                    (offset.parse().map_err(|_| bad())?, then.parse::<u64>().map_err(|_| bad())?);
                match then == counter {
                    true => Ok(Place::Offset(offset)),
                    false => Err(Problem::new(
                        Code::CursorStale,
                        "the store has changed since the cursor was given out",
                    )),
                }
            }
            _ => Err(bad()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_were_written() {
        for place in [
            Place::After(After { day: Some("2025-02-27".to_owned()), key: 12 }),
            Place::After(After { day: None, key: -3 }),
            Place::Offset(40),
        ] {
            assert_eq!(Place::read(&place.write(7).unwrap(), 7).unwrap(), place);
        }
        let stale = Place::read(&Place::Offset(40).write(7).unwrap(), 8).unwrap_err();
        assert_eq!(stale.code, Code::CursorStale);
        for cursor in ["x", "zz", "6b", "é", "6b2031", "00"] {
            assert_eq!(Place::read(cursor, 7).unwrap_err().code, Code::CursorInvalid, "{cursor}");
        }
    }

    #[test]
    fn filters_come_out_of_an_address_as_they_went_in() {
        let query = "from=2025-02-01&type=CONSULT&type=AID&status=planned&confidence=0.5&actor=RUS*&actor=Lavrov&dyad=USA%3ERUS&source=A%26B&background=false&scope=off";
        let mut params = Params::of(query).unwrap();
        let which = Which::take(&mut params).unwrap();
        params.finish().unwrap();
        let mut address = Address::new("");
        which.write(&mut address);
        assert_eq!(address.to_string(), format!("?{query}"));
        for wrong in [
            "type=TALK",
            "status=done",
            "confidence=2",
            "confidence=NaN",
            "dyad=USA",
            "scope=x",
            "from=2025-02-30",
        ] {
            let mut params = Params::of(wrong).unwrap();
            assert_eq!(Which::take(&mut params).unwrap_err().code, Code::ParameterInvalid, "{wrong}");
        }
    }
}
