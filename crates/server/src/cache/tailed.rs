//! A body of which all but the end stays the same.
//!
//! A board's answer ends with the stream's position, which moves with every change anywhere in the workspace. Compressing
//! 200 kB anew for that would cost more than reading the board, so the long part is compressed once and flushed to a whole
//! byte, and the end is appended uncompressed, as both formats allow (RFC 7932 section 9.2, RFC 1951 section 3.2.4).

use std::io::Write;
use std::sync::OnceLock;

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};
use brotli::CompressorWriter;
use bytes::{Bytes, BytesMut};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// How a body is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    Identity,
}

impl Coding {
    /// The best that a client accepts, by all lines of its `Accept-Encoding` together (RFC 9110 section 12.5.3).
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT_ENCODING);
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        let accepts = |name: &str| {
            let mut parts = lines.iter().flat_map(|line| line.split(','));
            parts.any(|part| {
                let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
                coding.trim().eq_ignore_ascii_case(name) && !is_nothing(weight)
            })
        };
        match () {
            () if accepts("br") => Self::Brotli,
            () if accepts("gzip") => Self::Gzip,
            () => Self::Identity,
        }
    }
}

/// Whether a weight such as `q=0.0` says that the coding is not to be used.
fn is_nothing(weight: &str) -> bool {
    weight.split_once('=').is_some_and(|(name, value)| {
        name.trim().eq_ignore_ascii_case("q") && value.trim().parse() == Ok(0.0_f32)
    })
}

/// The long part, in each coding once somebody asks for it.
#[derive(Debug)]
pub struct Tailed {
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<(Bytes, Crc)>,
}

/// Quality 3 halves the time of 5 for a twelfth more bytes; from 5 on it costs more than the board's own query.
const BROTLI_QUALITY: u32 = 3;
const BROTLI_WINDOW: u32 = 20;

impl Tailed {
    /// Over the long part.
    #[must_use]
    pub const fn new(plain: Bytes) -> Self {
        Self {
            plain,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// Whether [`Tailed::with`] has yet to compress for this coding, which takes a few milliseconds.
    #[must_use]
    pub fn is_raw(&self, coding: Coding) -> bool {
        match coding {
            Coding::Brotli => self.brotli.get().is_none(),
            Coding::Gzip => self.gzip.get().is_none(),
            Coding::Identity => false,
        }
    }

    /// What it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.plain.len()
            + self.brotli.get().map_or(0, Bytes::len)
            + self.gzip.get().map_or(0, |(gzip, _)| gzip.len())
    }

    /// The whole body with this end, of at most 64 KiB.
    #[must_use]
    pub fn with(&self, tail: &[u8], coding: Coding) -> Bytes {
        match coding {
            Coding::Identity => [&self.plain[..], tail].concat().into(),
            Coding::Brotli => brotli_with(self.brotli.get_or_init(|| brotli(&self.plain)), tail),
            Coding::Gzip => {
                let (head, crc) = self.gzip.get_or_init(|| gzip(&self.plain));
                gzip_with(head, crc, tail)
            }
        }
    }
}

fn brotli(plain: &[u8]) -> Bytes {
    let out = Vec::with_capacity(plain.len() / 4);
    let mut writer = CompressorWriter::new(out, 64 * 1024, BROTLI_QUALITY, BROTLI_WINDOW);
    // Writing to memory does not fail.
    let _infallible = writer.write_all(plain).and_then(|()| writer.flush());
    // What is there before the writer is dropped, or the stream would have its end here.
    Bytes::copy_from_slice(writer.get_ref())
}

/// An uncompressed meta-block and the empty last one.
fn brotli_with(head: &[u8], tail: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(head.len() + tail.len() + 4);
    out.extend_from_slice(head);
    // ISLAST 0, MNIBBLES 4, MLEN - 1 in 16 bits, ISUNCOMPRESSED 1: twenty bits, then up to the next byte.
    let length = u32::try_from(tail.len().saturating_sub(1)).unwrap_or(0);
    let [a, b, c, _] = ((length << 3) | (1 << 19)).to_le_bytes();
    out.extend_from_slice(&[a, b, c]);
    out.extend_from_slice(tail);
    out.extend_from_slice(&[0b11]);
    out.freeze()
}

fn gzip(plain: &[u8]) -> (Bytes, Crc) {
    let start = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut writer = DeflateEncoder::new(start, Compression::fast());
    let _infallible = writer.write_all(plain).and_then(|()| writer.flush());
    let mut crc = Crc::new();
    crc.update(plain);
    (Bytes::copy_from_slice(writer.get_ref()), crc)
}

/// A last, stored block, and gzip's own end.
fn gzip_with(head: &[u8], crc: &Crc, tail: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(head.len() + tail.len() + 13);
    let length = u16::try_from(tail.len()).unwrap_or(0);
    out.extend_from_slice(head);
    out.extend_from_slice(&[1]);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(tail);
    let mut last = Crc::new();
    last.update(tail);
    let mut whole = Crc::new();
    whole.combine(crc);
    whole.combine(&last);
    out.extend_from_slice(&whole.sum().to_le_bytes());
    out.extend_from_slice(&whole.amount().to_le_bytes());
    out.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn every_coding_decodes_to_the_same() {
        let plain: Vec<u8> = (0..200_000_u32)
            .flat_map(|i| format!("{{\"n\":{}}},", i % 977).into_bytes())
            .collect();
        let body = Tailed::new(plain.clone().into());
        for tail in ["x".to_owned(), ",\"seq\":7}".to_owned(), "y".repeat(4_000)] {
            let expected = [&plain[..], tail.as_bytes()].concat();
            assert_eq!(body.with(tail.as_bytes(), Coding::Identity), expected);
            let mut decoded = Vec::new();
            let coded = body.with(tail.as_bytes(), Coding::Brotli);
            brotli::Decompressor::new(&coded[..], 4096)
                .read_to_end(&mut decoded)
                .unwrap();
            assert!(decoded == expected, "brotli");
            let mut decoded = Vec::new();
            let coded = body.with(tail.as_bytes(), Coding::Gzip);
            flate2::read::GzDecoder::new(&coded[..])
                .read_to_end(&mut decoded)
                .unwrap();
            assert!(decoded == expected, "gzip");
        }
    }

    #[test]
    fn the_best_accepted_coding_is_taken() {
        for (lines, coding) in [
            (&["gzip, deflate, br"][..], Coding::Brotli),
            (&["gzip;q=0.5, br;q=0"], Coding::Gzip),
            (&["br;q=0.0", "gzip ; Q = 0.000"], Coding::Identity),
            (&["br;q=0.001, gzip"], Coding::Brotli),
            (&["GZIP, BR"], Coding::Brotli),
            (&["gzip", "br"], Coding::Brotli),
            (&["zstd"], Coding::Identity),
            (&[], Coding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(ACCEPT_ENCODING, line.parse().unwrap());
            }
            assert_eq!(Coding::of(&headers), coding, "{lines:?}");
        }
    }
}
