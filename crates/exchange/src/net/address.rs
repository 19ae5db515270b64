//! Which addresses are public, and which URLs are taken at all.
//!
//! What is not public follows the registries of special-purpose addresses that IANA keeps for IPv4 and IPv6 (RFC 6890; 3fff::/20 by RFC 9637).
//! Where an IPv6 address carries one of IPv4 (mapped, NAT64), that one is judged; of 6to4, Teredo and the protocol
//! assignments none is taken, for nothing that publishes news is reached through them.

use super::error::NetError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Blocks of IPv4 that are not public: first address, length of the prefix, what they are.
const SPECIAL_4: [(Ipv4Addr, u32, &str); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "a private network"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "a provider's inner network"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "this machine"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "the local link"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "a private network"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relays"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "a private network"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "tests of networks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// Blocks of IPv6 that are not public, the narrower before the wider; the last holds all that is not global unicast.
const SPECIAL_6: [(Ipv6Addr, u32, &str); 9] = [
    (Ipv6Addr::LOCALHOST, 128, "this machine"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, "Teredo"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "protocol assignments"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "a private network"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "the local link"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
];

/// The longest URL that is taken, in bytes.
const LONGEST: usize = 8192;

/// What an address is for, if it is not public.
///
/// ```
/// use legation_exchange::net::special;
/// assert_eq!(special("::ffff:10.0.0.1".parse().unwrap()), Some("a private network"));
/// assert_eq!(special("193.0.6.139".parse().unwrap()), None);
/// ```
pub fn special(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => special_4(address),
        IpAddr::V6(address) => match carried(address) {
            Some(inner) => special_4(inner),
            None => special_6(address),
        },
    }
}

fn special_4(address: Ipv4Addr) -> Option<&'static str> {
    let shares =
        |block: &Ipv4Addr, length: u32| (address.to_bits() ^ block.to_bits()).leading_zeros() >= length;
    SPECIAL_4.iter().find(|(block, length, _)| shares(block, *length)).map(|(_, _, kind)| *kind)
}

fn special_6(address: Ipv6Addr) -> Option<&'static str> {
    let shares =
        |block: &Ipv6Addr, length: u32| (address.to_bits() ^ block.to_bits()).leading_zeros() >= length;
    let found = SPECIAL_6.iter().find(|(block, length, _)| shares(block, *length)).map(|(_, _, kind)| *kind);
    let is_global_unicast = address.segments()[0] & 0xe000 == 0x2000;
    found.or((!is_global_unicast).then_some("reserved"))
}

/// The IPv4 address that an IPv6 address leads to: IPv4-mapped, or NAT64 by its well-known prefix.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., a, b] = address.segments();
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            Some(Ipv4Addr::from_bits(u32::from(a) << 16 | u32::from(b)))
        }
        _ => None,
    }
}

/// What may be connected to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether every address may be, public or not.
    pub private: bool,
    /// Single addresses that may be, though they are not public.
    pub also: Vec<SocketAddr>,
}

impl Reach {
    /// Lets an address pass, or says why not. `host` is how the URL names it.
    pub(crate) fn check(&self, host: &str, address: SocketAddr) -> Result<(), NetError> {
        match special(address.ip()) {
            Some(kind) if !self.private && !self.also.contains(&address) => {
                Err(NetError::NotPublic { host: host.to_owned(), address: address.ip(), kind })
            }
            _ => Ok(()),
        }
    }

    /// A URL that may be asked for as far as it can be told without resolving names: `url` reads numbers as browsers do, so that
    /// `http://0x7f.1/` is found to be this machine.
    pub(crate) fn admit(&self, url: &Url) -> Result<(), NetError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NetError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NetError::Credentials);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        match url.host() {
            Some(Host::Ipv4(address)) => self.check(&address.to_string(), (address, port).into()),
            Some(Host::Ipv6(address)) => self.check(&address.to_string(), (address, port).into()),
            Some(Host::Domain(name)) => {
                let bare = name.trim_end_matches('.').to_ascii_lowercase();
                let is_here = bare == "localhost" || bare.ends_with(".localhost");
                if is_here && !self.private { Err(NetError::ThisMachine(bare)) } else { Ok(()) }
            }
            None => Err(NetError::Address(url.to_string(), "it names no host".to_owned())),
        }
    }
}

/// The URL that a user wrote, without its fragment.
pub(crate) fn url(written: &str) -> Result<Url, NetError> {
    let shown = || written.chars().take(200).collect::<String>();
    if written.len() > LONGEST {
        return Err(NetError::Address(shown(), format!("it is longer than {LONGEST} bytes")));
    }
    let mut url = Url::parse(written.trim()).map_err(|why| NetError::Address(shown(), why.to_string()))?;
    url.set_fragment(None);
    Ok(url)
}
