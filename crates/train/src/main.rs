//! Learns the lemma scripts that both models use; see `data/model/CARD.md` for the command that made the ones in use.
//!
//! Everything is ordered: the same files and the same command give the same bytes. The networks are trained in `train/network`.

mod lemmas;
mod trees;

use anyhow::{Context, Result};
use clap::Parser;
use legation_language::training::LEMMAS_MARK;
use std::path::PathBuf;

/// Learns lemma scripts from treebanks.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Treebanks, CoNLL-U; of GUM the genres under free licences are taken.
    #[arg(long, required = true, num_args = 1..)]
    trees: Vec<PathBuf>,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let mut trees = Vec::new();
    for path in &cli.trees {
        trees.extend(trees::read(path)?);
    }
    let pairs = trees::pairs(&trees);
    let mut bytes = LEMMAS_MARK.to_vec();
    bytes.push(pairs.len() as u8);
    bytes.extend(pairs.iter().flat_map(|&(upos, xpos)| [upos as u8, xpos as u8]));
    bytes.extend(lemmas::learn(&trees).bytes());
    std::fs::write(&cli.out, &bytes).with_context(|| format!("writing {}", cli.out.display()))
}
