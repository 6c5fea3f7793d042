//! Decides where received lines go. The function is pure.
//!
//! A line follows exactly one line, whose hash it names. So the lines of a journal form a tree, and each local file holds
//! one path of it from the root.

use std::collections::{HashMap, HashSet};

use crate::domain::record::{JournalId, LineHash, StationId};
use crate::sync::held::Holdings;
use crate::sync::received::ReceivedLine;

/// Where lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To the end of this local file.
    End { file: usize },
    /// To a journal that begins with this many lines of a local file.
    Beside { file: usize, lines: usize },
    /// To a new journal of this station.
    New { station: StationId },
}

/// Lines that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub journal: JournalId,
    pub target: Target,
    pub lines: Vec<ReceivedLine>,
}

/// The steps that are possible now, and the lines whose predecessors are missing or cannot be continued yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub steps: Vec<Step>,
    pub waiting: Vec<ReceivedLine>,
}

/// Returns what to do with the received lines. `is_refused` says which local files cannot be continued, because somebody
/// else writes them.
pub(super) fn plan(
    held: &Holdings,
    received: Vec<ReceivedLine>,
    is_refused: &dyn Fn(StationId) -> bool,
) -> Plan {
    let mut planner = Planner::new(held, is_refused);
    for line in received {
        planner.add(line);
    }
    let Planner { mut plan, children, .. } = planner;
    let mut waiting: Vec<_> = children.into_values().flatten().collect();
    // The map has no order of its own.
    waiting.sort_by_key(|(number, _)| *number);
    plan.waiting = waiting.into_iter().map(|(_, line)| line).collect();
    plan
}

/// Where a line goes.
enum Slot {
    /// After this line, with which the step ends.
    Follows { parent: LineHash, step: usize },
    /// Into a new step.
    Begins(Target),
}

struct Planner<'a> {
    held: &'a Holdings,
    is_refused: &'a dyn Fn(StationId) -> bool,
    plan: Plan,
    /// The step that ends with each of these lines.
    ends: HashMap<LineHash, usize>,
    planned: HashSet<LineHash>,
    /// The lines that wait for each of these lines, with their numbers.
    children: HashMap<LineHash, Vec<(usize, ReceivedLine)>>,
    number: usize,
}

impl<'a> Planner<'a> {
    fn new(held: &'a Holdings, is_refused: &'a dyn Fn(StationId) -> bool) -> Self {
        let plan = Plan::default();
        let (ends, planned, children) = (HashMap::new(), HashSet::new(), HashMap::new());
        Self { held, is_refused, plan, ends, planned, children, number: 0 }
    }

    /// Adds a line, and those that waited for it.
    fn add(&mut self, line: ReceivedLine) {
        let mut queue = vec![line];
        while let Some(line) = queue.pop() {
            if self.held.place(&line.hash).is_some() || self.planned.contains(&line.hash) {
                continue;
            }
            let hash = line.hash;
            let Some(slot) = self.slot(&line) else {
                self.number += 1;
                let parent = line.prev.or(line.after).unwrap_or(hash);
                self.children.entry(parent).or_default().push((self.number, line));
                continue;
            };
            self.put(slot, line);
            self.planned.insert(hash);
            let children = self.children.remove(&hash).unwrap_or_default();
            // The oldest is added first.
            queue.extend(children.into_iter().rev().map(|(_, line)| line));
        }
    }

    /// Returns where the line goes, or `None` if it cannot be added now.
    fn slot(&self, line: &ReceivedLine) -> Option<Slot> {
        if let Some(station) = line.opens {
            return Some(Slot::Begins(Target::New { station }));
        }
        for parent in [line.prev, line.after].into_iter().flatten() {
            if let Some(step) = self.ends.get(&parent) {
                return Some(Slot::Follows { parent, step: *step });
            }
            if self.planned.contains(&parent) {
                // The next plan sees the parent in a file.
                return None;
            }
            if let Some(target) = self.place_after(&parent, line.journal) {
                return Some(Slot::Begins(target));
            }
        }
        None
    }

    fn put(&mut self, slot: Slot, line: ReceivedLine) {
        let steps = &mut self.plan.steps;
        match slot {
            Slot::Follows { parent, step } => {
                self.ends.remove(&parent);
                self.ends.insert(line.hash, step);
                steps[step].lines.push(line);
            }
            Slot::Begins(target) => {
                self.ends.insert(line.hash, steps.len());
                steps.push(Step { journal: line.journal, target, lines: vec![line] });
            }
        }
    }

    fn place_after(&self, parent: &LineHash, journal: JournalId) -> Option<Target> {
        let (file, line) = self.held.place(parent)?;
        if self.held.files[file].state.journal != Some(journal) {
            return None;
        }
        // Another file may end with the line.
        let ends_here = |file: &usize| {
            let held = &self.held.files[*file];
            held.state.journal == Some(journal)
                && held.lines.last().is_some_and(|last| last.hash == *parent)
                && !(self.is_refused)(held.state.name)
                && !self.is_continued(*file)
        };
        let end = (0..self.held.files.len()).find(ends_here);
        Some(end.map_or(Target::Beside { file, lines: line + 1 }, |file| Target::End { file }))
    }

    /// Returns whether a step continues this file already.
    fn is_continued(&self, file: usize) -> bool {
        self.plan.steps.iter().any(|step| step.target == Target::End { file })
    }
}
