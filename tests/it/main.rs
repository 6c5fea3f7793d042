mod day;
mod docs;
mod pty;
mod terminal;
