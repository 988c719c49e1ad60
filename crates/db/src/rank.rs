//! Fractional indices: places between two others, as text compared byte by byte.
//!
//! A rank is a fraction in base 62, its digits `0-9A-Za-z`, with no trailing `0`, so that there is always a place before it.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A rank longer than this asks for its column to be spread anew.
pub const MAX_LENGTH: usize = 40;

fn digit(value: usize) -> char {
    DIGITS.get(value).map_or('0', |b| char::from(*b))
}

fn value(byte: Option<&u8>) -> Option<usize> {
    byte.and_then(|b| DIGITS.binary_search(b).ok())
}

/// A rank after `low` and before `high`; an absent one is the end of the list on that side. The caller sees to it that
/// `low < high`.
#[must_use]
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let (low, high) = (low.unwrap_or_default().as_bytes(), high.map(str::as_bytes));
    let mut rank = String::new();
    let mut open = high.is_none();
    let mut at = 0;
    loop {
        let from = value(low.get(at)).unwrap_or(0);
        let to = if open {
            62
        } else {
            high.and_then(|h| value(h.get(at))).unwrap_or(0)
        };
        if to > from + 1 {
            // At the end of a list a small step leaves room for many more before the rank grows.
            let step = if open && at < low.len() {
                1
            } else {
                (to - from) / 2
            };
            rank.push(digit(from + step));
            return rank;
        }
        rank.push(digit(from));
        // Once a digit lies below the upper bound's, whatever follows does too.
        open = open || to > from;
        at += 1;
    }
}

/// `n` ranks between two others, in order. Halving keeps each about as short as one alone would be.
#[must_use]
pub fn between_many(low: Option<&str>, high: Option<&str>, n: usize) -> Vec<String> {
    if n == 0 {
        return Vec::new();
    }
    let middle = between(low, high);
    let mut ranks = between_many(low, Some(&middle), (n - 1) / 2);
    let rest = between_many(Some(&middle), high, n / 2);
    ranks.push(middle);
    ranks.extend(rest);
    ranks
}

/// `n` ranks in order, evenly spread.
#[must_use]
pub fn spread(n: usize) -> Vec<String> {
    let mut width = 1;
    let mut room: u128 = 62;
    while room < (n as u128 + 1) * 8 {
        width += 1;
        room *= 62;
    }
    let step = room / (n as u128 + 1);
    (1..=n as u128)
        .map(|i| {
            let mut number = i * step;
            let mut digits: Vec<char> = Vec::with_capacity(width);
            for _ in 0..width {
                digits.push(digit(usize::try_from(number % 62).unwrap_or(0)));
                number /= 62;
            }
            digits
                .iter()
                .rev()
                .collect::<String>()
                .trim_end_matches('0')
                .to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_place_between() {
        let mut seed: u64 = 1;
        let mut ranks: Vec<String> = vec![];
        for _ in 0..3_000 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % (ranks.len() + 1);
            let low = at.checked_sub(1).map(|i| ranks[i].clone());
            let high = ranks.get(at).cloned();
            let rank = between(low.as_deref(), high.as_deref());
            assert!(
                low.as_ref().is_none_or(|l| *l < rank),
                "{low:?} {rank} {high:?}"
            );
            assert!(
                high.as_ref().is_none_or(|h| rank < *h),
                "{low:?} {rank} {high:?}"
            );
            assert!(!rank.ends_with('0') && !rank.is_empty());
            ranks.insert(at, rank);
        }
    }

    #[test]
    fn a_list_that_grows_at_its_end_keeps_short_ranks() {
        let mut last = between(None, None);
        for _ in 0..1_000 {
            let next = between(Some(&last), None);
            assert!(last < next);
            last = next;
        }
        assert!(last.len() <= 35, "{last}");
    }

    #[test]
    fn many_at_one_place_are_in_order_and_short() {
        for (low, high) in [
            (None, None),
            (Some("V"), None),
            (None, Some("V")),
            (Some("V"), Some("W")),
            (Some("V"), Some("V1")),
        ] {
            for n in [0, 1, 2, 7, 200] {
                let ranks = between_many(low, high, n);
                assert_eq!(ranks.len(), n);
                let all: Vec<&str> = low
                    .into_iter()
                    .chain(ranks.iter().map(String::as_str))
                    .chain(high)
                    .collect();
                assert!(all.windows(2).all(|w| w[0] < w[1]), "{all:?}");
                assert!(ranks.iter().all(|rank| rank.len() <= 10), "{ranks:?}");
            }
        }
    }

    #[test]
    fn a_spread_is_in_order() {
        for n in [0, 1, 2, 61, 62, 500, 20_000] {
            let ranks = spread(n);
            assert_eq!(ranks.len(), n);
            assert!(ranks.windows(2).all(|w| w[0] < w[1]));
            assert!(ranks.iter().all(|r| !r.is_empty() && !r.ends_with('0')));
        }
    }
}
