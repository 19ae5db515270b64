//! The command line of `legation`: dated articles in, their records on the screen or as JSON.
//!
//! This is the rim: the only crate that opens files, starts threads and speaks to a terminal. Data goes to standard
//! output, everything else to standard error. A bad file costs a message and the exit status, never the other files.

mod archive;
mod arguments;
mod codebook;
mod config;
mod desk;
mod extract;
mod input;
mod knowledge;
mod manual;
mod only;
mod progress;
mod quality;
mod reading;
mod view;

use anyhow::Result;
use arguments::{Arguments, Command, Described};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Arguments::of_the_command_line()) {
        Ok(code) => code,
        Err(why) if is_broken_pipe(&why) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(anstream::stderr(), "error: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let config = arguments.config.as_deref();
    match arguments.command {
        Command::Read(options) => reading::run(&options, config),
        Command::Extract(options) => extract::run(options),
        Command::Knowledge(options) => knowledge::run(&options.question, config),
        Command::Archive(command) => archive::run(&command, config),
        Command::Serve(options) => desk::run(&options, config),
        Command::Mcp(options) => desk::mcp(&options, config),
        Command::Token(options) => desk::token(&options, config),
        Command::Codebook(options) => codebook::run(options.page()),
        Command::Quality(options) => quality::run(&options),
        Command::Schema(options) => {
            let schema = match options.of {
                Described::Record => legation_record::json_schema(),
                Described::Correction => {
                    schemars::schema_for!(legation_record::correction::Correction).to_value()
                }
                Described::Dossier => schemars::schema_for!(legation_link::dossier::Dossier).to_value(),
            };
            let mut out = io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions(options) => manual::completions(options.shell),
        Command::Man(options) => manual::page(&options.command),
    }
}

/// Whether the reader of our output has gone away, as `head` does: no error.
fn is_broken_pipe(why: &anyhow::Error) -> bool {
    why.chain().any(|cause| {
        let direct = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let in_json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        direct.or(in_json) == Some(io::ErrorKind::BrokenPipe)
    })
}
