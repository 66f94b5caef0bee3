//! One document, scanned: tokens with their senses, lines, sentences and quotations of the article.
//!
//! Names settle here before anything else looks at a word: where the lexicon knows an outlet or a phrase, the tokens inside it
//! are marked ([`Scan::is_settled`]), so that «اليوم السابع» and «روسيا اليوم» are no dates.

use std::ops::Range;

use rawi_page::{Block, BlockKind, Document};
use rawi_text::{Quotation, Span, Text, TokenFlags, Tokens, lines, quotations, sentences};

use crate::lexicon::{Class, Clitics, Function, Lexicon, NounKind, Sense, WordCache, spelling};
use crate::mention::figure::Kinds as FigureKinds;
use crate::mention::time::Kinds as TimeKinds;
use crate::reading::Zone;
use crate::relation::Asked;

/// A line of the article.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub zone: Zone,
    /// Is it told by the article, and no byline or dateline?
    pub told: bool,
}

/// A document with everything that constructions look at. Token numbers index [`Scan::tokens`].
#[derive(Debug)]
pub struct Scan<'a> {
    /// The document.
    pub document: &'a Document,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// Its text.
    pub text: &'a Text,
    /// All tokens, those of furniture included.
    pub tokens: Tokens,
    /// The lines of the article, furniture and repeats left out.
    pub lines: Vec<Line>,
    /// The sentences of those lines.
    pub sentences: Vec<Range<usize>>,
    /// The quotations of those lines, by opening mark.
    pub quotations: Vec<Quotation>,
    senses: Vec<Sense>,
    at: Vec<(u32, u32)>,
    kinds: Vec<Kinds>,
    settled: Vec<bool>,
    // Where the entries of a listing, or the updates of a live page, begin; none on other pages.
    entries: Vec<usize>,
    // Does the text put dots under a final ي?
    dotted: bool,
    pub(crate) stems: Asked,
}

