//! What each setting may be. A refusal is the end of a sentence that begins with the setting's names. It never repeats what was
//! set: that may be a secret that stands in the wrong place.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use tracing_subscriber::EnvFilter;
use url::Url;

type Parsed<T> = Result<T, &'static str>;

pub(super) fn addr(text: &str) -> Parsed<SocketAddr> {
    let addr = text.trim().parse();
    addr.map_err(|_| "must be an address and a port, such as 127.0.0.1:8080 or [::]:8080")
}

pub(super) fn database_url(text: &str) -> Parsed<String> {
    tutti_db::address::check(text.trim())?;
    Ok(text.trim().to_owned())
}

pub(super) fn path(text: &str) -> Parsed<PathBuf> {
    if text.contains("://") {
        return Err("must be a path; it is a URL");
    }
    Ok(text.into())
}

pub(super) fn public_url(text: &str) -> Parsed<Url> {
    origin_of(text).ok_or(
        "must be http:// or https:// and a host, such as https://tutti.example.com, without a user, a path or a query",
    )
}

pub(super) fn origin(text: &str) -> Parsed<String> {
    let origin = origin_of(text).ok_or(
        "must be origins such as https://tools.example.com, comma-separated: http:// or https:// and a host, without a path",
    )?;
    Ok(origin.origin().ascii_serialization())
}

/// A URL that says no more than an origin does.
fn origin_of(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    (matches!(url.scheme(), "http" | "https") && url.host().is_some() && bare).then_some(url)
}

/// A network, or an address, which is one of its own. An IPv4 network that is written as an IPv6 one is what it is, as the
/// addresses are that are compared with it.
pub(super) fn network(text: &str) -> Parsed<IpNet> {
    const WANTED: &str =
        "must be addresses and networks such as 10.0.0.1 or 10.0.0.0/8, comma-separated";
    let text = text.trim();
    let address = || text.parse::<IpAddr>().map(|ip| ip.to_canonical().into());
    let network = text.parse::<IpNet>().or_else(|_| address());
    let network = network.map_err(|_| WANTED)?;
    let inner = network.prefix_len().checked_sub(96);
    match (network.addr().to_canonical(), inner) {
        (ip @ IpAddr::V4(_), Some(bits)) => IpNet::new(ip, bits).map_err(|_| WANTED),
        _ => Ok(network),
    }
}

/// `on`, `off` or a factor, as [`factor`] reads it.
pub(super) fn limits(text: &str) -> Parsed<String> {
    factor(text.trim())?;
    Ok(text.trim().to_owned())
}

/// What limits are multiplied by; `None`: there are none.
pub(super) fn factor(text: &str) -> Parsed<Option<f64>> {
    match text {
        "on" => Ok(Some(1.0)),
        "off" => Ok(None),
        factor => match factor.parse::<f64>() {
            Ok(factor) if factor.is_finite() && factor > 0.0 => Ok(Some(factor)),
            _ => Err("must be on, off or a factor above 0, such as 2.5"),
        },
    }
}

pub(super) fn connections(text: &str) -> Parsed<u32> {
    match text.trim().parse() {
        Ok(count @ 1..=10_000) => Ok(count),
        _ => Err("must be a number from 1 to 10000"),
    }
}

pub(super) fn log(text: &str) -> Parsed<String> {
    EnvFilter::try_new(text)
        .map_err(|_| "must be a tracing filter, such as warn,tutti=info or tutti_server=debug")?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_network_of_its_own() {
        for (text, is) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            (" 10.0.0.1", "10.0.0.1/32"),
            ("::ffff:10.0.0.1", "10.0.0.1/32"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ] {
            assert_eq!(network(text).unwrap().to_string(), is);
        }
        for text in ["proxy.example.com", "10.0.0.0/33", "10.0.0.1:80"] {
            assert!(network(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_origin_says_no_more_than_it_is() {
        for (text, is) in [
            ("https://Tools.example.com", "https://tools.example.com"),
            (" https://tools.example.com/ ", "https://tools.example.com"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("https://tools.example.com:443", "https://tools.example.com"),
        ] {
            assert_eq!(origin(text).unwrap(), is);
        }
        for text in [
            "*",
            "null",
            "tools.example.com",
            "ftp://tools.example.com",
            "https://tools.example.com/path",
            "https://user:secret@tools.example.com",
            "https://tools.example.com?x",
        ] {
            assert!(origin(text).is_err(), "{text}");
            assert!(public_url(text).is_err(), "{text}");
        }
    }
}
