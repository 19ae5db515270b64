//! `legation verify` and `diff`: releases, read again.

use super::release::in_release;
use super::release_options::{DiffFormat, DiffOptions, VerifyOptions};
use super::rows;
use crate::config::{Said, Settings};
use crate::view::{Layout, Rows};
use anyhow::{Result, anyhow};
use legation_exchange::release::{self, Cause, Change, Diff, Files};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A release in a folder.
struct Folder(PathBuf);

impl Files for Folder {
    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for file in fs::read_dir(&self.0)? {
            names.push(file?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        // A name in a file of sums leads nowhere else.
        if Path::new(name).components().count() != 1 || name == ".." {
            return Err(io::Error::other("is no name of a file of the folder"));
        }
        fs::read(self.0.join(name))
    }
}

/// Checks a release.
pub(super) fn verify(options: &VerifyOptions) -> Result<ExitCode> {
    let verified = release::verify(&Folder(options.folder.clone())).map_err(in_release)?;
    let mut out = anstream::stdout().lock();
    if verified.faults.is_empty() {
        let (files, rows, references) = (verified.files, verified.rows, verified.references);
        writeln!(out, "the release is whole: {files} files, {rows} rows, {references} references")?;
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &verified.faults {
        writeln!(out, "{}: {}", fault.file, fault.what)?;
    }
    Err(anyhow!(
        "the release has {} faults\n  hint: fetch it again from where it was published, or make it again with `legation release`",
        verified.faults.len()
    ))
}

/// Compares two releases.
pub(super) fn diff(options: &DiffOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &Said { limit: options.limit.limit, ..Said::default() })?;
    let (old, new) = (Folder(options.old.clone()), Folder(options.new.clone()));
    let mut diff = release::diff(&old, &new).map_err(in_release)?;
    let is_for_people = options.format == DiffFormat::Table;
    let all = diff.changes.len();
    if !options.all && (is_for_people || options.limit.limit.is_some()) {
        diff.changes.truncate(settings.limit.get());
    }
    let mut out = anstream::stdout().lock();
    match options.format {
        DiffFormat::Table => out.write_all(table(&diff, Layout::of_terminal()).as_bytes())?,
        DiffFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &diff)?;
            writeln!(out)?;
        }
    }
    if diff.changes.len() < all {
        rows::tell_of(diff.changes.len(), all);
    }
    Ok(ExitCode::SUCCESS)
}

fn table(diff: &Diff, layout: Layout) -> String {
    let mut text = layout.heading(&format!("From {} to {}", diff.old, diff.new));
    let mut columns = vec![("", 10), ("", 9)];
    columns.extend(Cause::ALL.map(|cause| (cause.name(), cause.name().len().max(5))));
    let mut rows = Rows::new(columns, layout);
    for (part, kinds) in &diff.counts {
        for (kind, causes) in kinds {
            let mut cells = vec![part.clone(), kind.clone()];
            cells.extend(
                Cause::ALL.map(|cause| causes.get(cause.name()).map(ToString::to_string).unwrap_or_default()),
            );
            rows.push(cells);
        }
    }
    text.push_str(&rows.text());
    let unchanged: Vec<String> =
        diff.unchanged.iter().map(|(part, count)| format!("{count} {part}")).collect();
    if !unchanged.is_empty() {
        let _ = writeln!(text, "\nAs they were: {}", unchanged.join(", "));
    }
    if diff.changes.is_empty() {
        return text;
    }
    text.push('\n');
    text.push_str(&layout.heading("Changes"));
    let mut rows = Rows::new(
        vec![("day", 10), ("", 7), ("cause", 10), ("article", 14), ("what", 0), ("was → is", 0)],
        layout,
    );
    for change in &diff.changes {
        rows.push(vec![
            change.day.clone(),
            change.change.name().to_owned(),
            cause(change),
            change.article.clone(),
            change.what.clone(),
            fields(change),
        ]);
    }
    text.push_str(&rows.text());
    text
}

fn cause(change: &Change) -> String {
    let also: Vec<&str> = change.also.iter().map(|cause| cause.name()).collect();
    if also.is_empty() {
        return change.cause.name().to_owned();
    }
    format!("{} (or {})", change.cause.name(), also.join(", "))
}

fn fields(change: &Change) -> String {
    let field = |(name, [was, is]): (&String, &[String; 2])| format!("{name} {was} → {is}");
    change.fields.iter().map(field).collect::<Vec<_>>().join("; ")
}
