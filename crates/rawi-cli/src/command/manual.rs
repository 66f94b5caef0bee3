//! `rawi manual`: manual pages of the verbs and of the rules.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use rawi_text::isolate;

use crate::failure::{Failure, cause};
use crate::flags::ManualFlags;
use crate::print::manual::{Page, pages};

pub(crate) fn run(flags: &ManualFlags) -> Result<ExitCode, Failure> {
    let pages = pages();
    if let Some(folder) = &flags.into {
        for page in &pages {
            write(page, folder)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let output = match &flags.page {
        Some(name) => {
            let page = pages.iter().find(|page| page.name == *name).ok_or_else(|| {
                Failure::Usage(format!("manual page \"{name}\" is not there; expected one that `rawi manual` lists"))
            })?;
            page.roff().map_err(|error| Failure::output(&error))?
        }
        None => list(&pages),
    };
    let mut stdout = io::stdout().lock();
    stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| Failure::output(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// Their names and what they are about, one a line.
fn list(pages: &[Page]) -> String {
    let widest = pages.iter().map(|page| page.name.len()).max().unwrap_or(0);
    let line = |page: &Page| format!("{:widest$} ({})  {}\n", page.name, page.section, isolate(&page.title));
    pages.iter().map(line).collect()
}

fn write(page: &Page, folder: &Path) -> Result<(), Failure> {
    let folder = folder.join(format!("man{}", page.section));
    let path = folder.join(format!("{}.{}", page.name, page.section));
    let written = page.roff().and_then(|roff| {
        fs::create_dir_all(&folder)?;
        fs::write(&path, roff)
    });
    written.map_err(|error| Failure::new(format!("{}: cannot be written: {}", path.display(), cause(&error))))
}
