//! The console with a scale on a wire: pseudo-terminals and TCP sockets play the scale.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use portable_pty::{MasterPty, PtySize, native_pty_system};

use crate::harness::DataFolder;

/// A scale of CAS on a pseudo-terminal. It sends ten frames a second until it is unplugged.
struct FakeScale {
    /// The bytes of the next frames. They are empty while the scale is silent.
    frame: Arc<Mutex<Vec<u8>>>,
    pair: Option<portable_pty::PtyPair>,
    sender: Option<thread::JoinHandle<()>>,
    is_plugged: Arc<Mutex<bool>>,
}

impl FakeScale {
    /// Plugs the scale in. `link` is a name of its port that stays the same.
    fn plug(link: &Path) -> Self {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let port = pair.master.tty_name().unwrap();
        let _absent = fs::remove_file(link);
        symlink(port, link).unwrap();
        let frame = Arc::new(Mutex::new(stable("0.00")));
        let is_plugged = Arc::new(Mutex::new(true));
        let sender = send(&*pair.master, &frame, &is_plugged);
        Self { frame, pair: Some(pair), sender: Some(sender), is_plugged }
    }

    fn show(&self, frame: Vec<u8>) {
        *self.frame.lock().unwrap() = frame;
    }

    fn unplug(mut self) {
        *self.is_plugged.lock().unwrap() = false;
        self.sender.take().unwrap().join().unwrap();
        drop(self.pair.take());
    }
}

fn send(
    master: &dyn MasterPty,
    frame: &Arc<Mutex<Vec<u8>>>,
    is_plugged: &Arc<Mutex<bool>>,
) -> thread::JoinHandle<()> {
    let (mut writer, frame, is_plugged) = (master.take_writer().unwrap(), frame.clone(), is_plugged.clone());
    thread::spawn(move || {
        while *is_plugged.lock().unwrap() {
            let bytes = frame.lock().unwrap().clone();
            writer.write_all(&bytes).unwrap();
            thread::sleep(Duration::from_millis(100));
        }
    })
}

/// Returns a stable frame.
fn stable(weight: &str) -> Vec<u8> {
    cas("ST", 0xc4, weight)
}

fn cas(state: &str, lamp: u8, weight: &str) -> Vec<u8> {
    [state.as_bytes(), b",GS,1", &[lamp, b','], format!("{weight:>8}").as_bytes(), b" kg\r\n"].concat()
}

fn port_of(data: &DataFolder) -> PathBuf {
    data.path().join("scale")
}

#[test]
fn enter_records_what_lies_on_the_scale() {
    let data = DataFolder::new();
    let scale = FakeScale::plug(&port_of(&data));
    let option = format!("cas:{}", port_of(&data).display());
    let mut console = data.screen(&["--scale", &option]).size(100, 30).open();
    console.wait_for("0.00 kg ●");
    console.send("q");
    console.wait_for("Put the load on the scale, then press Enter");
    scale.show(cas("US", 0x84, "12.40"));
    console.wait_for("12.40 kg ◌");
    console.send("<Enter>");
    console.wait_for("The weight is not stable yet: wait, then press Enter");
    scale.show(stable("12.50"));
    console.wait_for("12.50 kg ●");
    console.send("<Enter>");
    console.wait_for_all(&["Saved: Q 12.5 kg", "12.50 kg ✓"]);
    scale.show(b"ST,GS,1\xc4,    27.5 lb\r\n".to_vec());
    console.wait_for("not kg");
    scale.show(cas("OL", 0x84, ""));
    console.wait_for("OVER");
    scale.show(b"garbage without a frame\r\n".to_vec());
    console.wait_for("The scale sends unclear bytes");
    console.quit();
    scale.unplug();
    let entry = &data.operations("A")[0];
    assert_eq!((&entry["source"], &entry["net_g"]), (&"scale".into(), &12_500.into()));
    assert_eq!(entry["scale"]["protocol"], "cas");
    assert_eq!(entry["scale"]["raw"], "53542c47532c31c42c20202031322e3530206b670d0a");
    assert!(entry.get("typed").is_none());
    data.assert_verified();
}