impl<'a> Scan<'a> {
    /// Scans the document once.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Scan<'a> {
        Scan::with(document, lexicon, &mut WordCache::default())
    }

    pub(crate) fn with(document: &'a Document, lexicon: &'a Lexicon, cache: &mut WordCache) -> Scan<'a> {
        let text = &document.text;
        let tokens = Tokens::scan(text);
        // A text that writes «فى» puts no dots under any final ي.
        let dotted =
            !(0..tokens.len()).any(|n| spelling::tells_dots(tokens.key(n)) && tokens[n].is(TokenFlags::ALIF_MAQSURA));
        let mut scan = Scan {
            document,
            lexicon,
            text,
            lines: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            senses: Vec::with_capacity(tokens.len() * 2),
            at: vec![(0, 0); tokens.len()],
            kinds: vec![Kinds::default(); tokens.len()],
            settled: vec![false; tokens.len()],
            entries: document
                .blocks
                .chunk_by(|one, two| one.entry == two.entry)
                .filter_map(|blocks| blocks.first().filter(|block| block.entry.is_some()))
                .map(|block| tokens.within(block.span).start)
                .collect(),
            dotted,
            stems: Asked::none(tokens.len()),
            tokens,
        };
        for block in document.blocks.iter().filter(|b| is_article(b)) {
            scan.enter(block, cache);
        }
        scan.quotations = stretches(document).flat_map(|s| quotations(&scan.tokens, scan.tokens.within(s))).collect();
        scan
    }

    /// Does the article have all of the text, so that [`Scan::whole`] would add nothing?
    pub(crate) fn is_whole(&self) -> bool {
        self.document.blocks.iter().all(is_article)
    }

    /// The same scan with furniture and repeats among its lines and sentences. Their quotations are not looked for.
    pub(crate) fn whole(&self) -> Scan<'a> {
        let mut whole = Scan {
            tokens: self.tokens.clone(),
            lines: Vec::with_capacity(self.lines.len()),
            sentences: Vec::with_capacity(self.sentences.len()),
            quotations: Vec::new(),
            senses: self.senses.clone(),
            at: self.at.clone(),
            kinds: self.kinds.clone(),
            settled: self.settled.clone(),
            entries: self.entries.clone(),
            stems: Asked::none(self.tokens.len()),
            ..*self
        };
        let mut cache = WordCache::default();
        let (mut lines, mut sentences) = (self.lines.iter().peekable(), self.sentences.iter().peekable());
        for block in &self.document.blocks {
            if is_article(block) {
                let end = self.tokens.within(block.span).end;
                whole.lines.extend(std::iter::from_fn(|| lines.next_if(|l| l.tokens.end <= end)).cloned());
                whole.sentences.extend(std::iter::from_fn(|| sentences.next_if(|s| s.end <= end)).cloned());
            } else {
                whole.enter(block, &mut cache);
            }
        }
        whole
    }

    /// Looks up the words of a block and cuts it into lines and sentences.
    fn enter(&mut self, block: &Block, cache: &mut WordCache) {
        let zone = match block.kind {
            BlockKind::Headline => Zone::Headline,
            BlockKind::Heading => Zone::Heading,
            BlockKind::Lead => Zone::Lead,
            BlockKind::Caption => Zone::Caption,
            BlockKind::List | BlockKind::Table | BlockKind::Quote | BlockKind::Embed => Zone::List,
            BlockKind::Paragraph
            | BlockKind::Snippet
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Furniture => Zone::Paragraph,
        };
        let (tokens, senses) = (&self.tokens, &mut self.senses);
        let range = tokens.within(block.span);
        let words = cache.find(self.lexicon, self.text, tokens, range.clone(), self.dotted);
        for (n, token) in range.clone().enumerate() {
            let from = senses.len();
            let mut kinds = words.senses(self.lexicon, tokens, (n, token), senses);
            // «علي» without the dotless ى is the name, not the preposition.
            if self.dotted && spelling::is_on_or_ali(tokens.key(token)) && !tokens[token].is(TokenFlags::ALIF_MAQSURA) {
                let mut kept = from;
                for n in from..senses.len() {
                    let preposition = senses[n].class == Class::Function && senses[n].len == 1;
                    if !preposition {
                        senses.swap(kept, n);
                        kept += 1;
                    }
                }
                senses.truncate(kept);
                kinds = Kinds::of(tokens, token, &senses[from..], self.lexicon);
            }
            self.at[token] = (from as u32, senses.len() as u32);
            self.kinds[token] = kinds;
        }
        for line in lines(tokens, range.clone()) {
            self.sentences.extend(sentences(tokens, line.clone()).into_iter().flat_map(cut));
            let told = !matches!(block.kind, BlockKind::Byline | BlockKind::Dateline);
            self.lines.push(Line { tokens: line, zone, told });
        }
        settle(tokens, senses, &self.at, range, &mut self.settled);
    }

    /// The senses of the word at token `at`, phrases that begin there included, longest first.
    pub fn senses(&self, at: usize) -> &[Sense] {
        self.at.get(at).map_or(&[], |&(from, to)| &self.senses[from as usize..to as usize])
    }

    /// The first (longest) sense of that class at token `at`.
    pub fn sense(&self, at: usize, class: Class) -> Option<&Sense> {
        if !self.is(at, class) {
            return None;
        }
        self.senses(at).iter().find(|s| s.class == class)
    }

    /// Has the word at token `at` this class?
    #[inline]
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.kinds.get(at).is_some_and(|k| k.classes & 1 << class as u32 != 0)
    }

    /// What clitics the word at token `at` carries.
    #[inline]
    pub(crate) fn clitics(&self, at: usize) -> Clitics {
        match self.kinds.get(at) {
            Some(kinds) if kinds.clitics.contains(Clitics::KNOWN) => kinds.clitics,
            // Furniture is not looked up, and the lexicon says nothing of it.
            _ => Clitics::of(self.key(at), &[]),
        }
    }

    /// Can the word at token `at` be a country, its adjective, or a city?
    pub(crate) fn is_place(&self, at: usize) -> bool {
        const PLACES: u32 = 1 << Class::Country as u32 | 1 << Class::Demonym as u32 | 1 << Class::City as u32;
        self.kinds.get(at).is_some_and(|k| k.classes & PLACES != 0)
    }

    /// Is the word at token `at` a common noun of this kind?
    pub fn noun(&self, at: usize, kind: NounKind) -> bool {
        self.kinds.get(at).is_some_and(|k| k.nouns & 1 << kind as u8 != 0)
    }

    /// The sense of the word at token `at` as this closed-class word.
    #[inline]
    pub fn function(&self, at: usize, function: Function) -> Option<&Sense> {
        if self.kinds.get(at).is_none_or(|k| k.functions & 1 << function as u64 == 0) {
            return None;
        }
        self.function_sense(at, function)
    }

    fn function_sense(&self, at: usize, function: Function) -> Option<&Sense> {
        self.senses(at).iter().find(|s| s.class == Class::Function && self.lexicon.functions[s.row()] == function)
    }

    /// What token `at` can be to the constructions of time.
    pub(crate) fn times(&self, at: usize) -> TimeKinds {
        self.kinds.get(at).map_or(TimeKinds::default(), |k| k.times)
    }

    /// What token `at` can be to the constructions of figures.
    pub(crate) fn figures(&self, at: usize) -> FigureKinds {
        self.kinds.get(at).map_or(FigureKinds::default(), |k| k.figures)
    }

    /// Is token `at` inside a settled name, so that its words stand for nothing else?
    pub fn is_settled(&self, at: usize) -> bool {
        self.settled.get(at).copied().unwrap_or(false)
    }

    /// The folded key of token `at`.
    pub fn key(&self, at: usize) -> &str {
        self.tokens.key(at)
    }

    /// The tokens of the entry of a listing, or update of a live page, around token `at`; all tokens on other pages. Nobody speaks on from one
    /// entry into the next.
    pub fn entry(&self, at: usize) -> Range<usize> {
        let next = self.entries.partition_point(|&start| start <= at);
        let start = next.checked_sub(1).map_or(0, |last| self.entries[last]);
        start..self.entries.get(next).copied().unwrap_or(self.tokens.len())
    }

    /// Is token `at` this punctuation mark?
    pub fn mark(&self, at: usize, mark: char) -> bool {
        self.tokens.is_mark(at, mark)
    }

    /// The span of a non-empty range of tokens.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.tokens.span(range)
    }

    /// The characters of a range of tokens.
    pub fn words(&self, range: Range<usize>) -> &str {
        self.span(range).map_or("", |s| &self.text[s])
    }

    /// Has token `at` this flag?
    pub fn flag(&self, at: usize, flag: TokenFlags) -> bool {
        self.tokens.token(at).is_some_and(|t| t.is(flag))
    }
}

