//! `legation extract`: the articles found in files, as JSON lines.

use crate::arguments::ExtractOptions;
use crate::input::Inputs;
use anyhow::Result;
use legation_text::Article;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// An article as a JSON line has it, and as `read` takes it again.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    date: String,
    title: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
}

/// Runs the command.
pub(crate) fn run(options: ExtractOptions) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0_usize;
    Inputs::of(&options.paths).each(options.date, |article| {
        match article {
            Ok(article) => line(&article, &mut out)?,
            Err(trouble) => {
                // What was found before it stands before it.
                out.flush()?;
                failed += 1;
                trouble.tell();
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints an article as a JSON line.
pub(crate) fn line(article: &Article, out: &mut impl Write) -> Result<()> {
    let line = Line {
        id: &article.id,
        date: article.date.to_string(),
        title: article.title.as_deref(),
        source: article.source.as_deref(),
        url: article.url.as_deref(),
        text: &article.text,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")?;
    Ok(())
}
