//! Compressed data, unpacked as they are asked for and never beyond bounds.

use super::error::Fault;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// The most that one article, member or record may be.
pub(crate) const MOST: u64 = 64 << 20;
/// The most by which anything grows that was made to be read.
pub(crate) const RATIO: u64 = 200;
/// What is so small that it may grow as it likes.
const SMALL: u64 = 1 << 20;
/// The most memory that unpacking xz may take, in kibibytes: what its highest preset needs, and some.
const XZ_MEMORY: u32 = 100 << 10;
/// The widest window of zstd, as a power of two.
const ZSTD_WINDOW: u32 = 27;

/// How data are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
    Xz,
    /// What servers compress with, besides gzip; neither has first bytes to be told by. Deflate comes with zlib's head and without.
    Brotli,
    Deflate,
}

impl Packing {
    /// As the first bytes say.
    pub(crate) fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
            _ => None,
        }
    }

    /// What messages call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip data",
            Packing::Zstd => "zstd data",
            Packing::Xz => "xz data",
            Packing::Brotli => "brotli data",
            Packing::Deflate => "deflate data",
        }
    }

    /// What `packed` holds; an error from its reader where it grows too much.
    pub(crate) fn unpack<'a>(self, packed: impl BufRead + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
        let read = Rc::new(Cell::new(0));
        let mut packed = Counted { inner: packed, read: Rc::clone(&read) };
        let inner: Box<dyn Read + 'a> = match self {
            Packing::Gzip => Box::new(Members::new(packed)),
            Packing::Zstd => {
                let mut decoder = zstd::Decoder::with_buffer(packed)?;
                decoder.window_log_max(ZSTD_WINDOW)?;
                Box::new(decoder)
            }
            Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY)),
            Packing::Brotli => Box::new(brotli_decompressor::Decompressor::new(packed, 1 << 15)),
            Packing::Deflate if is_zlib(packed.fill_buf()?) => {
                Box::new(flate2::bufread::ZlibDecoder::new(packed))
            }
            Packing::Deflate => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        };
        Ok(Box::new(BufReader::with_capacity(1 << 15, Bounded { inner, read, given: 0, name: self.name() })))
    }
}

/// Whether compressed data begin with zlib's head: its method, and a number of two bytes that 31 divides.
fn is_zlib(head: &[u8]) -> bool {
    match head {
        [first, second, ..] => first & 15 == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31),
        _ => false,
    }
}

/// The most that so many bytes may become.
pub(crate) fn most(packed: u64) -> u64 {
    MOST.min(packed.saturating_mul(RATIO).max(SMALL))
}

/// Whether so much is more than what was packed in so many bytes.
pub(crate) fn swells(given: u64, packed: u64) -> bool {
    given > SMALL && given / RATIO > packed
}

/// A reader that fails once, and then is at its end.
pub(crate) struct Failing(pub(crate) Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _to: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _count: usize) {}
}

/// All that a reader has, up to a bound.
pub(crate) fn whole(mut from: impl Read, most: u64, what: &'static str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = from.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|why| Fault::of(&why, what))?;
    if bytes.len() as u64 > most { Err(Fault::TooLarge { megabytes: most >> 20 }) } else { Ok(bytes) }
}

/// Reads on to a mark, at most so many bytes; true where the mark or the end came before that.
pub(crate) fn until(from: &mut impl BufRead, mark: u8, most: u64, to: &mut Vec<u8>) -> io::Result<bool> {
    let before = to.len() as u64;
    from.by_ref().take(most).read_until(mark, to)?;
    Ok(to.len() as u64 - before < most || to.last() == Some(&mark))
}

/// Reads past a mark; false at the end.
pub(crate) fn skip_past(from: &mut impl BufRead, mark: u8) -> io::Result<bool> {
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let (step, found) = match buffer.iter().position(|byte| *byte == mark) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        from.consume(step);
        if found {
            return Ok(true);
        }
    }
}

/// A reader that says how much was taken of it.
struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.read.set(self.read.get() + count as u64);
        self.inner.consume(count);
    }
}

/// A reader of unpacked data that stops where they outgrow the packed ones.
struct Bounded<R> {
    inner: R,
    read: Rc<Cell<u64>>,
    given: u64,
    name: &'static str,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to).map_err(|why| Fault::of(&why, self.name))?;
        self.given += count as u64;
        if swells(self.given, self.read.get()) {
            return Err(Fault::Swells { ratio: RATIO }.into());
        }
        Ok(count)
    }
}

