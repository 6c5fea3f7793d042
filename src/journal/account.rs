//! Accounts of this machine.

/// Returns the effective user id of this process.
pub(super) fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Returns the name of an account, or its number if it has none.
///
/// The name comes from the system's account database, so this also finds accounts of a directory service such
/// as LDAP.
pub(super) fn name(uid: u32) -> String {
    match uzers::get_user_by_uid(uid) {
        Some(user) => user.name().to_string_lossy().into_owned(),
        None => uid.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_a_name_and_an_unknown_one_a_number() {
        assert_eq!(name(0), "root");
        assert_eq!(name(4_000_000_123), "4000000123");
    }
}
