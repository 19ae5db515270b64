//! A progress bar on standard error, for what takes longer than a second on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long a run may take before it shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is done of what there is to do.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    /// Whether it can be told how much there is to do.
    is_measured: bool,
}

impl Progress {
    /// A bar over `total` bytes; nothing is shown yet.
    pub(crate) fn new(total: u64) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(
            "{bar:30} {percent:>3} %  {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left",
        ) {
            bar.set_style(style);
        }
        Progress { bar, begun: Instant::now(), is_measured: true }
    }

    /// No bar: nobody knows how much there is to do.
    pub(crate) fn none() -> Progress {
        let mut progress = Progress::new(0);
        progress.is_measured = false;
        progress
    }

    /// A bar over `total` articles; nothing is shown yet.
    pub(crate) fn of_articles(total: u64) -> Progress {
        let progress = Progress::new(total);
        if let Ok(style) = ProgressStyle::with_template(
            "{bar:30} {percent:>3} %  {pos} of {len} articles, {per_sec}, {eta} left",
        ) {
            progress.bar.set_style(style);
        }
        progress
    }

    /// Nothing more is to come: the bar goes away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// So much more is done.
    pub(crate) fn advance(&self, more: u64) {
        if !self.is_measured {
            return;
        }
        if self.bar.is_hidden() && self.begun.elapsed() >= PATIENCE && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(more);
    }

    /// Runs something that writes to the terminal, with the bar out of its way.
    pub(crate) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
