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
    pub(crate) fn open(archive: Box<dyn Place + 'a>) -> Result<Files<'a>, String> {
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
