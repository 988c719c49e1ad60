//! What a figure should be, and what many are in the middle.

use serde::Serialize;

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
    /// It is told for comparison only.
    None,
}

impl Target {
    /// Whether a figure is as it should be; `None` where nothing is asked.
    pub fn met(self, figure: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(figure <= most),
            Self::AtLeast(least) => Some(figure >= least),
            Self::None => None,
        }
    }
}

/// The value below which this share of them lies. They need not be in order.
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of a list that fits into memory"
    )]
    let at = (last as f64 * share).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

/// The middle.
pub fn median(values: &[f64]) -> f64 {
    quantile(&mut values.to_vec(), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found_in_any_order() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!(median(&[]).is_nan());
        let mut many: Vec<f64> = (0..=100).map(f64::from).collect();
        assert!((quantile(&mut many, 0.99) - 99.0).abs() < 1e-9);
    }

    #[test]
    fn targets_are_limits_from_either_side() {
        assert_eq!(Target::AtMost(2.0).met(2.0), Some(true));
        assert_eq!(Target::AtLeast(2.0).met(1.9), Some(false));
        assert_eq!(Target::None.met(1.0), None);
    }
}
