//! Why something could not be had from the net.

use crate::import::Fault;
use std::net::IpAddr;

/// What can go wrong on the way to a page or feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NetError {
    /// Not an address of the web.
    #[error("`{0}` is no address of a page: {1}")]
    Address(String, String),
    /// Another scheme than http and https.
    #[error("`{0}:` is neither http nor https")]
    Scheme(String),
    /// A name or password in the address.
    #[error("the address holds a user name or password")]
    Credentials,
    /// An address of this machine, of a network of its own, or for a special purpose.
    #[error("{} is {address}: {kind}, not a public address", subject(.host, .address))]
    NotPublic {
        /// The host as the address names it.
        host: String,
        /// What it means.
        address: IpAddr,
        /// What such addresses are for.
        kind: &'static str,
    },
    /// A name that always means this machine.
    #[error("{0} is a name of this machine, not a public address")]
    ThisMachine(String),
    /// No address for the name.
    #[error("no address was found for {0}")]
    Unresolved(String),
    /// Sent on and on.
    #[error("is redirected more than {0} times")]
    Redirects(usize),
    /// A redirect that cannot be followed.
    #[error("is redirected to `{0}`, which is no address")]
    Nowhere(String),
    /// From https to http.
    #[error("is redirected from https to http")]
    Downgrade,
    /// `robots.txt` does not allow it.
    #[error("robots.txt of {0} does not allow it")]
    Robots(String),
    /// `robots.txt` cannot be had, so that nothing is known to be allowed.
    #[error("robots.txt of {0} cannot be had (status {1})")]
    RobotsUnknown(String, u16),
    /// The server asks to be left alone for a while.
    #[error("the server asks to come back in {0} seconds")]
    Later(u64),
    /// Another status than success.
    #[error("the server answers with status {0}")]
    Status(u16),
    /// Too slow.
    #[error("takes too long ({0})")]
    Slow(String),
    /// A compression that was not asked for.
    #[error("is compressed as `{0}`, which was not asked for")]
    Encoding(String),
    /// Too large, or not what it says.
    #[error(transparent)]
    Answer(#[from] Fault),
    /// No connection, or one that broke.
    #[error("cannot be had: {0}")]
    Failed(String),
    /// What connections need is not there.
    #[error("connections cannot be made: {0}")]
    SetUp(String),
    /// The user asked to stop.
    #[error("was stopped")]
    Stopped,
}

/// A host by its name; one that has none is not called by its address twice.
fn subject<'a>(host: &'a str, address: &IpAddr) -> &'a str {
    if host == address.to_string() { "the host" } else { host }
}

impl NetError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            NetError::Address(..) => "net-address",
            NetError::Scheme(_) => "net-scheme",
            NetError::Credentials => "net-credentials",
            NetError::NotPublic { .. } | NetError::ThisMachine(_) => "net-not-public",
            NetError::Unresolved(_) => "net-unresolved",
            NetError::Redirects(_) | NetError::Nowhere(_) => "net-redirects",
            NetError::Downgrade => "net-downgrade",
            NetError::Robots(_) => "net-robots",
            NetError::RobotsUnknown(..) => "net-robots-unknown",
            NetError::Later(_) => "net-later",
            NetError::Status(_) => "net-status",
            NetError::Slow(_) => "net-slow",
            NetError::Encoding(_) => "net-encoding",
            NetError::Answer(fault) => fault.code(),
            NetError::Failed(_) => "net-failed",
            NetError::SetUp(_) => "net-set-up",
            NetError::Stopped => "net-stopped",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            NetError::Address(..) | NetError::Scheme(_) => "write it whole: https://example.org/feed.xml",
            NetError::Credentials => "save what is behind a login with your browser and read the file",
            NetError::NotPublic { .. } | NetError::ThisMachine(_) => {
                "if you trust it and all that it may redirect to, give --allow-private"
            }
            NetError::Unresolved(_) => "check the name and your connection",
            NetError::Redirects(_) | NetError::Nowhere(_) => {
                "open it in a browser and give the address where it ends"
            }
            NetError::Downgrade => "if plain http is good enough, give the http address",
            NetError::Robots(_) => "save the page with your browser and read the file, or ask the publisher",
            NetError::RobotsUnknown(..) | NetError::Later(_) => "try again later",
            NetError::Status(401..=403) => {
                "save the page with your browser, if you may read it, and read the file"
            }
            NetError::Status(404 | 410) => "check the address",
            NetError::Status(_) | NetError::Slow(_) | NetError::Failed(_) => {
                "try again later, or check the address"
            }
            NetError::Encoding(_) => "save the page with your browser and read the file",
            NetError::Answer(fault) => fault.remedy(),
            NetError::SetUp(_) => {
                "see that the root certificates of the system are installed (often `ca-certificates`)"
            }
            NetError::Stopped => "give the same command again",
        }
    }

    /// Whether the same request may well succeed later.
    pub fn passes(&self) -> bool {
        match self {
            // 304 is an error only where no version was named that could be unchanged: a mistake of the server.
            NetError::Status(status) => matches!(*status, 304 | 408 | 425 | 429 | 500..),
            NetError::RobotsUnknown(..)
            | NetError::Later(_)
            | NetError::Unresolved(_)
            | NetError::Slow(_)
            | NetError::Failed(_)
            | NetError::Stopped => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_once() {
        for (host, address, expected) in [
            ("127.0.0.1", "127.0.0.1", "the host is 127.0.0.1: this machine, not a public address"),
            ("::1", "::1", "the host is ::1: this machine, not a public address"),
            ("a.example", "127.0.0.1", "a.example is 127.0.0.1: this machine, not a public address"),
        ] {
            let (host, address) = (host.to_owned(), address.parse().unwrap());
            let why = NetError::NotPublic { host, address, kind: "this machine" };
            assert_eq!(why.to_string(), expected);
        }
    }
}
