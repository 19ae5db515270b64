//! A dossier as a web page that needs nothing else: no script, no picture, no font; the sentences in notes at its end.

use super::notes::{self, Notes};
use super::outline::{Chapter, Line, Outline, Row, Section, Source, Words};
use crate::view::escaped;
use std::fmt::Write;

const STYLE: &str = include_str!("dossier.css");

/// The whole dossier.
pub(super) fn page<'a>(outline: &Outline<'a>) -> String {
    let mut page = Page { out: String::new(), notes: Notes::default() };
    let title = escaped(&outline.title);
    let _ = write!(
        page.out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>\n",
        escaped(&outline.basis)
    );
    page.contents(outline);
    page.out.push_str("<main>\n");
    for (at, chapter) in outline.chapters.iter().enumerate() {
        page.chapter(at, chapter);
    }
    page.out.push_str("</main>\n");
    page.sentences();
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page<'a> {
    out: String,
    notes: Notes<'a>,
}

/// The parts of a chapter that say something, by their titles.
fn parts<'c>(chapter: &'c Chapter<'_>) -> impl Iterator<Item = &'static str> + use<'c> {
    let rounds = (!chapter.rounds.is_empty()).then_some("Rounds");
    let told = chapter.sections.iter().filter(|section| !section.groups.is_empty());
    rounds.into_iter().chain(told.map(|section| section.title))
}

/// `Round by round` of the second chapter: `2-round-by-round`.
fn anchor(chapter: usize, title: &str) -> String {
    format!("c{}-{}", chapter + 1, title.to_lowercase().replace(' ', "-"))
}

impl<'a> Page<'a> {
    fn contents(&mut self, outline: &Outline<'a>) {
        if outline.chapters.is_empty() {
            return;
        }
        self.out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
        for (at, chapter) in outline.chapters.iter().enumerate() {
            let _ = write!(self.out, "<li><a href=\"#c{}\">{}</a>\n<ul>\n", at + 1, escaped(&chapter.title));
            for title in parts(chapter) {
                let _ = writeln!(self.out, "<li><a href=\"#{}\">{title}</a></li>", anchor(at, title));
            }
            self.out.push_str("</ul></li>\n");
        }
        self.out.push_str("</ul>\n</nav>\n");
    }

    fn chapter(&mut self, at: usize, chapter: &Chapter<'a>) {
        let _ = writeln!(self.out, "<article id=\"c{}\">\n<h2>{}</h2>", at + 1, escaped(&chapter.title));
        self.lines(&chapter.lead);
        if !chapter.rounds.is_empty() {
            let _ = writeln!(self.out, "<h3 id=\"{}\">Rounds</h3>", anchor(at, "Rounds"));
            self.rounds(&chapter.title, &chapter.rounds);
        }
        for section in &chapter.sections {
            self.section(at, section);
        }
        self.out.push_str("</article>\n");
    }

    fn rounds(&mut self, title: &str, rows: &[Row<'a>]) {
        let _ = write!(
            self.out,
            "<div class=\"wide\"><table>\n<caption class=\"heard\">Meetings in the order of their days: {}</caption>\n<thead><tr>",
            escaped(title)
        );
        for title in ["<abbr title=\"number\">n</abbr>", "date", "place", "status", "heads", "told by"] {
            let _ = write!(self.out, "<th scope=\"col\">{title}</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            let [number, date, place] = [&row.number, &row.date, &row.place].map(|cell| escaped(cell));
            let heads: Vec<String> = row.heads.iter().map(|head| escaped(head)).collect();
            let source = self.source(row.source);
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{number}</th><td class=\"day\">{date}</td><td>{place}</td><td><b>{}</b></td><td>{}</td><td class=\"source\">{source}</td></tr>",
                row.status,
                heads.join("<br>"),
            );
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn section(&mut self, at: usize, section: &Section<'a>) {
        let title = section.title;
        if section.groups.is_empty() {
            let _ = writeln!(self.out, "<h3>{title}</h3>\n<p class=\"none\">None reported.</p>");
            return;
        }
        let _ = writeln!(self.out, "<section>\n<h3 id=\"{}\">{title}</h3>", anchor(at, title));
        for group in &section.groups {
            if let Some(title) = &group.title {
                let _ = writeln!(self.out, "<h4>{}</h4>", escaped(title));
            }
            self.lines(&group.lines);
        }
        self.out.push_str("</section>\n");
    }

    fn lines(&mut self, lines: &[Line<'a>]) {
        let bare = if lines.iter().all(|line| line.label.is_empty()) { " bare" } else { "" };
        let _ = writeln!(self.out, "<ul class=\"lines{bare}\">");
        for line in lines {
            let words: Vec<String> = line.words.iter().map(words).collect();
            let source = self.source(line.source);
            let source = match source.is_empty() {
                true => source,
                false => format!(" <span class=\"source\">({source})</span>"),
            };
            let _ = writeln!(
                self.out,
                "<li>{} <span>{}{source}</span></li>",
                label(&line.label, bare.is_empty()),
                words.join(" ")
            );
        }
        self.out.push_str("</ul>\n");
    }

    /// The outlet and the day, and links to the notes.
    fn source(&mut self, source: Source<'a>) -> String {
        let mut name = source.name().map(|name| escaped(&name)).unwrap_or_default();
        let links = self
            .notes
            .refer(source)
            .into_iter()
            .map(|number| format!("<a href=\"#n{number}\" aria-label=\"note {number}\">{number}</a>"));
        let links: Vec<String> = links.collect();
        if !links.is_empty() {
            let _ = write!(name, "<sup>{}</sup>", links.join(","));
        }
        name
    }

    fn sentences(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<footer>\n<h2 id=\"notes\">Notes</h2>\n<ol>\n");
        for (number, evidence) in self.notes.each() {
            let (place, words) = (escaped(&notes::place(evidence)), escaped(&evidence.text));
            let _ = writeln!(self.out, "<li id=\"n{number}\">{place}: <q>{words}</q></li>");
        }
        self.out.push_str("</ol>\n</footer>\n");
    }
}

/// The label of a line, where its list has some.
fn label(label: &str, has_labels: bool) -> String {
    if has_labels { format!("<span class=\"label\">{}</span>", escaped(label)) } else { String::new() }
}

fn words(words: &Words) -> String {
    match words {
        Words::Plain(words) => escaped(words),
        Words::Strong(words) => format!("<b>{}</b>", escaped(words)),
        Words::Faint(words) => format!("<span class=\"faint\">{}</span>", escaped(words)),
        Words::Quoted(words) => format!("<q>{}</q>", escaped(words)),
    }
}
