//! Zip archives: their members one after the other, in memory only; and DOCX files, which are such archives.

use super::error::{Fault, ImportError};
use super::found::{Articles, named};
use super::unpack::{MOST, RATIO, most, swells};
use super::{Context, docx, exported, fault, is_taken, stem};
use std::borrow::Cow;
use std::io::{Cursor, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

/// How large an archive may be that cannot be read from a file.
pub(crate) const IN_MEMORY: u64 = 256 << 20;
/// How many members an archive may have.
const MEMBERS: usize = 100_000;
/// How large the list of its members may be.
const LIST: u64 = 32 << 20;

/// The articles of all members.
pub(super) fn articles<'a, R: Read + Seek + 'a>(context: Context, from: R) -> Articles<'a> {
    let (archive, size) = match open(from) {
        Ok(opened) => opened,
        Err(fault) => return self::fault(fault),
    };
    if archive.index_for_name("[Content_Types].xml").is_some() {
        return office(context, archive);
    }
    if context.archives > 1 {
        return fault(Fault::Nested);
    }
    let members = (0..archive.len()).filter(|at| is_member(&name_of(&archive, *at))).collect::<Vec<_>>();
    if members.is_empty() {
        return fault(Fault::NoArticles("archive"));
    }
    Box::new(Members { context, archive, members: members.into_iter(), size, given: 0, current: None })
}

/// Opens an archive whose list of members is not too large; with its size.
fn open<R: Read + Seek>(mut from: R) -> Result<(ZipArchive<R>, u64), Fault> {
    let broken = |why: std::io::Error| Fault::of(&why, "zip archive");
    let size = from.seek(SeekFrom::End(0)).map_err(broken)?;
    // The end of an archive says how many members it has; where more is said elsewhere, the list is bounded by the archive.
    let tail = size.min(22 + 65_535);
    from.seek(SeekFrom::Start(size - tail)).map_err(broken)?;
    let mut bytes = Vec::new();
    from.by_ref().take(tail).read_to_end(&mut bytes).map_err(broken)?;
    let end = bytes.windows(4).rposition(|mark| mark == b"PK\x05\x06");
    let list = end
        .and_then(|at| bytes.get(at + 12..at + 16))
        .and_then(|size| size.try_into().ok())
        .map(u32::from_le_bytes);
    let is_wide = list == Some(u32::MAX) || bytes.windows(4).any(|mark| mark == b"PK\x06\x06");
    if list.is_some_and(|list| list != u32::MAX && u64::from(list) > LIST) || (is_wide && size > IN_MEMORY) {
        return Err(Fault::TooMany { most: MEMBERS, what: "members" });
    }
    let archive = ZipArchive::new(from).map_err(of_zip)?;
    if archive.len() > MEMBERS {
        return Err(Fault::TooMany { most: MEMBERS, what: "members" });
    }
    Ok((archive, size))
}

fn of_zip(why: ZipError) -> Fault {
    match why {
        ZipError::Io(why) => Fault::of(&why, "zip archive"),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted,
        why => Fault::Broken { what: "zip archive", reason: why.to_string() },
    }
}

/// Hands on the members of an archive that may be tables, as they are unpacked: their names and their bytes, within bounds.
pub(crate) fn each(
    from: impl Read + Seek,
    visit: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let (mut archive, size) = open(from)?;
    let mut given = 0;
    for at in 0..archive.len() {
        let name = name_of(&archive, at);
        if name.ends_with('/') || name.starts_with("__MACOSX/") {
            continue;
        }
        let file = archive.by_index(at).map_err(of_zip)?;
        let most = file.compressed_size().saturating_mul(RATIO).max(MOST / 64);
        let mut bounded = file.take(most + 1);
        let shown: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        visit(&shown, &mut bounded)?;
        let left = bounded.limit();
        given += most + 1 - left;
        // Members that lie over one another make a small archive endless.
        if left == 0 || swells(given, size) {
            return Err(ImportError::at(format!("member {shown}"), Fault::Swells { ratio: RATIO }));
        }
    }
    Ok(())
}

/// Whether a member is looked into: by the endings of names, as in a folder.
fn is_member(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    is_taken(last) && !last.starts_with("._") && !name.starts_with("__MACOSX/")
}

fn name_of<R: Read + Seek>(archive: &ZipArchive<R>, at: usize) -> String {
    archive.name_for_index(at).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default()
}

/// The text of a DOCX file.
fn office<'a, R: Read + Seek>(context: Context, mut archive: ZipArchive<R>) -> Articles<'a> {
    let paragraphs = match archive.index_for_name("word/document.xml") {
        Some(at) => member(&mut archive, at).and_then(|bytes| docx::paragraphs(&bytes)),
        None => Err(Fault::Broken { what: "DOCX file", reason: "it has no word/document.xml".to_owned() }),
    };
    match paragraphs {
        Ok(paragraphs) => named(&context.name, context.date, exported(&paragraphs)),
        Err(fault) => self::fault(fault),
    }
}

/// The bytes of a member.
fn member<R: Read + Seek>(archive: &mut ZipArchive<R>, at: usize) -> Result<Vec<u8>, Fault> {
    let file = archive.by_index(at).map_err(of_zip)?;
    let most = most(file.compressed_size());
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|why| Fault::of(&why, "zip archive"))?;
    match bytes.len() as u64 {
        length if length <= most => Ok(bytes),
        _ if most < MOST => Err(Fault::Swells { ratio: RATIO }),
        _ => Err(Fault::TooLarge { megabytes: MOST >> 20 }),
    }
}

struct Members<'a, R> {
    context: Context,
    archive: ZipArchive<R>,
    members: std::vec::IntoIter<usize>,
    size: u64,
    given: u64,
    /// The articles of the member that is being read, and its name.
    current: Option<(String, Articles<'a>)>,
}

impl<R: Read + Seek> Iterator for Members<'_, R> {
    type Item = Result<legation_text::Article, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((name, articles)) = &mut self.current {
                match articles.next() {
                    Some(article) => return Some(article.map_err(|why| why.within(name))),
                    None => self.current = None,
                }
            }
            let at = self.members.next()?;
            // Names are shown and never opened: nothing is written, wherever they point.
            let name = name_of(&self.archive, at);
            let place =
                format!("member {}", name.chars().filter(|c| !c.is_control()).take(200).collect::<String>());
            let context = Context {
                name: stem(&name).to_owned(),
                archives: self.context.archives + 1,
                most: MOST,
                ..self.context.clone()
            };
            match member(&mut self.archive, at) {
                Ok(bytes) => {
                    self.given += bytes.len() as u64;
                    // Members that lie over one another make a small archive endless.
                    if swells(self.given, self.size) {
                        self.members = Vec::new().into_iter();
                        return Some(Err(ImportError::at(place, Fault::Swells { ratio: RATIO })));
                    }
                    self.current = Some((place, context.of_seekable(Cursor::new(bytes))));
                }
                Err(fault) => return Some(Err(ImportError::at(place, fault))),
            }
        }
    }
}
