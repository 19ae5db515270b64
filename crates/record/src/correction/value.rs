//! Values as people write them, and what they may be.

use super::{Codes, CorrectionError};
use crate::{
    ActorCode, Basis, CameoCode, Context, EventPlace, EventType, Mode, Offsets, PartialDate, Participant,
    Polarity, Scope, SpeechKind, SpeechMode, Status, WireRecord,
};
use serde_json::Value;

/// Names that are shown where none is near.
const SHOWN: usize = 20;
/// From so much likeness on a name may be meant.
const NEAR: f64 = 0.7;

type Result<T> = std::result::Result<T, CorrectionError>;

/// Which of the names may be meant, in words.
pub(super) fn near(word: &str, names: &[&str]) -> String {
    let likeness = |name: &str| strsim::jaro_winkler(&word.to_lowercase(), &name.to_lowercase());
    let mut ranked: Vec<(f64, &str)> =
        names.iter().map(|name| (likeness(name), *name)).filter(|(likeness, _)| *likeness >= NEAR).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    ranked.truncate(3);
    if ranked.is_empty() {
        let more = if names.len() > SHOWN { " …" } else { "" };
        let shown: Vec<&str> = names.iter().take(SHOWN).copied().collect();
        return format!("it is one of {}{more}", shown.join(", "));
    }
    let ranked: Vec<&str> = ranked.into_iter().map(|(_, name)| name).collect();
    format!("did you mean {}?", ranked.join(" or "))
}

pub(super) fn wrong(field: &str, value: &Value, why: impl Into<String>) -> CorrectionError {
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    CorrectionError::Value { field: field.to_owned(), value, why: why.into() }
}

/// One of the names of a list.
fn one_of<T: Copy>(field: &str, value: &Value, all: &[(&'static str, T)]) -> Result<T> {
    let word = value.as_str().unwrap_or_default();
    let known = all.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value);
    known.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        wrong(field, value, near(word, &names))
    })
}

pub(super) fn kind(value: &Value) -> Result<EventType> {
    one_of("type", value, &EventType::ALL.map(|kind| (kind.name(), kind)))
}

pub(super) fn status(value: &Value) -> Result<Status> {
    one_of("status", value, &Status::ALL.map(|status| (status.name(), status)))
}

pub(super) fn scope(value: &Value) -> Result<Scope> {
    one_of("scope", value, &[Scope::On, Scope::Off].map(|scope| (scope.name(), scope)))
}

pub(super) fn speech_kind(value: &Value) -> Result<SpeechKind> {
    one_of("kind", value, &[SpeechKind::Speech, SpeechKind::Attitude].map(|kind| (kind.name(), kind)))
}

pub(super) fn speech_mode(value: &Value) -> Result<SpeechMode> {
    let all = [SpeechMode::Direct, SpeechMode::Indirect, SpeechMode::Mixed];
    one_of("mode", value, &all.map(|mode| (mode.name(), mode)))
}

pub(super) fn polarity(value: &Value) -> Result<Polarity> {
    let all = [Polarity::Affirmed, Polarity::Denied, Polarity::Declined];
    one_of("polarity", value, &all.map(|polarity| (polarity.name(), polarity)))
}

/// A mode of the type; of any type where that is not known.
pub(super) fn mode(value: &Value, kind: Option<EventType>, codes: &dyn Codes) -> Result<Option<Mode>> {
    if value.is_null() {
        return Ok(None);
    }
    let kinds = kind.map_or_else(|| EventType::ALL.to_vec(), |kind| vec![kind]);
    let mut modes: Vec<&'static str> = kinds.into_iter().flat_map(|kind| codes.modes(kind)).collect();
    modes.sort_unstable();
    modes.dedup();
    if modes.is_empty() {
        let kind = kind.map_or("", EventType::name);
        return Err(wrong("mode", value, format!("{kind} has no modes")));
    }
    let modes: Vec<(&'static str, &'static str)> = modes.into_iter().map(|mode| (mode, mode)).collect();
    one_of("mode", value, &modes).map(|mode| Some(Mode::new(mode)))
}

pub(super) fn cameo(value: &Value, codes: &dyn Codes) -> Result<Option<CameoCode>> {
    match value.as_str() {
        None if value.is_null() => Ok(None),
        Some(code) if codes.is_cameo(code) => Ok(Some(CameoCode::new(code))),
        _ => {
            Err(wrong("cameo", value, "it is a CAMEO code of two to four digits, in quotation marks, as 042"))
        }
    }
}

