//! E-mail addresses: what is one, and the one form in which it is kept and compared.

use std::ops::RangeInclusive;

use super::line::is_blank;
use super::{Invalid, is_hidden};

/// Reads an address; a shape check only, mail proves the rest.
pub(super) fn email(text: &str, length: RangeInclusive<usize>) -> Result<String, Invalid> {
    const WRONG: Invalid = Invalid::new("must be an e-mail address such as name@example.com");
    let text = canonical_email(text);
    let (local, domain) = text.rsplit_once('@').ok_or(WRONG)?;
    let plain = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !is_hidden(c)
            && !is_blank(c)
            && !matches!(c, '<' | '>' | '"' | ',' | ';' | '@' | '\\')
    };
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    // RFC 5321 section 4.5.3.1 counts octets.
    let fits = !local.is_empty() && local.len() <= 64 && text.len() <= *length.end();
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    if fits
        && dots
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(label)
    {
        Ok(text)
    } else {
        Err(WRONG)
    }
}

/// The form in which addresses are compared: without spaces around it, in small letters, the part before the `@` in NFC
/// (RFC 6532 section 3.1), the domain in Unicode (RFC 5890). So two spellings of one address are not two accounts. The text need not
/// be an address.
pub fn canonical_email(text: &str) -> String {
    let text = text.trim();
    match text.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{}", composed(local), in_unicode(domain)),
        None => composed(text),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn composed(text: &str) -> String {
    let nfc = icu_normalizer::ComposingNormalizerBorrowed::new_nfc();
    // A capital may be made of several characters, and its small letter of others.
    let small = nfc.normalize(text).to_lowercase();
    nfc.normalize(&small).into_owned()
}

#[cfg(not(target_arch = "wasm32"))]
fn in_unicode(domain: &str) -> String {
    match idna::domain_to_unicode(domain) {
        (domain, Ok(())) => domain,
        (_, Err(_)) => composed(domain),
    }
}

// The browser sends what was typed. The tables would cost its readers more than the answer does.
#[cfg(target_arch = "wasm32")]
fn composed(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(target_arch = "wasm32")]
fn in_unicode(domain: &str) -> String {
    domain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::Email;
    use super::*;

    #[test]
    fn addresses_are_recognised() {
        for good in [
            "Mira@Example.com",
            " a.b+c@mail.example.co.uk ",
            "ü@bücher.example",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@b..co",
            "a b@c.de",
            "a@-b.co",
            "<a@b.co>",
            ".a@b.co",
            "a@b@c.de",
            "a\u{200b}@b.co",
            "a\u{202e}@b.co",
            "a\u{200d}@b.co",
            "a\u{200e}@b.co",
            "a\u{34f}@b.co",
            "a\u{2800}@b.co",
            "a\u{3164}@b.co",
            "a\u{fe0f}@b.co",
            "a\u{e0041}@b.co",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for (one, other) in [
            ("Mira@Example.com", "mira@example.com"),
            ("\u{fc}x@example.com", "u\u{308}x@example.com"),
            ("U\u{308}X@example.com", "\u{fc}x@example.com"),
            ("x@ex\u{e4}mple.org", "x@xn--exmple-cua.org"),
            ("x@EX\u{c4}MPLE.org", "x@exa\u{308}mple.org"),
            ("\u{130}x@example.com", "i\u{307}x@example.com"),
        ] {
            let [one, other] = [one, other].map(|text| Email::parse(text).unwrap());
            assert_eq!(one, other);
            assert_eq!(canonical_email(one.as_str()), one.as_str());
        }
    }
}
