//! The start of a console whose journals have been read.

use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::update::{journal_faults, records};
use crate::language::Text;
use crate::screen::clock::Timestamp;

/// Finds forks among the journals, and records the operator if a different operator was given.
pub(super) fn started(
    model: &mut Model,
    operator: Option<String>,
    mut notices: Vec<Text>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    // A warning is shown before what is only good to know.
    notices.splice(0..0, model.warnings.iter().cloned());
    if !notices.is_empty() {
        model.notify(Notice::Started(notices));
    }
    journal_faults::find_in_ledger(model);
    if let Some(name) = operator.filter(|name| model.own.is_some() && name != model.operator()) {
        records::change_operator(model, name, now, effects);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::testing::{TestConsole, timestamp};
    use crate::console::update::update;
    use crate::domain::record::Op;
    use crate::language::Language;
    use std::time::Duration;

    #[test]
    fn another_operator_is_recorded_at_the_start() {
        let mut console = TestConsole::new(Language::En);
        let started = |operator: &str| crate::console::msg::Msg::Started {
            operator: Some(operator.to_owned()),
            notices: Vec::new(),
            now: timestamp(Duration::ZERO),
        };
        assert_eq!(update(&mut console.model, started("Дана")), []);
        let effects = update(&mut console.model, started("Айгерім"));
        let [Effect::Append(pending)] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(pending.op, Op::Operator { name: "Айгерім".into() });
        assert_eq!(console.model.operator(), "Айгерім");
        // Until the disk has confirmed it, the header still names the operator before.
        assert_eq!(console.model.pending, [(**pending).clone()]);
        assert_eq!(console.own().operator, "Дана");
    }
}
