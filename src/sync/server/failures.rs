//! Explains why there is no connection. Where the library has no types for that, its English texts decide.

use std::error::Error;

use async_nats::{ConnectError, ConnectErrorKind};

use crate::sync::error::{NoAnswer, SyncError, TlsFault, chain};

/// Explains why there is no connection. `is_denied` says whether the server reported beside it that it does not accept
/// the key.
pub(super) fn no_connection(server: String, error: &ConnectError, is_denied: bool) -> SyncError {
    match error.kind() {
        ConnectErrorKind::ServerParse => SyncError::Address(server),
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
            SyncError::Denied { server }
        }
        _ if is_denied => SyncError::Denied { server },
        ConnectErrorKind::Dns => SyncError::Unreachable { server, why: NoAnswer::UnknownName },
        ConnectErrorKind::TimedOut => SyncError::Unreachable { server, why: NoAnswer::Silent },
        _ => no_connection_text(server, &chain(error)),
    }
}

/// Explains a text about a connection that could not be made.
pub(super) fn no_connection_text(server: String, text: &str) -> SyncError {
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let fault = if has(&["unknownissuer"]) {
        Some(TlsFault::UnknownAuthority)
    } else if has(&["certificate: expired", "certificate expired"]) {
        Some(TlsFault::Expired)
    } else if has(&["not valid for name"]) {
        Some(TlsFault::OtherName)
    } else if has(&["corrupt message"]) {
        Some(TlsFault::NotEncrypted)
    } else if has(&["certificate", "tls", "handshake"]) {
        Some(TlsFault::Other(text.to_owned()))
    } else {
        None
    };
    if let Some(fault) = fault {
        return SyncError::Tls { server, fault };
    }
    let why = if has(&["invalid server operation"]) {
        NoAnswer::NotNats
    } else if has(&["connection refused"]) {
        NoAnswer::Refused
    } else if has(&["lookup address"]) {
        NoAnswer::UnknownName
    } else if has(&["timed out"]) {
        NoAnswer::Silent
    } else {
        NoAnswer::Other(text.to_owned())
    };
    SyncError::Unreachable { server, why }
}

/// Returns the first error of this type among an error and its sources.
pub(super) fn source<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_missing_connection_has_its_reason() {
        let why = |text: &str| match no_connection_text("hall".to_owned(), text) {
            SyncError::Unreachable { why, .. } => format!("{why:?}"),
            SyncError::Tls { fault, .. } => format!("{fault:?}"),
            other => other.to_string(),
        };
        for (text, expected) in [
            ("IO error: Connection refused (os error 111)", "Refused"),
            ("IO error: invalid server operation: 'SSH-2.0-OpenSSH_9.2p1'", "NotNats"),
            ("IO error: failed to lookup address information: Name or service not known", "UnknownName"),
            ("connection timed out", "Silent"),
            (
                "IO error: No route to host (os error 113)",
                "Other(\"IO error: No route to host (os error 113)\")",
            ),
            ("IO error: invalid peer certificate: UnknownIssuer", "UnknownAuthority"),
            ("IO error: invalid peer certificate: Expired", "Expired"),
            ("invalid peer certificate: certificate expired: verification time 7", "Expired"),
            ("invalid peer certificate: certificate not valid for name \"hall\"", "OtherName"),
            ("IO error: received corrupt message of type InvalidContentType", "NotEncrypted"),
            ("IO error: tls handshake eof", "Other(\"IO error: tls handshake eof\")"),
        ] {
            assert_eq!(why(text), expected, "{text}");
        }
    }

    #[test]
    fn an_error_is_found_among_the_sources_of_another() {
        let inner = io::Error::other(io::Error::from_raw_os_error(111));
        assert!(source::<io::Error>(&inner).is_some());
        assert!(source::<SyncError>(&inner).is_none());
        assert!(chain(&inner).contains("os error 111"));
    }
}
