//! `tarazy scale watch` with scales that are pseudo-terminals and TCP sockets.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;

use portable_pty::{PtySize, native_pty_system};

use crate::harness::{DataFolder, Run};

/// A frame of MASSA-K: 12.34 kg, stable.
const MASSA_K: [u8; 20] = [
    0xf8, 0x55, 0xce, 0x0d, 0x00, 0x24, 0x34, 0x30, 0x00, 0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x60, 0xe0,
];

#[test]
fn a_scale_on_a_serial_line_is_read() {
    let data = DataFolder::new();
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let port = pair.master.tty_name().unwrap();
    let scale = format!("cas:{}@9600,8N1", port.display());
    let mut command = data.std_command();
    command.args(["scale", "watch", "--frames", "3", "--scale", &scale]);
    let mut watch = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut message = [0; 8];
    watch.stderr.as_mut().unwrap().read_exact(&mut message).unwrap();
    assert_eq!(&message, b"Reading ");
    let mut scale = pair.master.take_writer().unwrap();
    // Half a frame first, then noise between frames, and two frames at once.
    for bytes in [
        &b"12.34 kg\r\nST,GS,1\xc4,00012.34 kg\r\n"[..],
        b"\x00\xffnoise\r\nUS,GS,1\x84,00013.00 kg\r\nST,NT,1\xc2,   1.250 kg\r\n",
    ] {
        scale.write_all(bytes).unwrap();
    }
    let run = Run::from(watch.wait_with_output().unwrap());
    assert_eq!(run.status, 0, "{run:?}");
    let lines: Vec<Vec<&str>> = run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0][1..5], ["12.34", "kg", "stable", "53"], "{run:?}");
    assert_eq!(lines[1][1..4], ["13", "kg", "moving"], "{run:?}");
    assert_eq!(lines[2][1..5], ["1.25", "kg", "net", "stable"], "{run:?}");
}

#[test]
fn a_scale_on_the_network_is_asked_for_its_weight() {
    let data = DataFolder::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let scale = format!("massa-k:tcp:{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 8];
        let mut asked = 0;
        while stream.read_exact(&mut request).is_ok() {
            assert_eq!(request, [0xf8, 0x55, 0xce, 0x01, 0x00, 0x23, 0x23, 0x00]);
            asked += 1;
            // The answer may come in pieces.
            if stream.write_all(&MASSA_K[..7]).and_then(|()| stream.write_all(&MASSA_K[7..])).is_err() {
                break;
            }
        }
        asked
    });
    let run = data.run(&["--lang", "ru", "scale", "watch", "--frames", "2", "--scale", &scale]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(run.out.matches("12,34 кг  стабильно  f8 55 ce").count(), 2, "{run:?}");
    assert!(server.join().unwrap() >= 2);
}

#[test]
fn what_is_no_scale_is_refused_before_anything_is_read() {
    let data = DataFolder::new();
    let watch = |scale: &str| data.run(&["scale", "watch", "--scale", scale]);
    for (scale, status, message) in [
        ("kas:/dev/ttyUSB0", 2, "use one of and, cas, cas-enq, line, massa-k"),
        ("cas", 2, "A port is missing"),
        ("cas:/dev/ttyUSB0@x", 2, "\"x\" is not a baud rate"),
        ("cas:/dev/ttyUSB0@9600,9N1", 2, "\"9N1\" is not of the form 8N1"),
        ("cas:tcp:host", 2, "\"host\" is not an address"),
        ("cas:/dev/no-such-port", 3, "There is no port /dev/no-such-port"),
        ("cas:/dev/null", 3, "/dev/null is not a serial port"),
        ("cas:tcp:127.0.0.1:1", 3, "nothing answers at this address"),
    ] {
        let run = watch(scale);
        assert_eq!(run.status, status, "{run:?}");
        assert!(run.err.contains(message) && run.err.lines().count() == 1, "{run:?}");
    }
    assert_eq!(data.run(&["scale", "watch"]).status, 2);
    assert_eq!(data.run(&["scale", "list"]).status, 0);
}
