//! Compressed streams: told by their first bytes, unwrapped whatever their name.

use std::io::{self, BufRead};

use crate::members::Members;

/// The first bytes of a gzip member.
pub(crate) const GZIP: &[u8] = &[0x1F, 0x8B];
/// The first bytes of a zstd frame.
pub(crate) const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Is this the head of a compressed stream?
pub(crate) fn is_compressed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD) || is_skippable(head)
}

/// Does a zstd stream begin with a frame that is not text, as one that carries its own dictionary does?
fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// The stream inside a compressed one, by its head: all members or frames, one after the other, since tools that compress in
/// parallel write many.
pub(crate) fn unwrapped<'a>(head: &[u8], reader: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    Box::new(Members::new(head, reader))
}

pub(crate) fn damaged(error: &dyn std::error::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

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
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        let mut tail = packed("قال");
        tail.extend(b"garbage");
        assert_eq!(through(&tail).expect_err("bytes after the frame").kind(), io::ErrorKind::InvalidData);
    }
}
