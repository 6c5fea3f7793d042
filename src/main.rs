use tarazy::console::run::{self, Start};
use tarazy::journal::{folder, station};
fn main() {
    let data = folder::DataDir::at(std::env::var("TARAZY_DATA_DIR").unwrap());
    let now = chrono::Utc::now();
    let folder = folder::for_writing(&data, now, || {
        let off = tarazy::domain::event::UtcOffset::parse("+05:00").unwrap();
        Ok(tarazy::domain::event::Event::new(folder::random_id()?, "Recycle Бірге", now.date_naive(), off).unwrap())
    }).unwrap();
    let st = station::open_station(&folder, None, now.fixed_offset(), "0.1.0").unwrap();
    let e = run::run(Start { folder, station: st, operator: Some("Айгерім".into()), language: tarazy::language::Language::parse(&std::env::var("TARAZY_LANG").unwrap_or("kk".into())).unwrap(),
      environment: tarazy::console::theme::Environment { term: "xterm".into(), locale: "C.UTF-8".into(), no_colour: std::env::var_os("NO_COLOR").is_some() }, ascii: false }).unwrap();
    for u in &e.unsaved { eprintln!("{u}"); }
    std::process::exit(e.status as i32);
}
