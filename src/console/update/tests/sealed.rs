//! A console whose event is sealed while it runs, for example by a synchronised folder.

use super::*;

#[test]
fn nothing_is_recorded_after_the_event_was_sealed_and_nothing_typed_is_lost() {
    let mut console = console();
    console.keys("q10<Enter>");
    let mut event = console.model.event().clone();
    event.seal("2026-01-25T18:05:09+05:00".parse().unwrap(), Vec::new());
    update(&mut console.model, Msg::Event(Box::new(event.clone())));
    let refused = Some(Notice::Rejected(RejectReason::Sealed));
    for keys in [" ", "<F8>", "q7<Enter>"] {
        console.keys(keys);
        assert_eq!(console.model.notice(), refused.as_ref(), "{keys}");
    }
    assert_eq!((console.model.line.text.as_str(), console.grams("paper")), ("7", 10_000));
    assert_eq!(console.model.ledger.tally().people, 0);
    event.reopen("2026-01-26T09:10:00+05:00".parse().unwrap(), "late".into());
    update(&mut console.model, Msg::Event(Box::new(event)));
    console.keys("<Enter>");
    assert_eq!(console.grams("paper"), 17_000);
}
