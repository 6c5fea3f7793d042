//! Records to files and back: line, writer, reader, folder, lock, verify.
