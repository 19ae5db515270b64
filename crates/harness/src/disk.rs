//! `harness disk`: `add` gets too little room, and files that are none.
//!
//! Whatever is wrong: the exit status says so, standard error has a line `error:` and a line `hint:` and no word of the program's insides,
//! the store is sound, and the same command with enough room ends with what an undisturbed one ends with.

use crate::program;
use crate::store::{self, Folder};
use crate::victim::{Calm, Victim, VictimOptions};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `harness disk`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DiskOptions {
    #[command(flatten)]
    victim: VictimOptions,
    /// How many articles.
    #[arg(long, value_name = "N", default_value_t = 300)]
    articles: usize,
    /// At how many sizes of file the room ends.
    #[arg(long, value_name = "N", default_value_t = 20)]
    points: u64,
    /// Make the stores below this folder.
    #[arg(long, value_name = "DIR")]
    within: Option<PathBuf>,
}

/// The unit of `ulimit -f`.
const BLOCK: u64 = 512;
/// Runs the arguments after the first with files of at most so many blocks; writing more is an error to the program, no signal.
const LIMITED: &str = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";

/// Runs all of it.
pub(crate) fn run(options: &DiskOptions) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let folder = Folder::make(options.within.as_deref(), "disk")?;
    let victim = Victim::of(&options.victim, options.articles, &folder)?;
    let calm = victim.undisturbed(&folder)?;
    let size = fs::metadata(&calm.path).context("the undisturbed store is gone")?.len();

    let mut stopped = 0;
    for point in 1..=options.points {
        let room = size * point / (options.points + 1);
        let path = folder.file("limited.db");
        let limited = limited(&victim.command(&path), room / BLOCK);
        stopped += u64::from(
            starved(&victim, &calm, &path, limited, || Ok(()))
                .with_context(|| format!("with files of at most {room} bytes"))?,
        );
        store::remove(&path)?;
    }
    writeln!(
        out,
        "{} limits below {size} bytes: {stopped} stopped `add`, and nothing was lost",
        options.points
    )?;
    ensure!(stopped > 0, "no limit stopped `add`");

    match disks(&victim, &calm, &folder, size)? {
        Some(stopped) => writeln!(out, "small disks: {stopped} were full, and nothing was lost")?,
        None => writeln!(out, "small disks: none may be mounted here; left out")?,
    }
    if let Some(program) = &options.victim.legation {
        let (tried, left_out) = odd(program, &options.victim, &folder)?;
        writeln!(
            out,
            "{tried} odd inputs and stores: each has its message and its hint; {left_out} left out"
        )?;
    }
    Ok(())
}

/// The same command with a limit on the size of files.
fn limited(command: &Command, blocks: u64) -> Command {
    let mut limited = Command::new("sh");
    limited.args(["-c", LIMITED, "sh"]).arg(blocks.to_string());
    limited.arg(command.get_program()).args(command.get_args());
    limited
}

/// Runs a command that may run out of room; then gives it room and runs it to its end. Whether it ran out.
fn starved(
    victim: &Victim<'_>,
    calm: &Calm,
    path: &Path,
    mut command: Command,
    room: impl Fn() -> Result<()>,
) -> Result<bool> {
    let ended = program::run(&mut command, None)?;
    let mut acknowledged: HashSet<String> = ended.digests().collect();
    let is_stopped = !ended.status.success();
    if is_stopped {
        ended.expect_clean_failure()?;
    }
    room()?;
    victim.verify(path, &acknowledged)?;
    victim.finish(path, &mut acknowledged)?;
    calm.expect(victim, path, &acknowledged)?;
    Ok(is_stopped)
}

/// A small file system in memory, taken away again when it is dropped.
struct Disk(PathBuf);

impl Disk {
    /// None where this user may not mount one.
    fn mount(at: PathBuf, bytes: u64) -> Result<Option<Disk>> {
        fs::create_dir_all(&at).with_context(|| format!("{} cannot be made", at.display()))?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"]).arg(&at);
        let is_mounted = mount.output().is_ok_and(|output| output.status.success());
        Ok(is_mounted.then_some(Disk(at)))
    }

