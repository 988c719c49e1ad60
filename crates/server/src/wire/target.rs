//! How long the address is that a request asks for, read along with its bytes.
//!
//! The parser refuses an address that is too long as it does a malformed one; where a request's line fills its whole buffer, it says that
//! the head is too large. It does not hand out what it refuses, so the bytes are looked at on their way to it.

/// The parser takes no address of more bytes (`http::Uri`).
pub(super) const LONGEST: usize = 65_534;

/// How each version begins that the parser reads.
const VERSION: &[u8] = b"HTTP/1.";

/// What of a line was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// So many bytes of what may be a method.
    Method(usize),
    /// So many bytes of an address.
    Target(usize),
    /// So many bytes of the version, behind an address that is not too long.
    Version(usize),
    /// Nothing more of it counts.
    #[default]
    Rest,
}

/// Looks for an address that is too long. No line of a body in JSON begins as a request does, with a method and a space; where one of
/// another body does, the next request is judged anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Targets {
    place: Place,
    too_long: bool,
}

impl Default for Targets {
    fn default() -> Self {
        Self {
            place: Place::Method(0),
            too_long: false,
        }
    }
}

impl Targets {
    /// Whether one was seen, and no whole request line since.
    pub(super) const fn too_long(&self) -> bool {
        self.too_long
    }

    /// Reads on.
    pub(super) fn read(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            if let Place::Rest = self.place {
                // Bodies are long, and only the ends of their lines count.
                let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
                    return;
                };
                self.place = Place::Method(0);
                bytes = bytes.get(end + 1..).unwrap_or_default();
                continue;
            }
            self.place = self.after(*first);
            match self.place {
                Place::Target(length) if length > LONGEST => self.judge(true),
                Place::Version(length) if length == VERSION.len() => self.judge(false),
                _ => {}
            }
            bytes = rest;
        }
    }

    const fn judge(&mut self, too_long: bool) {
        self.too_long = too_long;
        self.place = Place::Rest;
    }

    fn after(&self, byte: u8) -> Place {
        match (self.place, byte) {
            (_, b'\n') => Place::Method(0),
            (Place::Method(1..), b' ') => Place::Target(0),
            (Place::Method(length), byte) if is_of_a_token(byte) => Place::Method(length + 1),
            (Place::Target(length), 0x21..) => Place::Target(length + 1),
            (Place::Target(1..), b' ') => Place::Version(0),
            (Place::Version(length), byte) if VERSION.get(length) == Some(&byte) => {
                Place::Version(length + 1)
            }
            _ => Place::Rest,
        }
    }
}

/// Whether a method may hold it (RFC 9110 sections 5.6.2 and 9.1).
const fn is_of_a_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_too_long(text: &str, piece: usize) -> bool {
        let mut targets = Targets::default();
        text.as_bytes()
            .chunks(piece)
            .for_each(|bytes| targets.read(bytes));
        targets.too_long()
    }

    #[test]
    fn only_an_address_counts() {
        let long = "x".repeat(LONGEST);
        for (text, too_long) in [
            (format!("GET {long} HTTP/1.1\r\n"), false),
            (format!("GET {long}y HTTP/1.1\r\n"), true),
            (format!("GET {long}y"), true),
            (
                format!("GET / HTTP/1.1\r\nhost: x\r\n\r\nPOST {long}y"),
                true,
            ),
            (format!("GET / HTTP/1.1\r\nx: {long}y\r\n"), false),
            (format!("GET / {long}y\r\n"), false),
            (format!("{{\"a\": \"POST {long}y\"}}"), false),
            (format!("{{\n \"a\": \"{long}y\"}}"), false),
            (format!(" {long}y"), false),
            (format!("G@T {long}y"), false),
            (format!("get {long}y"), true),
            (format!("M-SEARCH {long}y"), true),
            (format!("x!#$%&'*+-.^_`|~0 {long}y"), true),
            (format!("\"GET {long}y"), false),
            // The next request of a connection that is kept.
            (
                format!("GET {long}y HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\n"),
                false,
            ),
            (
                format!("POST {long}y HTTP/1.1\r\nhost: x\r\n\r\nhello to you\r\n"),
                true,
            ),
        ] {
            for piece in [1, 7, usize::MAX] {
                assert_eq!(is_too_long(&text, piece), too_long, "{text:.40} by {piece}");
            }
        }
    }
}
