//! Pages copied as text, line by line: what is the article, what stands around it. `lines/development.txt` may be looked at while rules are
//! written; `lines/held-out.txt` holds sites of other makes.

// Figures of a passing run are worth seeing, too.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use rawi_lexicon::Tables;
use rawi_page::{BlockKind, Document, FurnitureLexicon, Hints};

struct Page<'a> {
    site: &'a str,
    lines: Vec<(&'a str, &'a str)>,
}

fn pages(text: &str) -> Vec<Page<'_>> {
    let mut pages: Vec<Page<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(site) = line.strip_prefix("= ") {
            pages.push(Page { site, lines: Vec::new() });
        } else if let (Some(page), Some(labelled)) = (pages.last_mut(), line.split_once('\t')) {
            page.lines.push(labelled);
        }
    }
    pages
}

fn read(page: &Page<'_>, lexicon: &FurnitureLexicon) -> Document {
    let text: Vec<&str> = page.lines.iter().map(|(_, words)| *words).collect();
    let hints = Hints { path: format!("{}.txt", page.site), ..Hints::default() };
    rawi_page::read(text.join("\n").as_bytes(), &hints, lexicon).next().expect("one").expect("a text")
}

/// The kind of every line: that of its first block that is no label of an icon.
fn kinds(page: &Page<'_>, document: &Document) -> Vec<(BlockKind, String)> {
    let mut at = 0;
    page.lines
        .iter()
        .map(|(_, words)| {
            let range = at..at + words.len();
            at = range.end + 1;
            let block = document.blocks.iter().find(|block| range.contains(&block.span.start()));
            block.map_or((BlockKind::Furniture, "none".to_owned()), |block| {
                (block.kind, block.furniture.map_or("", rawi_page::FurnitureClass::name).to_owned())
            })
        })
        .collect()
}

fn is_body(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Lead | BlockKind::Paragraph | BlockKind::Heading | BlockKind::List | BlockKind::Quote)
}

/// Checks one half; gives the F1 of body lines.
#[track_caller]
fn check(text: &str) {
    let lexicon = FurnitureLexicon::new(&Tables::builtin()).expect("the built-in tables");
    let (mut right, mut found, mut gold) = (0u32, 0u32, 0u32);
    let (mut furniture, mut kept, mut classes, mut lost, mut headless) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut wrong: BTreeMap<String, u32> = BTreeMap::new();
    let mut sites: Vec<&str> = Vec::new();
    let pages = pages(text);
    for page in &pages {
        sites.push(page.site);
        let document = read(page, &lexicon);
        for ((label, words), (kind, class)) in page.lines.iter().zip(kinds(page, &document)) {
            let (in_body, taken) = (matches!(*label, "b" | "s" | "l"), is_body(kind));
            right += u32::from(in_body && taken);
            found += u32::from(taken);
            gold += u32::from(in_body);
            if let Some(of) = label.strip_prefix("f ") {
                furniture += 1;
                kept += u32::from(kind == BlockKind::Furniture);
                classes += u32::from(of == class);
            }
            if in_body != taken
                || (*label == "h") != (kind == BlockKind::Headline)
                || (label.starts_with('f') != (kind == BlockKind::Furniture))
            {
                *wrong.entry(format!("{}: {label} is {kind} {class}: {words}", page.site)).or_default() += 1;
            }
            lost += u32::from(*label == "b" && kind == BlockKind::Furniture);
            headless += u32::from(*label == "h" && kind != BlockKind::Headline);
        }
    }
    sites.dedup();
    let f1 = f64::from(2 * right) / f64::from(found + gold);
    let report: Vec<String> = wrong.into_keys().collect();
    println!(
        "{} pages of {} sites: body lines F1 {f1:.3}, lost {lost}, headlines missed {headless}, furniture {kept}/{furniture}, class {classes}/{furniture}\n{}",
        pages.len(),
        sites.len(),
        report.join("\n")
    );
    assert_eq!(lost, 0, "no sentence of an article is furniture\n{}", report.join("\n"));
    assert!(headless * 20 <= pages.len() as u32, "{headless} headlines are missed\n{}", report.join("\n"));
    assert!(f1 >= 0.95, "F1 {f1:.3}\n{}", report.join("\n"));
    assert!(kept * 100 >= furniture * 95, "{kept} of {furniture} lines of furniture\n{}", report.join("\n"));
}

#[test]
fn lines_of_the_development_half_are_told_apart() {
    check(include_str!("lines/development.txt"));
}

#[test]
fn lines_of_the_held_out_half_are_told_apart() {
    check(include_str!("lines/held-out.txt"));
}