/// gzip, member after member. A broken member is one error; the next read goes on with the first member that begins within or after it.
struct Members<R> {
    inner: Option<flate2::bufread::GzDecoder<Kept<R>>>,
    rest: Option<Kept<R>>,
    failures: usize,
}

/// How often a stream may fail and be gone on with.
const FAILURES: usize = 100;
/// How much of a member is kept to look for another in it, should it be broken.
const KEPT: usize = 4 << 20;

impl<R: BufRead> Members<R> {
    fn new(packed: R) -> Members<R> {
        let kept = Kept { inner: packed, replayed: io::Cursor::new(Vec::new()), kept: Vec::new() };
        Members { inner: None, rest: Some(kept), failures: 0 }
    }

    /// Goes to the next member; false where there is none.
    fn next(&mut self) -> io::Result<bool> {
        let Some(mut packed) = self.rest.take() else { return Ok(false) };
        loop {
            let buffer = packed.fill_buf()?;
            let Some(first) = buffer.first() else { return Ok(false) };
            if *first == 0x1f && buffer.get(1).is_none_or(|second| *second == 0x8b) {
                packed.kept.clear();
                self.inner = Some(flate2::bufread::GzDecoder::new(packed));
                return Ok(true);
            }
            let step = buffer.iter().skip(1).position(|byte| *byte == 0x1f).map_or(buffer.len(), |at| at + 1);
            packed.consume(step);
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(mut member) = self.inner.take() else {
                if self.next()? { continue } else { return Ok(0) }
            };
            match member.read(to) {
                Ok(0) if !to.is_empty() => self.rest = Some(member.into_inner()),
                Ok(count) => {
                    self.inner = Some(member);
                    return Ok(count);
                }
                Err(why) => {
                    self.failures += 1;
                    self.rest =
                        Some(member.into_inner()).filter(|_| self.failures < FAILURES).map(Kept::again);
                    return Err(why);
                }
            }
        }
    }
}

/// A reader that can go back to where its member began, but for the first byte of it.
struct Kept<R> {
    inner: R,
    replayed: io::Cursor<Vec<u8>>,
    kept: Vec<u8>,
}

impl<R> Kept<R> {
    fn again(self) -> Kept<R> {
        let left = usize::try_from(self.replayed.position()).unwrap_or(usize::MAX);
        let left = self.replayed.get_ref().get(left..).unwrap_or_default();
        let mut bytes = self.kept.get(1..).unwrap_or_default().to_vec();
        bytes.extend_from_slice(left);
        Kept { inner: self.inner, replayed: io::Cursor::new(bytes), kept: Vec::new() }
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(to)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let is_replayed = !self.replayed.fill_buf()?.is_empty();
        if is_replayed { self.replayed.fill_buf() } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        let is_replayed = self.replayed.fill_buf().is_ok_and(|left| !left.is_empty());
        let buffer = if is_replayed { self.replayed.fill_buf() } else { self.inner.fill_buf() };
        if let Ok(bytes) = buffer
            && self.kept.len() < KEPT
        {
            self.kept.extend_from_slice(bytes.get(..count).unwrap_or(bytes));
        }
        if is_replayed { self.replayed.consume(count) } else { self.inner.consume(count) }
    }
}

/// A reader that stops where one record takes more of it than it may.
pub(crate) struct Metered<R> {
    inner: R,
    left: Meter,
}

/// What is left of the bound of a [`Metered`] reader.
#[derive(Clone)]
pub(crate) struct Meter {
    most: u64,
    left: Rc<Cell<u64>>,
}

impl Meter {
    /// A new record begins.
    pub(crate) fn reset(&self) {
        self.left.set(self.most);
    }
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, most: u64) -> (Metered<R>, Meter) {
        let left = Meter { most, left: Rc::new(Cell::new(most)) };
        (Metered { inner, left: left.clone() }, left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to)?;
        let left = self.left.left.get().checked_sub(count as u64);
        self.left.left.set(left.ok_or(Fault::TooLarge { megabytes: self.left.most >> 20 })?);
        Ok(count)
    }
}
