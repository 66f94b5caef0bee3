//! WACZ: a ZIP archive that holds WARC files under `archive/`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;

use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

/// What can be read at any place.
pub(crate) trait Place: BufRead + Seek {}

impl<R: BufRead + Seek> Place for R {}

/// The WARC files of an archive, in the order of its directory.
pub(crate) struct Files<'a> {
    archive: Rc<RefCell<Box<dyn Place + 'a>>>,
    files: VecDeque<File>,
}

struct File {
    name: Arc<str>,
    start: u64,
    length: u64,
    is_deflated: bool,
}

impl<'a> Files<'a> {
    /// Reads the directory of an archive.
    ///
    /// # Errors
    /// What is wrong with it, for a person.
    pub(crate) fn open(mut archive: Box<dyn Place + 'a>) -> Result<Files<'a>, String> {
        if let Some(n) = n_entries(&mut *archive).ok().flatten().filter(|&n| n > ENTRIES) {
            return Err(format!("a ZIP archive of {n} files; expected a WACZ of at most {ENTRIES}"));
        }
        let mut zip = ZipArchive::new(archive).map_err(|error| format!("damaged ZIP archive: {error}"))?;
        let mut files = VecDeque::new();
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(|error| format!("damaged ZIP archive: {error}"))?;
            let name = file.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            let lower = name.to_ascii_lowercase();
            if ![".warc", ".warc.gz", ".warc.zst"].iter().any(|end| lower.ends_with(end)) {
                continue;
            }
            let is_deflated = match file.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::DEFLATE => true,
                other => return Err(format!("{name} is compressed by {other}; expected a stored or deflated file")),
            };
            let Some(start) = file.data_start() else { continue };
            files.push_back(File { name: name.into(), start, length: file.compressed_size(), is_deflated });
        }
        if files.is_empty() {
            return Err(
                "not text: a ZIP archive without a WARC file; expected a WACZ with archive/*.warc.gz".to_owned()
            );
        }
        Ok(Files { archive: Rc::new(RefCell::new(zip.into_inner())), files })
    }

    /// The next file: its name and its bytes.
    pub(crate) fn next(&mut self) -> Option<(Arc<str>, Box<dyn BufRead + 'a>)> {
        let File { name, start, length, is_deflated } = self.files.pop_front()?;
        let range =
            BufReader::with_capacity(64 * 1024, Range { archive: Rc::clone(&self.archive), at: start, rest: length });
        let reader: Box<dyn BufRead + 'a> =
            if is_deflated { Box::new(BufReader::new(DeflateDecoder::new(range))) } else { Box::new(range) };
        Some((name, reader))
    }
}

/// Files of one archive: the directory of all is held in memory. A directory of the old format has at most 65,535.
const ENTRIES: u64 = 100_000;

/// How many files a directory of the large format says it has; nothing for one of the old format.
fn n_entries(archive: &mut dyn Place) -> io::Result<Option<u64>> {
    // The end of the directory, with the longest comment, and before it the place of the large one.
    const END: u64 = 22 + 65_535 + 20;
    let number =
        |bytes: &[u8], at: usize| bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes);
    let length = archive.seek(SeekFrom::End(0))?;
    archive.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut end = Vec::new();
    archive.take(END).read_to_end(&mut end)?;
    let place = end.windows(4).rposition(|window| window == b"PK\x06\x07").and_then(|at| number(&end, at + 8));
    let Some(place) = place else { return Ok(None) };
    archive.seek(SeekFrom::Start(place))?;
    let mut record = Vec::new();
    archive.take(56).read_to_end(&mut record)?;
    Ok(number(&record, 32))
}

/// A range of the archive's bytes.
struct Range<'a> {
    archive: Rc<RefCell<Box<dyn Place + 'a>>>,
    at: u64,
    rest: u64,
}

impl Read for Range<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.rest).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        let mut archive = self.archive.borrow_mut();
        archive.seek(SeekFrom::Start(self.at))?;
        let n = archive.read(&mut buffer[..most])?;
        self.at += n as u64;
        self.rest -= n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_directory_too_large_is_refused_before_it_is_read() {
        let record = [&b"PK\x06\x06"[..], &[0; 28], &5_000_000u64.to_le_bytes(), &[0; 16]].concat();
        let place = [&b"PK\x06\x07\0\0\0\0"[..], &4u64.to_le_bytes(), &[1, 0, 0, 0]].concat();
        let whole = [&b"PK\x03\x04"[..], &record, &place, b"PK\x05\x06", &[0xFF; 16], &[0, 0]].concat();
        let refused = Files::open(Box::new(Cursor::new(whole))).err().expect("a refusal");
        assert_eq!(refused, "a ZIP archive of 5000000 files; expected a WACZ of at most 100000");
    }
}
