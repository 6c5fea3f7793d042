//! Random input of a station: hands, scales, slow connections, reports of terminals, pastes and noise.

use super::bytes::Read;
use crate::harness::Numbers;

/// Random input, and the number of entries in it that were typed as volunteers are taught.
pub(super) struct Input {
    pub(super) reads: Vec<Read>,
    pub(super) typed_entries: usize,
}

/// The pause before the bytes of one key, in milliseconds, and the bytes.
type Stroke = (u64, Vec<u8>);

const LETTERS: [&str; 18] =
    ["q", "w", "e", "r", "t", "y", "a", "s", "d", "f", "g", "h", "z", "x", "c", "v", "b", "n"];
const CYRILLIC: [&str; 18] =
    ["й", "ц", "у", "к", "е", "н", "ф", "ы", "в", "а", "п", "р", "я", "ч", "с", "м", "и", "т"];
const AMOUNTS: [&str; 26] = [
    "12.5",
    "3",
    "4,75",
    "0.8",
    "12",
    "7ю5",
    "12б5",
    "5-0.8",
    "3+4.5",
    "3.2",
    "1.15",
    "8.65",
    "40",
    "4/32.5",
    "99",
    "2+3",
    "~5",
    "12kg",
    "12,5 кг",
    "1.250",
    "0",
    "12-",
    "2001",
    "5..2",
    "12w5",
    "64",
];
const LARGE: [&str; 4] = ["315", "500", "120+30", "1200"];
const KAZAKH: [&str; 6] = ["\"әюғ", "ә", "іғ", "ң-\"", "\"ә,ғ", "5ө"];
const WORDS: [&str; 5] = ["paper 12", "plastic 3", "бумага", "glass", "lamps 4"];
const FRAMES: [&str; 22] = [
    "5.20\r",
    "12.5\r\n",
    "S S      12.50 kg\r\n",
    "ST,GS,+  12.50kg\r\n",
    "wn0012.50kg\r\n",
    "N  4.20\r",
    "G 12.5 kg\r",
    "?  12.4 kg\r\n",
    "   7.35 kg\r\n",
    "q5.2\r",
    "ww3\r",
    "315\r",
    "- 0.4 kg\r\n",
    "12.5\n",
    " 7.5\r",
    "  7.5\r",
    "ST\x03,12.5\r",
    "1\t2\r",
    "0.00\r",
    "12.5 lb\r",
    "12.50G\r",
    "12.5f",
];
const REPORTS: [&str; 12] = [
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[I",
    "\x1b[O",
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "\x1b]10;rgb:ffff/0000/5500\x07",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?62;4;22c",
    "\x1b[<0;12;5M",
    "\x1b[<35;7;7m",
    "\x1b[>41;390;0c",
];
const UNKNOWN: [&str; 5] = ["\x1b[99~", "\x1b[27;2;44~", "\x1b[38;5~", "\x1b5", "\x1b[107;5u"];
const MOVES: [&str; 7] = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOA", "\t", "\x1b[Z"];
const WINDOWS: [&str; 9] =
    ["\x1bOP", "\x1bOR", "\x1b[15~", "\x1b[20~", "\x1b[23~", "\x1b[24~", "\x0f", "\x10", "?"];
const HELD: [&str; 12] =
    ["\r", "\r", " ", "\x1b[19~", "\x19", "\x1a", "\x7f", "\x1b[3~", "\x1b", "w", "5", "\x1bOP"];
const SINGLE: [&str; 10] =
    ["\x1b[18~", "\x1b[17~", "\x1b[19~", "\x19", "\x1a", "\x15", "\x1b[H", "\x1b[E", "\x1b", "\x1bOQ"];

/// Returns random input of about this many strokes.
pub(super) fn input(seed: u64, strokes: usize) -> Input {
    let mut hand = Hand { random: Numbers::new(seed), strokes: Vec::new(), typed_entries: 0 };
    // The first numbers of close seeds are similar.
    for _ in 0..8 {
        hand.random.below(2);
    }
    while hand.strokes.len() < strokes {
        hand.act();
    }
    let mut at_ms = 1_000;
    let mut reads: Vec<Read> = Vec::new();
    for (pause, bytes) in hand.strokes {
        at_ms += pause;
        match reads.last_mut() {
            _ if bytes.is_empty() => {}
            Some(last) if last.at_ms == at_ms => last.bytes.extend(bytes),
            _ => reads.push(Read { at_ms, bytes }),
        }
    }
    Input { reads, typed_entries: hand.typed_entries }
}

struct Hand {
    random: Numbers,
    strokes: Vec<Stroke>,
    typed_entries: usize,
}

impl Hand {
    fn chance(&mut self, percent: u64) -> bool {
        self.random.below(100) < percent
    }

    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.random.below(to - from)
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.random.below(choices.len() as u64) as usize]
    }

    fn push(&mut self, pause: u64, key: &str) {
        self.strokes.push((pause, key.as_bytes().to_vec()));
    }

    fn press(&mut self, key: &str) {
        let pause = self.between(80, 400);
        self.push(pause, key);
    }

    fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.press(c.to_string().as_str());
        }
    }

    fn pause(&mut self) {
        let pause = if self.chance(15) { self.between(0, 60) } else { self.between(300, 2_000) };
        self.strokes.push((pause, Vec::new()));
    }

    /// Adds one action of the operator, or of a device that is connected to the terminal.
    fn act(&mut self) {
        let from = self.strokes.len();
        match self.random.below(100) {
            0..=29 => self.weigh(),
            30..=34 => self.spaces(),
            35..=42 => self.hold(),
            43..=52 => self.frames(),
            53..=56 => self.ask_and_confirm(),
            57..=59 => {
                let report = self.one_of(&REPORTS);
                self.split(report.as_bytes());
            }
            60..=62 => {
                self.weigh();
                let at = self.random.below((self.strokes.len() - from) as u64) as usize + from;
                let odd = if self.chance(50) { self.one_of(&REPORTS) } else { self.one_of(&UNKNOWN) };
                self.strokes.insert(at, (40, odd.as_bytes().to_vec()));
            }
            63..=65 => {
                let letters = (0..self.between(1, 3)).map(|_| self.between(0x80, 0x100) as u8).collect();
                self.strokes.push((150, letters));
                let amount = self.one_of(&AMOUNTS);
                self.type_text(amount);
                self.press("\r");
            }
            66..=68 => {
                let line = [self.one_of(&FRAMES), self.one_of(&AMOUNTS)].concat();
                self.push(100, &format!("\x1b[200~{line}\x1b[201~"));
            }
            69..=71 => {
                let noise: Vec<u8> = (0..self.between(1, 12)).map(|_| self.random.below(256) as u8).collect();
                self.split(&noise);
            }
            72..=77 => self.window(),
            78..=80 => {
                let word = self.one_of(&WORDS);
                self.type_text(word);
                self.press("\r");
                self.escape();
            }
            81 => self.undo_and_offer(),
            82..=84 => {
                let key = self.one_of(&MOVES);
                self.split(key.as_bytes());
            }
            85..=87 => {
                let amount = self.one_of(&AMOUNTS);
                self.type_text(amount);
                self.push(120, "\x1b");
                let gap = if self.chance(50) { 0 } else { self.between(0, 600) };
                self.push(gap, "\r");
            }
            88..=90 => {
                let typed = self.one_of(&KAZAKH);
                self.type_text(typed);
                self.press("\r");
                let pause = self.between(200, 900);
                self.push(pause, "\r");
            }
            _ => {
                let key = self.one_of(&SINGLE);
                self.press(key);
            }
        }
        if self.chance(6) {
            self.stall(from);
        }
        self.pause();
        // An operator clears a rejected line.
        if self.chance(50) {
            self.push(800, "\x1b");
            self.pause();
        }
    }

    fn weigh(&mut self) {
        self.typed_entries += 1;
        let letters = if self.chance(70) { &LETTERS } else { &CYRILLIC };
        let letter = self.one_of(letters);
        let amount = self.one_of(&AMOUNTS);
        match self.random.below(10) {
            0 => {
                let number = if self.chance(30) { 2 } else { self.between(1, 20) };
                self.type_text(&number.to_string());
                self.press("*");
                if self.chance(40) {
                    let grade = self.one_of(&["1", "2", "5", "6", "7", "02"]);
                    self.type_text(grade);
                    self.press("*");
                }
                self.type_text(amount);
            }
            1 => {
                self.type_text(amount);
                // The same letter again chooses a grade.
                for _ in 0..if self.chance(30) { self.between(2, 4) } else { 1 } {
                    self.press(letter);
                }
                if self.chance(10) {
                    self.press("3");
                }
            }
            2 | 3 => self.type_text(amount),
            _ => {
                for _ in 0..if self.chance(20) { self.between(2, 4) } else { 1 } {
                    self.press(letter);
                }
                self.type_text(amount);
            }
        }
        if self.chance(10) {
            self.press("7");
            self.press("\x7f");
        }
        self.press("\r");
    }

    /// Takes back what was recorded, and perhaps records its amount for another material.
    fn undo_and_offer(&mut self) {
        self.weigh();
        self.pause();
        for _ in 0..if self.chance(20) { 2 } else { 1 } {
            self.push(800, "\x1b[19~");
        }
        for _ in 0..self.between(0, 4) {
            let key = match self.random.below(8) {
                0 => "5",
                1 => " ",
                2 => self.one_of(&["\x1b", "\x7f", "\x1b[C", "\x19"]),
                _ => self.one_of(&LETTERS),
            };
            self.press(key);
        }
        self.push(400, "\r");
    }

    fn spaces(&mut self) {
        let count = self.between(1, 5);
        let together = self.chance(30);
        for _ in 0..count {
            if together {
                self.push(0, " ");
            } else {
                self.press(" ");
            }
        }
    }

    /// Holds a key down, so that the keyboard repeats it.
    fn hold(&mut self) {
        if self.chance(50) {
            let typed = if self.chance(50) { self.one_of(&AMOUNTS) } else { self.one_of(&LARGE) };
            self.type_text(typed);
        }
        let key = self.one_of(&HELD);
        self.press(key);
        let first = self.between(250, 660);
        self.push(first, key);
        let every = self.between(33, 95);
        for _ in 0..self.between(1, 25) {
            // A connection does not keep the exact time.
            let pause = self.between(every - 3, every + 3);
            self.push(pause, key);
        }
    }

    /// Types the frames of a scale.
    fn frames(&mut self) {
        let frame = self.one_of(&FRAMES);
        if self.chance(30) {
            let begun = self.one_of(&["1", "7", "12.", "q", "~"]);
            self.type_text(begun);
            self.pause();
        }
        for _ in 0..if self.chance(25) { self.between(2, 6) } else { 1 } {
            match self.random.below(3) {
                0 => self.push(0, frame),
                1 => {
                    for c in frame.chars() {
                        let pause = self.between(0, 6);
                        self.push(pause, c.to_string().as_str());
                    }
                }
                _ => {
                    let at = self.random.below(frame.len() as u64) as usize;
                    self.push(0, &frame[..at]);
                    let pause = self.between(0, 25);
                    self.push(pause, &frame[at..]);
                }
            }
            let pause = self.between(100, 700);
            self.strokes.push((pause, Vec::new()));
        }
        if self.chance(30) {
            self.press("\r");
        }
    }

    fn ask_and_confirm(&mut self) {
        let letter = self.one_of(&LETTERS);
        self.press(letter);
        let amount = self.one_of(&LARGE);
        self.type_text(amount);
        self.press("\r");
        let pause = self.between(50, 900);
        self.strokes.push((pause, Vec::new()));
        match self.random.below(5) {
            0 => self.push(0, "5.2\r"),
            1 => self.type_text("3"),
            2 => self.push(0, "\x1b"),
            _ => self.push(0, "\r"),
        }
    }

    /// Opens a window, in which a hand or a scale types.
    fn window(&mut self) {
        let key = self.one_of(&WINDOWS);
        self.press(key);
        self.pause();
        match self.random.below(4) {
            0 => {
                let frame = self.one_of(&FRAMES);
                self.push(0, frame);
            }
            1 => {
                let typed = self.one_of(&AMOUNTS);
                self.type_text(typed);
                // The list of rejected lines would put one of them into the entry line.
                if key != "\x1b[23~" {
                    self.press("\r");
                }
            }
            _ => {
                let key = self.one_of(&MOVES);
                self.press(key);
            }
        }
        self.escape();
    }

    /// Presses Esc so often, and so slowly, that every window is closed.
    fn escape(&mut self) {
        for _ in 0..5 {
            let pause = self.between(800, 1_200);
            self.push(pause, "\x1b");
        }
    }

    /// Sends bytes that are split at random places.
    fn split(&mut self, bytes: &[u8]) {
        let mut pause = 120;
        for piece in bytes.chunks(self.between(1, 8) as usize) {
            self.strokes.push((pause, piece.to_vec()));
            pause = self.between(0, 40);
        }
    }

    /// Delivers all strokes from this one on in one read, as after a connection stalled.
    fn stall(&mut self, from: usize) {
        for stroke in &mut self.strokes[from..] {
            stroke.0 = 0;
        }
        if let Some(first) = self.strokes.get_mut(from) {
            first.0 = 3_000;
        }
    }
}
