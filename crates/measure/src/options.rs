//! What every task takes on the command line.

use clap::Args;
use std::path::PathBuf;

/// Where the gold is, and what to do with the answers.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// The gold file; `.xz` is unpacked.
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Where the texts are that the gold annotates, if it does not hold them; by default beside it.
    #[arg(long, value_name = "DIR")]
    pub(crate) texts: Option<PathBuf>,
    /// Write the system's answers here, in the form that the reference scorers read.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Show so many of the documents or sentences with most errors.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) worst: usize,
    /// Print the figures as one line of JSON, shares from 0 to 1.
    #[arg(long)]
    pub(crate) json: bool,
    /// Take one document in N.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) every: u32,
    /// Begin with this document; with `--every 2`, 0 and 1 are the two halves.
    #[arg(long, value_name = "K", default_value_t = 0)]
    pub(crate) offset: u32,
}

impl Options {
    /// The documents of the half or other part that was asked for.
    pub(crate) fn part<T>(&self, documents: Vec<T>) -> Vec<T> {
        let (every, offset) = (self.every as usize, self.offset as usize);
        documents
            .into_iter()
            .enumerate()
            .filter(|(at, _)| at % every == offset % every)
            .map(|(_, document)| document)
            .collect()
    }
}
