//! Outside formats in and out.
//!
//! [`import`] finds the articles in what researchers and newsrooms hold: web pages, feeds, archives, exports of databases, mail. [`export`]
//! writes events as those know them who work with them, [`coded`] reads them in the same forms. [`release`] writes what a study used as a folder that others can cite, and compares two
//! such. [`net`] fetches pages and feeds, where a user asks for it.

pub mod coded;
pub mod export;
pub mod import;
pub mod net;
pub mod release;
