//! What a run comes to.

use std::ops::AddAssign;
use std::time::Duration;

use rawi::Reading;
use rawi::reading::MentionKind;

/// Counts of one document or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) documents: u64,
    pub(crate) claims: u64,
    pub(crate) figures: u64,
    pub(crate) times: u64,
    /// Records of archives that were no pages.
    pub(crate) passed_over: u64,
    /// Of input, after decompression.
    pub(crate) bytes: u64,
}

impl Summary {
    pub(crate) fn of(bytes: usize, reading: &Reading) -> Summary {
        let count = |wanted: fn(&MentionKind) -> bool| {
            reading.mentions.iter().filter(|mention| wanted(&mention.kind)).count() as u64
        };
        Summary {
            documents: 1,
            claims: reading.claims.len() as u64,
            figures: count(|kind| matches!(kind, MentionKind::Figure(_))),
            times: count(|kind| matches!(kind, MentionKind::Time(_))),
            passed_over: 0,
            bytes: bytes as u64,
        }
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Summary) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.figures += other.figures;
        self.times += other.times;
        self.passed_over += other.passed_over;
        self.bytes += other.bytes;
    }
}

/// Bytes a second, in a unit that keeps the number short.
pub(crate) fn speed(bytes: u64, elapsed: Duration) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a speed is shown with one decimal place")]
    let a_second = bytes as f64 / elapsed.as_secs_f64().max(1e-6);
    match a_second {
        n if n >= 1e6 => format!("{:.1} MB/s", n / 1e6),
        n if n >= 1e3 => format!("{:.1} kB/s", n / 1e3),
        n => format!("{n:.0} B/s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_short() {
        assert_eq!(speed(12_340_000, Duration::from_secs(2)), "6.2 MB/s");
        assert_eq!(speed(1_500, Duration::from_secs(1)), "1.5 kB/s");
        assert_eq!(speed(10, Duration::from_secs(1)), "10 B/s");
        assert_eq!(speed(0, Duration::ZERO), "0 B/s");
    }
}
