//! What every page has beside its matter: title, forms, filters.

use super::engine;
use crate::views::{Listed, Query, Sort, View, Which};
use jiff::civil::Date;
use legation_record::EventType;
use minijinja::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// What pages know of the store beside what they show.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// A number that changes when the store does.
    pub(crate) counter: u64,
    /// The first day of publication.
    pub(crate) first_day: Option<String>,
    /// The last.
    pub(crate) last_day: Option<String>,
    /// Whether corrections can be sent.
    pub(crate) takes_corrections: bool,
}

/// A view that is shown as a page.
pub(crate) trait Page: View + Clone {
    /// Whether it has a slider over the days of the store.
    const HAS_DAYS: bool = false;

    /// How.
    fn page(&self, matter: &Self::Matter, about: &About) -> Shown;
}

/// The page as markup.
pub(crate) fn page<P: Page>(
    asked: &P,
    matter: &P::Matter,
    about: &About,
) -> Result<String, minijinja::Error> {
    let mut shown = asked.page(matter, about);
    shown.forms.insert(0, Form::json(asked.twin()));
    shown.address = asked.address();
    if shown.path.is_empty() {
        shown.path = shown.address.split('?').next().unwrap_or_default().to_owned();
    }
    shown.markup(Value::from_serialize(matter), about)
}

/// The same in another form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Form {
    name: &'static str,
    media: &'static str,
    href: String,
}

impl Form {
    pub(super) fn json(href: String) -> Form {
        Form { name: "JSON", media: "application/json", href }
    }

    pub(super) fn csv(href: String) -> Form {
        Form { name: "CSV", media: "text/csv", href }
    }

    pub(super) fn calendar(href: String) -> Form {
        Form { name: "Calendar of what is planned", media: "text/calendar", href }
    }

    pub(super) fn feed(href: String) -> Form {
        Form { name: "Feed of what changed", media: "application/atom+xml", href }
    }

    pub(super) fn page(name: &'static str, href: String) -> Form {
        Form { name, media: "text/html", href }
    }
}

/// A page before it is markup.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Shown {
    #[serde(skip)]
    pub(super) template: &'static str,
    /// Which of the pages in the head it belongs to.
    pub(super) section: &'static str,
    /// In the head of the browser.
    pub(super) title: String,
    /// Above the headline.
    pub(super) over: Option<&'static str>,
    /// Where the headline is not the title.
    pub(super) heading: Option<String>,
    /// Beneath it.
    pub(super) lede: Option<String>,
    pub(super) forms: Vec<Form>,
    pub(super) path: String,
    pub(super) address: String,
    /// Where the list goes on.
    pub(super) next: Option<String>,
    /// Parameters that a form hands on.
    pub(super) kept: Vec<(&'static str, String)>,
    first_day: Option<String>,
    last_day: Option<String>,
    counter: String,
    /// What the template shows besides.
    #[serde(skip)]
    pub(super) more: BTreeMap<&'static str, Value>,
}

impl Shown {
    pub(super) fn new(template: &'static str, section: &'static str, title: impl Into<String>) -> Shown {
        Shown { template, section, title: title.into(), ..Shown::default() }
    }

    #[must_use]
    pub(super) fn over(mut self, words: &'static str) -> Shown {
        self.over = Some(words);
        self
    }

    #[must_use]
    pub(super) fn lede(mut self, words: impl Into<String>) -> Shown {
        self.lede = Some(words.into());
        self
    }

    #[must_use]
    pub(super) fn form(mut self, form: Form) -> Shown {
        self.forms.push(form);
        self
    }

    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Serialize) -> Shown {
        self.more.insert(name, Value::from_serialize(value));
        self
    }

    pub(super) fn markup(mut self, matter: Value, about: &About) -> Result<String, minijinja::Error> {
        self.counter = format!("{:016x}", about.counter);
        self.first_day.clone_from(&about.first_day);
        self.last_day.clone_from(&about.last_day);
        let mut shown = std::mem::take(&mut self.more);
        let template = self.template;
        shown.entry("v").or_insert(matter);
        shown.insert("page", Value::from_serialize(&self));
        engine::render(template, Value::from_iter(shown))
    }
}

/// What a form with filters shows as asked.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Asked {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) published_from: Option<String>,
    pub(super) published_to: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) status: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) actor: Option<String>,
    pub(super) dyad: Option<String>,
    pub(super) party: Option<String>,
    pub(super) place: Option<String>,
    pub(super) country: Option<String>,
    pub(super) source: Option<String>,
    pub(super) text: Option<String>,
    pub(super) sort: Option<&'static str>,
    pub(super) as_of: Option<String>,
    pub(super) since: Option<String>,
    pub(super) q: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) by: Option<String>,
    /// What the form has no field for, or more than one value.
    pub(super) kept: Vec<(&'static str, String)>,
    pub(super) types: Vec<&'static str>,
    pub(super) sorts: Vec<&'static str>,
}

impl Asked {
    pub(super) fn new() -> Asked {
        Asked {
            types: EventType::ALL.into_iter().map(EventType::name).collect(),
            sorts: Sort::ALL.into_iter().map(|(name, _)| name).collect(),
            ..Asked::default()
        }
    }

    pub(super) fn of(which: &Which) -> Asked {
        let mut kept = Vec::new();
        let mut first = |name: &'static str, values: &[String]| {
            let mut values = values.iter();
            let first = values.next().cloned();
            kept.extend(values.map(|value| (name, value.clone())));
            first
        };
        let mut asked = Asked {
            from: text(which.from),
            to: text(which.to),
            published_from: text(which.published_from),
            published_to: text(which.published_to),
            kind: first("type", &which.types),
            status: first("status", &which.statuses),
            mode: first("mode", &which.modes),
            actor: first("actor", &which.actors),
            scope: which.scope.clone(),
            dyad: which.dyad.clone(),
            place: which.place.clone(),
            country: which.country.clone(),
            source: which.outlet.clone(),
            text: which.text.clone(),
            ..Asked::new()
        };
        let mut all = |name: &'static str, values: &[String]| {
            kept.extend(values.iter().map(|value| (name, value.clone())));
        };
        all("context", &which.contexts);
        all("by", &which.sources);
        all("against", &which.targets);
        all("confidence", &which.confidence.iter().map(f64::to_string).collect::<Vec<_>>());
        all("background", &which.background.iter().map(bool::to_string).collect::<Vec<_>>());
        asked.kept = kept;
        asked
    }

    #[must_use]
    pub(super) fn sorted(mut self, listed: &Listed) -> Asked {
        self.sort = listed.sort.map(Sort::name);
        self
    }
}

/// A day as forms have it.
pub(super) fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The address at which a list goes on.
pub(super) fn next<Q: Query + Clone>(
    asked: &Q,
    next: Option<&String>,
    listed: fn(&mut Q) -> &mut Listed,
) -> Option<String> {
    let mut after = asked.clone();
    listed(&mut after).cursor = Some(next?.clone());
    Some(after.address())
}
