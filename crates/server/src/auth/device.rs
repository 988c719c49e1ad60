//! Where a request came from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderMap, USER_AGENT};
use ipnet::IpNet;
use tutti_types::auth::MAX_USER_AGENT;

/// So many peers are told of; a client may write the header too, from as many addresses as it has.
const MOST_TOLD: usize = 10;

/// Proxies in front of the server, by their networks.
#[derive(Debug)]
pub struct Proxies {
    /// Whose word for an address counts.
    trusted: Vec<IpNet>,
    /// Peers that sent `X-Forwarded-For` and are not among them.
    unbelieved: Mutex<Vec<IpAddr>>,
}

impl Proxies {
    /// Believes those in these networks.
    #[must_use]
    pub fn new(trusted: Vec<IpNet>) -> Self {
        Self {
            trusted,
            unbelieved: Mutex::default(),
        }
    }

    /// Says so in the log, once of each. Nobody who forgot to name their proxy would find out otherwise, but by everybody's being
    /// limited as one.
    fn note(&self, peer: IpAddr) {
        let mut told = self
            .unbelieved
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST_TOLD && !told.contains(&peer) {
            told.push(peer);
            tracing::warn!(
                "X-Forwarded-For came from {peer}, which is no trusted proxy: if it is yours, add it to TUTTI_TRUSTED_PROXIES; until then \
                 everybody behind it shares the rate limits of one address"
            );
        }
    }
}

/// Where a request came from, as it is kept with a session.
#[derive(Clone, Debug)]
pub struct Device {
    /// The browser as it named itself.
    pub user_agent: String,
    /// The address. An IPv4 address that comes inside an IPv6 one is told as what it is.
    pub ip: Option<IpAddr>,
}

impl Device {
    /// Reads it off a request. A proxy's word for the address counts where the operator trusts that proxy.
    #[must_use]
    pub fn of(request: &HttpRequest, proxies: &Proxies) -> Self {
        let user_agent = request
            .headers()
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let peer = request.peer_addr().map(|addr| addr.ip().to_canonical());
        let told = request.headers().contains_key(FORWARDED_FOR);
        if let Some(peer) = peer.filter(|peer| told && !is_trusted(&proxies.trusted, *peer)) {
            proxies.note(peer);
        }
        Self {
            user_agent: user_agent.chars().take(MAX_USER_AGENT).collect(),
            ip: peer.map(|peer| behind(&proxies.trusted, peer, request.headers())),
        }
    }

    /// The address as it is kept.
    #[must_use]
    pub fn ip_text(&self) -> Option<String> {
        self.ip.map(|ip| ip.to_string())
    }

    /// Whom the limits count the address for: of IPv6 everybody has at least a network of 64 bits to choose addresses from.
    #[must_use]
    pub fn network(&self) -> Option<IpAddr> {
        match self.ip? {
            IpAddr::V6(ip) => {
                let bits = ip.to_bits() >> 64 << 64;
                Some(Ipv6Addr::from_bits(bits).into())
            }
            v4 @ IpAddr::V4(_) => Some(v4),
        }
    }
}

const FORWARDED_FOR: &str = "x-forwarded-for";

fn is_trusted(proxies: &[IpNet], ip: IpAddr) -> bool {
    proxies.iter().any(|proxies| proxies.contains(&ip))
}

/// The last address on the way here that is no trusted proxy's. Each proxy appends whom it was asked by, so what stands before
/// the word of the first that is not trusted may be made up; and so may be everything before what is no address.
fn behind(trusted: &[IpNet], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).collect();
    let mut told = lines
        .iter()
        .rev()
        .flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    let mut ip = peer;
    while is_trusted(trusted, ip) {
        match told.next().and_then(address) {
            Some(before) => ip = before,
            None => break,
        }
    }
    ip
}

/// An address as proxies write it, with or without its port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|ip| ip.strip_suffix(']'));
    let ip = bare.unwrap_or(text).parse::<IpAddr>();
    let ip = ip.or_else(|_| text.parse::<SocketAddr>().map(|addr| addr.ip()));
    ip.ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn told(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            let name = HeaderName::from_static(FORWARDED_FOR);
            headers.append(name, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        let trusted = ["10.0.0.0/30", "::1/128"].map(|proxies| proxies.parse().unwrap());
        behind(&trusted, peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_last_address_that_is_no_proxys_counts() {
        for (lines, ip) in [
            (vec![], PROXY),
            (vec!["203.0.113.7"], "203.0.113.7"),
            (vec!["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            // A client's own line comes first, a proxy's after it.
            (vec!["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
            (vec!["203.0.113.7, 10.0.0.2"], "203.0.113.7"),
            (vec!["203.0.113.7, 10.0.0.4"], "10.0.0.4"),
            (
                vec!["198.51.100.1", "203.0.113.7", "10.0.0.2"],
                "203.0.113.7",
            ),
            (vec!["10.0.0.2, 10.0.0.2"], "10.0.0.2"),
            (vec!["::ffff:203.0.113.7"], "203.0.113.7"),
            (vec!["203.0.113.7, ::ffff:10.0.0.2"], "203.0.113.7"),
            (vec!["2001:DB8:0::7"], "2001:db8::7"),
            (vec!["[2001:db8::7]"], "2001:db8::7"),
            (vec!["[2001:db8::7]:443"], "2001:db8::7"),
            (vec!["203.0.113.7:443"], "203.0.113.7"),
        ] {
            assert_eq!(told(PROXY, &lines), ip, "{lines:?}");
        }
    }

    #[test]
    fn what_is_no_address_ends_the_search() {
        for (lines, ip) in [
            (vec![""], PROXY),
            (vec!["unknown"], PROXY),
            (vec!["203.0.113.7,"], PROXY),
            (vec!["203.0.113.7, _hidden"], PROXY),
            (vec!["203.0.113.7", "\u{fc}"], PROXY),
            (vec!["203.0.113.7, 1.2.3, 10.0.0.2"], "10.0.0.2"),
        ] {
            assert_eq!(told(PROXY, &lines), ip, "{lines:?}");
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        let lines = ["203.0.113.7", "10.0.0.2"];
        assert_eq!(told("192.0.2.1", &lines), "192.0.2.1");
    }

    #[test]
    fn an_ipv6_network_is_one_and_an_ipv4_address_is_itself() {
        let network = |ip: &str| {
            let device = Device {
                user_agent: String::new(),
                ip: Some(ip.parse().unwrap()),
            };
            device.network().unwrap().to_string()
        };
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("2001:db8:1:3::6"), "2001:db8:1:3::");
        assert_eq!(network("203.0.113.7"), "203.0.113.7");
    }
}
