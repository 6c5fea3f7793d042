//! The floor: the smallest ratatui program with a bar chart, an entry line and one fdatasync per entry.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};

use crossterm::event::{Event, KeyCode, read};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::{BarChart, Paragraph};
use serde::Deserialize;

/// The argument that starts the floor instead of the measurements.
pub(crate) const MODE: &str = "--floor";

#[derive(Deserialize)]
struct Entry<'a> {
    material: Option<&'a str>,
    net_g: Option<u64>,
}

/// Reads the journals, and records what is typed in the file `entries`.
pub(crate) fn run(entries: &str, journals: &[String]) {
    let mut sums: Vec<(String, u64)> = Vec::new();
    for journal in journals {
        for line in BufReader::new(File::open(journal).unwrap()).lines() {
            let line = line.unwrap();
            let entry: Entry<'_> = serde_json::from_str(&line).unwrap();
            if let (Some(material), Some(net)) = (entry.material, entry.net_g) {
                add(&mut sums, material, net);
            }
        }
    }
    let mut file = OpenOptions::new().create(true).append(true).open(entries).unwrap();
    enable_raw_mode().unwrap();
    execute!(io::stdout(), EnterAlternateScreen).unwrap();
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout())).unwrap();
    let mut typed = String::new();
    loop {
        terminal
            .draw(|frame| {
                let [chart, line] =
                    Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(frame.area());
                let bars: Vec<(&str, u64)> = sums.iter().map(|(name, net)| (name.as_str(), *net)).collect();
                frame.render_widget(BarChart::default().data(&bars[..]).bar_width(8), chart);
                frame.render_widget(Paragraph::new(format!("> {typed}")), line);
            })
            .unwrap();
        let Event::Key(key) = read().unwrap() else { continue };
        match key.code {
            KeyCode::Char(c) => typed.push(c),
            KeyCode::Backspace => _ = typed.pop(),
            KeyCode::Enter => {
                writeln!(file, "{{\"material\":\"paper\",\"net_g\":{typed}}}").unwrap();
                file.sync_data().unwrap();
                add(&mut sums, "paper", typed.parse().unwrap());
                typed.clear();
            }
            _ => return,
        }
    }
}

fn add(sums: &mut Vec<(String, u64)>, material: &str, net: u64) {
    match sums.iter_mut().find(|(name, _)| name == material) {
        Some((_, sum)) => *sum += net,
        None => sums.push((material.to_owned(), net)),
    }
}