/// A list of contexts, or one string of them.
pub(super) fn contexts(value: &Value, codes: &dyn Codes) -> Result<Vec<Context>> {
    let names: Vec<String> = match value {
        Value::String(words) => {
            words.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        }
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
        }
        Value::Null => Vec::new(),
        _ => return Err(wrong("contexts", value, "it is a list of contexts")),
    };
    for name in &names {
        if !codes.contexts().contains(&name.as_str()) {
            return Err(wrong("contexts", &Value::from(name.as_str()), near(name, codes.contexts())));
        }
    }
    Ok(names.into_iter().map(Context::new).collect())
}

pub(super) fn date(field: &str, value: &Value) -> Result<Option<PartialDate>> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => text.parse().map(Some).map_err(|_| {
            wrong(field, value, "it is a day, week, month or year: 2025-02-27, 2025-W09, 2025-02, 2025")
        }),
        _ => Err(wrong(field, value, "it is a date in quotation marks")),
    }
}

pub(super) fn flag(field: &str, value: &Value) -> Result<bool> {
    match value.as_str() {
        Some("true" | "yes") => Ok(true),
        Some("false" | "no") => Ok(false),
        _ => value.as_bool().ok_or_else(|| wrong(field, value, "it is true or false")),
    }
}

/// Words, or none.
pub(super) fn words(field: &str, value: &Value) -> Result<Option<String>> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
        _ => Err(wrong(field, value, "it is words, or null")),
    }
}

/// `[start, end]`, or none.
pub(super) fn span(field: &str, value: &Value) -> Result<Option<Offsets>> {
    if value.is_null() {
        return Ok(None);
    }
    let span = serde_json::from_value(value.clone()).ok().filter(|Offsets(start, end)| start < end);
    span.map(Some).ok_or_else(|| wrong(field, value, "it is the words' place in the text: [start, end]"))
}

/// `[[start, end], …]`, at least one, in order.
pub(super) fn spans(field: &str, value: &Value) -> Result<Vec<Offsets>> {
    let read: Option<Vec<Offsets>> = serde_json::from_value(value.clone()).ok();
    let mut spans = read
        .filter(|spans| !spans.is_empty() && spans.iter().all(|Offsets(start, end)| start < end))
        .ok_or_else(|| wrong(field, value, "it is the words' places in the text: [[start, end], …]"))?;
    spans.sort_unstable();
    spans.dedup();
    Ok(spans)
}

pub(super) fn code(field: &str, value: &Value, codes: &dyn Codes) -> Result<ActorCode> {
    let word = value.as_str().unwrap_or_default();
    if codes.is_actor(word) {
        return Ok(ActorCode::new(word));
    }
    let head: String = word.chars().take(3).collect();
    let is_country = codes.countries().contains(&head.as_str());
    let why = if is_country {
        "what follows the country is a sector: GOV, MIL, SPY, LEG, JUD, OPP, PTY, REB, UAF, COP, MED, BUS, CVL, EDU, LAB, REL, CRM or NGO"
            .to_owned()
    } else {
        format!(
            "it is a country and a sector (RUSGOV) or a body (IGOUN); of countries, {}",
            near(&head, &codes.countries())
        )
    };
    Err(wrong(field, value, why))
}

/// One code, several parted by blanks, or a list.
pub(super) fn actor_codes(field: &str, value: &Value, codes: &dyn Codes) -> Result<Vec<ActorCode>> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => {
            text.split_whitespace().map(|word| code(field, &Value::from(word), codes)).collect()
        }
        Value::Array(items) => items.iter().map(|item| code(field, item, codes)).collect(),
        _ => Err(wrong(field, value, "it is a code, or a list of codes")),
    }
}

