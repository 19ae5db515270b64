//! The three forms of one dossier, and of one that has nothing to tell.

use super::{Layout, html, markdown, text};
use legation_link::dossier::Dossier;
use unicode_width::UnicodeWidthStr;

const DOSSIER: &str = include_str!("../../../tests/fixtures/dossier.json");

fn dossier() -> Dossier {
    serde_json::from_str(DOSSIER).unwrap()
}

fn without_colour(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn the_forms_are_as_before() {
    let layout = Layout::of_columns(80);
    insta::assert_snapshot!("text", without_colour(&text(&dossier(), layout, false)));
    insta::assert_snapshot!("text-evidence", without_colour(&text(&dossier(), layout, true)));
    insta::assert_snapshot!("markdown", markdown(&dossier()));
    insta::assert_snapshot!("html", html(&dossier()));
}

#[test]
fn every_line_fits_and_ends_in_no_blanks() {
    for columns in [40, 57, 80, 120] {
        for has_evidence in [false, true] {
            let shown = without_colour(&text(&dossier(), Layout::of_columns(columns), has_evidence));
            for line in shown.lines() {
                assert!(line.width() <= columns, "{columns}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn what_is_told_is_told_in_every_form() {
    let forms = [
        without_colour(&text(&dossier(), Layout::of_columns(120), true)),
        markdown(&dossier()),
        html(&dossier()),
    ];
    for words in [
        "Kwame Asante, Foreign Minister",
        "Yamoussoukro",
        "Coast Wire and 2 others, 2031-03-02",
        "the first talks on their sea border since 2028",
        "→ cancelled",
        "no follow-up reported",
    ] {
        for form in &forms {
            let joined = form.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(joined.contains(words), "`{words}` is missing:\n{form}");
        }
    }
}

#[test]
fn words_of_articles_are_no_markup() {
    let page = html(&dossier());
    assert!(page.contains("&lt;beyond&gt;") && !page.contains("<beyond>"));
    assert!(!page.contains("<script") && !page.contains("http"));
    let page = markdown(&dossier());
    assert!(page.contains("\\| no \\*fishing\\* \\<beyond\\> the line \\[of 2017\\]"), "{page}");
    // Every note that is referred to is there, and once.
    let notes = page.lines().filter(|line| line.starts_with("[^")).count();
    for number in 1..=notes {
        assert_eq!(page.matches(&format!("[^{number}]: ")).count(), 1);
        assert!(page.matches(&format!("[^{number}]")).count() > 1, "{number}");
    }
}

#[test]
fn a_dossier_without_talks_says_so() {
    let mut none = dossier();
    none.series.clear();
    (none.articles, none.published) = (0, None);
    let says = "no article tells of talks between them; as known on 2031-03-20";
    assert!(without_colour(&text(&none, Layout::of_columns(120), false)).contains(says));
    assert!(markdown(&none).contains(says));
    assert!(html(&none).contains(says) && !html(&none).contains("<nav"));
}
