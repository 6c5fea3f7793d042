//! Notifications of the system that a journal in a folder was changed by a program on this machine (inotify on Linux).
//!
//! Invariant: a notification is only a reason to look earlier. Network disks send none for what other machines write, the
//! system drops some if there are too many, and an account may have used up its watches.

use std::ffi::OsStr;
use std::path::Path;
#[cfg(not(target_os = "linux"))]
use std::thread;
use std::time::Duration;

#[cfg(target_os = "linux")]
pub(super) use linux::ChangeNotice;

#[cfg(target_os = "linux")]
mod linux {
    use std::mem::{self, MaybeUninit};
    use std::os::fd::OwnedFd;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
    use rustix::io::Errno;

    use super::{Duration, OsStr, Path};
    use crate::journal::names;

    /// What is notified. A new journal is written to, so its creation is not needed.
    const CHANGES: WatchFlags = WatchFlags::MODIFY
        .union(WatchFlags::MOVED_FROM)
        .union(WatchFlags::MOVED_TO)
        .union(WatchFlags::DELETE)
        .union(WatchFlags::ONLYDIR);

    /// The most notifications that are read at once. The system keeps 16,384 by default.
    const READ_MAX: usize = 20_000;

    /// The notifications of one folder.
    #[derive(Debug, Default)]
    pub(in crate::journal) struct ChangeNotice {
        /// `None` if the system has no more queues for this account.
        queue: Option<OwnedFd>,
        /// The watch of the folder, if there is one.
        watch: Option<i32>,
    }

    impl ChangeNotice {
        /// Watches this folder from now on, and no other one.
        pub(in crate::journal) fn watch(&mut self, folder: Option<&Path>) {
            if self.queue.is_none() {
                self.queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok();
            }
            let Some(queue) = &self.queue else { return };
            let watch = folder.and_then(|folder| inotify::add_watch(queue, folder, CHANGES).ok());
            if let Some(old) = mem::replace(&mut self.watch, watch).filter(|old| watch != Some(*old)) {
                // The system has already removed the watch of a folder that was removed.
                let _removed = inotify::remove_watch(queue, old);
            }
        }

        /// Waits for a notification, at most this long. Returns whether there is one. A signal may end the wait.
        pub(in crate::journal) fn wait(&self, time: Duration) -> bool {
            let (Some(queue), Ok(limit)) = (&self.queue, Timespec::try_from(time)) else {
                thread::sleep(time);
                return false;
            };
            match poll(&mut [PollFd::new(queue, PollFlags::IN)], Some(&limit)) {
                Ok(count) => count > 0,
                Err(Errno::INTR) => false,
                Err(_) => {
                    thread::sleep(time);
                    false
                }
            }
        }

        /// Takes all notifications. Returns whether one of them is about a journal, other than the growth of `own`.
        pub(in crate::journal) fn take_changes(&mut self, own: Option<&OsStr>) -> bool {
            let Some(queue) = &self.queue else { return false };
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = Reader::new(queue, &mut buffer);
            let mut changed = false;
            for _ in 0..READ_MAX {
                let Ok(event) = reader.next() else { break };
                let is_journal = event.file_name().and_then(|name| name.to_str().ok()).is_some_and(|name| {
                    let is_own_growth = event.events() == ReadFlags::MODIFY && own == Some(name.as_ref());
                    names::station_of_journal(name).is_some() && !is_own_growth
                });
                changed |= is_journal || event.events().contains(ReadFlags::QUEUE_OVERFLOW);
            }
            changed
        }
    }

    #[cfg(test)]
    mod tests {
        use std::fs::{self, File};
        use std::io::Write;

        use super::*;

        impl ChangeNotice {
            /// Returns the notifications of a system that has no more watches.
            pub(in crate::journal) fn none() -> Self {
                Self { queue: None, watch: None }
            }
        }

        #[test]
        fn only_journals_of_others_count_unless_notifications_were_dropped() {
            let temp = tempfile::tempdir().unwrap();
            let own: &OsStr = "A.jsonl".as_ref();
            let mut notice = ChangeNotice::default();
            notice.watch(Some(temp.path()));
            assert!(!notice.take_changes(Some(own)));
            let open = |name| File::create(temp.path().join(name)).unwrap();
            let (mut ours, mut draft) = (open("A.jsonl"), open("B.draft"));
            let mut write = |count: usize| {
                for _ in 0..count {
                    ours.write_all(b"1").unwrap();
                    draft.write_all(b"1").unwrap();
                }
            };
            write(1);
            assert!(notice.wait(Duration::ZERO));
            assert!(!notice.take_changes(Some(own)));
            assert!(!notice.wait(Duration::ZERO), "all were taken");
            let kept = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
            write(kept.trim().parse::<usize>().unwrap() / 2 + 1);
            assert!(notice.take_changes(Some(own)));
            fs::remove_file(temp.path().join("A.jsonl")).unwrap();
            assert!(notice.take_changes(Some(own)));
        }
    }
}

/// No notifications, on systems other than Linux.
#[cfg(not(target_os = "linux"))]
#[derive(Debug, Default)]
pub(super) struct ChangeNotice;

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_self, clippy::needless_pass_by_ref_mut)]
impl ChangeNotice {
    pub(super) fn watch(&mut self, _folder: Option<&Path>) {}

    pub(super) fn wait(&self, time: Duration) -> bool {
        thread::sleep(time);
        false
    }

    pub(super) fn take_changes(&mut self, _own: Option<&OsStr>) -> bool {
        false
    }
}
