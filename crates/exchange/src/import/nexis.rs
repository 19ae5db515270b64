//! Exports of Nexis Uni (Lexis): paragraphs of one article after the other, each with a head of lines that say what they are.

use super::date;
use super::error::Fault;
use super::found::{Found, Part, Parts};

/// The line after each article.
const END: &str = "End of Document";
/// The line before the text of each.
const BODY: &str = "Body";
/// What begins the lines after the text.
const AFTER: [&str; 7] =
    ["Load-Date:", "Classification", "Graphic", "Notes", "Correction-Date:", "Correction", "Language:"];
/// How long a line of the head that gives the day may be.
const LINE: usize = 100;

/// Whether some paragraphs are such an export.
pub(crate) fn is_export(paragraphs: &[String]) -> bool {
    let has = |test: &dyn Fn(&str) -> bool| paragraphs.iter().any(|line| test(line.trim()));
    has(&|line| line.starts_with("Load-Date:")) && (has(&|line| line == BODY) || has(&|line| line == END))
        || has(&|line| line == BODY) && has(&|line| line == END)
}

/// The articles of an export.
pub(crate) fn articles(paragraphs: &[String]) -> Parts<'static> {
    let mut parts = Vec::new();
    for article in paragraphs.split(|line| line.trim() == END) {
        let lines: Vec<&str> =
            article.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        // After the last comes nothing, or a line of the exporter's.
        if lines.iter().any(|line| *line == BODY || line.starts_with("Load-Date:")) {
            parts.push(Part::new(format!("article {}", parts.len() + 1), article_of(&lines)));
        }
    }
    if parts.is_empty() {
        parts.push(Part::new("", Err(Fault::NoArticles("export"))));
    }
    Box::new(parts.into_iter())
}

/// `Section:`, `Byline:`: a word and a colon.
fn label(line: &str) -> Option<&str> {
    let (label, _) = line.split_once(':')?;
    let is_word = !label.is_empty()
        && label.len() < 24
        && label.chars().all(|c| c.is_alphabetic() || c == '-' || c == ' ');
    (is_word && label.starts_with(char::is_uppercase) && label.split(' ').count() <= 2).then_some(label)
}

fn article_of(lines: &[&str]) -> Result<Found, Fault> {
    let body = lines.iter().position(|line| *line == BODY);
    // Without the line, the head ends with the last of its labels.
    const LABELS: [&str; 6] = ["Section", "Length", "Byline", "Dateline", "Highlight", "Body"];
    let labelled = || {
        let head = lines.iter().take(14).enumerate();
        head.filter(|(_, line)| label(line).is_some_and(|label| LABELS.contains(&label)))
            .map(|(at, _)| at)
            .next_back()
    };
    let end = body.or_else(labelled).ok_or(Fault::NoText)?;
    let head = lines.get(..end).unwrap_or_default();
    let is_copyright = |line: &str| {
        line.starts_with("Copyright")
            || line.starts_with('©')
            || line.to_lowercase().contains("all rights reserved")
    };
    let dated = head.iter().enumerate().rev().find_map(|(at, line)| {
        let is_line = line.len() <= LINE && label(line).is_none() && !is_copyright(line);
        is_line.then(|| date::within(line)).flatten().map(|date| (at, date))
    });
    let Some((at, date)) = dated else {
        return Err(Fault::Broken {
            what: "export",
            reason: "an article has no line with its date".to_owned(),
        });
    };
    let source = at.checked_sub(1).and_then(|at| head.get(at)).map(|line| (*line).to_owned());
    let before = head.get(..at.saturating_sub(1)).unwrap_or_default();
    // Of the list of contents that may stand before the first article, nothing is a headline.
    let title = before.iter().rev().find(|line| {
        label(line).is_none_or(|label| {
            !["Job Number", "Documents", "Client", "Search Terms", "User Name"].contains(&label)
        })
    });
    let rest = lines.get(end + 1..).unwrap_or_default();
    let text: Vec<&str> = rest
        .iter()
        .copied()
        .take_while(|line| {
            !AFTER
                .iter()
                .any(|after| if after.ends_with(':') { line.starts_with(after) } else { line == after })
        })
        .collect();
    if text.is_empty() {
        return Err(Fault::NoText);
    }
    Ok(Found {
        id: None,
        date: Some(date),
        title: title.map(|title| (*title).to_owned()),
        source,
        url: None,
        text: text.join("\n\n"),
    })
}
