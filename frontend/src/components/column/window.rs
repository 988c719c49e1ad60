//! Which cards of a long column are worth an element: plain arithmetic on heights that are estimated from the title and
//! corrected by measuring.

/// From how many cards on a column is windowed.
pub const FROM: usize = 40;
/// How far beyond the edges cards are kept, in pixels.
const OVERSCAN: f64 = 400.0;

/// The sizes that decide a card's height on this screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// All but the title's lines.
    pub frame: f64,
    /// One line of the title.
    pub line: f64,
    /// Between two cards.
    pub gap: f64,
    /// Letters in a line.
    pub letters: f64,
}

impl Metrics {
    /// For a list of this width; a phone's cards are larger.
    pub fn of(width: f64, is_phone: bool) -> Self {
        if is_phone {
            Self {
                frame: 82.0,
                line: 20.0,
                gap: 8.0,
                letters: ((width - 34.0) / 7.6).max(12.0),
            }
        } else {
            Self {
                frame: 74.0,
                line: 18.0,
                gap: 6.0,
                letters: ((width - 34.0) / 6.7).max(12.0),
            }
        }
    }

    /// The height of a card with a title of so many letters.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a title has at most 200 letters"
    )]
    pub fn estimate(&self, letters: usize) -> f64 {
        let lines = (letters as f64 / self.letters).ceil().clamp(1.0, 3.0);
        self.frame + self.line * lines
    }
}

/// Where each card begins, and where the last ends: one more than there are cards.
pub fn tops(heights: impl Iterator<Item = f64>, gap: f64) -> Vec<f64> {
    let mut at = 0.0;
    let mut tops = vec![0.0];
    for height in heights {
        at += height + gap;
        tops.push(at);
    }
    tops
}

/// The first card to show and the one after the last.
pub fn range(tops: &[f64], scroll: f64, height: f64) -> (usize, usize) {
    let count = tops.len().saturating_sub(1);
    let from = tops.partition_point(|top| *top < scroll - OVERSCAN);
    let to = tops.partition_point(|top| *top < scroll + height + OVERSCAN);
    (from.saturating_sub(1).min(count), to.min(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_shown() {
        let tops = tops(std::iter::repeat_n(100.0, 100), 0.0);
        assert_eq!(range(&tops, 0.0, 500.0), (0, 9));
        assert_eq!(range(&tops, 5_000.0, 500.0), (45, 59));
        assert_eq!(range(&tops, 99_999.0, 500.0), (100, 100));
    }

    #[test]
    fn a_title_is_never_more_than_three_lines() {
        let metrics = Metrics::of(240.0, false);
        assert!((metrics.estimate(1) - 92.0).abs() < 0.1);
        assert!((metrics.estimate(200) - 128.0).abs() < 0.1);
    }
}
