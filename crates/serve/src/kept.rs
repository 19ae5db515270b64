//! What takes long to make is kept until the store changes, up to so many bytes.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Something that was made, whatever it is.
pub(crate) type Made = Arc<dyn Any + Send + Sync>;
/// Where it is put once it is made: whoever comes meanwhile waits.
pub(crate) type Cell = Arc<OnceCell<Made>>;

/// What is kept, by address.
#[derive(Debug)]
pub(crate) struct Keep {
    most: usize,
    all: Mutex<All>,
}

#[derive(Debug, Default)]
struct All {
    entries: HashMap<String, Entry>,
    bytes: usize,
    clock: u64,
}

#[derive(Debug)]
struct Entry {
    /// The state of the store that it was made of.
    counter: u64,
    cell: Cell,
    bytes: usize,
    used: u64,
}

/// What an entry costs beside what is made.
const OVERHEAD: usize = 512;

impl Keep {
    pub(crate) fn new(most: usize) -> Keep {
        Keep { most, all: Mutex::new(All::default()) }
    }

    /// The place of something, made of that state of the store or to be made.
    pub(crate) fn cell(&self, key: &str, counter: u64) -> Cell {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.clock += 1;
        let clock = all.clock;
        if let Some(entry) = all.entries.get_mut(key).filter(|entry| entry.counter == counter) {
            entry.used = clock;
            return Arc::clone(&entry.cell);
        }
        let cell = Cell::default();
        let bytes = key.len() + OVERHEAD;
        let entry = Entry { counter, cell: Arc::clone(&cell), bytes, used: clock };
        if let Some(old) = all.entries.insert(key.to_owned(), entry) {
            all.bytes = all.bytes.saturating_sub(old.bytes);
        }
        all.bytes += bytes;
        all.shrink(self.most);
        cell
    }

    /// Says how large something is that was made; what was used longest ago makes room.
    pub(crate) fn weigh(&self, key: &str, cell: &Cell, bytes: usize) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(entry) = all.entries.get_mut(key).filter(|entry| Arc::ptr_eq(&entry.cell, cell)) else {
            return;
        };
        entry.bytes += bytes;
        all.bytes += bytes;
        all.shrink(self.most);
    }

    /// How many things, and how many bytes.
    pub(crate) fn size(&self) -> (usize, usize) {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        (all.entries.len(), all.bytes)
    }
}

impl All {
    fn shrink(&mut self, most: usize) {
        while self.bytes > most {
            let Some(oldest) =
                self.entries.iter().min_by_key(|(_, entry)| entry.used).map(|(key, _)| key.clone())
            else {
                return;
            };
            if let Some(gone) = self.entries.remove(&oldest) {
                self.bytes = self.bytes.saturating_sub(gone.bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_of_one_state() {
        let keep = Keep::new(4 * OVERHEAD);
        let cell = keep.cell("a", 1);
        keep.weigh("a", &cell, 100);
        assert!(Arc::ptr_eq(&cell, &keep.cell("a", 1)));
        assert!(!Arc::ptr_eq(&cell, &keep.cell("a", 2)));
        // What was made of an earlier state weighs nothing any more.
        keep.weigh("a", &cell, 1_000_000);
        for key in 0..100 {
            keep.cell(&key.to_string(), 2);
        }
        let (count, bytes) = keep.size();
        assert!(count <= 4 && bytes <= 4 * OVERHEAD, "{count} {bytes}");
    }
}
