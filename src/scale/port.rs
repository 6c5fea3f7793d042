//! The bytes of a scale: a serial line, or a TCP connection.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use rustix::fs::FlockOperation;
use rustix::io::Errno;
use rustix::net::sockopt;
use serial2::{CharSize, SerialPort, Settings, StopBits};

use crate::scale::demo::DemoScale;
use crate::scale::protocol::{LineSettings, Parity};
use crate::scale::wire::ScalePort;

/// How long one read waits for a byte.
const READ_WAIT: Duration = Duration::from_millis(50);
/// How long a connection may take.
const CONNECT_WAIT: Duration = Duration::from_secs(3);
/// How long a request may take. Meanwhile nothing is read, so it must be short.
const WRITE_WAIT: Duration = Duration::from_millis(500);
/// When the system asks whether a scale on the network is still there, how often, and how many times.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(10), Duration::from_secs(5), 3);

/// An open connection to a scale.
#[derive(Debug)]
pub(crate) enum Connection {
    Serial(SerialPort),
    Tcp(TcpStream),
    Demo(DemoScale),
}

impl Connection {
    /// Opens a port. What was sent before is dropped.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub(crate) fn open(port: &ScalePort) -> io::Result<Self> {
        match port {
            ScalePort::Serial { path, line } => {
                let mut serial = SerialPort::open(path, |settings: Settings| apply(settings, *line))?;
                serial.set_read_timeout(READ_WAIT)?;
                serial.set_write_timeout(WRITE_WAIT)?;
                lock(&serial)?;
                serial.discard_buffers()?;
                Ok(Self::Serial(serial))
            }
            ScalePort::Tcp(address) => {
                let mut last = io::Error::from(ErrorKind::AddrNotAvailable);
                for address in address.to_socket_addrs()? {
                    match TcpStream::connect_timeout(&address, CONNECT_WAIT) {
                        Ok(stream) => {
                            stream.set_read_timeout(Some(READ_WAIT))?;
                            stream.set_write_timeout(Some(WRITE_WAIT))?;
                            keep_alive(&stream)?;
                            stream.set_nodelay(true)?;
                            return Ok(Self::Tcp(stream));
                        }
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
            ScalePort::Demo => Ok(Self::Demo(DemoScale::start())),
        }
    }

    /// Reads what has arrived. Returns zero if nothing came for a moment.
    ///
    /// # Errors
    /// Returns the error of the system, and [`ErrorKind::UnexpectedEof`] if the scale was unplugged.
    pub(crate) fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        // A serial port says "timed out" if nothing has come, and a socket if the other side is gone.
        let (read, nothing) = match self {
            Self::Serial(port) => (port.read(bytes), ErrorKind::TimedOut),
            Self::Tcp(stream) => (stream.read(bytes), ErrorKind::WouldBlock),
            Self::Demo(demo) => (Ok(demo.read(bytes)), ErrorKind::WouldBlock),
        };
        match read {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(count),
            Err(error) if error.kind() == nothing || error.kind() == ErrorKind::Interrupted => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Sends bytes to the scale.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Serial(port) => port.write_all(bytes),
            Self::Tcp(stream) => stream.write_all(bytes),
            Self::Demo(_) => Ok(()),
        }
    }

    /// Drops what has arrived and was not read.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub(crate) fn discard(&mut self) -> io::Result<()> {
        match self {
            Self::Serial(port) => port.discard_buffers(),
            Self::Tcp(stream) => {
                // The end of a connection is found by the next read.
                let mut bytes = [0; 4096];
                stream.set_nonblocking(true)?;
                while matches!(stream.read(&mut bytes), Ok(1..)) {}
                stream.set_nonblocking(false)
            }
            Self::Demo(_) => Ok(()),
        }
    }
}

/// Has the system find out if a scale on the network is gone without a word, such as after a power cut.
///
/// # Errors
/// Returns the error of the system.
fn keep_alive(stream: &TcpStream) -> io::Result<()> {
    let (idle, interval, count) = KEEPALIVE;
    sockopt::set_socket_keepalive(stream, true)?;
    sockopt::set_tcp_keepidle(stream, idle)?;
    sockopt::set_tcp_keepintvl(stream, interval)?;
    Ok(sockopt::set_tcp_keepcnt(stream, count)?)
}

/// Locks a serial port for this program. Two programs would each read half of the frames.
///
/// # Errors
/// Returns [`ErrorKind::ResourceBusy`] if another program holds it.
fn lock(serial: &SerialPort) -> io::Result<()> {
    match rustix::fs::flock(serial, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => Err(ErrorKind::ResourceBusy.into()),
        // Some systems cannot lock a device.
        _ => Ok(()),
    }
}

fn apply(mut settings: Settings, line: LineSettings) -> io::Result<Settings> {
    settings.set_raw();
    settings.set_baud_rate(line.baud)?;
    settings.set_char_size(if line.data_bits == 7 { CharSize::Bits7 } else { CharSize::Bits8 });
    settings.set_parity(match line.parity {
        Parity::None => serial2::Parity::None,
        Parity::Even => serial2::Parity::Even,
        Parity::Odd => serial2::Parity::Odd,
    });
    settings.set_stop_bits(if line.stop_bits == 2 { StopBits::Two } else { StopBits::One });
    Ok(settings)
}
