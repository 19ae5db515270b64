//! Why names were taken as they were.

use super::table::{Cell, Column, Table};
use super::{FAINT, Layout, heading, part};
use crate::arguments::Explained;
use legation_mention::Choice;
use legation_read::Reasons;
use legation_record::{PlaceUse, Record};
use legation_text::{Article, CodePoints, Span};

/// How many candidates of one name are shown.
const SHOWN: usize = 6;

/// What is known of why a record is as it is.
pub(crate) struct Why<'a> {
    pub(crate) choices: &'a [Choice],
    pub(crate) reasons: &'a Reasons,
}

/// What each actor or place of an article was taken for, with what its names could have meant; or what found each statement or event.
pub(crate) fn explain(
    article: &Article,
    record: &Record<Span>,
    why: &Why<'_>,
    what: Explained,
    layout: Layout,
) -> String {
    let mut out = String::new();
    heading(&mut out, record, layout);
    let columns = |resolved| {
        let left = layout.width.saturating_sub(8 + 10 + 8 + 10);
        vec![
            Column { title: "at", width: 6 },
            Column { title: "words", width: left / 2 },
            Column { title: "code", width: 8 },
            Column { title: resolved, width: left - left / 2 },
            Column { title: "by", width: 10 },
        ]
    };
    let points = CodePoints::of(&article.text);
    let offset = |span: Span| points.offset(span.start()).to_string();
    let row = |span: Span, code: &str, resolved: &str, by: &str| {
        vec![
            Cell::styled(&offset(span), FAINT),
            Cell::plain(span.of(&article.text)),
            Cell::plain(code),
            Cell::plain(resolved),
            Cell::styled(by, FAINT),
        ]
    };
    let mut table;
    match what {
        Explained::Actors => {
            part(&mut out, "Actors", record.mentions.actors.is_empty());
            table = Table::new(columns("taken for"));
            for actor in &record.mentions.actors {
                let who = actor.entity.as_deref().unwrap_or(&actor.who);
                let resolved = match &actor.office {
                    Some(office) => format!("{who}, {office}"),
                    None => who.to_owned(),
                };
                let by = format!("{:?}", actor.basis).to_lowercase();
                table.row(row(actor.span, actor.code.as_str(), &resolved, &by));
                candidates(&mut table, article, why.choices, actor.span, &|candidate| {
                    !candidate.is_place() || matches!(candidate.kind, "country" | "capital")
                });
            }
        }
        Explained::Places => {
            part(&mut out, "Places", record.mentions.places.is_empty());
            table = Table::new(columns("taken for"));
            for place in &record.mentions.places {
                let point = match (place.lat, place.lon) {
                    (Some(lat), Some(lon)) => format!("{lat:.3}, {lon:.3}"),
                    _ => "not known".to_owned(),
                };
                let kind = place.kind.as_deref().unwrap_or("place");
                let resolved = format!("{} ({kind}) {point}", place.name);
                let by = match place.usage {
                    PlaceUse::Literal => "literal",
                    PlaceUse::Nested => "nested",
                    PlaceUse::Adjective => "adjective",
                };
                table.row(row(place.span, place.country.as_deref().unwrap_or(""), &resolved, by));
                candidates(&mut table, article, why.choices, place.span, &|candidate| {
                    candidate.is_place() || candidate.kind == "adjective"
                });
            }
        }
        Explained::Statements => {
            part(&mut out, "Statements", record.statements.is_empty());
            table = Table::new(columns("who"));
            for (statement, by) in record.statements.iter().zip(&why.reasons.statements) {
                let Some(span) = statement.cue.or(statement.content.first().copied()) else { continue };
                let code = statement.code.as_ref().map_or("", |code| code.as_str());
                let who = statement.who.as_deref().unwrap_or("somebody");
                table.row(row(span, code, who, by));
            }
        }
        Explained::Events => {
            part(&mut out, "Events", record.events.is_empty());
            table = Table::new(columns("type and status"));
            for (event, by) in record.events.iter().zip(&why.reasons.events) {
                let Some(&span) = event.triggers.first() else { continue };
                let mode = event.mode.as_ref().map_or("", |mode| mode.as_str());
                let status = event
                    .status_span
                    .map_or_else(String::new, |span| format!(" by `{}`", span.of(&article.text)));
                let kind = format!("{} {mode}, {}{status}", event.kind.name(), event.status.name());
                let cameo = event.cameo.as_ref().map_or("", |code| code.as_str());
                table.row(row(span, cameo, &kind, by));
            }
        }
    }
    table.print(&mut out);
    out.push('\n');
    out
}

/// Rows with what the names within a mention can mean.
fn candidates(
    table: &mut Table,
    article: &Article,
    choices: &[Choice],
    mention: Span,
    fits: &dyn Fn(&legation_mention::Candidate) -> bool,
) {
    for choice in choices.iter().filter(|choice| mention.contains(choice.span)) {
        let fitting = || choice.candidates.iter().filter(|candidate| fits(candidate));
        let words = choice.span.of(&article.text);
        for (at, candidate) in fitting().take(SHOWN).enumerate() {
            let score = candidate.score.map_or_else(String::new, |score| format!(" {score}"));
            table.row(vec![
                Cell::default(),
                Cell::styled(&if at == 0 { format!("· {words}") } else { String::new() }, FAINT),
                Cell::styled(candidate.code, FAINT),
                Cell::styled(&candidate.name, FAINT),
                Cell::styled(&format!("{}{score}", candidate.kind), FAINT),
            ]);
        }
        let more = fitting().count().saturating_sub(SHOWN);
        if more > 0 {
            let words = format!("and {more} more");
            table.row(vec![
                Cell::default(),
                Cell::default(),
                Cell::default(),
                Cell::styled(&words, FAINT),
                Cell::default(),
            ]);
        }
    }
}