#[test]
fn a_scale_that_is_unplugged_comes_back_and_typing_goes_on() {
    let data = DataFolder::new();
    let scale = FakeScale::plug(&port_of(&data));
    let option = format!("cas:{}", port_of(&data).display());
    let mut console = data.screen(&["--scale", &option]).open();
    console.wait_for("0.00 kg ●");
    console.send("q");
    scale.show(stable("12.50"));
    console.wait_for("12.50 kg ●");
    scale.unplug();
    console.wait_for_all(&["no scale", "The scale is not connected: check its cable, type the weight"]);
    console.send("<Enter>");
    console.pause();
    console.send("12.5<Enter>");
    console.wait_for("Saved: Q Waste paper 12.5 kg");
    let scale = FakeScale::plug(&port_of(&data));
    scale.show(stable("12.50"));
    console.wait_for("12.50 kg ●");
    // The load may be the one that was typed.
    console.send("<Enter>");
    console.wait_for("The load was there before the start: save 12.5 kg?");
    console.send("<Esc>");
    console.wait_until_gone("before the start");
    scale.show(stable("0.00"));
    console.wait_for("0.00 kg ●");
    console.synchronise("the scale was empty", |screen| screen.contains("Put the load on the scale"));
    scale.show(stable("3.20"));
    console.wait_for("3.20 kg ●");
    console.send("<Enter>");
    console.wait_for("Saved: Q Waste paper 3.2 kg");
    scale.show(Vec::new());
    console.wait_for("Nothing comes from the scale");
    console.quit();
    scale.unplug();
    let sources: Vec<_> = data.operations("A").iter().map(|line| line["source"].clone()).collect();
    assert_eq!(sources, [serde_json::Value::Null, "scale".into()]);
}

#[test]
fn loads_are_recorded_by_themselves_over_the_network() {
    let data = DataFolder::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let option = format!("line:tcp:{}", listener.local_addr().unwrap());
    let weight = Arc::new(Mutex::new("0.00"));
    let shown = weight.clone();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        loop {
            let line = format!("ST,GS,+{:>7}kg\r\n", shown.lock().unwrap());
            if stream.write_all(line.as_bytes()).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    });
    let mut console = data.screen(&["--scale", &option, "--auto"]).open();
    console.send("q");
    console.wait_for("it is recorded by itself");
    *weight.lock().unwrap() = "4.10";
    console.wait_for_all(&["Saved: Q Waste paper 4.1 kg", "By itself; F8: undo"]);
    console.wait_until_gone("By itself");
    *weight.lock().unwrap() = "0.00";
    console.wait_for("0.00 kg ●");
    // Esc closes the message about the record. The hint then tells when the load has ended.
    console.send("<Esc>");
    console.synchronise("the scale was empty", |screen| screen.contains("it is recorded by itself"));
    *weight.lock().unwrap() = "5.20";
    console.wait_for("Saved: Q Waste paper 5.2 kg");
    console.send("<F8>");
    console.wait_for("Undone");
    console.send("<Esc>");
    console.quit();
    let operations = data.operations("A");
    let kinds: Vec<_> = operations.iter().map(|line| line["op"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["entry", "entry", "void"]);
}

#[test]
fn a_bad_scale_is_refused_before_the_screen_opens() {
    let data = DataFolder::new();
    let file = data.write_file("file", b"");
    let held = FakeScale::plug(&port_of(&data));
    let busy = format!("cas:{}", port_of(&data).display());
    let port = fs::File::open(port_of(&data)).unwrap();
    rustix::fs::flock(&port, rustix::fs::FlockOperation::LockExclusive).unwrap();
    for (arguments, status, sentence) in [
        (&["--scale", "kas:/dev/ttyUSB0"][..], 2, "--scale: \"kas\" is not a protocol: use one of and, cas"),
        (&["--scale", "cas:/dev/ttyUSB0@fast"], 2, "\"fast\" is not a baud rate"),
        (&["--scale", "cas"], 2, "A port is missing"),
        (&["--scale", "cas:/dev/ttyUSB0,d=5"], 2, "\"5\" is not a division: write it as d=5g"),
        (&["--scale", "demo:x"], 2, "The simulated scale has no port"),
        (&["--scale", "demo:", "--event", "x"], 2, "leave out --event"),
        (&["--auto"], 2, "--auto needs a scale on a wire"),
        (&["--auto", "--scale", "wedge"], 2, "--auto needs a scale on a wire"),
        (&["--auto", "--scale", "demo:", "--plain"], 2, "--auto needs the full screen"),
        (&["--scale", "cas:/nowhere/ttyUSB0"], 3, "There is no port /nowhere/ttyUSB0"),
        (&["--scale", &format!("cas:{file}")], 3, "is not a serial port"),
        (&["--scale", "cas:tcp:127.0.0.1:1"], 3, "cannot be opened"),
        (&["--scale", &busy], 3, "Another program reads"),
    ] {
        let plain = if arguments.contains(&"--auto") { &[][..] } else { &["--plain"] };
        let run = data.run(&[arguments, plain].concat());
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert!(run.err.contains(sentence) && run.err.lines().count() == 1, "{arguments:?}: {run:?}");
    }
    assert!(data.event_slugs().is_empty());
    held.unplug();
}

