//! The desk on the command line: `legation serve`, `mcp` and `token`.

mod demo;
mod hands;
mod options;
mod token;

pub(crate) use options::{McpOptions, ServeOptions, TokenOptions};
pub(crate) use token::run as token;

use crate::archive::{Bell, Maker, told, watch_beside};
use crate::config::Settings;
use anyhow::{Context, Result, anyhow, bail};
use demo::Folder;
use hands::Reading;
use legation_serve::{Desk, Hands, Limits, Listening, Tokens, is_public, serve};
use legation_store::Sqlite;
use options::Log;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::Notify;
use tracing_subscriber::EnvFilter;

/// Runs `legation serve`.
pub(crate) fn run(options: &ServeOptions, config: Option<&Path>) -> Result<ExitCode> {
    log(options.log);
    let mut settings = Settings::resolve(config, &options.adding.said())?;
    let folder = options.demo.then(Folder::new).transpose()?;
    if let Some(folder) = &folder {
        settings.store = folder.store();
    }
    let maker = Arc::new(Maker::of(&settings)?);
    let hands = Arc::new(Reading::new(&settings));
    prepare(options, &settings, &hands, &maker)?;
    let desk = desk(&settings, options.hosts.clone(), options.closed, maker, &hands)?;
    let bell = Arc::new(Bell::default());
    let stop = Arc::new(Notify::new());
    let (rung, stopped) = (Arc::clone(&bell), Arc::clone(&stop));
    ctrlc::set_handler(move || {
        stopped.notify_one();
        rung.ring();
    })
    .context("signals cannot be listened to")?;
    let watching = watch(options, &settings, &hands, &desk, &bell)?;
    // The reader is there when somebody pastes an article, and nobody waits for it to begin.
    let reader = Arc::clone(&hands);
    std::thread::spawn(move || reader.intake().map(|_| ()));
    let runtime = runtime()?;
    runtime.block_on(async {
        let listening = Listening::at(options.listen, desk).await.with_context(|| {
            format!("nobody can listen at {}\n  hint: name another with --listen HOST:PORT", options.listen)
        })?;
        let address = listening.address()?;
        writeln!(anstream::stdout().lock(), "http://{address}/")?;
        serve(listening, async move { stop.notified().await }).await.context("the desk stopped")
    })?;
    bell.ring_once();
    if let Some(watching) = watching {
        watching.join().map_err(|_| anyhow!("the watch stopped"))??;
    }
    // Questions that nobody waits for any more are not waited for either.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}

/// Runs `legation mcp`.
pub(crate) fn mcp(options: &McpOptions, config: Option<&Path>) -> Result<ExitCode> {
    log(Log::Quiet);
    let settings = Settings::resolve(config, &options.adding.said())?;
    there(&settings)?;
    let (maker, hands) = (Arc::new(Maker::of(&settings)?), Arc::new(Reading::new(&settings)));
    let desk = desk(&settings, Vec::new(), false, maker, &hands)?;
    let runtime = runtime()?;
    legation_serve::mcp_over_stdio(&desk, runtime.handle())?;
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the desk cannot be started")
}

fn desk(
    settings: &Settings,
    hosts: Vec<String>,
    is_closed: bool,
    maker: Arc<Maker>,
    hands: &Arc<Reading>,
) -> Result<Desk> {
    let store = settings.store.clone();
    let set = legation_serve::Settings { store, hosts, is_closed, limits: Limits::default() };
    let hands = Arc::clone(hands) as Arc<dyn Hands>;
    Desk::new(set, maker, hands).map_err(|why| anyhow!("{why}\n  hint: {}", why.remedy))
}

/// That there is a store.
fn there(settings: &Settings) -> Result<()> {
    if settings.store.exists() {
        return Ok(());
    }
    bail!(
        "there is no store at {}\n  hint: make one with `legation add FILE…`, name another with --store FILE, or look around with `legation serve --demo`",
        settings.store.display()
    );
}

/// Sees to it that there is a store, and that nobody is let in who should not be.
fn prepare(options: &ServeOptions, settings: &Settings, hands: &Reading, maker: &Maker) -> Result<()> {
    if options.demo {
        demo::fill(&settings.store, hands, maker)?;
    } else if options.watch.is_some() {
        Sqlite::create(&settings.store).map_err(told)?;
    } else {
        there(settings)?;
    }
    if is_public(&options.listen) {
        let tokens = Tokens::beside(&settings.store).list().map_err(token::told)?;
        if tokens.is_empty() {
            bail!(
                "{} can be reached from elsewhere, and there is no token\n  hint: make one with `legation token add NAME --scope ingest,correct`, or listen at 127.0.0.1",
                options.listen
            );
        }
    }
    Ok(())
}

type Watching = std::thread::JoinHandle<Result<()>>;

/// Begins to watch feeds, where that is asked for.
fn watch(
    options: &ServeOptions,
    settings: &Settings,
    hands: &Arc<Reading>,
    desk: &Desk,
    bell: &Arc<Bell>,
) -> Result<Option<Watching>> {
    let Some(feeds) = &options.watch else { return Ok(None) };
    let rounds = watch_beside(feeds, &options.net, options.every, settings, bell)?;
    let (hands, desk) = (Arc::clone(hands), desk.clone());
    let watching = move || {
        let intake = hands.intake().map_err(|refusal| anyhow!("{}", refusal.reason))?;
        rounds.run(intake, &|| {
            desk.came_in();
            desk.look();
        })
    };
    Ok(Some(std::thread::spawn(watching)))
}

/// Lines on standard error; `RUST_LOG` says otherwise which.
fn log(how: Log) {
    let least = if how == Log::Quiet { "warn" } else { "info" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(least));
    let lines =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).with_target(false);
    // Whoever logs already goes on.
    let _ = match how {
        Log::Json => lines.json().flatten_event(true).try_init(),
        Log::Text | Log::Quiet => lines.compact().try_init(),
    };
}
