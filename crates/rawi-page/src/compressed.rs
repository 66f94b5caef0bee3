//! Compressed streams: told by their first bytes, unwrapped whatever their name.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Is this the head of a compressed stream?
pub(crate) fn is_compressed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD)
}

/// The stream inside a compressed one, by its head.
pub(crate) fn unwrapped<'a>(head: &[u8], reader: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    const BUFFER: usize = 64 * 1024;
    if head.starts_with(GZIP) {
        Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(reader)))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, Frames { source: reader, decoder: FrameDecoder::new(), open: false }))
    }
}

/// All frames of a zstd stream, one after the other: tools that compress in parallel write many.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Frames<R> {
    /// Opens the next frame; says whether there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open {
                self.open = self.next_frame()?;
                if !self.open {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, step).map_err(|error| damaged(&error))?;
            }
            match self.decoder.read(buffer)? {
                0 if !buffer.is_empty() => self.open = false,
                n => return Ok(n),
            }
        }
    }
}

fn damaged(error: &dyn std::error::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    fn through(bytes: &[u8]) -> io::Result<String> {
        assert!(is_compressed(bytes));
        let mut out = String::new();
        unwrapped(bytes, Box::new(bytes)).read_to_string(&mut out).map(|_| out)
    }

    fn packed(characters: &str) -> Vec<u8> {
        compress_to_vec(characters.as_bytes(), CompressionLevel::Fastest)
    }

    #[test]
    fn one_zstd_frame_and_several() {
        let long = "قال الوزير إن السد جاهز.\n".repeat(20_000);
        assert_eq!(through(&packed(&long)).expect("a whole stream"), long);
        let mut both = packed("قال ");
        // A skippable frame of three bytes, as some tools write for their own use.
        both.extend([0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]);
        both.extend(packed("الوزير"));
        assert_eq!(through(&both).expect("a whole stream"), "قال الوزير");
    }

    #[test]
    fn a_cut_zstd_stream_is_damaged() {
        let whole = packed(&"قال الوزير إن السد جاهز.\n".repeat(20_000));
        let error = through(&whole[..whole.len() / 2]).expect_err("half a stream");
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        let mut tail = packed("قال");
        tail.extend(b"garbage");
        assert_eq!(through(&tail).expect_err("bytes after the frame").kind(), io::ErrorKind::InvalidData);
    }
}
