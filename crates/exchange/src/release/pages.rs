//! The pages of a release: how to cite it, what is in it, what its columns mean.

use super::columns::tables;
use super::manifest::{Author, Manifest};
use super::write::About;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A text as YAML takes it, whatever it holds.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn name(author: &Author) -> String {
    match &author.family {
        Some(family) => format!("{} {family}", author.given),
        None => author.given.clone(),
    }
}

/// `CITATION.cff` (Citation File Format 1.2.0).
pub(super) fn citation(manifest: &Manifest) -> String {
    let mut page = String::from(
        "cff-version: 1.2.0\nmessage: If you use this data set, cite it as below.\ntype: dataset\n",
    );
    let _ = writeln!(page, "title: {}", quoted(&manifest.title));
    let _ = writeln!(page, "version: {}", quoted(&manifest.version));
    if let Some(released) = &manifest.released {
        let _ = writeln!(page, "# the day of its last article\ndate-released: {released}");
    }
    page.push_str("authors:\n");
    for author in &manifest.authors {
        let given = quoted(&author.given);
        let _ = match &author.family {
            Some(family) => writeln!(page, "  - family-names: {}\n    given-names: {given}", quoted(family)),
            None => writeln!(page, "  - name: {given}"),
        };
    }
    if manifest.authors.is_empty() {
        page.push_str(
            "  # nobody was named when the release was made: write who made it\n  - name: anonymous\n",
        );
    }
    match &manifest.license {
        Some(license) => drop(writeln!(page, "license: {}", quoted(license))),
        None => page
            .push_str("# no licence was named when the release was made: ask who made it before using it\n"),
    }
    let _ = write!(
        page,
        "abstract: {}\nidentifiers:\n  - type: other\n    value: {}\n    description: The digest of its articles\nreferences:\n  - type: software\n    title: legation\n    version: {}\n    authors:\n      - name: The legation project\n",
        quoted(&summary(manifest)),
        quoted(&format!("sha256:{}", manifest.corpus.digest)),
        quoted(&manifest.program.version),
    );
    page
}

/// What it holds, in a sentence.
fn summary(manifest: &Manifest) -> String {
    let rows = |table: &str| manifest.tables.get(table).map_or(0, |table| table.rows);
    let corpus = &manifest.corpus;
    let days = match (&corpus.first, &corpus.last) {
        (Some(first), Some(last)) => format!(", published {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{} events, {} statements and {} agenda items of diplomacy, read by machine in {} articles of {} named outlets{days}.",
        rows("events"),
        rows("statements"),
        rows("agenda"),
        corpus.articles,
        manifest.sources.iter().filter(|source| !source.source.is_empty()).count(),
    )
}

/// `README.md`.
pub(super) fn readme(manifest: &Manifest, about: &About) -> String {
    let mut page = format!("# {}, version {}\n\n{}\n", manifest.title, manifest.version, summary(manifest));
    let text = if about.with_text {
        "It holds words of the articles, as far as the archive may keep them: who publishes it needs the right to."
    } else {
        "It holds no text of the articles: where something is said is told by code points of the text, which is known by its digest."
    };
    let _ = write!(page, "{text}\n\n## Files\n\n");
    page.push_str("Each table as Parquet (columns with types) and as CSV in UTF-8 (values of a list parted by `; `).\n\n| table | rows | a row is |\n|---|---|---|\n");
    for table in tables() {
        let size = manifest.tables.get(table.name);
        let _ =
            writeln!(page, "| `{}` | {} | {} |", table.name, size.map_or(0, |size| size.rows), table.about);
    }
    page.push_str(
        "\n`codebook.md` and `codebook.json`: every column, type, mode and status, with examples. `manifest.json`: what read the articles, what was asked \
for, articles by outlet and day, days without articles. `CITATION.cff`: how to cite. `SHA256SUMS`: `sha256sum -c SHA256SUMS`.\n\n\
`legation verify` checks this folder; `legation diff OLD NEW` lists what changed from one release to another, and why.\n\n## What was asked for\n\n",
    );
    if manifest.arguments.is_empty() {
        page.push_str("Everything.\n");
    }
    for (flag, value) in &manifest.arguments {
        let _ = writeln!(page, "- `--{flag}` {value}");
    }
    page.push_str("\n## What read it\n\n| program | model | tables of the world | frames | articles |\n|---|---|---|---|---|\n");
    for reader in &manifest.readers {
        let (version, model) = (&reader.version, &reader.model);
        let _ = writeln!(
            page,
            "| {version} | {model} | {} | {} | {} |",
            reader.knowledge, reader.frames, reader.articles
        );
    }
    let _ = writeln!(page, "\nCorrections by people: {}.", manifest.corrections.count);
    page.push_str("\n## Outlets\n\n| outlet | articles | first | last | days without articles between |\n|---|---|---|---|---|\n");
    for source in &manifest.sources {
        let name = if source.source.is_empty() { "(none named)" } else { source.source.as_str() };
        let gaps: u64 = source.gaps.iter().map(|gap| gap.days).sum();
        let name = name.replace('|', "\\|");
        let _ =
            writeln!(page, "| {name} | {} | {} | {} | {gaps} |", source.articles, source.first, source.last);
    }
    let authors: Vec<String> = manifest.authors.iter().map(name).collect();
    let authors = if authors.is_empty() { "not named".to_owned() } else { authors.join("; ") };
    let license = manifest.license.as_deref().unwrap_or("none named: ask who made the release");
    let _ = write!(page, "\n## Who made it, and its licence\n\n{authors}. Licence: {license}.\n");
    page
}

/// `codebook.md`: the columns, then what types, modes and statuses mean.
pub(super) fn codebook(about: &About) -> String {
    let mut page = String::from("# Columns of the tables\n");
    for table in tables() {
        let _ = write!(
            page,
            "\n## {}\n\nA row is {}.\n\n| column | holds | what |\n|---|---|---|\n",
            table.name, table.about
        );
        for column in table.columns(about.with_text) {
            let refers = column.refers_to.map(|table| format!(" → `{table}`")).unwrap_or_default();
            let about = column.about.replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | {}{refers} | {about} |", column.name, column.kind_name());
        }
    }
    page.push('\n');
    page.push_str(&about.codebook);
    page
}

/// `codebook.json`.
pub(super) fn codebook_json(about: &About) -> Value {
    let table = |table: &super::Table| {
        let columns = table.columns(about.with_text).map(|column| {
            json!({"name": column.name, "holds": column.kind_name(), "about": column.about, "refers_to": column.refers_to})
        });
        json!({"name": table.name, "about": table.about, "key": table.key, "columns": columns.collect::<Vec<_>>()})
    };
    json!({"tables": tables().iter().map(table).collect::<Vec<_>>(), "entries": about.codebook_json})
}
