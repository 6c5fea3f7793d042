//! Decodes more random bytes than the property tests do.

use super::*;

/// Pieces of the random bytes. There are also single bytes of any value.
#[rustfmt::skip]
const PIECES: [&[u8]; 24] = [
    b"\x1b", b"\x1b", b"\x1b[", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b\\", b"\x1b[200~",
    b"\x1b[201~", b"\x1b[M", b"\x1b[[", b"\x1b[?", b"\r\n", b";", b":", b"1", b"27;5;", b"~", b"u", b"R", b"\xd0",
    b"\xf0\x9f",
];

/// The generator "xorshift64" by Marsaglia, so that a failure can be repeated from its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Decodes about `count` random bytes with a silence now and then. Returns the number of events.
fn decode_random(count: usize, seed: u64) -> usize {
    let mut random = Random(seed);
    let mut decoder = Decoder::default();
    let (mut total, mut events) = (0, 0);
    let mut out = Vec::new();
    while total < count {
        let byte = [u8::try_from(random.below(256)).unwrap()];
        let printable = [u8::try_from(0x20 + random.below(0x60)).unwrap()];
        let piece: &[u8] = match random.below(3) {
            0 => &byte,
            1 => &printable,
            _ => PIECES[usize::try_from(random.below(24)).unwrap()],
        };
        total += piece.len();
        for byte in piece {
            decoder.add(*byte, &mut out);
        }
        if random.below(32) == 0 {
            decoder.silence(&mut out);
            assert_eq!(decoder.awaits(), None, "seed {seed}, byte {total}");
            decoder.add(b'q', &mut out);
            assert_eq!(out.last(), Some(&Key::Char('q').into()), "seed {seed}, byte {total}");
        }
        for event in &out {
            if let Decoded::Key(KeyPress { key: Key::Char(c) | Key::Alt(c), .. }) = event {
                assert!(!c.is_control(), "seed {seed}, byte {total}: {c:?}");
            }
        }
        events += out.len();
        out.clear();
    }
    events
}

#[test]
fn a_million_random_bytes_are_decoded() {
    assert!(decode_random(1_000_000, 0x5eed) > 100_000);
}

/// Takes long without optimisation:
/// `cargo test --release --lib -- --ignored a_hundred_million_random_bytes`
#[test]
#[ignore = "takes long without optimisation"]
fn a_hundred_million_random_bytes_are_decoded() {
    assert!(decode_random(100_000_000, 0x00de_c0de) > 10_000_000);
}
