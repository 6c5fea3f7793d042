//! Checks the chains of sectors of a compound file, the container of XLS.
//!
//! calamine follows these chains without a limit, so a chain that is a circle would fill the memory, and one that leaves its
//! table would end the program. A file with such a chain is refused before calamine reads it.

/// A value from which on a table entry is no sector, but the end of a chain or a free place.
const SPECIAL: u32 = 0xffff_fffa;

/// The size of an entry of the directory in bytes.
const ENTRY: usize = 128;

/// The size in bytes below which a stream is in small sectors.
const SMALL_STREAM: u64 = 4096;

/// Returns whether every chain of the file ends and stays in its table.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    check(bytes).is_some()
}

fn check(bytes: &[u8]) -> Option<()> {
    let size = match bytes.get(30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = bytes.len() / size;
    let sector = |id: u32| {
        let start = size.checked_mul(usize::try_from(id).ok()?.checked_add(1)?)?;
        bytes.get(start..bytes.len().min(start.checked_add(size)?))
    };
    let mut fat_sectors: Vec<u32> = numbers(bytes.get(76..512)?);
    let mut next = number(bytes, 68)?;
    for step in 0.. {
        if next >= SPECIAL {
            break;
        }
        let mut more = numbers(sector(next)?);
        next = more.pop()?;
        fat_sectors.extend(more);
        (step <= sectors).then_some(())?;
    }
    let mut fat = Vec::new();
    for id in fat_sectors.into_iter().filter(|id| *id < SPECIAL) {
        fat.extend(numbers(sector(id)?));
        (fat.len() <= (sectors + 1) * size).then_some(())?;
    }
    ends(&fat)?;
    let chain = |start: u32| -> Option<Vec<u8>> {
        let (mut content, mut id) = (Vec::new(), start);
        // `ends` has proved that the chain ends.
        while id < SPECIAL {
            content.extend_from_slice(sector(id)?);
            id = *fat.get(usize::try_from(id).ok()?)?;
        }
        Some(content)
    };
    let small = match number(bytes, 64)? {
        0 => Vec::new(),
        _ => numbers(&chain(number(bytes, 60)?)?),
    };
    ends(&small)?;
    for entry in chain(number(bytes, 48)?)?.chunks_exact(ENTRY) {
        let (start, length) = (number(entry, 116)?, u64::from(number(entry, 120)?));
        // The first entry and large streams use the large sectors. A small stream may be in either table.
        let table = if length < SMALL_STREAM { fat.len().min(small.len().max(1)) } else { fat.len() };
        let is_used = *entry.get(66)? != 0 && length > 0;
        let is_inside = usize::try_from(start).is_ok_and(|start| start < table.max(1));
        (!is_used || start >= SPECIAL || is_inside || *entry.get(66)? == 5).then_some(())?;
    }
    Some(())
}

/// Checks that every chain of a table ends, and that no entry leaves the table.
fn ends(table: &[u32]) -> Option<()> {
    // A chain ends if no sector follows two others and no chain returns to its start.
    let mut followed = vec![false; table.len()];
    for next in table.iter().filter(|next| **next < SPECIAL) {
        let place = followed.get_mut(usize::try_from(*next).ok()?)?;
        (!std::mem::replace(place, true)).then_some(())?;
    }
    let mut ended = vec![false; table.len()];
    for first in (0..table.len()).filter(|first| !followed[*first]) {
        let mut id = first;
        loop {
            ended[id] = true;
            match table[id] {
                next if next >= SPECIAL => break,
                next => id = usize::try_from(next).ok()?,
            }
        }
    }
    // What was not reached from the start of a chain is a circle.
    ended.iter().all(|ended| *ended).then_some(())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| number(four, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../tests/data/tables/old.xls");

    #[test]
    fn a_workbook_of_excel_is_sound() {
        assert!(is_sound(BOOK));
        assert!(!is_sound(&BOOK[..600]));
        assert!(!is_sound(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
    }

    #[test]
    fn a_chain_that_never_ends_is_found() {
        assert!(ends(&[1, 2, SPECIAL, SPECIAL]).is_some());
        for table in [&[0][..], &[1, 2, 0], &[1, SPECIAL, 1], &[7]] {
            assert!(ends(table).is_none(), "{table:?}");
        }
    }
}
