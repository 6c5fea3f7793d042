//! Explains why files and folders cannot be used.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::journal::folder_error::FolderError;
use crate::journal::mirror::MirrorError;
use crate::language::{Explain, Message, Text, format};

/// The text has no full stop. A rare error is quoted in the words of the operating system, which are English.
impl Explain for io::Error {
    fn explain(&self) -> Text {
        let message = match Errno::from_io_error(self) {
            // A network disk without a lock service.
            Some(Errno::NOLCK) => Some(Message::IoNoLocks),
            Some(Errno::IO) => Some(Message::IoFailed),
            Some(Errno::LOOP) => Some(Message::IoLinks),
            Some(Errno::NODEV | Errno::NXIO | Errno::STALE | Errno::NOTCONN) => Some(Message::IoGone),
            Some(Errno::MFILE | Errno::NFILE) => Some(Message::IoOpenFiles),
            _ => io_kind(self.kind()),
        };
        message.unwrap_or_else(|| Message::IoOther { reason: self.to_string().into() }).into()
    }
}

/// Returns the message for a kind of error that operators can resolve, or `None` for any other kind.
pub(super) fn io_kind(kind: io::ErrorKind) -> Option<Message> {
    match kind {
        io::ErrorKind::NotFound => Some(Message::IoNotFound),
        io::ErrorKind::PermissionDenied => Some(Message::IoDenied),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(Message::IoFull),
        io::ErrorKind::ReadOnlyFilesystem => Some(Message::IoReadOnly),
        io::ErrorKind::FileTooLarge => Some(Message::IoTooLarge),
        io::ErrorKind::TimedOut => Some(Message::IoSilent),
        io::ErrorKind::NotADirectory => Some(Message::IoNotAFolder),
        io::ErrorKind::IsADirectory => Some(Message::IoFolder),
        io::ErrorKind::InvalidFilename => Some(Message::IoLongName),
        io::ErrorKind::BrokenPipe => Some(Message::IoNoReader),
        io::ErrorKind::ResourceBusy => Some(Message::IoBusy),
        io::ErrorKind::OutOfMemory => Some(Message::IoMemory),
        io::ErrorKind::AlreadyExists => Some(Message::IoExists),
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => Some(Message::IoNobodyAnswers),
        _ => None,
    }
}

impl Explain for MirrorError {
    fn explain(&self) -> Text {
        match self {
            Self::Path(error) => return error.error.explain(),
            Self::NotOurs { path } => Message::MirrorNotOurs { file: path.into() },
            Self::InData { path } => Message::MirrorInData { dir: path.into() },
            Self::Ahead { path } => Message::MirrorAhead { file: path.into() },
            Self::Changed { path } => Message::MirrorChanged { file: path.into() },
            Self::NoFreeName { path } => Message::MirrorNoName { dir: path.into() },
            Self::NoAnswer { path } => Message::MirrorNoAnswer { dir: path.into() },
        }
        .into()
    }
}

impl Explain for FolderError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Io { path, error } => at_path(path, error),
            Self::BadSlug(slug) => Message::FolderBadSlug { slug: format::quoted(slug).into() },
            Self::NoEvent { slug } => Message::FolderNoEvent { slug: format::quoted(slug).into() },
            Self::SeveralEvents { given, slugs } => Message::FolderSeveralEvents {
                given: format::quoted(given).into(),
                slugs: format::list(slugs).into(),
            },
            Self::AbsentTarget { path, target } => {
                Message::FolderAbsentTarget { path: path.into(), target: target.into() }
            }
            Self::Absorbed { slug, into } => {
                Message::FolderAbsorbed { slug: slug.into(), event: into.into() }
            }
            Self::Link { path } => Message::FolderLink { path: path.into() },
            Self::OtherEvent { path } => Message::FolderOtherEvent { path: path.into() },
            Self::NotAFile { path } => Message::NotAFile { path: path.into() },
            Self::Event { path, error } => at_path(path, error),
            Self::Unconfirmed { slug, error } => {
                Message::FolderUnconfirmed { slug: slug.into(), reason: error.explain() }
            }
            Self::ChangeUnconfirmed { slug, error } => {
                Message::FolderChangeUnconfirmed { slug: slug.into(), reason: error.explain() }
            }
            Self::Busy { path } => Message::FolderBusy { path: path.into() },
            Self::NewEvent(fault) => return fault.explain(),
            Self::Random(_) => Message::FolderRandom,
        };
        message.into()
    }
}

/// Returns a message with the path and the reason for the error.
pub(super) fn at_path(path: &Path, error: &impl Explain) -> Message {
    Message::FolderIo { path: path.into(), reason: error.explain() }
}

/// The last component of a path: people look for `A.jsonl`, not for a whole path.
pub(super) fn file_name(path: &Path) -> Text {
    path.file_name().map_or_else(|| path.into(), |name| name.to_string_lossy().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, Texts};

    #[test]
    fn a_rare_error_quotes_the_text_of_the_system() {
        let rare = io::Error::other("strange\u{1b}[31m");
        for (language, expected) in [
            (Language::Kk, "жүйенің хабары: «strange[31m»"),
            (Language::Ru, "сообщение системы: «strange[31m»"),
            (Language::En, "the system reports \"strange[31m\""),
        ] {
            assert_eq!(Texts::new(language).show(rare.explain()), expected);
        }
    }

    #[test]
    fn an_error_that_an_operator_can_resolve_is_not_quoted() {
        use Errno as E;
        for errno in [
            E::NOLCK,
            E::IO,
            E::LOOP,
            E::NODEV,
            E::NXIO,
            E::STALE,
            E::NOTCONN,
            E::MFILE,
            E::NFILE,
            E::NOENT,
            E::ACCESS,
            E::PERM,
            E::NOSPC,
            E::DQUOT,
            E::ROFS,
            E::FBIG,
            E::TIMEDOUT,
            E::NOTDIR,
            E::ISDIR,
            E::NAMETOOLONG,
            E::PIPE,
            E::BUSY,
            E::NOMEM,
            E::EXIST,
        ] {
            let error = io::Error::from(errno);
            assert!(
                !matches!(error.explain(), Text::Message(message) if message.key() == "io-other"),
                "{error}"
            );
        }
    }
}
