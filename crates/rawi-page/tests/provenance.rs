//! Every block leads back to the bytes it was read from: there, decoded, without tags and white space, stand its words.

use encoding_rs::Encoding;
use rawi_page::{Document, FurnitureLexicon, Hints};

/// A small generator of numbers: the same pages on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const WORDS: &[&str] = &[
    "قال",
    "وزير",
    "المياه",
    "في",
    "نهاوند",
    "إن",
    "السد",
    "الجديد",
    "جاهز",
    "للملء",
    "،",
    "وأضاف",
    "أن",
    "القرى",
    "«تنتظر»",
    ".",
    "2024",
    "A&amp;B",
    "&laquo;قول&raquo;",
    "&nbsp;",
    "&#1575;لماء",
    "&",
    "&copy",
    "\r\n",
    "<b>مهم</b>",
    "<a href=\"/x?a=1&b=2\">رابط</a>",
    "<br>",
    "<!-- لا -->",
    "<script>if (a<b) { \"<p>\" }</script>",
    "<span class=share>شارك</span>",
    "<img alt=صورة>",
];
const OPEN: &[&str] = &[
    "<p>",
    "<div class=\"story\">",
    "<li>",
    "<h2>",
    "<blockquote>",
    "<figure>",
    "<td>",
    "</div>",
    "<nav>",
    "</nav>",
    "<footer>",
    "",
];

fn page(dice: &mut Dice) -> String {
    let mut page =
        "<!doctype html><html lang=ar><head><title>السد جاهز &amp; القرى تنتظر | نبأ</title></head><body>".to_owned();
    for _ in 0..dice.below(30) {
        page.push_str(dice.of(OPEN));
        for _ in 0..dice.below(25) {
            page.push_str(dice.of(WORDS));
            page.push_str(dice.of(&[" ", "", "\n\t "]));
        }
    }
    page
}

/// What a reader sees of a piece of a page, without white space and the bars between cells: read by a page of nothing else.
fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}

fn read(bytes: &[u8]) -> Option<Document> {
    let hints = Hints { path: "p.html".to_owned(), kind: Some(rawi_page::InputKind::Html), ..Hints::default() };
    rawi_page::read(bytes, &hints, &FurnitureLexicon::default()).next()?.ok()
}

#[test]
fn every_block_stands_where_it_says() {
    let mut dice = Dice(7);
    let (mut blocks, mut placed) = (0, 0);
    for round in 0..300 {
        let page = page(&mut dice);
        let label = ["utf-8", "windows-1256", "utf-16le"][round % 3];
        let encoding = Encoding::for_label(label.as_bytes()).expect("a charset");
        let bytes = match label {
            "utf-16le" => "\u{FEFF}"
                .chars()
                .chain(page.chars())
                .collect::<String>()
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            _ => encoding.encode(&page).0.into_owned(),
        };
        let Some(document) = read(&bytes) else { continue };
        for block in &document.blocks {
            blocks += 1;
            let Some(raw) = block.raw.clone() else { continue };
            placed += 1;
            let (written, _) = Encoding::for_label(document.input.charset.as_bytes())
                .expect("the charset it was read in")
                .decode_without_bom_handling(&bytes[raw]);
            let words = squeezed(&document.text[block.span]);
            let seen = read(format!("<!doctype html><body><div>{written}").as_bytes());
            let seen = seen.map(|seen| squeezed(seen.text.as_str())).unwrap_or_default();
            assert_eq!(seen, words, "{label}: {written}");
        }
    }
    assert!(blocks > 1500, "{blocks}");
    assert!(placed * 200 >= blocks * 199, "{placed} of {blocks} blocks are placed");
}

#[test]
fn a_text_leads_back_too() {
    let encoding = Encoding::for_label(b"windows-1256").expect("a charset");
    let (bytes, _, _) = encoding.encode("السد جاهز\r\n\r\nقال وزير المياه في نهاوند إن السد الجديد جاهز للملء.\r\n");
    let document =
        rawi_page::read(&*bytes, &Hints::default(), &FurnitureLexicon::default()).next().expect("one").expect("a text");
    for block in &document.blocks {
        let raw = block.raw.clone().expect("a place");
        assert_eq!(encoding.decode(&bytes[raw]).0, document.text[block.span]);
    }
}
