//! The bytes of an archive file, decompressed, with the place of every member: an archive is compressed record by record, each
//! record a gzip member or a zstd frame of its own, so that a damaged one can be passed over and a good one found again.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use crate::compressed::{GZIP, ZSTD, damaged};

/// Decompressed bytes held at once.
const WINDOW: usize = 64 * 1024;

/// The skippable frame in which a `.warc.zst` file carries the dictionary of its frames.
const DICTIONARY_FRAME: u32 = 0x184D_2A5D;
/// Bytes of a dictionary; writers make them of 100 kB or so.
const DICTIONARY: u64 = 4 << 20;

/// A stream of members.
pub(crate) struct Members<'a> {
    packing: Packing<'a>,
    window: Vec<u8>,
    at: usize,
    /// Where in the file the member that the window belongs to starts.
    start: u64,
    /// Does the window hold the first bytes of its member?
    fresh: bool,
}

enum Packing<'a> {
    Plain(Counted<'a>),
    Gzip(Box<GzDecoder<Counted<'a>>>),
    Zstd(Box<Frames<'a>>),
    /// Between two gzip members.
    Between(Counted<'a>),
    Ended,
}

struct Frames<'a> {
    source: Counted<'a>,
    decoder: FrameDecoder,
    open: bool,
}

/// A reader that knows how far it is.
struct Counted<'a> {
    reader: Box<dyn BufRead + 'a>,
    at: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.reader.consume(n);
    }
}

impl Counted<'_> {
    /// Goes on to the next place where these bytes stand; says whether there is one. A place that begins in one buffer of the
    /// reader and ends in the next is passed over.
    fn find(&mut self, magic: &[u8]) -> io::Result<bool> {
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let (skipped, found) = match buffer.windows(magic.len()).position(|window| window == magic) {
                Some(at) => (at, true),
                None => (buffer.len(), false),
            };
            self.consume(skipped);
            if found {
                return Ok(true);
            }
        }
    }
}

impl<'a> Members<'a> {
    /// Reads from a reader whose first bytes are `head`, which the reader still gives.
    pub(crate) fn new(head: &[u8], reader: Box<dyn BufRead + 'a>) -> Members<'a> {
        let counted = Counted { reader, at: 0 };
        let packing = if head.starts_with(GZIP) {
            Packing::Between(counted)
        } else if crate::compressed::is_compressed(head) {
            Packing::Zstd(Box::new(Frames { source: counted, decoder: FrameDecoder::new(), open: false }))
        } else {
            Packing::Plain(counted)
        };
        Members { packing, window: Vec::new(), at: 0, start: 0, fresh: false }
    }

    /// Is the file compressed?
    pub(crate) fn is_packed(&self) -> bool {
        !matches!(self.packing, Packing::Plain(_))
    }

    /// The place in the file: of the next byte where the file is not compressed, else of the member that holds it.
    pub(crate) fn offset(&self) -> u64 {
        match &self.packing {
            Packing::Plain(counted) => counted.at - (self.window.len() - self.at) as u64,
            Packing::Zstd(frames) if self.at == self.window.len() && !frames.open => frames.source.at,
            Packing::Between(counted) if self.at == self.window.len() => counted.at,
            _ => self.start,
        }
    }

    /// Do the next bytes begin a member?
    pub(crate) fn begins_member(&self) -> bool {
        self.fresh && self.at == 0
    }

    /// The bytes that the last [`fill`](Members::fill) gave, as far as they are not consumed.
    pub(crate) fn window(&self) -> &[u8] {
        &self.window[self.at..]
    }

    /// The next bytes, at least one unless the file has ended.
    pub(crate) fn fill(&mut self) -> io::Result<&[u8]> {
        if self.at == self.window.len() {
            self.window.clear();
            self.at = 0;
            self.fresh = false;
            self.more(true)?;
        }
        Ok(&self.window[self.at..])
    }

    /// The next bytes, `n` of them unless the member or the file ends before.
    pub(crate) fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        self.fill()?;
        while self.window.len() - self.at < n {
            let before = self.window.len();
            self.more(false)?;
            if self.window.len() == before {
                break;
            }
        }
        let rest = &self.window[self.at..];
        Ok(&rest[..rest.len().min(n)])
    }

    /// The next bytes of this member; none where it has ended, and then its checksum was right.
    pub(crate) fn fill_within(&mut self) -> io::Result<&[u8]> {
        if self.at == self.window.len() {
            self.window.clear();
            self.at = 0;
            self.fresh = false;
            self.more(false)?;
        }
        Ok(&self.window[self.at..])
    }

    /// After an error: goes on to the next member that can be found; says whether there is one.
    pub(crate) fn pass_damage(&mut self) -> io::Result<bool> {
        self.window.clear();
        self.at = 0;
        self.fresh = false;
        match std::mem::replace(&mut self.packing, Packing::Ended) {
            Packing::Gzip(decoder) => self.find_gzip(decoder.into_inner()),
            Packing::Between(counted) => self.find_gzip(counted),
            Packing::Zstd(mut frames) => {
                frames.open = false;
                let found = frames.source.find(ZSTD)?;
                self.packing = Packing::Zstd(frames);
                Ok(found)
            }
            // What cannot be read from a plain file is not damaged but out of reach.
            Packing::Plain(_) | Packing::Ended => Ok(false),
        }
    }

