//! Articles to run on: JSON lines (`.xz` is unpacked), texts, folders of either.

use crate::gold;
use anyhow::{Context, Result};
use legation_text::Article;
use std::fs;
use std::path::{Path, PathBuf};

/// The articles of some files and folders, in order. What is no article is passed over: the command line is there to say why.
pub(crate) fn articles(paths: &[PathBuf]) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for path in paths {
        read(path, &mut articles)?;
    }
    Ok(articles)
}

fn read(path: &Path, articles: &mut Vec<Article>) -> Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let mut below =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()?;
        below.sort();
        let taken = |path: &PathBuf| {
            path.is_dir()
                || path
                    .extension()
                    .is_some_and(|ending| ending == "txt" || ending == "jsonl" || ending == "xz")
        };
        return below.iter().filter(|path| taken(path)).try_for_each(|path| read(path, articles));
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let text = gold::text(path)?;
    articles.extend(legation_text::articles(&stem, text.as_bytes(), None).flatten());
    Ok(())
}
