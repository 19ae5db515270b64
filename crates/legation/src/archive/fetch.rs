//! `legation fetch`: the articles that are at some addresses, printed or kept.

use super::add;
use super::intake::Intake;
use super::net_options::{FetchOptions, NetFlags};
use super::options::Report;
use crate::config::Settings;
use crate::extract;
use crate::input::Trouble;
use crate::progress::Progress;
use anyhow::{Result, anyhow};
use legation_exchange::net::{
    self, Client, Clock, Finding, Gathered, NetError, Options, Reach, SystemClock, SystemNames, Validators,
    Want, gather,
};
use legation_text::Article;
use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command.
pub(super) fn run(options: &FetchOptions, config: Option<&Path>) -> Result<ExitCode> {
    let mut client = client(&options.net, Arc::new(SystemClock))?;
    if !options.add {
        return print(options, &mut client);
    }
    let settings = Settings::resolve(config, &options.adding.said())?;
    let intake = Intake::new(&settings)?;
    let feed = |run: &mut add::Run<'_>| each(options, &mut client, |article| run.take(article));
    let (summary, read) = add::session(&settings.store, &intake, Progress::none(), Report::Text, None, feed)?;
    summary.print(Report::Text)?;
    read?;
    Ok(summary.status())
}

/// A client as the command line has it.
pub(super) fn client(flags: &NetFlags, clock: Arc<dyn Clock>) -> Result<Client> {
    let reach = Reach { private: flags.allow_private, also: Vec::new() };
    let options = Options { contact: flags.contact.clone(), reach, proxy: flags.proxy, ..Options::default() };
    Client::with(options, Arc::new(SystemNames), clock)
        .map_err(|why| anyhow!("{why}\n  hint: {}", why.remedy()))
}

fn print(options: &FetchOptions, client: &mut Client) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0_usize;
    each(options, client, |article| {
        match article {
            Ok(article) => extract::line(&article, &mut out)?,
            Err(trouble) => {
                failed += 1;
                trouble.tell();
            }
        }
        // The next may take its time to come.
        Ok(out.flush()?)
    })?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Hands on what is at each address.
fn each(
    options: &FetchOptions,
    client: &mut Client,
    mut take: impl FnMut(Result<Article, Trouble>) -> Result<()>,
) -> Result<()> {
    let (known, seen) = (Validators::default(), HashSet::new());
    for url in &options.urls {
        let want = Want { url, known: &known, follow: options.follow, date: options.date, seen: &seen };
        match gathered(client, want, &mut take)? {
            Ok(gathered) if !gathered.is_stopped => {}
            became => take(Err(trouble(url, &became.err().unwrap_or(NetError::Stopped).into())))?,
        }
    }
    Ok(())
}

/// Hands on what is at an address; says what became of it, or why it could not be had.
pub(super) fn gathered(
    client: &mut Client,
    want: Want<'_>,
    mut take: impl FnMut(Result<Article, Trouble>) -> Result<()>,
) -> Result<Result<Gathered, NetError>> {
    let gathered = gather(client, want, |Finding { place, article }| {
        take(article.map_err(|why| trouble(&place, &why))).map_err(Halt::Taking)
    });
    match gathered {
        Ok(gathered) => Ok(Ok(gathered)),
        Err(Halt::Net(why)) => Ok(Err(why)),
        Err(Halt::Taking(why)) => Err(why),
    }
}

/// Why it went no further.
enum Halt {
    Net(NetError),
    Taking(anyhow::Error),
}

impl From<NetError> for Halt {
    fn from(why: NetError) -> Halt {
        Halt::Net(why)
    }
}

/// Why something at a place could not be had.
pub(super) fn trouble(place: &str, why: &net::Trouble) -> Trouble {
    Trouble {
        place: place.to_owned(),
        code: why.code(),
        reason: why.to_string(),
        remedy: why.remedy().to_owned(),
    }
}
