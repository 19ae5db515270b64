//! A store as the tasks look at it: whether it is sound, what it holds, its content as bytes.

use anyhow::{Context, Result, bail};
use legation_store::{Filter, Sqlite, Storage, Stored};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Opens a store to read it.
pub(crate) fn open(path: &Path) -> Result<Sqlite> {
    Sqlite::open(path).with_context(|| format!("{} cannot be opened again", path.display()))
}

/// The digest of every version that a sound store holds, in no order. An error where it is not sound.
pub(crate) fn digests(path: &Path) -> Result<Vec<String>> {
    let store = open(path)?;
    let faults = store.check()?;
    if !faults.is_empty() {
        bail!("{} is not sound: {}", path.display(), faults.join("; "));
    }
    let mut digests = Vec::new();
    store.each(&Filter::default(), true, &mut |stored| {
        digests.push(stored.digest.as_str().to_owned());
        Ok(())
    })?;
    Ok(digests)
}

/// All that a store holds, as lines.
pub(crate) fn content(path: &Path) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    open(path)?.each(&Filter::default(), true, &mut |stored| {
        let Stored { digest, version, is_current, text, record, machine, language, is_coded, keep, outlet, snippets: _ } = stored;
        let line = json!({
            "digest": digest.as_str(), "version": version, "is_current": is_current, "text": text, "record": record, "machine": machine,
            "language": language, "is_coded": is_coded, "keep": keep.name(), "outlet": outlet,
        });
        lines.extend(line.to_string().into_bytes());
        lines.push(b'\n');
        Ok(())
    })?;
    Ok(lines)
}

/// The files of a store: its own, and those that the database keeps beside it.
pub(crate) fn files(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        PathBuf::from(file)
    })
}

/// Takes a store away.
pub(crate) fn remove(path: &Path) -> Result<()> {
    for file in files(path) {
        match std::fs::remove_file(&file) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
                return Err(why).with_context(|| format!("{} cannot be removed", file.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A folder of its own for a run, taken away again when it is dropped.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new folder below `within`, or where the system keeps such.
    pub(crate) fn make(within: Option<&Path>, name: &str) -> Result<Folder> {
        let within = within.map_or_else(std::env::temp_dir, Path::to_owned);
        let path = within.join(format!("legation-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Leaves it where it is, to be looked at.
    pub(crate) fn leave(self) -> PathBuf {
        let path = self.0.clone();
        std::mem::forget(self);
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
