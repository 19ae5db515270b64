//! Treebanks: CoNLL-U in and out.

use anyhow::{Context, Result, ensure};
use legation_language::{Deprel, Parse, Upos, Xpos};
use std::fmt::Write;
use std::path::Path;
use std::str::FromStr;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) words: Vec<String>,
    pub(crate) lemmas: Vec<String>,
    pub(crate) tags: Vec<(Upos, Xpos)>,
    /// The root's head is the number of words.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<Deprel>,
    /// The tenth column.
    pub(crate) notes: Vec<String>,
    pub(crate) begins_document: bool,
}

/// The genres of GUM whose text may be used for training.
const FREE: [&str; 10] =
    ["news", "interview", "bio", "voyage", "academic", "court", "textbook", "vlog", "speech", "conversation"];

/// Reads a treebank; of GUM only the genres under free licences unless `all`.
pub(crate) fn read(path: &Path, all: bool) -> Result<Vec<Tree>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    let mut free = true;
    for (number, line) in text.lines().enumerate() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            tree.begins_document = true;
            let genre = id.strip_prefix("GUM_").and_then(|id| id.split('_').next());
            free = genre.is_none_or(|genre| FREE.contains(&genre));
        } else if line.is_empty() {
            let tree = std::mem::take(&mut tree);
            if !tree.words.is_empty() && (free || all) {
                trees.push(tree);
            }
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            ensure!(columns.len() == 10, "{}:{}: not ten columns", path.display(), number + 1);
            if columns[0].contains(['-', '.']) {
                continue;
            }
            let head: u32 = columns[6].parse().with_context(|| format!("line {}", number + 1))?;
            let base = columns[7].split(':').next().unwrap_or("dep");
            tree.words.push(columns[1].to_owned());
            tree.lemmas.push(columns[2].to_owned());
            let upos = Upos::from_str(columns[3]).unwrap_or(Upos::X);
            tree.tags.push((upos, Xpos::from_str(columns[4]).unwrap_or(Xpos::Fw)));
            tree.heads.push(head);
            let relation = Deprel::from_str(columns[7]).or_else(|_| Deprel::from_str(base));
            tree.relations.push(relation.unwrap_or(Deprel::Dep));
            tree.notes.push(columns[9].to_owned());
        }
    }
    for tree in &mut trees {
        let len = tree.words.len() as u32;
        for head in &mut tree.heads {
            *head = if *head == 0 || *head > len { len } else { *head - 1 };
        }
    }
    Ok(trees)
}

/// Writes a parse of these sentences.
pub(crate) fn write(trees: &[Tree], parse: &Parse) -> String {
    let mut out = String::new();
    let mut token = 0;
    for tree in trees {
        let first = token;
        for (place, form) in tree.words.iter().enumerate() {
            let word = parse.word(token);
            let head = word.head.map_or(0, |head| head - first + 1);
            let (lemma, upos, xpos, relation) = (&word.lemma, word.upos, word.xpos, word.deprel);
            let _ =
                writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_", place + 1);
            token += 1;
        }
        out.push('\n');
    }
    out
}

impl Tree {
    pub(crate) fn forms(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// The same sentence in capitals.
    pub(crate) fn shouted(&self) -> Tree {
        Tree { words: self.words.iter().map(|word| word.to_uppercase()).collect(), ..self.clone() }
    }
}
