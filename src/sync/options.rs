//! Which server, and with which key.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::sync::error::SyncError;

/// The port of a NATS server if the address names none.
const PORT: &str = "4222";

/// The maximum length of a file with a key, in bytes.
const KEY_MAX: u64 = 4096;

/// How to connect.
#[derive(Clone, Debug)]
pub(crate) struct ServerOptions {
    /// Addresses of one server, or of several of a cluster.
    pub(super) address: Vec<String>,
    /// The seed of the machine's key.
    pub(super) seed: Option<String>,
    /// The name of the machine that follows from its key.
    pub(super) key_name: Option<String>,
    /// A file with certificates of authorities.
    pub(super) ca: Option<PathBuf>,
    /// The JetStream domain, if it is not that of the server.
    pub(super) domain: Option<String>,
}

impl ServerOptions {
    /// Checks the options. `server` is an address, or several separated by commas.
    ///
    /// # Errors
    /// [`SyncError`] if an address is malformed, or a file cannot be used.
    pub(crate) fn new(
        server: &str,
        key: Option<&Path>,
        ca: Option<PathBuf>,
        domain: Option<String>,
    ) -> Result<Self, SyncError> {
        let address: Vec<String> =
            server.split(',').map(address).collect::<Option<_>>().ok_or_else(|| {
                // The text may be anything, also a password.
                SyncError::Address(server.rsplit('@').next().unwrap_or_default().to_owned())
            })?;
        let seed = key.map(seed).transpose()?;
        let (seed, key_name) = seed.map_or((None, None), |(seed, name)| (Some(seed), Some(name)));
        if let Some(path) = &ca {
            let file = |error| SyncError::File { path: path.clone(), error };
            let text = fs::read_to_string(path).map_err(file)?;
            if !text.contains("-----BEGIN CERTIFICATE-----") {
                return Err(file(std::io::ErrorKind::InvalidData.into()));
            }
        }
        Ok(Self { address, seed, key_name, ca, domain })
    }

    /// Returns the user and the password in the address, if it has them. The library does not read them there.
    pub(super) fn login(&self) -> Option<(&str, &str)> {
        let (_, rest) = self.address.first()?.split_once("://")?;
        let (login, _) = rest.rsplit_once('@')?;
        login.split_once(':')
    }

    /// Returns the address for people, without a password.
    pub(crate) fn shown(&self) -> String {
        let shown =
            self.address.iter().map(|address| match (address.split_once("://"), address.rsplit_once('@')) {
                (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
                _ => address.clone(),
            });
        shown.collect::<Vec<_>>().join(",")
    }
}

/// Returns the address with its scheme and its port, or `None` if it is malformed.
fn address(given: &str) -> Option<String> {
    let given = given.trim();
    let (scheme, rest) = given.split_once("://").unwrap_or(("nats", given));
    let rest = rest.trim_end_matches('/');
    if !matches!(scheme, "nats" | "tls") || rest.is_empty() || rest.contains(['/', ' ', '?', '#']) {
        return None;
    }
    let host = rest.rsplit('@').next()?;
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_name = |c: char| c.is_alphanumeric() || "-._:[]%".contains(c);
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    match port {
        Some(port) => port.parse::<u16>().ok().map(|_| format!("{scheme}://{rest}")),
        None => Some(format!("{scheme}://{rest}:{PORT}")),
    }
}

/// Reads the seed of a key, and the public key that belongs to it.
fn seed(path: &Path) -> Result<(String, String), SyncError> {
    let file = |error| SyncError::File { path: path.to_owned(), error };
    if fs::metadata(path).map_err(file)?.len() > KEY_MAX {
        return Err(SyncError::NoKey(path.to_owned()));
    }
    let text = fs::read_to_string(path).map_err(file)?;
    let seed = text.lines().map(str::trim).find(|line| line.starts_with("SU"));
    let pair = seed.and_then(|seed| Some((seed, nkeys::KeyPair::from_seed(seed).ok()?)));
    let (seed, pair) = pair.ok_or_else(|| SyncError::NoKey(path.to_owned()))?;
    Ok((seed.to_owned(), pair.public_key()))
}

/// Writes the seed of a new key to a new file that only its owner may read, and returns the public key.
///
/// # Errors
/// [`SyncError::File`] if the file exists or cannot be written.
pub(crate) fn new_key(path: &Path) -> Result<String, SyncError> {
    let file = |error| SyncError::File { path: path.to_owned(), error };
    let pair = nkeys::KeyPair::new_user();
    let seed = pair.seed().map_err(|_| SyncError::NoKey(path.to_owned()))?;
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(file)?;
    writeln!(new, "{seed}").and_then(|()| new.sync_all()).map_err(file)?;
    Ok(pair.public_key())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn an_address_gets_its_scheme_and_port() {
        for (given, expected) in [
            ("hall", Some("nats://hall:4222")),
            ("nats://hall:4223", Some("nats://hall:4223")),
            ("tls://192.168.1.5/", Some("tls://192.168.1.5:4222")),
            ("nats://user:secret@hall", Some("nats://user:secret@hall:4222")),
            ("[::1]:4222", Some("nats://[::1]:4222")),
            ("[::1]", Some("nats://[::1]:4222")),
            ("", None),
            ("http://hall", None),
            ("nats://", None),
            ("hall:port", None),
            ("hall:99999", None),
            ("a hall", None),
            ("hall/x", None),
        ] {
            assert_eq!(address(given).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let options = ServerOptions::new("nats://u:secret@a,b", None, None, None).unwrap();
        assert_eq!(options.shown(), "nats://a:4222,nats://b:4222");
        assert_eq!(options.login(), Some(("u", "secret")));
        assert_eq!(ServerOptions::new("nats://a", None, None, None).unwrap().login(), None);
        let error = ServerOptions::new("nats://u:secret@a b", None, None, None).unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn a_key_names_the_machine_and_other_files_are_no_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let public = new_key(&path).unwrap();
        assert!(new_key(&path).is_err(), "a key is never replaced");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        let options = ServerOptions::new("hall", Some(&path), None, None).unwrap();
        assert_eq!((options.key_name, mode & 0o777), (Some(public), 0o600));
        for content in ["", "SUnokey", "UABC"] {
            fs::write(&path, content).unwrap();
            let error = ServerOptions::new("hall", Some(&path), None, None).unwrap_err();
            assert!(matches!(error, SyncError::NoKey(_)), "{content}: {error}");
        }
        let missing = ServerOptions::new("hall", Some(Path::new("/no/key")), None, None).unwrap_err();
        assert!(matches!(missing, SyncError::File { .. }));
        fs::write(&path, "no certificate").unwrap();
        assert!(ServerOptions::new("hall", None, Some(path), None).is_err());
    }
}