    fn find_gzip(&mut self, mut counted: Counted<'a>) -> io::Result<bool> {
        // Magic, and the one method there is.
        let found = counted.find(&[GZIP[0], GZIP[1], 8])?;
        self.packing = Packing::Between(counted);
        Ok(found)
    }

    /// Adds bytes to the window, of the next member only if `onward`.
    fn more(&mut self, onward: bool) -> io::Result<()> {
        let filled = self.window.len();
        self.window.resize(filled + WINDOW, 0);
        let outcome = self.decode(filled, onward);
        self.window.truncate(filled + outcome.as_ref().copied().unwrap_or(0));
        outcome.map(drop)
    }

    fn decode(&mut self, filled: usize, onward: bool) -> io::Result<usize> {
        loop {
            match &mut self.packing {
                Packing::Ended => return Ok(0),
                Packing::Plain(counted) => return counted.read(&mut self.window[filled..]),
                Packing::Gzip(decoder) => {
                    let n = decoder.read(&mut self.window[filled..])?;
                    if n > 0 {
                        return Ok(n);
                    }
                    if let Packing::Gzip(decoder) = std::mem::replace(&mut self.packing, Packing::Ended) {
                        self.packing = Packing::Between(decoder.into_inner());
                    }
                }
                Packing::Between(counted) => {
                    if !onward {
                        return Ok(0);
                    }
                    // Some writers pad the file with zeros.
                    while counted.fill_buf()?.first() == Some(&0) {
                        let zeros = counted.fill_buf()?.iter().take_while(|&&byte| byte == 0).count();
                        counted.consume(zeros);
                    }
                    if counted.fill_buf()?.is_empty() {
                        self.packing = Packing::Ended;
                        return Ok(0);
                    }
                    self.start = counted.at;
                    self.fresh = true;
                    if let Packing::Between(counted) = std::mem::replace(&mut self.packing, Packing::Ended) {
                        self.packing = Packing::Gzip(Box::new(GzDecoder::new(counted)));
                    }
                }
                Packing::Zstd(frames) => {
                    if !frames.open {
                        if !onward {
                            return Ok(0);
                        }
                        let Some(start) = frames.next()? else { return Ok(0) };
                        self.start = start;
                        self.fresh = true;
                    }
                    let n = frames.read(&mut self.window[filled..])?;
                    if n > 0 {
                        return Ok(n);
                    }
                    frames.open = false;
                }
            }
        }
    }
}

impl Read for Members<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Members<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill()
    }

    fn consume(&mut self, n: usize) {
        self.at = (self.at + n).min(self.window.len());
    }
}

impl Frames<'_> {
    /// Opens the next frame and says where it starts.
    fn next(&mut self) -> io::Result<Option<u64>> {
        while !self.source.fill_buf()?.is_empty() {
            let start = self.source.at;
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.open = true;
                    return Ok(Some(start));
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    magic_number,
                    length,
                })) => {
                    let length = u64::from(length);
                    if magic_number == DICTIONARY_FRAME && length <= DICTIONARY {
                        let mut dictionary = Vec::new();
                        (&mut self.source).take(length).read_to_end(&mut dictionary)?;
                        self.learn(dictionary)?;
                    } else {
                        io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                    }
                }
                Err(error) => return Err(self.fault(&error)),
            }
        }
        Ok(None)
    }

    /// What a decoder's error is about: a file that ends too early, else damage.
    fn fault(&mut self, error: &dyn std::error::Error) -> io::Error {
        if self.source.fill_buf().is_ok_and(<[u8]>::is_empty) {
            return io::Error::new(io::ErrorKind::UnexpectedEof, error.to_string());
        }
        damaged(error)
    }

    fn learn(&mut self, mut dictionary: Vec<u8>) -> io::Result<()> {
        if dictionary.starts_with(ZSTD) {
            let packed = std::mem::take(&mut dictionary);
            let unpacked = crate::compressed::unwrapped(&packed, Box::new(packed.as_slice()));
            unpacked.take(DICTIONARY).read_to_end(&mut dictionary)?;
        }
        let dictionary = Dictionary::decode_dict(&dictionary).map_err(|error| damaged(&error))?;
        self.decoder.add_dict(dictionary).map_err(|error| damaged(&error))
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let step = BlockDecodingStrategy::UptoBlocks(1);
            if let Err(error) = self.decoder.decode_blocks(&mut self.source, step) {
                return Err(self.fault(&error));
            }
        }
        let n = self.decoder.read(buffer)?;
        if n == 0 && self.decoder.is_finished() {
            let (told, found) = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
            if told.is_some_and(|told| found.is_some_and(|found| found != told)) {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "zstd frame does not have a matching checksum"));
            }
        }
        Ok(n)
    }
}
