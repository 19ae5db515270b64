//! `legation token`: who may take articles in and correct over the net.

use super::options::{TokenCommand, TokenOptions};
use crate::arguments::StoreFlags;
use crate::config::{Said, Settings};
use crate::view::{Layout, Rows};
use anyhow::{Result, anyhow};
use jiff::Timestamp;
use jiff::tz::Offset;
use legation_serve::{Scope, TokenError, Tokens};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(crate) fn run(options: &TokenOptions, config: Option<&Path>) -> Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    match &options.what {
        TokenCommand::Add { name, scope, store } => {
            let scopes: Vec<Scope> = scope.iter().filter_map(|scope| Scope::from_name(scope)).collect();
            let today = Offset::UTC.to_datetime(Timestamp::now()).date().to_string();
            let secret = tokens(store, config)?.add(name, &scopes, &today).map_err(told)?;
            writeln!(out, "{secret}")?;
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(anstream::stderr().lock(), "note: it is shown this once; only its hash is kept");
        }
        TokenCommand::List { store } => {
            let mut rows = Rows::new(vec![("name", 20), ("made", 10), ("scopes", 0)], Layout::of_terminal());
            for token in tokens(store, config)?.list().map_err(told)? {
                let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
                rows.push(vec![token.name, token.made, scopes.join(" ")]);
            }
            out.write_all(rows.text().as_bytes())?;
        }
        TokenCommand::Remove { name, store } => tokens(store, config)?.remove(name).map_err(told)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn tokens(flags: &StoreFlags, config: Option<&Path>) -> Result<Tokens> {
    let said = Said { store: flags.store.as_deref(), ..Said::default() };
    Ok(Tokens::beside(&Settings::resolve(config, &said)?.store))
}

/// An error of the tokens, with what to do about it.
pub(super) fn told(why: TokenError) -> anyhow::Error {
    anyhow!("{why}\n  hint: {}", why.remedy())
}
