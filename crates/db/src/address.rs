//! The address of a database as an operator writes it, `postgresql://user:password@host:port/database`.
//!
//! What libpq says of one that it cannot read repeats the part that it stumbled over, and where a password holds what should have
//! been encoded, that part is the password's. So an address is judged here first, in words that repeat nothing.

use std::ffi::{CStr, CString};
use std::ptr;

use pq_sys::{PQconninfoFree, PQconninfoOption, PQconninfoParse};

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Makes sure that an address means what it seems to. A refusal is the end of a sentence that begins with the setting's name.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn check(address: &str) -> Result<(), &'static str> {
    let uri = SCHEMES
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    match uri {
        Some(rest) => check_uri(rest)?,
        None if address.contains("://") || !address.contains('=') => {
            return Err(
                "must begin with postgresql://, as in postgresql://user:password@host/database",
            );
        }
        None => {}
    }
    match Options::read(address) {
        Some(_) => Ok(()),
        None => Err(
            "cannot be read: write it as postgresql://user:password@host:port/database, with each special character of the \
             password percent-encoded",
        ),
    }
}

fn check_uri(rest: &str) -> Result<(), &'static str> {
    if rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("holds a blank: in a password write it as %20");
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    if authority.matches('@').count() > 1 || path.contains('@') {
        return Err("holds a password with one of @ / ? in it: write them as %40, %2F and %3F");
    }
    let mut escapes = rest.split('%').skip(1);
    let is_hex =
        |escape: &str| escape.len() >= 2 && escape.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    if !escapes.all(is_hex) {
        return Err(
            "holds a % that begins no percent-encoded character: write the % itself as %25",
        );
    }
    let hosts = authority
        .rsplit_once('@')
        .map_or(authority, |(_, hosts)| hosts);
    if !hosts.split(',').all(has_a_port_that_is_a_number) {
        return Err(
            "has a port that is not a number: write it as postgresql://user:password@host:port/database, with a : of the password as %3A",
        );
    }
    Ok(())
}

fn has_a_port_that_is_a_number(host: &str) -> bool {
    // The colons of an IPv6 address stand in brackets.
    let after = host.rsplit_once(']').map_or(host, |(_, after)| after);
    after
        .split_once(':')
        .is_none_or(|(_, port)| port.is_empty() || port.parse::<u16>().is_ok())
}

/// A message without what it may repeat of the address's password, on one line.
#[must_use]
pub fn without_password(message: &str, address: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match Options::read(address).and_then(|options| options.value(c"password")) {
        Some(password) if !password.is_empty() => line.replace(&password, "…"),
        _ => line,
    }
}

/// An address as libpq reads it.
struct Options(*mut PQconninfoOption);

#[expect(
    unsafe_code,
    reason = "only libpq knows all that it takes for an address"
)]
impl Options {
    fn read(address: &str) -> Option<Self> {
        let address = CString::new(address).ok()?;
        // SAFETY: the text ends with a zero; what libpq would say of it is not asked for.
        let options = unsafe { PQconninfoParse(address.as_ptr(), ptr::null_mut()) };
        (!options.is_null()).then_some(Self(options))
    }

    fn value(&self, keyword: &CStr) -> Option<String> {
        let mut option = self.0;
        loop {
            // SAFETY: the array ends with an option without a keyword, before which every text ends with a zero or is null.
            unsafe {
                let name = (*option).keyword;
                if name.is_null() {
                    return None;
                }
                if CStr::from_ptr(name) == keyword {
                    let value = (*option).val;
                    return (!value.is_null())
                        .then(|| CStr::from_ptr(value).to_string_lossy().into_owned());
                }
                option = option.add(1);
            }
        }
    }
}

#[expect(unsafe_code, reason = "what libpq gave it takes back")]
impl Drop for Options {
    fn drop(&mut self) {
        // SAFETY: it came from `PQconninfoParse` and is freed once.
        unsafe { PQconninfoFree(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_libpq_takes_are_taken() {
        for address in [
            "postgresql://tutti:s3cret@db.example.com:5432/tutti",
            "postgres://tutti@%2Fvar%2Frun%2Fpostgresql/tutti",
            "postgresql:///tutti?host=/tmp&user=tutti",
            "postgresql://u:p%40ss%2Fw%25@[::1]:5432/db?sslmode=require",
            "postgresql://u:p:q@h/db",
            "postgresql://u:p#q@h1:1,h2:2/db?target_session_attrs=read-write",
            "postgresql://",
            "host=h dbname=db user=u password='s3 cret'",
        ] {
            assert_eq!(check(address), Ok(()), "{address}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_repeats_nothing_of_it() {
        for address in [
            "s3cret",
            "mysql://u:s3cret@h/db",
            "https://s3cret",
            "postgresql://u:s3@cret@h/db",
            "postgresql://u:s3/cret@h/db",
            "postgresql://u:s3?cret@h/db",
            "postgresql://u:s3%cret@h/db",
            "postgresql://u:s3 cret@h/db",
            "postgresql://u:s3cret",
            "postgresql://u@h:s3cret/db",
            "postgresql://u:p@h/db?s3cret=1",
            "postgresql://u:p@h/db?s3cret",
            "postgresql://u:p@[h/s3cret",
            "host=h password=s3 cret",
            "host=h s3cret=1",
            "password='s3cret",
            "postgresql://u:s3cret\0@h/db",
        ] {
            let why = check(address).unwrap_err();
            assert!(
                !why.contains("s3") && !why.contains("cret"),
                "{address}: {why}"
            );
            let (wrong, remedy) = why.split_once(": ").unwrap_or((why, why));
            assert!(
                !wrong.is_empty() && remedy.contains("postgres") || remedy.contains('%'),
                "{why}"
            );
        }
    }

    #[test]
    fn a_message_is_shown_without_the_password() {
        let address = "postgresql://u:s3%40cret@h/db";
        let shown = without_password("refused:\n\tnot s3@cret", address);
        assert_eq!(shown, "refused: not …");
    }
}