/// The longest sentence that is read as one, in tokens. No writer means a longer one; a file without a full stop does, and every step that looks
/// over a sentence would grow with its square.
const LONGEST_SENTENCE: usize = 512;

fn cut(sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = sentence.end;
    sentence.step_by(LONGEST_SENTENCE).map(move |start| start..(start + LONGEST_SENTENCE).min(end))
}

/// The stretches of text between which furniture stands, or another entry begins: a quotation does not run on over another article's
/// headline.
fn stretches(document: &Document) -> impl Iterator<Item = Span> {
    let is_furniture = |block: &Block| block.kind == BlockKind::Furniture;
    let stretches =
        document.blocks.chunk_by(move |one, two| is_furniture(one) == is_furniture(two) && one.entry == two.entry);
    stretches.filter_map(|blocks| {
        let (first, last) = (blocks.iter().find(|b| is_article(b))?, blocks.iter().rfind(|b| is_article(b))?);
        Some(first.span.cover(last.span))
    })
}

/// Is the block part of the article?
fn is_article(block: &Block) -> bool {
    block.kind != BlockKind::Furniture && block.repeats.is_none()
}

/// What a token can be, one bit a class, so that most questions end without a look at its senses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Kinds {
    classes: u32,
    functions: u64,
    nouns: u8,
    times: TimeKinds,
    figures: FigureKinds,
    clitics: Clitics,
}

impl Kinds {
    /// The kinds of token `at`, which has these senses.
    pub(crate) fn of(tokens: &Tokens, at: usize, senses: &[Sense], lexicon: &Lexicon) -> Kinds {
        let mut kinds = Kinds { times: TimeKinds::of_token(tokens[at].kind), ..Kinds::default() };
        for sense in senses {
            kinds.add(sense, lexicon);
        }
        kinds.clitics = Clitics::of(tokens.key(at), senses);
        kinds
    }

    /// The same kinds of token `at` with those of phrases that begin there; `senses` are all that it has by now, and the phrases the first of them.
    pub(crate) fn with_phrases(
        mut self,
        tokens: &Tokens,
        at: usize,
        (phrases, senses): (usize, &[Sense]),
        lexicon: &Lexicon,
    ) -> Kinds {
        for sense in &senses[..phrases] {
            self.add(sense, lexicon);
        }
        self.clitics = Clitics::of(tokens.key(at), senses);
        self
    }

    /// Adds what one more sense makes of the token.
    fn add(&mut self, sense: &Sense, lexicon: &Lexicon) {
        self.classes |= 1 << sense.class as u32;
        match sense.class {
            Class::Function => self.functions |= 1 << lexicon.functions[sense.row()] as u64,
            Class::Noun => self.nouns |= 1 << lexicon.common[sense.row()] as u8,
            Class::Time => self.times.add(lexicon.words.time.word(sense.row())),
            Class::Figure => self.figures.add(lexicon.words.figure.figures.get(sense.row()).copied()),
            _ => {}
        }
    }
}

/// Marks the tokens of multiword outlets and of outlets that cannot be anything else: introduced by a medium word or in quotation
/// marks.
fn settle(tokens: &Tokens, senses: &[Sense], at: &[(u32, u32)], range: Range<usize>, settled: &mut [bool]) {
    let of =
        |token: usize| at.get(token).map_or(&[][..], |&(from, to): &(u32, u32)| &senses[from as usize..to as usize]);
    for token in range.clone() {
        let Some(outlet) = of(token).iter().find(|s| s.class == Class::Outlet) else { continue };
        let quoted = token > range.start && matches!(tokens.key(token - 1), "\"" | "«" | "“" | "”");
        let before = if quoted { token.checked_sub(2) } else { token.checked_sub(1) };
        let introduced = before.is_some_and(|b| b >= range.start && of(b).iter().any(|s| s.class == Class::Channel));
        if outlet.len > 1 || quoted || introduced {
            let end = (token + outlet.len as usize).min(range.end);
            settled[token..end].fill(true);
        }
    }
}
