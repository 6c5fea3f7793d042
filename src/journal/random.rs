//! Random numbers that identify events and journals.

/// Returns a random number of 128 bits.
///
/// # Errors
/// Returns an error if the system provides no random numbers.
pub(crate) fn random_id() -> Result<u128, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(u128::from_be_bytes(bytes))
}
