//! A line on stderr that tells a long run is alive.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::summary::{Summary, speed};

/// Shorter runs need no progress.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(200);

/// Shows counts now and then, on one line that is written over.
pub(crate) struct Progress {
    wanted: bool,
    visible: bool,
    begun: Instant,
    shown: Instant,
}

impl Progress {
    pub(crate) fn new(wanted: bool) -> Progress {
        let now = Instant::now();
        Progress { wanted, visible: false, begun: now, shown: now }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    pub(crate) fn show(&mut self, summary: &Summary) {
        if !self.wanted || self.begun.elapsed() < PATIENCE || self.shown.elapsed() < PAUSE {
            return;
        }
        self.shown = Instant::now();
        self.visible = true;
        let line = format!(
            "\r\u{1B}[K{} documents, {} claims, {}",
            summary.documents,
            summary.claims,
            speed(summary.bytes, self.elapsed())
        );
        write(&line);
    }

    /// Takes the line away, before anything else is written to stderr.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.visible) {
            write("\r\u{1B}[K");
        }
    }
}

fn write(line: &str) {
    let mut stderr = io::stderr().lock();
    // Progress is a courtesy: if it cannot be shown, the run goes on.
    let _ = stderr.write_all(line.as_bytes()).and_then(|()| stderr.flush());
}