    fn resize(&self, bytes: u64) -> Result<()> {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,size={bytes}")]).arg(&self.0);
        program::stdout(&mut mount).map(drop)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // One that cannot be unmounted stays until the machine is started anew.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// On disks that are too small: how many were full, or none where none may be mounted.
fn disks(victim: &Victim<'_>, calm: &Calm, folder: &Folder, size: u64) -> Result<Option<usize>> {
    let mut full = 0;
    for eighths in [1, 3, 5, 7] {
        let bytes = size * eighths / 8;
        let Some(disk) = Disk::mount(folder.file("small"), bytes)? else { return Ok(None) };
        let path = disk.0.join("store.db");
        let is_full = starved(victim, calm, &path, victim.command(&path), || disk.resize(size * 16))
            .with_context(|| format!("on a disk of {bytes} bytes"))?;
        full += usize::from(is_full);
    }
    Ok(Some(full))
}

/// Inputs and stores that are none: how many were tried, and how many could not be.
fn odd(program: &Path, options: &VictimOptions, folder: &Folder) -> Result<(usize, usize)> {
    let write = |name: &str, content: &[u8]| -> Result<PathBuf> {
        let path = folder.file(name);
        fs::write(&path, content).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    };
    let make = |name: &str| -> Result<PathBuf> {
        let path = folder.file(name);
        fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(path)
    };
    let good = write("good.txt", b" date 2025-02-27 France and Mali met in Paris on Monday.\n")?;
    let locked = write("locked.txt", b" date 2025-02-27 France and Mali met.\n")?;
    lock(&locked)?;
    let noise: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let store = folder.file("odd.db");
    let below_a_file = good.join("store.db");
    let cases: Vec<(&str, PathBuf, PathBuf)> = vec![
        ("a file that is not there", folder.file("nothing.txt"), store.clone()),
        ("a folder that is called like a file", make("folder.txt")?, store.clone()),
        ("a file that may not be read", locked, store.clone()),
        ("a file that cannot be read", PathBuf::from("/proc/self/mem"), store.clone()),
        ("bytes that are no text", write("noise.txt", &noise)?, store.clone()),
        (
            "lines that are no JSON",
            write("broken.jsonl", b"{\"id\": \"a\", \"date\": \"2025-02-27\"\n\xff\xfe\x00\n[]\n{}\n")?,
            store.clone(),
        ),
        ("an empty file", write("empty.txt", b"")?, store.clone()),
        ("a text without a date", write("undated.txt", b"France and Mali met.")?, store.clone()),
        ("a store that is a folder", good.clone(), make("folder.db")?),
        ("a store that is a text", good.clone(), write("text.db", &b"No database at all. ".repeat(300))?),
        ("a store that is noise", good.clone(), write("noise.db", &noise)?),
        ("a store in a folder that is not there", good.clone(), folder.file("nowhere/store.db")),
        ("a store below a file", good.clone(), below_a_file),
        ("a store where nothing may be made", good.clone(), PathBuf::from("/proc/store.db")),
    ];
    let (mut tried, mut left_out) = (0, 0);
    for (what, input, place) in cases {
        // A superuser may read everything, and other systems have no /proc.
        let is_moot = match what {
            "a file that may not be read" => fs::read(&input).is_ok(),
            "a file that cannot be read" => !input.exists(),
            _ => false,
        };
        if is_moot {
            left_out += 1;
            continue;
        }
        let mut add = Command::new(program);
        add.arg("add")
            .arg(&input)
            .args(["--format", "jsonl", "--model", &options.model, "--store"])
            .arg(&place);
        program::run(&mut add, None).and_then(|ended| ended.expect_clean_failure()).context(what)?;
        if place == store && store.exists() {
            store::digests(&store).context(what)?;
        }
        tried += 1;
    }
    // A good file beside a bad one is kept.
    let mut add = Command::new(program);
    add.arg("add").arg(folder.file("noise.txt")).arg(&good);
    add.args(["--format", "jsonl", "--model", &options.model, "--store"]).arg(&store);
    let ended = program::run(&mut add, None)?;
    ended.expect_clean_failure()?;
    ensure!(store::digests(&store)?.len() == 1, "a bad file cost the good one");
    Ok((tried + 1, left_out))
}

/// Takes away the right to read a file, where the system has such.
fn lock(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o0))
            .with_context(|| format!("{} cannot be locked", path.display()))?;
    }
    Ok(())
}