/// `Sergei Lavrov RUSGOV; Marco Rubio USAGOV`, or a list of objects with `who` and `code`. Whoever was there keeps what else was known.
pub(super) fn participants(
    field: &str,
    value: &Value,
    known: &[Participant<Offsets>],
    codes: &dyn Codes,
) -> Result<Vec<Participant<Offsets>>> {
    let named: Vec<(String, ActorCode, Value)> = match value {
        Value::Null => Vec::new(),
        Value::String(text) => {
            let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
            let one = |part: &str| {
                let (who, word) = part.rsplit_once(char::is_whitespace).unwrap_or((part, part));
                Ok((who.trim().to_owned(), code(field, &Value::from(word), codes)?, Value::Null))
            };
            parts.map(one).collect::<Result<_>>()?
        }
        Value::Array(items) => {
            let one = |item: &Value| {
                let code = code(field, item.get("code").unwrap_or(&Value::Null), codes)?;
                let who = words("who", item.get("who").unwrap_or(&Value::Null))?;
                let who = who.ok_or_else(|| wrong(field, item, "everybody has a name: who"))?;
                Ok((who, code, item.clone()))
            };
            items.iter().map(one).collect::<Result<_>>()?
        }
        _ => {
            return Err(wrong(
                field,
                value,
                "it is `Name CODE; Name CODE`, or a list of objects with who and code",
            ));
        }
    };
    let participant = |(who, code, item): (String, ActorCode, Value)| {
        let before = known.iter().find(|known| known.who == who);
        let is_same = before.is_some_and(|before| before.code == code);
        let entity = item.get("entity").and_then(Value::as_str).map(str::to_owned);
        Ok(Participant {
            span: span("span", item.get("span").unwrap_or(&Value::Null))?
                .or_else(|| before.and_then(|before| before.span)),
            entity: entity.or_else(|| before.filter(|_| is_same).and_then(|before| before.entity.clone())),
            basis: before.filter(|_| is_same).map_or(Basis::User, |before| before.basis),
            who,
            code,
        })
    };
    named.into_iter().map(participant).collect()
}

/// `Istanbul, TUR`, `Istanbul`, or an object with the fields of a place. What the article says of a place of that name comes with it.
pub(super) fn place(
    value: &Value,
    record: &WireRecord,
    codes: &dyn Codes,
) -> Result<Option<EventPlace<Offsets>>> {
    let empty = Value::Null;
    let (name, country, item) = match value {
        Value::Null => return Ok(None),
        Value::String(text) => match text.rsplit_once(',') {
            Some((name, country)) => (name.trim().to_owned(), Some(country.trim().to_uppercase()), &empty),
            None => (text.trim().to_owned(), None, &empty),
        },
        Value::Object(fields) => {
            let text = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
            (text("name").unwrap_or_default(), text("country"), value)
        }
        _ => return Err(wrong("place", value, "it is `Name, COUNTRY`, or an object with name and country")),
    };
    if name.is_empty() {
        return Err(wrong("place", value, "it has no name"));
    }
    if let Some(country) = &country
        && !codes.countries().contains(&country.as_str())
    {
        return Err(wrong("place", value, format!("of countries, {}", near(country, &codes.countries()))));
    }
    let known = record.mentions.places.iter().find(|place| {
        place.name.eq_ignore_ascii_case(&name) && (country.is_none() || place.country == country)
    });
    let degrees = |field: &str, most: f64| -> Result<Option<f64>> {
        let Some(given) = item.get(field).filter(|given| !given.is_null()) else { return Ok(None) };
        let number = given.as_f64().filter(|number| number.abs() <= most);
        number.map(Some).ok_or_else(|| wrong(field, given, "it is degrees"))
    };
    let (lat, lon) = (degrees("lat", 90.0)?, degrees("lon", 180.0)?);
    let number = item.get("geonameid").and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let given = item.get("kind").and_then(Value::as_str).map(str::to_owned);
    Ok(Some(EventPlace {
        country: country.or_else(|| known.and_then(|known| known.country.clone())),
        lat: lat.or_else(|| known.and_then(|known| known.lat)),
        lon: lon.or_else(|| known.and_then(|known| known.lon)),
        geonameid: number.or_else(|| known.and_then(|known| known.geonameid)),
        kind: given.or_else(|| known.and_then(|known| known.kind.clone())),
        span: span("span", item.get("span").unwrap_or(&Value::Null))?
            .or_else(|| known.map(|known| Offsets(known.span.start, known.span.end))),
        name: known.map_or(name, |known| known.name.clone()),
    }))
}

/// The place of another finding: null, `[[start, end], …]`, or an object with `spans`.
pub(super) fn reference(field: &str, value: &Value) -> Result<Option<Vec<Offsets>>> {
    if value.is_null() {
        return Ok(None);
    }
    spans(field, value.get("spans").unwrap_or(value)).map(Some)
}
