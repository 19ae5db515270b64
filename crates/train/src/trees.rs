//! Treebanks in CoNLL-U: their words, lemmas and tags.

use anyhow::{Context, Result, ensure};
use legation_language::{Upos, Xpos};
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) words: Vec<String>,
    pub(crate) lemmas: Vec<String>,
    pub(crate) tags: Vec<(Upos, Xpos)>,
}

/// The genres of GUM whose text may be used for training.
const FREE: [&str; 10] =
    ["news", "interview", "bio", "voyage", "academic", "court", "textbook", "vlog", "speech", "conversation"];

/// Reads a treebank; of GUM only the genres under free licences.
pub(crate) fn read(path: &Path) -> Result<Vec<Tree>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    let mut free = true;
    for (number, line) in text.lines().enumerate() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            let genre = id.strip_prefix("GUM_").and_then(|id| id.split('_').next());
            free = genre.is_none_or(|genre| FREE.contains(&genre));
        } else if line.is_empty() {
            let tree = std::mem::take(&mut tree);
            if !tree.words.is_empty() && free {
                trees.push(tree);
            }
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            ensure!(columns.len() == 10, "{}:{}: not ten columns", path.display(), number + 1);
            if columns[0].contains(['-', '.']) {
                continue;
            }
            tree.words.push(columns[1].to_owned());
            tree.lemmas.push(columns[2].to_owned());
            let upos = Upos::from_str(columns[3]).unwrap_or(Upos::X);
            tree.tags.push((upos, Xpos::from_str(columns[4]).unwrap_or(Xpos::Fw)));
        }
    }
    Ok(trees)
}

/// The pairs of tags that these trees have, the commonest 250.
pub(crate) fn pairs(trees: &[Tree]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), u32> = BTreeMap::new();
    for &tag in trees.iter().flat_map(|tree| &tree.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut pairs: Vec<_> = counts.into_iter().collect();
    pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    pairs.truncate(250);
    pairs.into_iter().map(|(pair, _)| pair).collect()
}
