//! The resolver that connections are made by: it gives out no address that it has not let pass.

use super::address::Reach;
use super::error::NetError;
use super::surroundings::Names;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How many addresses of a name are tried.
const TRIED: usize = 16;

/// Resolves names, and refuses those of which any address may not be connected to.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) names: Arc<dyn Names>,
    pub(crate) reach: Reach,
    /// The user's proxy, which may stand anywhere.
    pub(crate) proxy: Option<(String, u16)>,
}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, _: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let addresses = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => self.look_up(host, port, *timeout.after)?,
        };
        let is_proxy = self.proxy.as_ref().is_some_and(|(name, at)| name == host && *at == port);
        if !is_proxy {
            for address in &addresses {
                self.reach.check(host, *address).map_err(|why| Error::Other(Box::new(why)))?;
            }
        }
        let mut given = self.empty();
        addresses.into_iter().take(TRIED).for_each(|address| given.push(address));
        if given.is_empty() { Err(unresolved(host)) } else { Ok(given) }
    }
}

impl Checked {
    /// Asks on a thread of its own, for the machine's resolver cannot be told when to give up.
    fn look_up(&self, host: &str, port: u16, timeout: Duration) -> Result<Vec<SocketAddr>, Error> {
        let (answer, answered) = mpsc::sync_channel(1);
        let (names, asked) = (Arc::clone(&self.names), host.to_owned());
        std::thread::Builder::new()
            .name("names".to_owned())
            .spawn(move || {
                // Nobody waits any more where it took too long.
                let _ = answer.send(names.addresses(&asked, port));
            })
            .map_err(Error::Io)?;
        match answered.recv_timeout(timeout) {
            Ok(Ok(addresses)) => Ok(addresses),
            Ok(Err(_)) => Err(unresolved(host)),
            Err(_) => Err(Error::Timeout(ureq::Timeout::Resolve)),
        }
    }
}

fn unresolved(host: &str) -> Error {
    Error::Other(Box::new(NetError::Unresolved(host.to_owned())))
}
