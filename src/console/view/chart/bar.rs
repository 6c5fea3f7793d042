//! One bar of the chart: a material, an hour or a target.

use crate::screen::theme::BarStyle;

/// One bar. Sizes are grams or, for a target in pieces, pieces.
pub(super) struct Bar {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) size: i64,
    /// The size at which the target is drawn.
    pub(super) target: Option<i64>,
    /// The size that fills the whole bar, or `None` if the bars have a common scale.
    pub(super) whole: Option<i64>,
    pub(super) amount: String,
    /// A filled cell.
    pub(super) cell: &'static str,
    pub(super) style: BarStyle,
}

/// Returns the largest size of these bars and of their targets.
pub(super) fn largest(bars: &[Bar]) -> i64 {
    bars.iter().map(|bar| bar.size.max(bar.target.unwrap_or(0))).max().unwrap_or(0)
}
