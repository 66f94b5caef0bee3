//! `rawi profile`: pages of a site in, the lines that come again on them out.

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread::available_parallelism;

use rawi::lexicon::Class;
use rawi::scan::Scan;
use rawi_page::{Block, BlockKind, Document, Hints, Learner, PageLines};

use super::words::{self, Words};
use crate::failure::{BAD_INPUT, Failure, cause, complain};
use crate::flags::ProfileFlags;
use crate::pipeline::{Event, Job, Read, outcomes};

pub(crate) fn run(flags: &ProfileFlags) -> Result<ExitCode, Failure> {
    let words: &'static Words = Box::leak(Box::new(words::load(flags.lexicon.as_deref(), None)?));
    let threads = flags.threads.map_or_else(|| available_parallelism().map_or(1, Into::into), usize::from);
    // What of a page is its article hardly matters here; the faster way will do.
    let hints = Hints { fast: true, ..Hints::default() };
    let reader = move || -> Read<PageLines> {
        Box::new(move |raw| {
            raw.read(&words.furniture).map(|document| lines(&document, words)).map_err(|e| e.to_string())
        })
    };
    let job = Job { hints, reader: Box::new(reader) };
    let (mut learner, mut unknown, mut bad) = (Learner::default(), 0u64, false);
    for event in outcomes(flags.paths.clone(), threads, job) {
        match event {
            Event::PassedOver(_) => {}
            Event::Document(Ok(page)) => unknown += u64::from(!learner.add(page, flags.host.as_deref())),
            Event::Document(Err(complaint)) => {
                bad = true;
                complain(&complaint);
            }
        }
    }
    if learner.pages() == 0 {
        let expected = "pages that say their address, or --host";
        return Err(Failure::Usage(format!("no page of a known host among {unknown}; expected {expected}")));
    }
    let profile = learner.learned();
    let table = profile.write();
    match &flags.output {
        Some(path) => fs::write(path, table)
            .map_err(|error| Failure::new(format!("{}: cannot be written: {}", path.display(), cause(&error))))?,
        None => io::stdout().lock().write_all(table.as_bytes()).map_err(|error| Failure::output(&error))?,
    }
    complain(&format!("{} lines learned from {} pages; {unknown} pages left out", profile.len(), learner.pages()));
    Ok(if bad { ExitCode::from(BAD_INPUT) } else { ExitCode::SUCCESS })
}

/// The lines of a page, and which of them report something: furniture is asked, too.
fn lines(document: &Document, words: &Words) -> PageLines {
    let blocks = document.blocks.iter().map(|block| Block::new(BlockKind::Paragraph, block.span)).collect();
    let bare = Document { blocks, ..document.clone() };
    let scan = Scan::new(&bare, &words.lexicon);
    PageLines::of(document, |span| scan.tokens.within(span).any(|token| scan.is(token, Class::Verb)))
}