#[test]
fn a_scale_of_the_settings_may_be_missing() {
    let data = DataFolder::new();
    let port = port_of(&data);
    data.write_settings(&format!(r#"{{"scale":"cas:{}"}}"#, port.display()));
    let mut console = data.screen(&[]).open();
    console.send("q");
    console.synchronise("the reason", |screen| {
        screen.contains("no scale")
            && screen.contains("The scale is not connected: check its cable, type the weight")
    });
    let scale = FakeScale::plug(&port);
    console.wait_for("0.00 kg ●");
    console.quit();
    scale.unplug();
}

#[test]
fn a_simulated_scale_keeps_nothing() {
    let data = DataFolder::new();
    let mut console = data.screen(&["--scale", "demo:", "--auto"]).open();
    console.synchronise("the name", |screen| screen.contains("DEMO, nothing is kept"));
    console.send("q");
    console.wait_for("Saved: Q Waste paper");
    console.quit();
    assert!(data.event_slugs().is_empty());
}

#[test]
fn an_empty_line_of_the_plain_console_records_the_weight() {
    let data = DataFolder::new();
    let scale = FakeScale::plug(&port_of(&data));
    let mut command = data.std_command();
    let option = format!("cas:{}", port_of(&data).display());
    command.args(["--plain", "--scale", &option]);
    let stdio = std::process::Stdio::piped;
    let mut console = command.stdin(stdio()).stdout(stdio()).stderr(stdio()).spawn().unwrap();
    let mut lines = console.stdin.take().unwrap();
    lines.write_all(b"q1\n").unwrap();
    let mut answers = console.stdout.take().unwrap();
    read_until(&mut answers, "Saved: Q Waste paper 1 kg");
    // The plain console prints nothing by itself, so nothing tells when the scale was empty for half a second.
    thread::sleep(Duration::from_secs(3));
    scale.show(stable("6.40"));
    thread::sleep(Duration::from_secs(1));
    lines.write_all(b"\n").unwrap();
    read_until(&mut answers, "Saved: Q Waste paper 6.4 kg");
    drop(lines);
    assert!(console.wait().unwrap().success());
    scale.unplug();
}

/// Reads until the output has this text.
fn read_until(output: &mut impl Read, text: &str) {
    let mut read = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&read).contains(text) {
        assert_eq!(output.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&read));
        read.push(byte[0]);
    }
}

#[test]
fn what_arrived_while_the_program_was_stopped_is_old() {
    let data = DataFolder::new();
    let scale = FakeScale::plug(&port_of(&data));
    let option = format!("cas:{}", port_of(&data).display());
    let mut console = data.screen(&["--scale", &option]).open();
    console.send("q");
    console.synchronise("the scale was empty", |screen| screen.contains("Put the load on the scale"));
    scale.show(stable("12.50"));
    console.wait_for("12.50 kg ●");
    console.signal(Signal::STOP);
    thread::sleep(Duration::from_millis(1_500));
    scale.show(stable("3.20"));
    thread::sleep(Duration::from_millis(300));
    console.signal(Signal::CONT);
    console.wait_for("3.20 kg ●");
    // Another load may have been there meanwhile.
    console.send("<Enter>");
    console.wait_for("The load was there before the start: save 3.2 kg?");
    console.send("<Esc>");
    console.wait_until_gone("before the start");
    console.quit();
    assert!(data.operations("A").is_empty());
    scale.unplug();
}

#[test]
fn a_stable_weight_sends_nothing_to_the_terminal() {
    let data = DataFolder::new();
    let scale = FakeScale::plug(&port_of(&data));
    let option = format!("cas:{}", port_of(&data).display());
    let mut console = data.screen(&["--scale", &option]).size(100, 30).open();
    console.send("q");
    console.synchronise("the scale was empty", |screen| screen.contains("Put the load on the scale"));
    scale.show(stable("12.50"));
    console.wait_for("12.50 kg ●");
    console.listen(Duration::from_millis(1_000));
    let before = console.written().len();
    // Thirty frames. The minute may change once.
    console.listen(Duration::from_secs(3));
    let sent = console.written().len() - before;
    assert!(sent < 400, "{sent} bytes");
    console.quit();
    scale.unplug();
}
