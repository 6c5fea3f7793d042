//! Inputs for the targets: valid files that are changed at random places.

/// Pseudo-random numbers (xorshift64*), the same in every run with the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`, or 0 if `end` is 0.
    pub(crate) const fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        if end == 0 { 0 } else { number as usize % end }
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Byte sequences that readers treat specially.
const TOKENS: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\0\0\0\0",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"0",
    b"-1",
    b"1e400",
    b"4294967295",
    b"4294967296",
    b"18446744073709551616",
    b"9223372036854775807",
    b"0.0001",
    b"null",
    b"true",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"=",
    b"'",
    b"~",
    b"+",
    b"-",
    b"*",
    b"/",
    b"kg",
    "кг".as_bytes(),
    "ә".as_bytes(),
    "＝".as_bytes(),
    b"\"op\":\"void\"",
    b"\"op\":\"entry\"",
    b"\"op\":\"new\"",
    b"\"prev\":\"\"",
    b"\"seq\":1",
    b"1970-01-01T00:00:00.000+00:00",
    b"9999-12-31T23:59:59.999-23:59",
    b"2026-02-30",
    b"+99:99",
    b"undo",
    b"participants",
];

/// The longest input.
const LENGTH_MAX: usize = 20_000;

/// Returns a seed with one to eight changes.
pub(crate) fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(seeds).clone();
    for _ in 0..=random.below(8) {
        change(&mut bytes, seeds, random);
    }
    bytes.truncate(LENGTH_MAX);
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let place = random.below(bytes.len() + 1);
    let end = place + random.below((bytes.len() - place).min(64) + 1);
    match random.below(12) {
        0 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
        1 if place < bytes.len() => bytes[place] = random.below(256) as u8,
        2 => drop(bytes.drain(place..end)),
        3 => {
            let part = bytes[place..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, part);
        }
        4 => bytes.truncate(place),
        5 => {
            let other = random.pick(seeds);
            let from = random.below(other.len() + 1);
            bytes.truncate(place);
            bytes.extend(&other[from..]);
        }
        6 => swap_lines(bytes, random),
        7 => repeat_line(bytes, random),
        8 => change_digit(bytes, random),
        _ => {
            let token = *random.pick(TOKENS);
            bytes.splice(place..if random.below(2) == 0 { place } else { end }, token.iter().copied());
        }
    }
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn swap_lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines = lines(bytes);
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    if !lines.is_empty() {
        lines.swap(a, b);
    }
    *bytes = lines.concat();
}

fn repeat_line(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines = lines(bytes);
    if !lines.is_empty() {
        let line = random.pick(&lines).clone();
        lines.insert(random.below(lines.len() + 1), line);
    }
    *bytes = lines.concat();
}

fn change_digit(bytes: &mut [u8], random: &mut Random) {
    let digits: Vec<usize> = (0..bytes.len()).filter(|index| bytes[*index].is_ascii_digit()).collect();
    if !digits.is_empty() {
        bytes[*random.pick(&digits)] = b'0' + random.below(10) as u8;
    }
}
