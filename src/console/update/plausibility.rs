//! Compares amounts with the usual size. The entry line and the forms use the same comparison (docs/input.md, E4).

use crate::console::model::Model;
use crate::domain::catalogue::Material;
use crate::domain::guard::{self, Plausibility};
use crate::domain::ledger::RecordIndex;
use crate::domain::record::Measure;
use crate::entry::Reading;

/// Compares an amount with the last entries of this station.
///
/// If the amount corrects a record, it is compared with the other entries in the file of that record, because usual
/// sizes differ between stations.
pub(super) fn check(
    model: &Model,
    material: &Material,
    measure: &Measure,
    reading: &Reading,
    corrected: Option<RecordIndex>,
) -> Plausibility {
    let sizes = match (corrected, &model.own) {
        (Some(record), _) => model.ledger.last_sizes_beside(record, &material.id),
        (None, Some(own)) => model.ledger.last_sizes(own.slot, &material.id),
        (None, None) => Vec::new(),
    };
    guard::check(material, measure, guard::usual_size(sizes), reading.is_one_whole_number())
}
