//! `legation codebook`: what each type, mode, status, context and field means, with examples and what is measured of it, as one page.

use crate::arguments::Page;
use crate::view::escaped;
use anyhow::Result;
use legation_knowledge::codebook::{self, Entry, Part};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

/// The chapters of the page, in order: the kind of their entries, and their heading.
const CHAPTERS: [(&str, &str); 5] = [
    ("type", "Types of events"),
    ("mode", "Modes"),
    ("status", "Statuses"),
    ("context", "Contexts"),
    ("field", "Fields of the record"),
];

const INTRODUCTION: &str = "\
The types, modes, contexts and scores are those of PLOVER, the action codes those of CAMEO. In an example the word that triggers the entry stands in brackets; \
a near miss looks like the entry and is something else. Precision, recall and confusions were measured on the project's own held-back \
documents by `measure codebook`: n is how often the annotators have the entry.";

/// Prints the page.
pub(crate) fn run(page: Page) -> Result<ExitCode> {
    let text = match page {
        Page::Md => markdown(),
        Page::Html => html(),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What was measured of an entry, in a sentence.
fn measured(entry: &Entry) -> Option<String> {
    let measured = codebook::measured(entry.kind, entry.key)?;
    let mut text = format!("n = {}", measured.n);
    for (name, share) in [("precision", measured.precision), ("recall", measured.recall)] {
        if !share.is_empty() {
            let _ = write!(text, ", {name} {share}");
        }
    }
    if !measured.confusions.is_empty() {
        let _ = write!(text, "; taken for: {}", measured.confusions);
    }
    Some(text)
}

fn lines(entry: &Entry, part: Part) -> impl Iterator<Item = &'static str> {
    entry.parts.iter().filter(move |(of, _)| *of == part).map(|(_, text)| *text)
}

/// The page as Markdown.
pub(crate) fn markdown() -> String {
    let mut page = format!("# Codebook of legation\n\n{INTRODUCTION}\n");
    for (kind, heading) in CHAPTERS {
        let _ = write!(page, "\n## {heading}\n");
        for entry in codebook::entries().iter().filter(|entry| entry.kind == kind) {
            let _ = write!(page, "\n### {}\n\n", entry.key);
            for rule in lines(entry, Part::Rule) {
                let _ = writeln!(page, "{rule}\n");
            }
            for example in lines(entry, Part::Example) {
                let _ = writeln!(page, "- {example}");
            }
            let misses: Vec<_> = lines(entry, Part::NearMiss).collect();
            if !misses.is_empty() {
                page.push_str("\nNear misses:\n\n");
            }
            for miss in misses {
                let _ = writeln!(page, "- {miss}");
            }
            if let Some(measured) = measured(entry) {
                let _ = write!(page, "\nMeasured: {measured}.\n");
            }
        }
    }
    page
}

/// The entries for programs.
pub(crate) fn json() -> serde_json::Value {
    let entries = codebook::entries().iter().map(|entry| {
        let lines = |part| lines(entry, part).collect::<Vec<_>>();
        serde_json::json!({
            "kind": entry.kind, "key": entry.key, "rules": lines(Part::Rule), "examples": lines(Part::Example),
            "near_misses": lines(Part::NearMiss), "measured": measured(entry),
        })
    });
    entries.collect()
}

const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.2}h2{margin-top:3rem;border-bottom:2px solid #ddd}h3{margin-top:2rem}\
nav{columns:3;font:14px/1.5 system-ui,sans-serif}nav a{display:block;color:#06c;text-decoration:none}b{background:#fff3bf;font-weight:600}\
.miss{color:#555}.measured{font:14px system-ui,sans-serif;color:#555}";

fn html() -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Codebook of legation</title>\n<style>{STYLE}</style>\n<h1>Codebook of legation</h1>\n<p>{}</p>\n",
        escaped(INTRODUCTION).replacen('`', "<code>", 1).replacen('`', "</code>", 1)
    );
    for (kind, heading) in CHAPTERS {
        let of_kind = || codebook::entries().iter().filter(move |entry| entry.kind == kind);
        let _ = write!(page, "<h2>{heading}</h2>\n<nav>\n");
        for entry in of_kind() {
            let _ = writeln!(page, "<a href=\"#{0}-{1}\">{1}</a>", kind, escaped(entry.key));
        }
        page.push_str("</nav>\n");
        for entry in of_kind() {
            let _ = writeln!(page, "<h3 id=\"{0}-{1}\">{1}</h3>", kind, escaped(entry.key));
            for rule in lines(entry, Part::Rule) {
                let _ = writeln!(page, "<p>{}</p>", escaped(rule));
            }
            list(&mut page, "example", lines(entry, Part::Example));
            if lines(entry, Part::NearMiss).next().is_some() {
                page.push_str("<p class=\"miss\">Near misses:</p>\n");
            }
            list(&mut page, "miss", lines(entry, Part::NearMiss));
            if let Some(measured) = measured(entry) {
                let _ = writeln!(page, "<p class=\"measured\">Measured: {}.</p>", escaped(&measured));
            }
        }
    }
    page.push_str("</html>\n");
    page
}

fn list(page: &mut String, class: &str, lines: impl Iterator<Item = &'static str>) {
    let items: Vec<String> = lines.map(|line| format!("<li>{}</li>", marked(line))).collect();
    if !items.is_empty() {
        let _ = writeln!(page, "<ul class=\"{class}\">\n{}\n</ul>", items.join("\n"));
    }
}

/// With the trigger in brackets as bold.
fn marked(line: &str) -> String {
    escaped(line).replace('[', "<b>").replace(']', "</b>")
}
