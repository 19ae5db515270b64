//! `legation completions` and `legation man`: the command line, told to shells and to `man`.

use crate::arguments::Arguments;
use crate::config::nearest;
use anyhow::{Result, bail};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;
use std::process::ExitCode;

/// Prints the completions for a shell.
pub(crate) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "legation", &mut script);
    print(&script)
}

/// Prints the page of the program, or of the command that some words name: `["knowledge", "who"]`.
pub(crate) fn page(words: &[String]) -> Result<ExitCode> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    for word in words {
        let Some(found) = command.find_subcommand(word) else {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let of = command.get_bin_name().unwrap_or("legation");
            match (nearest(word, &known), known.join(", ")) {
                (Some(meant), _) => bail!("`{of}` has no command `{word}`\n  hint: did you mean `{meant}`?"),
                (None, names) if names.is_empty() => {
                    bail!("`{of}` has no commands\n  hint: `legation man` lists all pages")
                }
                (None, names) => bail!("`{of}` has no command `{word}`\n  hint: it has {names}"),
            }
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    let version = concat!("legation ", env!("CARGO_PKG_VERSION"));
    Man::new(command.version(env!("CARGO_PKG_VERSION"))).source(version).render(&mut page)?;
    print(laid_out(&String::from_utf8(page)?).as_bytes())
}

/// With the examples under a name that says what they are, and their lines and columns left as they stand.
fn laid_out(page: &str) -> String {
    let Some((before, after)) = page.split_once("\n.SH EXTRA\n") else { return page.to_owned() };
    let (notes, rest) = after.split_once("\n.SH ").unwrap_or((after, "VERSION\n"));
    let notes = notes.strip_prefix("Examples:\n").unwrap_or(notes);
    format!("{before}\n.SH EXAMPLES\n.nf\n{notes}\n.fi\n.SH {rest}")
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
