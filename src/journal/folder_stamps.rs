//! The metadata of all journals of an event, so that nothing has to be woken while nothing changes.

use std::path::PathBuf;

use crate::domain::record::StationId;
use crate::journal::event_folder::EventFolder;
use crate::journal::file_stamp::FileStamp;

/// The journals at the last look.
#[derive(Default)]
pub(crate) struct FolderStamps {
    /// `None` before the first look, and if a journal could not be examined.
    last: Option<Vec<(StationId, FileStamp)>>,
}

impl FolderStamps {
    /// Returns whether a journal may have been changed since the last call, by anybody. What cannot be examined counts as
    /// changed, and so does everything at the first call.
    pub(crate) fn changed(&mut self, folder: &EventFolder) -> bool {
        let stamp = |(name, path): (StationId, PathBuf)| Some((name, FileStamp::read(&path)?));
        let now = folder.journals().ok().and_then(|journals| journals.into_iter().map(stamp).collect());
        let is_same = now.is_some() && now == self.last;
        self.last = now;
        !is_same
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::journal::testing;

    #[test]
    fn every_change_of_a_journal_is_noticed_once_and_what_cannot_be_examined_always() {
        let data = tempfile::tempdir().unwrap();
        let folder = testing::folder(data.path());
        let path = |name| folder.stations().join(name);
        let mut stamps = FolderStamps::default();
        let mut changed = || (stamps.changed(&folder), stamps.changed(&folder));
        assert_eq!(changed(), (true, false), "the first look");
        testing::count_people_and_note(&folder, "A");
        let whole = fs::read(path("A.jsonl")).unwrap();
        assert_eq!(changed(), (true, false));
        fs::write(path("A.jsonl"), &whole[..10]).unwrap();
        assert_eq!(changed(), (true, false), "cut");
        fs::write(path("new"), &whole[..10]).unwrap();
        assert_eq!(changed(), (false, false), "no journal");
        fs::rename(path("new"), path("A.jsonl")).unwrap();
        assert_eq!(changed(), (true, false), "replaced");
        fs::rename(path("A.jsonl"), path("A2.jsonl")).unwrap();
        assert_eq!(changed(), (true, false), "renamed");
        symlink("A2.jsonl", path("A.jsonl")).unwrap();
        assert_eq!(changed(), (true, true), "a link is no journal");
        fs::remove_dir_all(folder.stations()).unwrap();
        assert_eq!(changed(), (true, true), "a folder that is missing");
    }
}
