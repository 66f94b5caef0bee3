//! Manual pages: verbs from the help of this program, rules from the specification.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};
use rawi::explain::{self, Chapter, Section};

use crate::flags::Flags;

/// What every page says at its foot.
const SOURCE: &str = concat!("rawi ", env!("CARGO_PKG_VERSION"));

/// The page that lists the chapters of rules; those are called after it.
const RULES: &str = "rawi-rules";

/// One page.
pub(crate) struct Page {
    /// Its name, such as `rawi-read`.
    pub(crate) name: String,
    /// 1 for what may be typed, 7 for what is told of the rules.
    pub(crate) section: char,
    /// What it is about, in a line.
    pub(crate) title: String,
    about: About,
}

enum About {
    Verb(Box<Command>),
    Rules(Vec<Chapter>),
    Chapter(Chapter),
}

/// All pages: the command, its verbs in their order, the rules.
pub(crate) fn pages() -> Vec<Page> {
    let mut command = Flags::command();
    // So every verb knows the whole name under which it is typed.
    command.build();
    let verbs = command.get_subcommands().cloned().collect::<Vec<_>>();
    let verb = |command: Command| {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let title = command.get_about().map(ToString::to_string).unwrap_or_default();
        Page { name, section: '1', title, about: About::Verb(Box::new(command)) }
    };
    let mut pages = vec![verb(command)];
    pages.extend(verbs.into_iter().map(verb));
    let chapters = explain::chapters();
    let title = "how Rawi tells who said what".to_owned();
    pages.push(Page { name: RULES.to_owned(), section: '7', title, about: About::Rules(chapters.clone()) });
    pages.extend(chapters.into_iter().map(|chapter| Page {
        name: page_of(&chapter),
        section: '7',
        title: chapter.title.to_owned(),
        about: About::Chapter(chapter),
    }));
    pages
}

fn page_of(chapter: &Chapter) -> String {
    format!("{RULES}-{}", chapter.name)
}

impl Page {
    /// The page as roff, in UTF-8.
    ///
    /// # Errors
    ///
    /// None that a buffer in memory can give.
    pub(crate) fn roff(&self) -> io::Result<String> {
        let mut page = Roff::default();
        match &self.about {
            About::Verb(command) => {
                let mut bytes = Vec::new();
                let man = Man::new((**command).clone()).title(self.name.as_str()).source(SOURCE).manual("Rawi");
                man.render(&mut bytes)?;
                return Ok(String::from_utf8_lossy(&bytes).into_owned());
            }
            About::Rules(chapters) => {
                self.head(&mut page);
                heading(&mut page, "DESCRIPTION");
                page.text([
                    roman("Every record names the rule that made it. "),
                    bold("rawi explain RULE"),
                    roman(" shows one; these pages show all. The examples are tests of the program: what is shown is found."),
                ]);
                for chapter in chapters {
                    heading(&mut page, &format!("{}(7) — {}", page_of(chapter), chapter.title));
                    for rule in &chapter.rules {
                        page.control("TP", []);
                        page.text([bold(rule.id)]);
                        page.text([roman(rule.title)]);
                    }
                }
            }
            About::Chapter(chapter) => {
                self.head(&mut page);
                heading(&mut page, "DESCRIPTION");
                paragraphs(&mut page, &chapter.prose);
                for rule in &chapter.rules {
                    heading(&mut page, &format!("{} — {}", rule.id, rule.title));
                    let section = Section::of(rule);
                    paragraphs(&mut page, &section.prose);
                    examples(&mut page, &section);
                }
                heading(&mut page, "SEE ALSO");
                page.text([bold(RULES), roman("(7), "), bold("rawi-explain"), roman("(1)")]);
            }
        }
        Ok(page.render())
    }

    fn head(&self, page: &mut Roff) {
        page.control("TH", [self.name.as_str(), "7", "", SOURCE, "Rawi"]);
        heading(page, "NAME");
        page.text([roman(format!("{} - {}", self.name, self.title))]);
    }
}

fn heading(page: &mut Roff, words: &str) {
    page.control("SH", [words]);
}

fn paragraphs(page: &mut Roff, prose: &[String]) {
    for paragraph in prose {
        page.control("PP", []);
        page.text([roman(paragraph.as_str())]);
    }
}

/// Each example as it is written, what must be found in it below and further in.
fn examples(page: &mut Roff, section: &Section) {
    for example in &section.examples {
        page.control("PP", []);
        page.control("RS", ["2"]);
        lines(page, example.text.lines(), bold);
        page.control("RS", ["4"]);
        lines(page, example.expected.iter().copied(), roman);
        page.control("RE", []);
        page.control("RE", []);
    }
}

fn lines<'a>(page: &mut Roff, all: impl Iterator<Item = &'a str>, style: fn(String) -> Inline) {
    for (n, line) in all.enumerate() {
        if n > 0 {
            page.control("br", []);
        }
        page.text([style(line.to_owned())]);
    }
}
