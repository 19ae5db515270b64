//! Runs a program, reads what it acknowledges, and kills it if asked.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A line that says what became of an article.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Acknowledged {
    pub(crate) digest: String,
    pub(crate) outcome: String,
}

/// How a run ended, and what it said until then.
#[derive(Debug)]
pub(crate) struct Ended {
    /// What it acknowledged.
    pub(crate) acknowledged: Vec<Acknowledged>,
    /// How long it ran.
    pub(crate) took: Duration,
    /// How long it ran until it first acknowledged something.
    pub(crate) begun_after: Duration,
    /// Whether it was killed; it may also have ended before its time.
    pub(crate) is_killed: bool,
    /// Its exit status.
    pub(crate) status: ExitStatus,
    /// What it said on standard error.
    pub(crate) stderr: String,
}

impl Ended {
    /// An error where it ended of itself, and not well.
    pub(crate) fn well(self) -> Result<Ended> {
        if !self.is_killed && !self.status.success() {
            bail!("the program ended with {}: {}", self.status, self.stderr.trim());
        }
        Ok(self)
    }

    /// The digests of what it acknowledged.
    pub(crate) fn digests(&self) -> impl Iterator<Item = String> + '_ {
        self.acknowledged.iter().map(|line| line.digest.clone())
    }

    /// An error unless it failed as programs should: with a message and a hint, and without a word of its insides.
    pub(crate) fn expect_clean_failure(&self) -> Result<()> {
        ensure!(!self.status.success(), "the program ended as if all were well: {}", self.stderr.trim());
        expect_clean_end(self.status, &self.stderr)
    }
}

/// An error unless a program ended as programs should: well, or with a message and a hint, and without a word of its insides.
pub(crate) fn expect_clean_end(status: ExitStatus, stderr: &str) -> Result<()> {
    let said = stderr.trim();
    ensure!(
        !said.contains("panicked at") && !said.contains("RUST_BACKTRACE"),
        "the program panicked: {said}"
    );
    ensure!(status.code().is_some(), "the program ended with {status}: {said}");
    if !status.success() {
        ensure!(said.lines().any(|line| line.starts_with("error:")), "no line says what is wrong: {said}");
        ensure!(said.lines().any(|line| line.trim().starts_with("hint:")), "no line says what to do: {said}");
    }
    Ok(())
}

/// How long the first thread of a process (`thread-self`: this thread) has been on a processor; none where the system does not say.
pub(crate) fn on_processor(process: &str) -> Option<Duration> {
    let told = std::fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}

/// Runs a program to its end, or kills it after some time.
pub(crate) fn run(command: &mut Command, kill_after: Option<Duration>) -> Result<Ended> {
    let begun = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    let (Some(out), Some(mut err)) = (child.stdout.take(), child.stderr.take()) else {
        bail!("the program's output cannot be read")
    };
    let errors = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // Nothing more can be read of one that was killed.
        let _ = err.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let (to_us, lines) = channel();
    let reading = std::thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = String::new();
        // A line without its end was cut off by the kill: it acknowledges nothing.
        while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            if to_us.send(std::mem::take(&mut line)).is_err() {
                break;
            }
        }
    });
    let mut acknowledged = Vec::new();
    let mut is_killed = false;
    let mut begun_after = None;
    let mut until = kill_after.map(|after| begun + after);
    loop {
        let line = match until {
            Some(until) => lines.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => lines.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match line {
            Ok(line) => {
                begun_after.get_or_insert_with(|| begun.elapsed());
                acknowledged.push(
                    serde_json::from_str(&line)
                        .with_context(|| format!("`{}` is no acknowledgement", line.trim()))?,
                );
            }
            Err(RecvTimeoutError::Timeout) => {
                child.kill().context("the program cannot be killed")?;
                (is_killed, until) = (true, None);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    // One that has closed its output but is still at work is killed in its time as well.
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        match until {
            Some(moment) if Instant::now() >= moment => {
                child.kill().context("the program cannot be killed")?;
                (is_killed, until) = (true, None);
            }
            Some(_) => std::thread::yield_now(),
            None => break child.wait()?,
        }
    };
    let took = begun.elapsed();
    let (_, stderr) = (reading.join(), errors.join().unwrap_or_default());
    // A kill that came too late killed nothing.
    is_killed &= !status.success();
    Ok(Ended { acknowledged, took, begun_after: begun_after.unwrap_or(took), is_killed, status, stderr })
}

/// What a program writes to standard output. An error where it does not end well.
pub(crate) fn stdout(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8_lossy(&output.stdout);
        bail!("{command:?} ended with {}: {} {}", output.status, said.trim(), printed.trim());
    }
    Ok(output.stdout)
}
